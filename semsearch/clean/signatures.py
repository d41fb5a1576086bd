"""Where the signature or footer of a piece of text begins."""

import re
from collections.abc import Callable, Sequence
from functools import partial

from semsearch.clean import phrases
from semsearch.clean.phrases import any_of
from semsearch.language.transliteration import transliterations

_WINDOW = 40
"""Lines from the end within which a signature begins."""

_NEAR = 25
"""Lines from the end within which a ruled line begins what a list appends; legal notices are longer."""

_MOST_TYPED = 10
"""Lines below a delimiter that is not the standard one."""

_MOST_CONTACTS = 6
"""Lines of addresses below a name."""

_MOST_OF_CARD = 12
"""Lines of a card that begins with a name."""

_MOST_OF_ADVERTISEMENT = 6
_LEAST_RULED = 60
"""Lines of an advertisement; the length of the ruled line that sets it off."""

_MOST_OF_LIST = 4
"""Lines of a list's footer below a history without marks."""

_MOST_BLOCKS = 12
"""Signature, notice, advertisement, list footer, ...: more of them would not be the end of a mail."""

_DELIMITER = re.compile(r"\s{0,2}(?:--|—|––|—{2,5}|__)\s*$")
_DASHES = re.compile(r"\s{0,2}-{3,4}\s*$")
_RULER = re.compile(r"\s*(?:[-_=*~#+|<>]\s?){5,}")

_LEAST_DISCLAIMER = 150
"""Characters of one that follows a signature without an empty line."""

_SHORT_FOOTER = 6
_ENDS_SENTENCE, _UNFILLED = ".!?…:>)", 60
"""What a line ends with that ends a sentence; the length under which it was not broken where the next word would not
have fitted."""

_LONGEST_NAME = 60
_LONGEST_OF_NAMED = 90
_SET_OFF = re.compile(r"(\s?[|•·]\s|,\s|\s[–—/-]\s)")
_WORD = re.compile(r"[^\W\d_]+")
CAPITAL = "[" + "".join(letter for letter in map(chr, range(0x600)) if letter.isupper()) + "\u05d0-\u0eff\u3041-\ud7a3]"
"""A capital of Latin, Greek, Cyrillic or Armenian letters, or a letter of a script without capitals."""

_NAME = rf"{CAPITAL}[\w.'’-]*"
_PARTICLES = r"(?:(?:de|da|di|du|la|le|van|von|den|der|ter|zu|el|al|bin)\s){0,2}"
_NAMES = rf"{_NAME}(?:\s{{1,2}}{_PARTICLES}{_NAME}){{0,3}}"

_CLOSING = re.compile(
    rf"\s*(?:(?P<sure>{any_of(phrases.REGARDS)})|{any_of(phrases.THANKS)})(?=\W|$)(?P<rest>.*)$", re.IGNORECASE
)
_BETWEEN_LANGUAGES = " /|,"
_AFTER_CLOSING = re.compile(rf"[\s,.!…–—-]*(?:{_NAMES})?[\s,.!]*$")
_OF_GROUP = re.compile(rf"\s?[,–—-]\s?{any_of(phrases.GROUPS)}(?!\w)[^.!?]{{0,60}}", re.IGNORECASE)
_SIGNED = re.compile(rf"[\W_]{{0,3}}(?:{_NAMES}|[a-zа-яё]\w{{1,15}})(?:\W{{0,2}}$|\s?[|•·]\s|\s[<(]?[^\s@]+@)")
_EMPTY_AFTER = re.compile(r"\W*$")

# A telephone number is no date, and no end of a word.
_PHONE = (
    r"(?<![\w/.#=-])(?!\d{4}-\d\d?-\d|\d\d?\.\d\d?\.\d{2,4}(?![\d.]))(?=(?:[ ().+-]{0,2}\d){6})\+?\(?\d[\d ().-]{5,}\d"
)
_ROW_OF_TABLE = re.compile(r"\S(?: {3,}|\t+)\S")
_CONTACT = re.compile(
    rf"@\w|https?://|www\.|{_PHONE}|\b(?:tel|phone|fax|mob|mobile|cell|skype|icq|тел|моб|факс)\b[.:]?",
    re.IGNORECASE,
)
_ENDS_LINKED = re.compile(r"https?://\S+$")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?: \d\d:\d\d|$)")
_WHOLE_NAME = re.compile(rf"\W{{0,3}}{_NAME}(?:,?\s{{1,2}}{_PARTICLES}{_NAME}){{1,5}}\W{{0,2}}$")
_DASHED_NAME = re.compile(rf"\s*[-–—~/]{{1,3}}\s?(?:{_NAMES}|(?:(?<=-)|(?<=--\s))[a-z]\w{{1,15}})\s*$")

