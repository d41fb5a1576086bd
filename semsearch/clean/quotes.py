"""Which lines of a mail are quoted history, or introduce it."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from semsearch.clean import phrases
from semsearch.clean.phrases import any_of
from semsearch.clean.signatures import CAPITAL, names_device, signature_start

_LONGEST = 300
"""Characters of a line that may introduce a quote."""

_TOP = 3
"""Lines among which a help desk says where to answer."""

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
# Digits end at letters too, as before "年"; what goes on with a point is a date, as "12.05.2024".
_CLOCK = re.compile(r"(?<![\d.])\d{1,2}[:.]\d\d(?!\.?\d)")
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
_LOCAL_MARK = re.compile(r"\s{0,4}(?:[|#:}%](?=\s)|\|>|-{1,2}[\]>]|[^\W\d_]{1,12}>)")

# -- blocks of headers, as Outlook and forwards have them --

_KEYS = {
    "from": phrases.HEADER_FROM,
    "date": phrases.HEADER_DATE,
    "to": phrases.HEADER_TO,
    "subject": phrases.HEADER_SUBJECT,
    "other": phrases.HEADER_OTHER,
}
_NAMED = "|".join(f"(?P<{kind}>{any_of(names)})" for kind, names in _KEYS.items())
_KEY = re.compile(rf"[\s*>]{{0,8}}(?:{_NAMED})\s{{0,3}}\*?\s?[:：]", re.IGNORECASE)
_BARE_KEY = re.compile(rf"\s*(?:{_NAMED})\s*$", re.IGNORECASE)
_NOTES_SENDER = re.compile(r"[^\s@]@[^\s@]|[^\W\d_]/\w+(?:/|$|@)")
_NOTES_STAMP = re.compile(
    r"(?<!\d)\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?\s+\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[AP]M)?(?:\s[A-Z]{2,4})?\s*$",
    re.IGNORECASE,
)
_NOTES_NAME = re.compile(
    rf"""\s*(?:[^\W\d_]+:\s*)?(?:[^\s@]+@|"?{CAPITAL}[\w.'’-]*(?:,?\s{CAPITAL}[\w.'’-]*){{1,4}})"""
)
_NOTES_EDGE = re.compile(r"\s{0,4}\|-{5,}>\s*$")
_NOTES_CELL = re.compile(r"\s{0,4}(?:\||>-{5})")
_RULE_LEFT = r"\W{0,3}(?:[-_=*]\s?){2,}\W{0,3}"
_MARKER = re.compile(_RULE_LEFT + any_of(phrases.FORWARDED), re.IGNORECASE)
# Of some telephones: "---- Jane Doe wrote ----".
_RULED_WROTE = re.compile(
    rf"\W{{0,3}}-{{2,}}\s?[^\W\d_].{{1,80}}\b{any_of(phrases.WROTE)}(?:\([aа]\))?\s?:?\s?-{{2,}}\s*$", re.IGNORECASE
)
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
        marks[index] = marks[index] or _REPLY_ABOVE.match(line[:_LONGEST]) is not None
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
        following = _next_quoted(lines, body)
        if sure and following < len(lines) and _quotes_another(lines, marks, start, following):
            end = _end_of_history(lines, body)
        elif following < len(lines) and (marks[following] or _local_mark(lines[following])):
            local_marks |= {_local_mark(lines[following])} - {""}
            end = following
        elif sure:
            end = _end_of_history(lines, body)
        else:
            index += 1
            continue
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
    bars = [len(line) <= _LONGEST and bool(_BAR.match(line)) for line in lines]
    for index in range(1, len(lines)):
        if bars[index] and bars[index - 1]:
            marks[index - 1] = marks[index] = True
        elif not marks[index] and marks[index - 1] and marks[index + 1 : index + 2] == [True]:
            marks[index] = _broken_off(lines[index - 1], lines[index])
    return marks


def _ends_address(above: str, line: str) -> bool:
    """Whether a ``>`` is no mark of quotation but ends the address in an attribution that was wrapped."""
    return bool(_END_OF_ADDRESS.match(line[:40]) and len(above) <= _LONGEST and _OPEN_ADDRESS.search(above))


