"""Mailboxes with proprietary separators: The Bat! and Foxmail.

Neither format is documented by its makers; the following is common to the programs that read them. A `messages.tbb` of
The Bat! is a sequence of records: a header with the magic number 0x19700921, its own length at offset 4 and the length
of the message at 36, zeros at its end, then the message. A `.box` of Foxmail up to version 6 has a separator line
before each message.

A length in a record is believed where it leads to another record or to the end of the file. Elsewhere something is
damaged: then the record goes up to the next one, or to a message that stands there without a header that can be read.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

_BAT = b"\x20\x06\x79\x19"
_BAT_FIRST = (3080, 3084)
"""Where the first record begins in all known files; one without records is as long."""
_BAT_RECORD = re.compile(rb"\x21\x09\x70\x19([\x28-\xff])\0{3}.{28}(.{4})", re.DOTALL)
_BAT_HEADER = 40
"""Bytes of a header that are looked at."""
_FIELD = rb"[A-Za-z][A-Za-z0-9-]{0,75}:[ \t]"
_BAT_START = re.compile(
    rb"%s|[\0-\x08\x0e-\x1f](?P<message>%s[^\n]{0,998}\n(?:[ \t][^\n]{0,998}\n){0,50}%s)"
    % (_BAT_RECORD.pattern, _FIELD, _FIELD),
    re.DOTALL,
)
_BAT_LOOKAHEAD = 1 << 13
_BAT_DAMAGED = 1 << 12
"""Bytes of what is damaged behind a message that are counted to it, as the sign that there is something."""
_FOX = re.compile(rb"\x10{7}\x11{6}S\r?\n")
_FOX_LENGTH = 16
_BLOCK = 1 << 22


def is_store(head: bytes) -> bool:
    """Whether a file that begins with `head` is one of these mailboxes."""
    return head.startswith(_BAT) or _FOX.match(head) is not None


def records(file: BinaryIO, size: int, first: int) -> Iterator[tuple[int, int]]:
    """The offset and length of each record, separator and message, in a file of `size` bytes.

    They start at `first`, which must be the offset of a record; 0 means all. The Bat! keeps deleted messages until it
    compresses the folder. Every damage is in a record, of which `damage` tells.
    """
    file.seek(0)
    return _bat_records(file, size, first) if file.read(len(_BAT)) == _BAT else _fox(file, first)


def message_in(record: bytes) -> bytes:
    """The message of a record, b"" where only damage is in it; bytes that are no record are returned unchanged."""
    if found := _BAT_RECORD.match(record):
        start, end = found[1][0], found[1][0] + int.from_bytes(found[2], "little")
        # What follows is the damaged header of another record, or else the length is too small.
        return record[start:end] if b"\0" in record[end : end + start] else record[start:]
    mark = _FOX.match(record)
    return b"" if _is_beginning(record) else record[mark.end() :] if mark else record


def damage(record: bytes) -> str:
    """What of a record, or behind it, is damaged, for a person; "" where nothing is."""
    if _is_beginning(record):
        return "the mailbox is damaged at its beginning, and messages may be lost; get a whole copy of it"
    found = _BAT_RECORD.match(record)
    behind = len(record) - found[1][0] - int.from_bytes(found[2], "little") if found else 0
    if behind < 0:
        return "the end of this message is missing; get a whole copy of the mailbox"
    return "the mailbox is damaged behind this message; others may be lost; get a whole copy of it" if behind else ""


def _bat_records(file: BinaryIO, size: int, first: int) -> Iterator[tuple[int, int]]:
    at = first or _next_start(file, _BAT_FIRST[0], size)
    if not first and at not in _BAT_FIRST:
        yield 0, min(at, _BAT_DAMAGED)
    while at < size:
        found = _record_at(file, at)
        start, end = at + 1, at
        if found:
            start = at + found[1][0]
            end = start + int.from_bytes(found[2], "little")
        following = end if end == size or (found and _record_at(file, end)) else _next_start(file, start, size)
        yield at, min(following, end + _BAT_DAMAGED if found else size) - at
        at = following


def _is_beginning(record: bytes) -> bool:
    """Whether this is what stands before the first record of The Bat! where that is not the first that there was."""
    return record.startswith(_BAT) and not any(_BAT_RECORD.match(record, first) for first in _BAT_FIRST)


def _record_at(file: BinaryIO, at: int) -> re.Match[bytes] | None:
    file.seek(at)
    return _BAT_RECORD.match(file.read(_BAT_HEADER))


def _next_start(file: BinaryIO, at: int, size: int) -> int:
    """Where the first record begins from `at` on, or a message behind a header that cannot be read; `size` where none
    does."""
    step = _BAT_LOOKAHEAD
    while at < size:
        file.seek(at)
        found = _BAT_START.search(file.read(step + _BAT_LOOKAHEAD))
        if found and found.start() < step:
            return at + max(found.start(), found.start("message"))
        at += step
        step = min(2 * step, _BLOCK)
    return size


def _fox(file: BinaryIO, first: int) -> Iterator[tuple[int, int]]:
    """The records of a Foxmail box, reading it in blocks."""
    file.seek(first)
    base, buffer, start = first, b"", first
    while block := file.read(_BLOCK):
        buffer += block
        for mark in _FOX.finditer(buffer):
            if base + mark.start() > start:
                yield start, base + mark.start() - start
                start = base + mark.start()
        kept = min(_FOX_LENGTH, len(buffer))
        base, buffer = base + len(buffer) - kept, buffer[len(buffer) - kept :]
    if base + len(buffer) > start:
        yield start, base + len(buffer) - start