_DASHED = re.compile(r"\s*[-–—]{1,3}\s?(?P<name>[^\W\d_]+)(?P<rest>.{0,90})$")
_AFTER_NAME = re.compile(rf"(?:[\s,.'\"]{{1,3}}(?:{_NAME}|[a-z]{{2,3}}))*[\s.'\"]*(?:[(<|/].*)?$")

_DEVICE = re.compile(rf"\W{{0,3}}{any_of(phrases.DEVICE)}(?P<rest>.{{0,90}}?)\.?$", re.IGNORECASE)
_PRAISED = re.compile(rf"{CAPITAL}\w*(?: {CAPITAL}\w*){{0,3}}, (?:the|an?|your) ")  # "..., the fastest mail client"
_FOOTER_OPENING = re.compile(rf"\W*{any_of(phrases.OPENS_FOOTER)}", re.IGNORECASE)
_LIST_URL = re.compile(r"\s*<?https?://\S*(?:/mailman/|/listinfo/|unsubscribe|/optout)\S*\s*$", re.IGNORECASE)
_DISCLAIMER_OPENING = re.compile(rf"\W*{any_of(phrases.OPENS_DISCLAIMER)}", re.IGNORECASE)


def signature_start(lines: Sequence[str], sender: str = "") -> int:
    """The line at which the signature and the footers at the end of a text begin; its length if it has none.

    A last line that is the name of the `sender`, in Latin or Cyrillic letters, is a signature too.
    """
    given = _WORD.findall(sender.casefold())
    names = frozenset(given).union(*map(transliterations, given))
    address = sender.rpartition("<")[2].rstrip(">").lower()
    own = partial(_own_name, names=names, address=address if "@" in address else "")
    return _start(lines, (*_RULES, own) if names else _RULES)


def appended_start(lines: Sequence[str]) -> int:
    """The line at which footers of mailing lists and legal notices at the end of a text begin; its length if it has
    none. Signatures do not count."""
    return _start(lines, (_appended, _disclaimer))


def _start(lines: Sequence[str], rules: "Sequence[_Rule]") -> int:
    end = _strip_end(lines, len(lines))
    found = len(lines)
    for _ in range(_MOST_BLOCKS):
        starts = (rule(lines, end) for rule in rules) if end else iter(())
        start = next((start for start in starts if start < end), end)
        if start == end:
            break
        found = start
        end = _strip_end(lines, start)
    return found


def _delimited(lines: Sequence[str], end: int) -> int:
    """From a line of two dashes on (RFC 3676, section 4.3), or of what people type instead."""
    for index in range(max(end - _WINDOW, 0), end):
        if _DELIMITER.match(lines[index][:40]):
            rest = [line for line in lines[index + 1 : end] if line.strip()]
            typed = lines[index].rstrip("\n") != "-- "
            if len(rest) <= _WINDOW and not (
                typed and (len(rest) > _MOST_TYPED or max(map(len, rest), default=0) > 100)
            ):
                return index
        elif _DASHES.match(lines[index][:40]):
            rest = [line.strip() for line in lines[index + 1 : end] if line.strip()]
            is_card = len(rest) <= _MOST_TYPED and all(map(_is_short, rest))
            if not rest or (is_card and _SIGNED.match(rest[0][:60])):
                return index
    return end


def _ruled_footer(lines: Sequence[str], end: int) -> int:
    """From a ruled line on, if below it is a list's footer, a block of addresses, or nothing."""
    below: list[str] = []
    for index in range(end - 1, max(end - _WINDOW, -1), -1):
        line = lines[index].strip()[:200]
        if not line:
            continue
        if below and lines[index].rstrip("\n") == "-- ":
            break  # what is below is a signature without what a ruled line above sets off
        is_near = end - index <= _NEAR
        if _RULER.match(line) and (_is_footer(line, below[::-1]) if is_near else _is_boilerplate(below[::-1])):
            return index
        below.append(line)
    return end


def _is_boilerplate(lines: Sequence[str]) -> bool:
    whole = " ".join(" ".join(lines).lower().split())
    return any(cue in whole for cue in phrases.BOILERPLATE)


def _appended(lines: Sequence[str], end: int) -> int:
    """From a ruled line on, if below it is nothing, boilerplate, or a few lines about a mailing list."""
    start = _ruled_footer(lines, end)
    below = [line for line in lines[start + 1 : end] if line.strip()]
    told = any(cue in " ".join(below).lower() for cue in phrases.LIST_CUES)
    is_list = told and len(below) <= _MOST_OF_LIST and _CONTACT.search(below[-1])
    return start if not below or is_list or _is_boilerplate(below) else end


