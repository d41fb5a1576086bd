"""Mailboxes with proprietary separators: The Bat! and Foxmail.

Neither format is documented by its makers; the following is common to the programs that read them. A `messages.tbb` of
The Bat! is a sequence of records: a header with the magic number 0x19700921, its own length at offset 4 and the length
of the message at 36, then the message. A `.box` of Foxmail up to version 6 has a separator line before each message.
"""

import re
import struct
from collections.abc import Iterator
from typing import BinaryIO

_BAT, _BAT_RECORD = b"\x20\x06\x79\x19", b"\x21\x09\x70\x19"
_BAT_FILE_HEADER = 1 << 13
"""The first record starts within so many bytes: at 3,080 or 3,084 in all known files."""
_BAT_HEADER = struct.Struct("<4sI28xI")
_FOX = re.compile(rb"\x10{7}\x11{6}S\r?\n")
_FOX_LENGTH = 16
_BLOCK = 1 << 22


def is_store(head: bytes) -> bool:
    """Whether a file that begins with `head` is one of these mailboxes."""
    return head.startswith(_BAT) or _FOX.match(head) is not None


def records(file: BinaryIO, size: int, first: int) -> Iterator[tuple[int, int]]:
    """The offset and length of each record, separator and message, in a file of `size` bytes.

    They start at `first`, which must be the offset of a record; 0 means all. The Bat! keeps deleted messages until it
    compresses the folder.
    """
    file.seek(0)
    head = file.read(_BAT_FILE_HEADER)
    return _bat_records(file, size, first or head.find(_BAT_RECORD)) if head.startswith(_BAT) else _fox(file, first)


def message_in(record: bytes) -> bytes:
    """The message of a record; bytes that are no record are returned unchanged."""
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
