"""Splits mailboxes, files that hold many messages."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO

from semsearch.sources import stores

OUTLOOK, OUTLOOK_EXPRESS = b"!BDN", b"\xcf\xad\x12\xfe\xc5\xfd\x74\x6f"
_BLOCK = 1 << 22
_LOOKAHEAD = 4096
"""Bytes after a ``From `` line within which the first header field must begin."""

# With a time of day any field may follow; without, only an address, a year or a single word may stand there, and only a
# field with which messages begin may follow: a text may have "From here on" and then "Note: ..." as well.
_BEGINS = (
    rb"X-[!-9;-~]{1,100}|Return-Path|Received|Delivered-To|Envelope-To|From|To|Cc|Sender|Reply-To|Subject|Date|Message-ID|"
    rb"In-Reply-To|References|MIME-Version|Content-[\w-]{1,40}|Status|DKIM-Signature|List-[\w-]{1,40}|ARC-[\w-]{1,40}|"
    rb"Authentication-Results|User-Agent|Newsgroups|Path"
)
_SEPARATOR = re.compile(
    rb"From (?![ \t]*:)(?:[^\n]{0,900}\d:\d\d[^\n]{0,98}\n(?:>From [^\n]{0,998}\n)?[!-9;-~]{1,200}"
    rb"|(?:\S{0,998}|[^\n]{0,900}(?:@|(?:19|20)\d\d\b)[^\n]{0,98})[ \t]{0,9}\r?\n"
    rb"(?:>From [^\n]{0,998}\n)?(?i:%s))[ \t]*:" % _BEGINS
)
# Of `git format-patch`, always with this date. Mails have such patches attached, and not every program quotes them.
_PATCH = re.compile(rb"From [0-9a-f]{40} Mon Sep 17 00:00:00 2001\r?\n")
# With an address and the whole date it needs no empty line above: some programs write none.
_COMPLETE = re.compile(
    rb"From [^\s@]{1,300}@[^\s@]{1,300} {1,2}(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d "
    rb"(?:[A-Z]{2,5} )?\d{4}\r?\n(?i:%s)[ \t]*:" % _BEGINS
)
_LEADING_BLANKS = re.compile(rb"[\r\n]*")
_FROM_LINE = re.compile(rb"[\r\n]*From (?![ \t]*:)[^\n]*\n(?:>From [^\n]*\n)?")
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_CONTENT_LENGTH = re.compile(rb"\nContent-Length:[ \t]*(\d{1,12})[ \t]*\r?\n", re.IGNORECASE)
_HEADER = 1 << 16
"""Bytes at the start of a message that are searched for its Content-Length."""
_QUOTED_FROM = re.compile(rb"^>(?=>*From )", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class MessageSlice:
    """The byte range of a message in a mailbox, including its ``From `` line."""

    offset: int
    length: int


def is_mbox(path: Path) -> bool:
    """Whether a file is an mbox, or a mailbox of The Bat! or Foxmail (`stores`).

    An mbox starts with a ``From `` line and a header field, and either has a typical name (``*.mbox``, ``mbox``, a file
    of a Thunderbird profile) or holds a second message. With one message and another name it is a single message.

    Raises:
        OSError: the file cannot be read.
    """
    if not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(_LOOKAHEAD)
        if head.strip() and not (stores.is_store(head) or _SEPARATOR.match(head, _blanks(head))):
            return False
        return _named_as_mailbox(path) or holds_messages(file)


def holds_messages(file: BinaryIO) -> bool:
    """Whether a file is a mailbox whatever its name: an mbox with a second message, or one of The Bat! or Foxmail."""
    file.seek(0)
    head = file.read(_LOOKAHEAD)
    if stores.is_store(head) or not _SEPARATOR.match(head, _blanks(head)):
        return stores.is_store(head)
    return len([*islice(_separators(file), 2)]) > 1


def is_outlook_mailbox(path: Path) -> bool:
    """Whether a file is a mailbox of Outlook or Outlook Express, judging by its first bytes.

    Raises:
        OSError: the file cannot be read.
    """
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(8).startswith((OUTLOOK, OUTLOOK_EXPRESS))


def split_mbox(path: Path, first: int = 0) -> Iterator[MessageSlice]:
    """The messages of a mailbox in order, from the message at offset `first` on. Memory use does not grow with the
    file.

    In an mbox a message starts at a ``From `` line at the beginning of the file, below an empty line, or with address
    and whole date, if a header field follows; so a sentence that begins with "From" does not split a message. Text
    before the first message is a slice of its own, so that nothing is lost. A Content-Length (mboxcl2) is trusted if it
    leads to the next message or the end of the file. The file is not memory-mapped: a mail client that truncates it
    would crash this process.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        yield from messages_in(file, first)


