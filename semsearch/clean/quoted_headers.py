"""Headers of mails within the text of others, as Outlook, Lotus Notes and forwards have them."""

import re
from collections.abc import Sequence

from semsearch.clean import phrases
from semsearch.clean.phrases import any_of
from semsearch.clean.signatures import CAPITAL

LONGEST = 300
"""Characters of a line that may introduce a quote."""

# Digits end at letters too, as before "年"; what goes on with a point is a date, as "12.05.2024".
CLOCK = re.compile(r"(?<![\d.])\d{1,2}[:.]\d\d(?!\.?\d)")
_KEYS = {
    "from": phrases.HEADER_FROM,
    "date": phrases.HEADER_DATE,
    "to": phrases.HEADER_TO,
    "subject": phrases.HEADER_SUBJECT,
    "other": phrases.HEADER_OTHER,
}
_NAMED = "|".join(f"(?P<{kind}>{any_of(names)})" for kind, names in _KEYS.items())
KEY = re.compile(rf"[\s*>]{{0,8}}(?:{_NAMED})\s{{0,3}}\*?\s?[:：]", re.IGNORECASE)
# The rest of a field, or one of those that programs read.
_GOES_ON = re.compile(r"[ \t]+\S|[A-Z]\w*-[\w-]+:\s")
_OF_SERVERS = re.compile(
    r"(?:Received(?:-SPF)?|Return-Path|Delivered-To|Message-ID|MIME-Version|(?:DKIM|DomainKey)-Signature|ARC-[\w-]+|"
    r"Authentication-Results|(?:X|Content)-[\w-]+)\s?:",
    re.IGNORECASE,
)
_MOST_RAW_LINES = 300
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


def header_block(lines: Sequence[str], index: int, needed: int) -> int:
    """Where a block of `needed` header fields, the sender's among them, ends; `index` where none begins. Without a
    subject, an address and a time of day, it is of a journey, or a parcel. What was HTML may have a blank line between
    any two."""
    kinds: set[str] = set()
    last, position = index, index
    while position < min(index + 14, len(lines)) and position - last < 3:
        head = lines[position][:80]
        match = KEY.match(head) if ":" in head or "：" in head else None
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
        or any("@" in line or CLOCK.search(line[:LONGEST]) for line in lines[index : last + 1])
    )
    told = len(kinds - {"other"})
    if not (told >= needed and of_mail and ("from" in kinds or needed == 1)):
        return index
    end = last + 1
    while needed > 1 and end < len(lines) and _GOES_ON.match(lines[end][:80]) and lines[last][:1].strip():
        end += 1
    return end


def raw_header_start(lines: Sequence[str], index: int) -> int:
    """Where the fields begin that servers have written above those at `index`, as in a mail that came back; `index`
    where there are none."""
    start = index
    while start > 0 and lines[start - 1].strip() and index - start < _MOST_RAW_LINES:
        start -= 1
    return start if _OF_SERVERS.match(lines[start][:40]) else index


def notes_header(lines: Sequence[str], index: int) -> int:
    """Where a header of Lotus Notes ends: the sender, the date behind it or below, "To", and "Subject", with what each
    is, below it where a table has become lines; `index` where none begins. Records of other things have
    such fields, too, but neither a name above them nor an address or a "cc" among them."""
    line = lines[index][:LONGEST]
    if not _NOTES_NAME.match(line):
        return index
    written = [at for at in range(index, min(index + 40, len(lines))) if lines[at].strip()][:20]
    if stamp := _NOTES_STAMP.search(line):
        dated = index if line[: stamp.start()].endswith((" on ", "  ", "\t")) else None
    else:
        dated = next((at for at in written[1:4] if _NOTES_STAMP.match(lines[at].lstrip()[:LONGEST])), None)
    between = [at for at in written[1:] if dated is not None and at < dated and not lines[at - 1].strip()]
    if any(notes_header(lines, at) > at for at in between):  # where the sender stands, and this is above it
        return index
    below = [at for at in written if dated is not None and at > dated]
    found = {at: key for at in below if (key := KEY.match(lines[at].lstrip()[:80]) or _BARE_KEY.match(lines[at][:40]))}
    kinds = [key.lastgroup for key in found.values()]
    of_mail = "other" in kinds or any(_NOTES_SENDER.search(lines[at][:LONGEST]) for at in (index, *below[:2]))
    if not (of_mail and "subject" in kinds and "to" in kinds[: kinds.index("subject")]):
        return index
    subject, key = list(found.items())[kinds.index("subject")]
    return subject + 1 if key.re is KEY else min(next_written(lines, subject + 1) + 1, len(lines))


def notes_table(lines: Sequence[str], index: int) -> int:
    """Where a header of Lotus Notes ends that is drawn as a table of lines; `index` where none begins."""
    if not _NOTES_EDGE.match(lines[index][:LONGEST]):
        return index
    end = next((at for at in range(index, len(lines)) if not _NOTES_CELL.match(lines[at][:40])), len(lines))
    fields = [key for line in lines[index:end] if (key := KEY.match(line.lstrip(" |")[:80]))]
    return end if len({key.lastgroup for key in fields}) > 1 else index


def next_written(lines: Sequence[str], index: int) -> int:
    while index < len(lines) and not lines[index].strip():
        index += 1
    return index
