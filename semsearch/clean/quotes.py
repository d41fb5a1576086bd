"""Which lines of a mail are quoted history, or introduce it."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice

from semsearch.clean import phrases
from semsearch.clean.phrases import any_of
from semsearch.clean.quoted_headers import (
    CLOCK,
    KEY,
    LONGEST,
    header_block,
    next_written,
    notes_header,
    notes_table,
    raw_header_start,
)
from semsearch.clean.signatures import CAPITAL, names_device, signature_start

_TOP = 3
"""Lines among which a help desk says where to answer."""

_MOST_INDENTED = 100
"""Lines that are set in below an introduction."""

_PREFIX = re.compile(r"\s{0,4}>")
_END_OF_ADDRESS = re.compile(rf"\s{{0,4}}>\s?{any_of(phrases.WROTE)}?\s?:\s*$", re.IGNORECASE)
_OPEN_LINK = re.compile(r"https?://[^\s)>\]]{1,2000}$")
_REST_OF_LINK = re.compile(r"\S{0,200}[=&%/?#]\S{0,2000}\s*$")
_OPEN_ADDRESS = re.compile(r"<[^<>]*$")
# Initials or a name, but not what a program writes before what is typed.
_INITIALS = re.compile(rf"\s{{0,4}}(?!(?i:sql|ftp|gdb|irb)>)([^\W\d_]{{1,3}}|{CAPITAL}[^\W\d_]{{1,11}})>+(?:\s|$)")
# What Python and logs of SMTP have before what is typed, where no line of the mail is quoted less deep.
_TYPED = re.compile(r"\s{0,4}>>>(?: |$)")
_BAR = re.compile(r"\s{0,2}[|│¦](?:\s[^|│¦]*)?$")

_RULER = re.compile(r"[-_=\u2014\s]{3,}$")
_OUTLOOK_RULE = re.compile(r"\s*_{20,}\s*$")
_EDGES = " \t\u00a0\u200b-–—_=*>"

# -- attribution lines: "On ..., X wrote:" --

_VERB = re.compile(
    rf"(?:\b{any_of(phrases.WROTE)}|写道|寫道|작성|のメール|に書きました|쓴 글)(?!\w)(?:\([aа]\))?",
    re.IGNORECASE,
)
# What the last word of a text that ends with one of these must end with: quickly said of most lines.
_VERB_END = re.compile(rf"{any_of(phrase.rpartition(' ')[2] for phrase in phrases.WROTE)}(?:\([aа]\))?$", re.IGNORECASE)
_OPENING = re.compile(rf"{any_of(phrases.OPENS_ATTRIBUTION)}\s", re.IGNORECASE)
_BY_DATE = re.compile(r"(?:\d|\w{2,12}\.?,?\s+(?:\w{3,9}\.?\s+)?\d)")
_REFERENCE = re.compile(any_of(phrases.REFERS_TO_MESSAGE), re.IGNORECASE)
_MAIL = re.compile(r"[^\s@<>]@[^\s@<>]|@\w+\.\w")
_ZONE = re.compile(r"\b(?:UTC|GMT)[+-]\d")
_YEAR = re.compile(
    r"(?<!\d)(?:19|20)\d\d(?!\d)|(?<!\d)\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d{2}(?:\d\d)?(?!\d)|\b\d{2}-\w{3}-\d{2}\b"
)
# What Gmail wrote for some years, with nothing behind it.
_BY_GMAIL = re.compile(r"\d{4}[/-]\d{1,2}[/-]\d{1,2}\b[^<]{0,120}<[^<>@]{1,80}@[^<>]{1,80}$")
_WRITTEN_ON = re.compile(
    r"(?:писал\(а\)|писала?|wrote)\s+(?:(?:on|в)\s+)?(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d)"
    r"|ezt írta \(időpont: \d",
    re.IGNORECASE,
)
# With nothing beside, no person writes that.
_ADDRESS_WROTE = re.compile(
    r"(?:in [^\s<>@]+@[^\s<>@]+, )?(?:\"?[^\W\d_][^\"<>@:]{0,60}\"?\s)?<?[^\s<>@]+@[^\s<>@]+\.\w+>?,?\s"
    rf"{any_of(phrases.WROTE)}\s?:",
    re.IGNORECASE,
)
# Of Yahoo's apps: what is quoted begins on the same line.
_RUN_ON = re.compile(rf".{{10,200}}>\s{{0,2}}{any_of(phrases.WROTE)}(?:\([aа]\))?\s?:(?=\s{{2,}}\S)", re.IGNORECASE)
_ELIDED = re.compile(rf"[\W_]{{0,3}}{any_of(phrases.ELIDED)}[^.]{{0,20}}[^\w\s]\s*$", re.IGNORECASE)
_LOCAL_MARK = re.compile(r"\s{0,4}(?:[|#}%=+\\\]](?=\s|$)|::?(?=[^\W\d_]|\s|$)|\|>|-{1,2}[\]>]|[^\W\d_]{1,12}>)")
# A remark on what is left out: "[his theory of jokes]".
_REMARK = re.compile(r"\s{0,4}(?:\[[^\[\]]{1,200}\]|<[^<>@:/.]{1,200}>|\.{3}.{1,200}\.{3})\s*$")
_SAYS = re.compile(rf"[\"']?(?:{CAPITAL}[\w.'’\"-]*\s(?:\w{{1,3}}\s)?){{1,4}}{any_of(phrases.SAYS)}:$")

# -- what stands above a forwarded mail, or in the place of its header --

_RULE_LEFT = r"\W{0,3}(?:[-_=*]\s?){2,}\W{0,3}"
_MARKER = re.compile(_RULE_LEFT + any_of(phrases.FORWARDED), re.IGNORECASE)
# Of some telephones: "---- Jane Doe wrote ----".
_RULED_WROTE = re.compile(
    rf"\W{{0,3}}-{{2,}}\s?[^\W\d_].{{1,80}}\b{any_of(phrases.WROTE)}(?:\([aа]\))?\s?:?\s?-{{2,}}\s*$", re.IGNORECASE
)
_BY_GROUPWISE = re.compile(r">>> [^>\n]{2,80}(?:<[^<>\s]{3,80}>)?[^>\n]{0,40}\d[:.]\d\d[^>\n]{0,10} >>>\s*$")
_FORWARD = re.compile(rf"\W{{0,3}}{any_of(phrases.BEGINS_FORWARD)}\s?:\s*$", re.IGNORECASE)
_REPLY_ABOVE = re.compile(rf"\W{{0,8}}{any_of(phrases.REPLY_ABOVE)}\W{{0,8}}$", re.IGNORECASE)
_END_MARKER = re.compile(_RULE_LEFT + any_of(phrases.ENDS_FORWARD), re.IGNORECASE)


def quoted_lines(lines: Sequence[str]) -> list[bool]:
    """For each line of a mail, whether it is quoted, or introduces what is quoted.

    Lines are quoted one by one where they carry a mark ("> "), and to the end of the mail after an introduction that
    no marked line follows, as where people reply on top.
    """
    marks = _prefixed(lines)
    for index, line in enumerate(lines[:_TOP]):
        marks[index] = marks[index] or _REPLY_ABOVE.match(line[:LONGEST]) is not None
    local_marks: set[str] = set()
    index = 0
    while index < len(lines):
        marks[index] = marks[index] or _local_mark(lines[index]) in local_marks
        if marks[index] or not lines[index].strip():
            index += 1
            continue
        body, sure = _introduction(lines, marks, index)
        start = index
        if body == index and _parts_history(lines, marks, index):
            start = body = index + 1
            sure = True
        elif body == index:
            index += 1
            continue
        end = _end_of_quote(lines, marks, start, body, sure=sure)
        if end == start:
            index += 1
            continue
        if KEY.match(lines[start][:80]):
            start = raw_header_start(lines, start)
        local_marks |= {_local_mark(line) for line in lines[end : end + 1]} - {""}
        for position in range(_ruler_above(lines, marks, start), end):
            marks[position] = True
        index = end
    return marks


def _prefixed(lines: Sequence[str]) -> list[bool]:
    """Lines that carry a mark of quotation, and pieces that a narrow window broke off them."""
    initials = Counter(match[1] for line in lines if ">" in line[:40] and (match := _INITIALS.match(line[:40])))
    marks: list[bool] = []
    for index, line in enumerate(lines):
        match = _INITIALS.match(line[:40]) if ">" in line[:40] else None
        mark = bool(_PREFIX.match(line)) or (match is not None and initials[match[1]] > 1)
        marks.append(mark and not (index and not marks[index - 1] and _ends_address(lines[index - 1], line)))
    if all(map(_TYPED.match, (line for line, mark in zip(lines, marks, strict=True) if mark))):
        marks = [False] * len(lines)
    bars = [len(line) <= LONGEST and bool(_BAR.match(line)) for line in lines]
    for index in range(1, len(lines)):
        if bars[index] and bars[index - 1]:
            marks[index - 1] = marks[index] = True
        elif not marks[index] and marks[index - 1] and marks[index + 1 : index + 2] == [True]:
            marks[index] = _broken_off(lines[index - 1], lines[index])
    return marks


def _ends_address(above: str, line: str) -> bool:
    """Whether a ``>`` is no mark of quotation but ends the address in an attribution that was wrapped."""
    return bool(_END_OF_ADDRESS.match(line[:40]) and len(above) <= LONGEST and _OPEN_ADDRESS.search(above))


def _broken_off(above: str, line: str) -> bool:
    """Whether a line between quoted ones goes on where the one `above` was too long, or within its link."""
    within_link = _OPEN_LINK.search(above) is not None and _REST_OF_LINK.match(line) is not None
    return within_link or (len(above) > 65 and above[-1:] not in ".?!:" and line[:1].islower())


def _introduction(lines: Sequence[str], marks: Sequence[bool], index: int) -> tuple[int, bool]:
    """Where the introduction that starts at `index` ends (at `index` if there is none), and whether it is one even
    when no marked line follows."""
    line = lines[index][:LONGEST]
    # The first characters decide for most lines, without the long expressions.
    marked = not line[0].isalnum() and (_MARKER.match(line) or _RULED_WROTE.match(line))
    if _BY_GROUPWISE.match(line):
        return index + 1, True
    if marked or (line.rstrip().endswith(":") and _FORWARD.match(line)):
        following = next_written(lines, index + 1)
        return max(header_block(lines, following, 1), index + 1), True
    for block in (header_block(lines, index, 3), notes_header(lines, index), notes_table(lines, index)):
        if block > index:
            return block, True
    body, sure = _attribution(lines, marks, index)
    if body > index:
        return body, sure
    # "From:" and "Date:" alone introduce what is marked, or what Outlook has ruled off.
    return header_block(lines, index, 2), index > 0 and _OUTLOOK_RULE.match(lines[index - 1][:LONGEST]) is not None


def _end_of_quote(lines: Sequence[str], marks: Sequence[bool], start: int, body: int, *, sure: bool) -> int:
    """Where what is introduced by the lines from `start` to `body` ends, or the first marked line of it stands;
    `start` where nothing is."""
    following = _next_quoted(lines, body)
    is_marked = following < len(lines) and (marks[following] or _is_marked_here(lines, following))
    if is_marked and not (sure and _quotes_another(lines, marks, start, following)):
        return following
    if sure and not any(map(str.strip, islice(lines, start))) and any(marks[body:]):
        return body  # the author speaks first, and quotes below
    if (sure or KEY.match(lines[start][:80])) and (end := _end_of_indented(lines, start, body)) > body:
        return end
    return _end_of_history(lines, body) if sure else start


def _parts_history(lines: Sequence[str], marks: Sequence[bool], index: int) -> bool:
    """Whether the line at `index` names the device on which what stands above it was written, and below it comes,
    without any introduction, what that answers."""
    alone = 0 < index < len(lines) - 1 and not lines[index - 1].strip() and not lines[index + 1].strip()
    if not alone or not names_device(lines[index]):
        return False
    below = next_written(lines, index + 1)
    introduced = below == len(lines) or marks[below] or _introduction(lines, marks, below)[0] > below
    return not introduced and signature_start(lines) > index


def _attribution(lines: Sequence[str], marks: Sequence[bool], index: int) -> tuple[int, bool]:
    """An attribution line, which may be wrapped over three."""
    if ":  " in lines[index] and (run_on := _RUN_ON.match(lines[index])) and _is_sure(run_on[0].strip(_EDGES)):
        return index + 1, True
    joined = ""
    weak = index
    for position in range(index, min(index + 3, len(lines))):
        line = lines[position].strip(_EDGES)
        if not line or len(line) > LONGEST or marks[position]:
            break
        if joined and (_opens(line) or _is_whole(line)) and not _begins(joined):
            break
        joined = f"{joined} {line}" if joined else line
        if _ends_as_attribution(joined):
            if _is_sure(joined):
                return (position + 1, True) if position == index or not names_device(lines[index]) else (index, False)
            if weak == index and (position == index or _begins(joined)) and _is_likely(joined, lines, marks, index):
                weak = position + 1
    return weak, False


def _begins(text: str) -> bool:
    """Whether a text may be the first lines of an attribution."""
    return _opens(text) or bool(_MAIL.search(text) and _VERB.search(text))


def _is_whole(line: str) -> bool:
    """Whether a line is an attribution by itself, whatever stands above it."""
    return line.endswith(":") and _VERB.search(line) is not None and _is_sure(line)


def _ends_as_attribution(text: str) -> bool:
    if text.endswith((":", "：", "...", "…")) or (text[0].isdigit() and _BY_GMAIL.match(text)):
        return True
    if not _may_end_verb(text[text.rfind(" ", -20) + 1 :][-20:]):
        return False
    verbs = list(_VERB.finditer(text, max(len(text) - 20, 0)))
    return bool(verbs) and verbs[-1].end() == len(text)


@lru_cache(maxsize=10_000)
def _may_end_verb(word: str) -> bool:
    return _VERB_END.search(word) is not None


@lru_cache(maxsize=1_000)
def _opens(text: str) -> bool:
    return bool(_OPENING.match(text) or _BY_DATE.match(text) or _REFERENCE.match(text))


def _is_sure(text: str) -> bool:
    mail, clock, year = _MAIL.search(text), CLOCK.search(text), _YEAR.search(text)
    if not _VERB.search(text):
        return bool(text.endswith(":") and (mail or _ZONE.search(text)) and clock and year and _BY_DATE.match(text))
    if _WRITTEN_ON.search(text) or _ADDRESS_WROTE.fullmatch(text):
        return True
    if _OPENING.match(text) or _BY_DATE.match(text):
        return bool(year or (mail and clock))
    return bool((mail or text.endswith(":")) and clock and year) or bool(mail and (clock or year))


def _is_likely(text: str, lines: Sequence[str], marks: Sequence[bool], index: int) -> bool:
    """Enough of an attribution where a marked line follows."""
    starts = index == 0 or marks[index - 1] or not lines[index - 1].strip()
    evidence = _MAIL.search(text) or _YEAR.search(text) or CLOCK.search(text) or _REFERENCE.match(text)
    if not _VERB.search(text):
        named = evidence or _SAYS.match(text)
        return bool(_BY_GMAIL.match(text) or (named and starts and text.endswith(":")))
    return bool(len(text) <= 200 and (starts or evidence or _opens(text)))


def _quotes_another(lines: Sequence[str], marks: Sequence[bool], start: int, following: int) -> bool:
    """Whether the mail below a header begins by quoting another: below what the author wrote, a marked attribution with
    lines of the same depth. (Where the author answers it line by line, these lie deeper.)"""
    if not marks[following] or not any(map(str.strip, islice(lines, start))):
        return False
    text = lines[following][:LONGEST].strip().lstrip("> ") or " "
    second = next((line.replace(" ", "") for line in lines[following + 1 :] if line.strip(" >")), "")
    return second[:1] == ">" != second[1:2] and _ends_as_attribution(text) and _is_sure(text)


def _end_of_history(lines: Sequence[str], index: int) -> int:
    """One past the line that says that a forwarded message ends, or the end of the mail."""
    for position in range(index, len(lines)):
        if _END_MARKER.match(lines[position][:LONGEST]):
            return position + 1
    return len(lines)


def _ruler_above(lines: Sequence[str], marks: Sequence[bool], index: int) -> int:
    """`index`, or the place of a ruled line right above it."""
    above = index - 1
    while above >= 0 and not lines[above].strip() and not marks[above] and index - above < 4:
        above -= 1
    ruled = above >= 0 and not marks[above] and lines[above].strip() and _RULER.match(lines[above][:LONGEST])
    return above if ruled else index


def _next_quoted(lines: Sequence[str], index: int) -> int:
    """The next written line, behind one that says that some was left out; a remark only where a mark follows."""
    following = next_written(lines, index)
    if following == len(lines):
        return following
    after = next_written(lines, following + 1)
    is_marked = after < len(lines) and bool(_PREFIX.match(lines[after]) or _local_mark(lines[after]))
    is_elided = _ELIDED.match(lines[following][:40]) or (is_marked and _REMARK.match(lines[following][:LONGEST]))
    return after if is_elided else following


def _end_of_indented(lines: Sequence[str], start: int, body: int) -> int:
    """Where the lines that are set in below an introduction end, if more than one is, and an empty line parts them from
    what the author says to them; `body` where they are not."""
    least = max(_indent(lines[start]), 2)
    following = end = next_written(lines, body)
    last = min(len(lines), following + _MOST_INDENTED)
    while end < last and (not lines[end].strip() or _indent(lines[end]) >= least):
        end += 1
    written = sum(bool(line.strip()) for line in lines[following:end])
    return end if written > 1 and end < last and not lines[end - 1].strip() else body


def _indent(line: str) -> int:
    wide = line.expandtabs() if "\t" in line else line
    return len(wide) - len(wide.lstrip())


def _is_marked_here(lines: Sequence[str], index: int) -> bool:
    """Whether a line right below an introduction is marked; a single "#" heads a text."""
    mark = _local_mark(lines[index])
    return mark != "" and (mark.strip() != "#" or lines[index + 1 : index + 2] != [""])


def _local_mark(line: str) -> str:
    """What means a quotation only where an introduction came before it: "# ", the letters of a name; "" if nothing."""
    mark = _LOCAL_MARK.match(line[:40])
    return mark[0] if mark else ""