def _broken_off(above: str, line: str) -> bool:
    """Whether a line between quoted ones goes on where the one `above` was too long, or within its link."""
    within_link = _OPEN_LINK.search(above) is not None and _REST_OF_LINK.match(line) is not None
    return within_link or (len(above) > 65 and above[-1:] not in ".?!:" and line[:1].islower())


def _introduction(lines: Sequence[str], marks: Sequence[bool], index: int) -> tuple[int, bool]:
    """Where the introduction that starts at `index` ends (at `index` if there is none), and whether it is one even
    when no marked line follows."""
    line = lines[index][:_LONGEST]
    # The first characters decide for most lines, without the long expressions.
    marked = not line[0].isalnum() and (_MARKER.match(line) or _RULED_WROTE.match(line))
    if marked or (line.rstrip().endswith(":") and _FORWARD.match(line)):
        following = _next_written(lines, index + 1)
        return max(_header_block(lines, following, 1), index + 1), True
    for block in (_header_block(lines, index, 3), _notes_header(lines, index), _notes_table(lines, index)):
        if block > index:
            return block, True
    body, sure = _attribution(lines, marks, index)
    if body > index:
        return body, sure
    # "From:" and "Date:" alone introduce what is marked, or what Outlook has ruled off.
    return _header_block(lines, index, 2), index > 0 and _OUTLOOK_RULE.match(lines[index - 1][:_LONGEST]) is not None


def _parts_history(lines: Sequence[str], marks: Sequence[bool], index: int) -> bool:
    """Whether the line at `index` names the device on which what stands above it was written, and below it comes,
    without any introduction, what that answers."""
    alone = 0 < index < len(lines) - 1 and not lines[index - 1].strip() and not lines[index + 1].strip()
    if not alone or not names_device(lines[index]):
        return False
    below = _next_written(lines, index + 1)
    introduced = below == len(lines) or marks[below] or _introduction(lines, marks, below)[0] > below
    return not introduced and signature_start(lines) > index


def _header_block(lines: Sequence[str], index: int, needed: int) -> int:
    """Where a block of `needed` header fields, the sender's among them, ends; `index` where none begins. Without a
    subject, an address and a time of day, it is of a journey, or a parcel. What was HTML may have a blank line between
    any two."""
    kinds: set[str] = set()
    last, position = index, index
    while position < min(index + 14, len(lines)) and position - last < 3:
        head = lines[position][:80]
        match = _KEY.match(head) if ":" in head or "：" in head else None
        if match:
            kinds.add(match.lastgroup or "")
            if position == index and needed > 1 and not kinds & {"from", "date"}:
                return index
            last = position
        elif position == index:
            return index
        elif position > last + 1 and not (lines[position].strip() and lines[position - 1].strip()):
            break
        position += 1
    of_mail = (
        needed == 1
        or "subject" in kinds
        or any("@" in line or _CLOCK.search(line[:_LONGEST]) for line in lines[index : last + 1])
    )
    told = len(kinds - {"other"})
    return last + 1 if told >= needed and of_mail and ("from" in kinds or needed == 1) else index


def _notes_header(lines: Sequence[str], index: int) -> int:
    """Where a header of Lotus Notes ends: the sender, the date behind it or below, "To", and "Subject", with what each
    is, below it where a table has become lines; `index` where none begins. Records of other things have
    such fields, too, but neither a name above them nor an address or a "cc" among them."""
    line = lines[index][:_LONGEST]
    if not _NOTES_NAME.match(line):
        return index
    written = [at for at in range(index, min(index + 40, len(lines))) if lines[at].strip()][:20]
    if stamp := _NOTES_STAMP.search(line):
        dated = index if line[: stamp.start()].endswith((" on ", "  ", "\t")) else None
    else:
        dated = next((at for at in written[1:4] if _NOTES_STAMP.match(lines[at].lstrip()[:_LONGEST])), None)
    between = [at for at in written[1:] if dated is not None and at < dated and not lines[at - 1].strip()]
    if any(_notes_header(lines, at) > at for at in between):  # where the sender stands, and this is above it
        return index
    below = [at for at in written if dated is not None and at > dated]
    found = {at: key for at in below if (key := _KEY.match(lines[at].lstrip()[:80]) or _BARE_KEY.match(lines[at][:40]))}
    kinds = [key.lastgroup for key in found.values()]
    of_mail = "other" in kinds or any(_NOTES_SENDER.search(lines[at][:_LONGEST]) for at in (index, *below[:2]))
    if not (of_mail and "subject" in kinds and "to" in kinds[: kinds.index("subject")]):
        return index
    subject, key = list(found.items())[kinds.index("subject")]
    return subject + 1 if key.re is _KEY else min(_next_written(lines, subject + 1) + 1, len(lines))


