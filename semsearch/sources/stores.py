"""Mailboxes of programs that put marks of their own between the messages: The Bat! and Foxmail.

Neither is documented by its makers. Of a `messages.tbb` the parts used here are told alike by all who read it: records
of a header, with the magic number 0x19700921, its own length at 4 and that of the message at 36, and the message.
Foxmail up to 6 puts a line of its own before each message of a `.box`.
"""

import re
import struct
from collections.abc import Iterator
from typing import BinaryIO

_BAT, _BAT_RECORD = b"\x20\x06\x79\x19", b"\x21\x09\x70\x19"
_BAT_FILE_HEADER = 1 << 13
"""Bytes within which the first record begins; 3,080 and 3,084 have been seen."""
_BAT_HEADER = struct.Struct("<4sI28xI")
_FOX = re.compile(rb"\x10{7}\x11{6}S\r?\n")
_FOX_LENGTH = 16
_BLOCK = 1 << 22


def is_store(head: bytes) -> bool:
    """Whether a file that begins with `head` is one of these mailboxes."""
    return head.startswith(_BAT) or _FOX.match(head) is not None


def records(file: BinaryIO, size: int, first: int) -> Iterator[tuple[int, int]]:
    """Offset and length of each record, a mark and the message behind it, in a file of `size` bytes; from `first` on,
    where a record begins, or with 0 all. What The Bat! has deleted is there until it compresses the folder."""
    file.seek(0)
    head = file.read(_BAT_FILE_HEADER)
    return _bat_records(file, size, first or head.find(_BAT_RECORD)) if head.startswith(_BAT) else _fox(file, first)


def message_in(record: bytes) -> bytes:
    """What is behind the mark; any other bytes as they are."""
    if record.startswith(_BAT_RECORD) and len(record) >= _BAT_HEADER.size:
        return record[_BAT_HEADER.unpack_from(record)[1] :]
    mark = _FOX.match(record)
    return record[mark.end() :] if mark else record


def _bat_records(file: BinaryIO, size: int, at: int) -> Iterator[tuple[int, int]]:
    while 0 <= at <= size - _BAT_HEADER.size:
        file.seek(at)
        magic, header, length = _BAT_HEADER.unpack(file.read(_BAT_HEADER.size))
        if magic != _BAT_RECORD or header < _BAT_HEADER.size:
            return
        whole = min(header + length, size - at)
        yield at, whole
        at += whole


def _fox(file: BinaryIO, first: int) -> Iterator[tuple[int, int]]:
    """From mark to mark, read in blocks."""
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
