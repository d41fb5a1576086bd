"""Mailboxes that are not cut into messages by looking for their beginnings, those of Outlook; and all those that lie
within files, as in an archive."""

import io
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, Protocol

from semsearch.extract.mail.dbx import OutlookExpressMailbox
from semsearch.extract.reading import UnreadableError
from semsearch.records import SkipReason
from semsearch.sources.mailbox import OUTLOOK, OUTLOOK_EXPRESS, damage, messages_in, unquote


class ItemMailbox(Protocol):
    """A mailbox of Outlook or Outlook Express, whose messages have numbers. ``lost`` is what of it, or that all of it,
    cannot be read."""

    @property
    def numbers(self) -> list[int]: ...

    @property
    def lost(self) -> UnreadableError | None: ...

    def item_bytes(self, number: int) -> bytes:
        """A message as it came, or as it would have. Raises `UnreadableError`."""


def opened(path: str) -> ItemMailbox:
    """A mailbox on disk, which stays open while its messages are read one by one. Outlook's is read by libpff, so only
    where a crash harms nothing.

    Raises:
        UnreadableError: it is damaged.
        OSError: it cannot be opened.
    """
    return _opened(path, Path(path).stat().st_mtime_ns)


@lru_cache(maxsize=1)
def _opened(path: str, _mtime_ns: int) -> ItemMailbox:
    return _items(Path(path).open("rb"))


def _items(file: BinaryIO) -> ItemMailbox:
    head = file.read(len(OUTLOOK_EXPRESS))
    file.seek(0)
    if head == OUTLOOK_EXPRESS:
        return OutlookExpressMailbox(file)
    from semsearch.extract.mail.pst import OutlookMailbox

    return OutlookMailbox(file)


def messages(content: bytes) -> Iterator[tuple[str, bytes | UnreadableError]]:
    """The messages of a mailbox by their offsets or numbers, each as it came, or why it cannot be read. Of Outlook's as
    in `opened`.

    Raises:
        UnreadableError: it is damaged, or nothing is in it; what came before is good.
    """
    if not content.startswith((OUTLOOK, OUTLOOK_EXPRESS)):
        yield from _cut(content)
        return
    mailbox = _items(io.BytesIO(content))
    for number in mailbox.numbers:
        yield str(number), _item(mailbox, number)
    if mailbox.lost:
        raise mailbox.lost


def _item(mailbox: ItemMailbox, number: int) -> bytes | UnreadableError:
    try:
        return mailbox.item_bytes(number)
    except UnreadableError as error:
        return error


def _cut(content: bytes) -> Iterator[tuple[str, bytes | UnreadableError]]:
    for place in messages_in(io.BytesIO(content)):
        message = content[place.offset : place.offset + place.length]
        if unquoted := unquote(message):
            yield str(place.offset), unquoted
        if lost := damage(message):
            yield str(place.offset), UnreadableError(SkipReason.CORRUPT, lost)
