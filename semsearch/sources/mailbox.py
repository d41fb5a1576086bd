"""Where one mail ends and the next begins in files that hold many."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from semsearch.sources import stores

_OUTLOOK_EXPRESS = b"\xcf\xad\x12\xfe\xc5\xfd\x74\x6f"
_BLOCK = 1 << 22
_LOOKAHEAD = 4096
"""Bytes behind a ``From `` line within which its first header line must begin."""

_SEPARATOR = re.compile(rb"From (?![ \t]*:)[^\n]{0,998}\n(?:>From [^\n]{0,998}\n)?[!-9;-~]{1,200}[ \t]*:")
_LEADING_BLANKS = re.compile(rb"[\r\n]*")
_FROM_LINE = re.compile(rb"[\r\n]*From (?![ \t]*:)[^\n]*\n(?:>From [^\n]*\n)?")
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_CONTENT_LENGTH = re.compile(rb"\nContent-Length:[ \t]*(\d{1,12})[ \t]*\r?\n", re.IGNORECASE)
_HEADER = 1 << 16
"""Bytes from its start within which a message says how long it is."""
_QUOTED_FROM = re.compile(rb"^>(?=>*From )", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class MessageSlice:
    """Where a message lies in an mbox file, in bytes, its ``From `` line included."""

    offset: int
    length: int


def is_mbox(path: Path) -> bool:
    """Whether a file is to be read as a mailbox.

    It starts with a ``From `` line and a header line, and either is named as mailboxes are (``*.mbox``, ``mbox``, a
    file of a Thunderbird profile) or holds a second message. A file with one message and another name is a message.
    So are the mailboxes of The Bat! and Foxmail (`stores`).

    Raises:
        OSError: the file cannot be read.
    """
    if not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(_LOOKAHEAD)
        if stores.is_store(head):
            return True
        if not head.strip():
            return _named_as_mailbox(path)
        if not _SEPARATOR.match(head, _blanks(head)):
            return False
        if _named_as_mailbox(path):
            return True
        file.seek(0)
        separators = _separators(file)
        return next(separators, None) is not None and next(separators, None) is not None


def is_outlook_mailbox(path: Path) -> bool:
    """Whether a file is one of Outlook's or Outlook Express's mailboxes, by its first bytes.

    Raises:
        OSError: the file cannot be read.
    """
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(8).startswith((b"!BDN", _OUTLOOK_EXPRESS))


def split_mbox(path: Path, first: int = 0) -> Iterator[MessageSlice]:
    """The messages of an mbox file, in order, in blocks: the memory needed does not grow with the file. With `first`,
    those from that offset on, where a message begins.

    A message starts at a ``From `` line that begins the file or follows an empty line, if a header line comes next,
    so a sentence that begins with "From" does not cut a message in two. What stands before the first one, unless
    blank, is a slice of its own: no byte of text is lost. A Content-Length (mboxcl2) is believed where it leads to the
    next message or to the end. (Not memory-mapped: a mail client that shortens a mapped
    file would kill the process that reads it.)

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        if stores.is_store(file.read(_LOOKAHEAD)):
            yield from (MessageSlice(offset, length) for offset, length in stores.records(file, size, first))
            return
        start = first
        for separator in _separators(file, first):
            if separator > start and (start > 0 or not _is_blank(path, separator)):
                yield MessageSlice(start, separator - start)
            start = separator
        if size > start and (start > 0 or not _is_blank(path, size)):
            yield MessageSlice(start, size - start)


def unquote(message: bytes) -> bytes:
    """The message in a slice of a mailbox, or in a file of its own: without its ``From `` line, and with ``>From `` as
    it was written (mboxrd); what has no such line is as it was."""
    if not message.startswith(b"From "):
        return stores.message_in(message)
    bare = _FROM_LINE.sub(b"", message, count=1) if _FROM_LINE.match(message) else message
    length = _declared_length(b"\n" + bare[:_HEADER])
    if length is not None and 0 <= len(bare) + 1 - length <= 2:  # mboxcl2 quotes nothing
        return bare
    return _QUOTED_FROM.sub(b"", bare)


def _declared_length(start: bytes) -> int | None:
    """Bytes of header and body by the word of a message that starts like this; None where it is silent."""
    blank = _BLANK_LINE.search(start)
    found = _CONTENT_LENGTH.search(start, 0, blank.start() + 2) if blank else None
    return blank.end() + int(found[1]) if blank and found else None


def _separators(file: BinaryIO, first: int = 0) -> Iterator[int]:
    """Offsets of the lines at which messages start, from `first` on."""
    file.seek(first)
    buffer = file.read(_BLOCK)
    trusted = 0  # up to here the message under way goes on, by its own word, whatever its lines look like
    if _SEPARATOR.match(buffer, 0):
        yield first
        trusted = _end_by_length(file, first, buffer[:_HEADER])
    base, searched = first, 0
    at_end = False
    while not at_end:
        block = file.read(_BLOCK)
        at_end = not block
        limit = len(buffer) if at_end else len(buffer) + len(block) - _LOOKAHEAD
        buffer += block
        newline = buffer.find(b"\nFrom ", searched)
        while -1 < newline < limit:
            start = newline + 1
            follows = base + start == trusted or _after_empty_line(buffer, newline)
            if base + start >= trusted and follows and _SEPARATOR.match(buffer, start):
                yield base + start
                trusted = _end_by_length(file, base + start, buffer[start : start + _HEADER])
            newline = buffer.find(b"\nFrom ", newline + 1)
        limit = max(limit, searched)
        dropped = max(limit - 2, 0)
        base, searched, buffer = base + dropped, limit - dropped, buffer[dropped:]


def _end_by_length(file: BinaryIO, start: int, head: bytes) -> int:
    """Where the message at `start`, which begins with `head`, ends by its Content-Length, if another message or the end
    of the file is there; 0 where it has none, or a wrong one."""
    length = _declared_length(head)
    if length is None or start + length > os.fstat(file.fileno()).st_size:
        return 0
    position = file.tell()
    try:
        file.seek(start + length)
        following = file.read(8)
    finally:
        file.seek(position)
    blanks = _blanks(following)
    if following[blanks : blanks + 5] == b"From " or (not following.strip() and len(following) < 3):
        return start + length + blanks
    return 0


def _after_empty_line(buffer: bytes, newline: int) -> bool:
    """Whether the line that ends at `newline` is empty; the first line of a file counts if it is."""
    before = buffer[max(newline - 2, 0) : newline]
    return before in (b"", b"\r") or before.endswith(b"\n") or before == b"\n\r"


def _blanks(head: bytes) -> int:
    match = _LEADING_BLANKS.match(head)
    return match.end() if match else 0


def _is_blank(path: Path, length: int) -> bool:
    """Whether the first `length` bytes of a file, or the first block of them, are white space."""
    with path.open("rb") as file:
        return not file.read(min(length, _BLOCK)).strip()


def _named_as_mailbox(path: Path) -> bool:
    """By its name, or by the company it keeps: Thunderbird puts an index NAME.msf beside, or subfolders in NAME.sbd."""
    name = path.name.lower()
    return (
        name == "mbox"
        or name.endswith((".mbox", ".mbx"))
        or path.with_name(path.name + ".msf").exists()
        or (path.parent.name.endswith(".sbd") and not path.suffix)
    )