def _notes_table(lines: Sequence[str], index: int) -> int:
    """Where a header of Lotus Notes ends that is drawn as a table of lines; `index` where none begins."""
    if not _NOTES_EDGE.match(lines[index][:_LONGEST]):
        return index
    end = next((at for at in range(index, len(lines)) if not _NOTES_CELL.match(lines[at][:40])), len(lines))
    fields = [key for line in lines[index:end] if (key := _KEY.match(line.lstrip(" |")[:80]))]
    return end if len({key.lastgroup for key in fields}) > 1 else index


def _attribution(lines: Sequence[str], marks: Sequence[bool], index: int) -> tuple[int, bool]:
    """An attribution line, which may be wrapped over three."""
    if ":  " in lines[index] and (run_on := _RUN_ON.match(lines[index])) and _is_sure(run_on[0].strip(_EDGES)):
        return index + 1, True
    joined = ""
    weak = index
    for position in range(index, min(index + 3, len(lines))):
        line = lines[position].strip(_EDGES)
        if not line or len(line) > _LONGEST or marks[position]:
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
    mail, clock, year = _MAIL.search(text), _CLOCK.search(text), _YEAR.search(text)
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
    evidence = _MAIL.search(text) or _YEAR.search(text) or _CLOCK.search(text) or _REFERENCE.match(text)
    if not _VERB.search(text):
        return bool(_BY_GMAIL.match(text) or (evidence and starts and text.endswith(":")))
    return bool(len(text) <= 200 and (starts or evidence or _opens(text)))


def _quotes_another(lines: Sequence[str], marks: Sequence[bool], start: int, following: int) -> bool:
    """Whether the mail below a header begins by quoting another: below what the author wrote, a marked attribution with
    lines of the same depth. (Where the author answers it line by line, these lie deeper.)"""
    if not marks[following] or not any(line.strip() for line in lines[:start]):
        return False
    text = lines[following][:_LONGEST].strip().lstrip("> ") or " "
    second = next((line.replace(" ", "") for line in lines[following + 1 :] if line.strip(" >")), "")
    return second[:1] == ">" != second[1:2] and _ends_as_attribution(text) and _is_sure(text)


def _end_of_history(lines: Sequence[str], index: int) -> int:
    """One past the line that says that a forwarded message ends, or the end of the mail."""
    for position in range(index, len(lines)):
        if _END_MARKER.match(lines[position][:_LONGEST]):
            return position + 1
    return len(lines)


def _ruler_above(lines: Sequence[str], marks: Sequence[bool], index: int) -> int:
    """`index`, or the place of a ruled line right above it."""
    above = index - 1
    while above >= 0 and not lines[above].strip() and not marks[above] and index - above < 4:
        above -= 1
    ruled = above >= 0 and not marks[above] and lines[above].strip() and _RULER.match(lines[above][:_LONGEST])
    return above if ruled else index


def _next_quoted(lines: Sequence[str], index: int) -> int:
    """The next written line, behind one that says that some was left out."""
    following = _next_written(lines, index)
    if following < len(lines) and _ELIDED.match(lines[following][:40]):
        following = _next_written(lines, following + 1)
    return following


def _local_mark(line: str) -> str:
    """What means a quotation only where an introduction came before it: "# ", the letters of a name; "" if nothing."""
    mark = _LOCAL_MARK.match(line[:40])
    return mark[0] if mark else ""


def _next_written(lines: Sequence[str], index: int) -> int:
    while index < len(lines) and not lines[index].strip():
        index += 1
    return index
