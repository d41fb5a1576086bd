"""Footers without a mark: the same last lines under many mails of one sender or one list, learned from the mails.

A footer begins at the line above which the mails differ. Lines are compared without regard to case, numbers
and the long codes in links, which differ for each recipient. Pure.
"""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

MOST_LINES = 40
"""Lines of a footer; the beginning of a longer one stays in the text."""

LEAST_MAILS = 4
"""Mails with the same ending before it is a footer; the mails of a list also have to be of `LEAST_SENDERS`."""

LEAST_SENDERS = 3
LEAST_BEGINNINGS = 3
"""Different lines above it, without which a footer would begin further up."""

_LEAST_SHARE = 0.1
_LEAST_LETTERS = 20
"""The share of all mails that a footer of a single line must be under; the letters that one of a list must have."""

_DIGITS = re.compile(r"\d+")
_CODE = re.compile(r"[\w%=+-]{24,}")


@dataclass(frozen=True, slots=True)
class Ending:
    """The last lines of a mail as they are compared, the last one first, and who wrote it. ``whole`` says that the mail
    has no other lines."""

    lines: tuple[str, ...]
    sender: str
    whole: bool


def ending(text: str, sender: str = "") -> Ending:
    """The ending of a text, blank lines left out."""
    kept: list[str] = []
    for line in reversed(text.splitlines()):
        if line.strip():
            if len(kept) > MOST_LINES:
                return Ending(tuple(kept[: MOST_LINES + 1]), sender, whole=False)
            kept.append(_compared(line))
    return Ending(tuple(kept), sender, whole=True)


def learned(mails: Collection[Ending], *, of_list: bool) -> frozenset[bytes]:
    """The digests of the footers under these mails, which are of one sender, or `of_list` of one mailing list."""
    counts: Counter[bytes] = Counter()
    above: defaultdict[bytes, set[str]] = defaultdict(set)
    senders: defaultdict[bytes, set[str]] = defaultdict(set)
    sizes: dict[bytes, tuple[int, int]] = {}
    for mail in mails:
        letters = 0
        for number, (digest, line) in enumerate(zip(_digests(mail.lines), mail.lines, strict=True), 1):
            letters += sum(map(str.isalpha, line))
            if number == len(mail.lines) or number > MOST_LINES:
                break  # nothing stands above it
            counts[digest] += 1
            above[digest].add(mail.lines[number])
            senders[digest].add(mail.sender)
            sizes[digest] = (number, letters)
    found = set()
    for digest, count in counts.items():
        lines, letters = sizes[digest]
        common = count >= LEAST_MAILS and len(above[digest]) >= LEAST_BEGINNINGS
        telling = lines > 1 or count >= _LEAST_SHARE * len(mails)
        listed = not of_list or (len(senders[digest]) >= LEAST_SENDERS and letters >= _LEAST_LETTERS)
        if common and telling and listed and letters > 0:
            found.add(digest)
    return frozenset(found)


def footer_start(text: str, known: Collection[bytes]) -> int:
    """The offset in characters at which the longest known footer of a text begins; its length if it has none, or is
    nothing else."""
    last = ending(text)
    numbered = enumerate(_digests(last.lines), 1)
    length = max((number for number, digest in numbered if digest in known and number < len(last.lines)), default=0)
    at = len(text)
    for line in reversed(text.splitlines(keepends=True)):
        if length == 0:
            break
        at -= len(line)
        length -= bool(line.strip())
    return at


def _digests(lines: Iterable[str]) -> Iterable[bytes]:
    """For each line the digest of it and those before it."""
    running = hashlib.sha256()
    for line in lines:
        running.update(line.encode(errors="replace") + b"\n")
        yield running.digest()[:8]


def _compared(line: str) -> str:
    return _DIGITS.sub("0", _CODE.sub("x", " ".join(line.casefold().split())))[:200]