def _is_footer(ruler: str, below: Sequence[str]) -> bool:
    top = " ".join([ruler, *below[:3]]).lower()
    contacts = sum(bool(_CONTACT.search(line)) for line in below)
    is_table = any(map(_ROW_OF_TABLE.search, below))
    is_advertisement = 2 < len(below) <= _MOST_OF_ADVERTISEMENT and len(ruler) >= _LEAST_RULED
    if not below or any(cue in top for cue in phrases.LIST_CUES) or _is_boilerplate(below):
        return True
    return not any(map(str.isalnum, ruler)) and (  # else it heads something, as in what servers say of lost mail
        (contacts > 0 and len(below) <= 3 and not is_table)
        or (contacts > 1 and all(map(_is_short, below)))
        or (is_advertisement and not is_table and bool(_ENDS_LINKED.search(below[-1])))
    )


def _loose_footer(lines: Sequence[str], end: int) -> int:
    """A last line or paragraph that gives the address of a mailing list, or says how to leave it."""
    if _LIST_URL.match(lines[end - 1][:200]):
        return end - 1
    start = _paragraph_start(lines, end)
    if end - start <= _SHORT_FOOTER and _FOOTER_OPENING.match(_joined(lines, start, end)[:120]):
        return start
    # In HTML each block is a line, and often nothing parts it from the text.
    openings = (at for at in range(end - 1, max(start, end - _SHORT_FOOTER - 1), -1) if _opens_footer(lines, at))
    return next(openings, end)


def _opens_footer(lines: Sequence[str], at: int) -> bool:
    """Whether a footer begins at a line within a paragraph: not in the middle of a sentence."""
    line, above = lines[at].strip(), lines[at - 1].rstrip()
    begins = not line[:1].islower() and (above[-1:] in _ENDS_SENTENCE or len(above) < _UNFILLED)
    return begins and _FOOTER_OPENING.match(line[:120]) is not None


def _company(lines: Sequence[str], end: int) -> int:
    """A last paragraph with what a company has to say of itself, as where it is registered."""
    start = _paragraph_start(lines, end)
    text = _joined(lines, start, end).lower()
    return start if end - start <= _SHORT_FOOTER and any(cue in text for cue in phrases.COMPANY) else end


def _disclaimer(lines: Sequence[str], end: int) -> int:
    """A last paragraph that says for whom a mail is meant; or its end, if it follows a name without an empty line."""
    start = _paragraph_start(lines, end)
    if end - start > 30 or not _is_secret(_joined(lines, start, end)):
        return end
    texts = ((at, _joined(lines, at, end)) for at in range(start, end))
    found = ((at, text) for at, text in texts if _DISCLAIMER_OPENING.match(text[:40]) and _is_secret(text))
    return next((at for at, text in found if at == start or len(text) >= _LEAST_DISCLAIMER), end)


def _is_secret(text: str) -> bool:
    lower = text.lower()
    return any(word in lower for word in phrases.SECRECY) and any(word in lower for word in phrases.MESSAGE_WORDS)


def _joined(lines: Sequence[str], start: int, end: int) -> str:
    return " ".join(line.strip() for line in lines[start:end])[:2000].lstrip(" -_=*~#")


def _device_footer(lines: Sequence[str], end: int) -> int:
    """A last line such as "Sent from my iPhone"."""
    return end - 1 if names_device(lines[end - 1]) else end


def names_device(line: str) -> bool:
    """Whether a line says from which device or with which program a mail was sent, and nothing else."""
    match = _DEVICE.match(line[:200])
    if not match:
        return False
    rest = match["rest"] or ""
    if _PRAISED.match(rest):
        return True
    return len(rest.split()) <= 7 and "," not in rest and not rest.endswith((".", "!"))


def _closing(lines: Sequence[str], end: int) -> int:
    """From a closing formula on, if names and addresses follow."""
    below: list[str] = []
    for index in range(end - 1, max(end - 16, -1), -1):
        line = lines[index].strip()
        if not line:
            continue
        match = _CLOSING.match(line) if len(line) <= 80 else None
        if match and _closes(match, below[-1] if below else ""):
            return index
        below.append(line)
        if len(below) > 10 or not _is_short(line):
            return end
    return end


def _closes(match: "re.Match[str]", below: str) -> bool:
    """Whether a formula closes a mail; thanks do so only with a name behind them or in the line `below`."""
    other = _CLOSING.match(match["rest"].lstrip(_BETWEEN_LANGUAGES))
    if other is not None:  # the same in another language
        return _closes(other, below)
    named = not _EMPTY_AFTER.match(match["rest"])
    if match["sure"] and _OF_GROUP.match(match["rest"]):
        return True
    if named and not _AFTER_CLOSING.match(match["rest"]):
        return False
    return bool(match["sure"] or (named and match["rest"].startswith(",")) or _SIGNED.match(below[:60]))


