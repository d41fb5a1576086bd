"""Outlook Express's mailboxes, ``.dbx``: messages in chains of blocks, which a tree of records leads to.

Microsoft has not documented the format; A. Schloh found it out (oedbx.aroh.de, 2001), and what is used here was tried
on mailboxes of Outlook Express 6. What was deleted is in no record.
"""

import os
import struct
from collections.abc import Iterator
from typing import BinaryIO

from semsearch.extract.limits import MAX_BYTES
from semsearch.extract.reading import UnreadableError
from semsearch.records import SkipReason

_ROOT = 0xE4
_NODE = struct.Struct("<I4xI5xB6x")  # its own offset, the first child, how many entries
_ENTRY = struct.Struct("<II4x")  # a record, the child behind it
_RECORD = struct.Struct("<I6xBx")  # its own offset, how many fields
_BLOCK = struct.Struct("<I4xII")  # its own offset, bytes of text, the next block
_MESSAGE, _DIRECT = 0x04, 0x80
"""The field that tells where the message begins; the bit of a value that stands in the field itself."""


class OutlookExpressMailbox:
    """The messages of a mailbox by their numbers, which are the offsets of their first blocks. ``lost`` is what of it,
    or that all of it, cannot be read.

    Raises:
        OSError: the file cannot be read.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        found = [_beginning(file, record) for record in _records(file)]
        self.numbers = list(dict.fromkeys(number for number in found if number))
        self.lost: UnreadableError | None = None
        if lost := found.count(0):
            detail = f"{lost} messages of this Outlook Express mailbox cannot be read; get a whole copy of it"
            self.lost = UnreadableError(SkipReason.CORRUPT, detail)
        elif not found:
            self.lost = UnreadableError(SkipReason.EMPTY, "there are no messages in this mailbox")

    def item_bytes(self, number: int) -> bytes:
        """A message as it came.

        Raises:
            UnreadableError: it is not there, or too large.
        """
        pieces: list[bytes] = []
        size = 0
        left = self._file.seek(0, os.SEEK_END) // _BLOCK.size
        at = number
        while at and left > 0:
            own, length, following = _read(self._file, at, _BLOCK)
            if own != at:
                break
            pieces.append(self._file.read(min(length, MAX_BYTES)))
            size += len(pieces[-1])
            if size > MAX_BYTES:
                raise UnreadableError(SkipReason.TOO_LARGE, f"more than {MAX_BYTES >> 20} MiB")
            at = following
            left -= 1
        if not size:
            detail = "this message is not in the mailbox any more, or damaged"
            raise UnreadableError(SkipReason.CORRUPT, detail)
        return b"".join(pieces)


def _records(file: BinaryIO) -> Iterator[int]:
    """The offsets of all records, in the order of the tree as far as that is whole. 0 stands for one that is not."""
    (root,) = _read(file, _ROOT, struct.Struct("<I"))
    stack = [root] if root else []
    seen: set[int] = set()
    while stack:
        at = stack.pop()
        own, child, count = _read(file, at, _NODE)
        if own != at or at in seen:
            yield 0
            continue
        seen.add(at)
        entries = [_read(file, at + _NODE.size + number * _ENTRY.size, _ENTRY) for number in range(count)]
        yield from (record for record, _ in entries)
        stack += [below for below in (*(below for _, below in reversed(entries)), child) if below]


def _beginning(file: BinaryIO, record: int) -> int:
    """Where the message of a record begins; 0 where that cannot be told."""
    own, count = _read(file, record, _RECORD)
    if not record or own != record:
        return 0
    fields = [_read(file, record + _RECORD.size + 4 * number, struct.Struct("<I"))[0] for number in range(count)]
    for field in fields:
        if field & 0x7F == _MESSAGE:
            if field & _DIRECT:
                return int(field >> 8)
            return int(_read(file, record + _RECORD.size + 4 * count + (field >> 8), struct.Struct("<I"))[0])
    return 0


def _read(file: BinaryIO, at: int, layout: struct.Struct) -> tuple[int, ...]:
    """Numbers at an offset; zeros beyond the end."""
    file.seek(at)
    return layout.unpack(file.read(layout.size).ljust(layout.size, b"\0"))