def messages_in(file: BinaryIO, first: int = 0) -> Iterator[MessageSlice]:
    """The same of an open file."""
    size = _size(file)
    file.seek(0)
    head = file.read(_BLOCK)
    if stores.is_store(head):
        yield from (MessageSlice(offset, length) for offset, length in stores.records(file, size, first))
        return
    start = first
    for end in chain(_separators(file, first), [size]):
        if end > start and (start > 0 or head[:end].strip()):
            yield MessageSlice(start, end - start)
        start = end


def unquote(message: bytes) -> bytes:
    """The message in a slice of a mailbox, without its ``From `` line or separator and with ``>From `` unquoted
    (mboxrd). Bytes without such a line are returned unchanged."""
    if not message.startswith(b"From "):
        return stores.message_in(message)
    bare = _FROM_LINE.sub(b"", message, count=1) if _FROM_LINE.match(message) else message
    length = _declared_length(b"\n" + bare[:_HEADER])
    if length is not None and 0 <= len(bare) + 1 - length <= 2:  # mboxcl2 quotes nothing
        return bare
    return _QUOTED_FROM.sub(b"", bare)


def damage(message: bytes) -> str:
    """What of a slice of a mailbox is damaged, or behind it, for a person; "" where nothing is known to be."""
    return stores.damage(message)


def _declared_length(start: bytes) -> int | None:
    """The size of header and body according to the Content-Length of a message that starts like this, if it has one."""
    blank = _BLANK_LINE.search(start)
    found = _CONTENT_LENGTH.search(start, 0, blank.start() + 2) if blank else None
    return blank.end() + int(found[1]) if blank and found else None


def _separators(file: BinaryIO, first: int = 0) -> Iterator[int]:
    """The offsets of the ``From `` lines that start messages, from `first` on. A patch within a mail is none, but a
    file may hold nothing but patches."""
    file.seek(first)
    buffer = file.read(_BLOCK)
    trusted = 0  # the end of the current message by its Content-Length: no message starts before it
    of_patches = True
    if _SEPARATOR.match(buffer, 0):
        yield first
        of_patches = _PATCH.match(buffer, 0) is not None
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
            follows = (
                base + start == trusted
                or _after_empty_line(buffer, newline)
                or _COMPLETE.match(buffer, start) is not None
            )
            is_patch = _PATCH.match(buffer, start) is not None
            is_next = base + start >= trusted and follows and (of_patches or not is_patch)
            if is_next and _SEPARATOR.match(buffer, start):
                yield base + start
                of_patches = is_patch
                trusted = _end_by_length(file, base + start, buffer[start : start + _HEADER])
            newline = buffer.find(b"\nFrom ", newline + 1)
        limit = max(limit, searched)
        dropped = max(limit - 2, 0)
        base, searched, buffer = base + dropped, limit - dropped, buffer[dropped:]


def _end_by_length(file: BinaryIO, start: int, head: bytes) -> int:
    """The end of the message at `start`, which begins with `head`, by its Content-Length, if another message or the end
    of the file follows there; else 0."""
    length = _declared_length(head)
    position = file.tell()
    try:
        if length is None or start + length > _size(file):
            return 0
        file.seek(start + length)
        following = file.read(8)
    finally:
        file.seek(position)
    blanks = _blanks(following)
    if following[blanks : blanks + 5] == b"From " or (not following.strip() and len(following) < 3):
        return start + length + blanks
    return 0


def _after_empty_line(buffer: bytes, newline: int) -> bool:
    """Whether the line that ends at `newline` is empty; it may be the first line of the file."""
    before = buffer[max(newline - 2, 0) : newline]
    return before in (b"", b"\r") or before.endswith(b"\n") or before == b"\n\r"


def _blanks(head: bytes) -> int:
    match = _LEADING_BLANKS.match(head)
    return match.end() if match else 0


def _size(file: BinaryIO) -> int:
    return file.seek(0, os.SEEK_END)


def _named_as_mailbox(path: Path) -> bool:
    """Whether the name is that of a mailbox, or Thunderbird's index NAME.msf or folder NAME.sbd shows that it is
    one."""
    name = path.name.lower()
    return (
        name == "mbox"
        or name.endswith((".mbox", ".mbx"))
        or path.with_name(path.name + ".msf").exists()
        or (path.parent.name.endswith(".sbd") and not path.suffix)
    )