def _dashed_name(lines: Sequence[str], end: int) -> int:
    """A last line of its own such as "- Jane Doe", below it perhaps some addresses."""
    at = _above_contacts(lines, end) - 1
    alone = at < 1 or not lines[at - 1].strip()
    return at if at >= 0 and alone and len(lines[at]) <= 60 and _DASHED_NAME.match(lines[at]) else end


def _above_contacts(lines: Sequence[str], end: int) -> int:
    """Where the lines of addresses begin with which a text ends, if anything stands above them."""
    start = end
    while start > 0 and end - start < _MOST_CONTACTS and _is_contact(lines[start - 1]):
        start = _strip_end(lines, start - 1)
    return start or end


def _own_name(lines: Sequence[str], end: int, names: frozenset[str], address: str) -> int:
    """A last line that holds nothing but names of the sender, perhaps some of them as initials; or a last paragraph
    that begins with dashes and such a name, or with such a name and holds the sender's address."""
    words = _WORD.findall(lines[end - 1].casefold()) if len(lines[end - 1]) <= _LONGEST_NAME else []
    initials = {name[0] for name in names}
    named = all(word in names or (len(word) == 1 and word in initials) for word in words)
    if named and words and (len(max(words, key=len)) > 1 or _DASHED.match(lines[end - 1])):
        return end - 1
    for bottom in (end, _above_contacts(lines, end)):
        start = _paragraph_start(lines, bottom)
        if bottom - start <= _MOST_OF_CARD and all(len(line) <= _LONGEST_OF_NAMED for line in lines[start:bottom]):
            dashed = _DASHED.match(lines[start])
            is_own = dashed is not None and dashed["name"].casefold() in names and _AFTER_NAME.match(dashed["rest"])
            first = _WORD.search(lines[start].casefold())
            named = first is not None and first[0] in names and not _is_announced(lines, start)
            said = " ".join(lines[start:bottom]).strip()
            has_both = address and named and address in said.lower() and not _is_sentence(said, names)
            if is_own or has_both or _begins_with_name(lines[start:bottom], names):
                return start
    return end


def _is_sentence(text: str, names: frozenset[str]) -> bool:
    """Whether what begins with a name goes on as a sentence does, as that of Will: "Will you write to will@x.org?"."""
    after = next((word for word in text.split(" ") if word.strip(",.").casefold() not in names), "")
    return text.endswith("?") or (after.isalpha() and after.islower())


def _begins_with_name(block: Sequence[str], names: frozenset[str]) -> bool:
    """Whether a block is the card of the sender: the whole name, alone or with what is set off from it, then short
    lines."""
    name, mark, _ = _SET_OFF.split(block[0], maxsplit=1) if _SET_OFF.search(block[0]) else (block[0], "", "")
    words = set(_WORD.findall(name.casefold()))
    whole = len(words) > 1 and words <= names
    return whole and (bool(mark) or len(block) > 1) and all(map(_is_short, block[1:]))


def _is_announced(lines: Sequence[str], start: int) -> bool:
    """Whether the line above a paragraph says that it comes, or there is none."""
    above = _strip_end(lines, start)
    return above == 0 or lines[above - 1].rstrip().endswith(":")


def _is_contact(line: str) -> bool:
    """Whether a line holds an address, a number or a link, and no sentence."""
    return len(line.split()) <= 4 and bool(_CONTACT.search(line))


def _addresses(lines: Sequence[str], end: int) -> int:
    """A last paragraph that starts with a name and holds an address or a telephone number; not an invitation, nor what
    the line above announces."""
    start = _paragraph_start(lines, end)
    if not 2 <= end - start <= _MOST_OF_CARD or _is_announced(lines, start):
        return end
    block = [line.strip() for line in lines[start:end]]
    contacts = sum(bool(_CONTACT.search(line)) for line in block[1:])
    is_event = any(map(_MOMENT.match, block))
    named = _WHOLE_NAME.match(block[0][:80]) and not is_event
    return start if named and contacts and all(map(_is_short, block)) else end


def _is_short(line: str) -> bool:
    """Whether a line can be a part of a signature: a name, a title, an address, not a sentence."""
    if len(line) > 90:
        return False
    words = len(line.split())
    if _CONTACT.search(line):
        return words <= 12
    ends = line.endswith((".", "?", "!", ":", ";", ","))
    return words <= 4 or (words <= 8 and not ends)


def _paragraph_start(lines: Sequence[str], end: int) -> int:
    start = end - 1
    while start > 0 and end - start <= _WINDOW and lines[start - 1].strip():
        start -= 1
    return start


def _strip_end(lines: Sequence[str], end: int) -> int:
    while end > 0 and not lines[end - 1].strip():
        end -= 1
    return end


_Rule = Callable[[Sequence[str], int], int]
_RULES: tuple[_Rule, ...] = (
    _ruled_footer, _loose_footer, _disclaimer, _company, _delimited, _device_footer, _closing, _dashed_name, _addresses,
)  # fmt: skip
