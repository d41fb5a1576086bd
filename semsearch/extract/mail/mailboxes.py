"""Mailboxes within files, as in an archive: cut into their messages as those on the disk are."""

import io
from collections.abc import Iterator

from semsearch.extract.mail import dbx
from semsearch.extract.reading import UnreadableError
from semsearch.records import Skip, SkipReason
from semsearch.sources.mailbox import OUTLOOK, OUTLOOK_EXPRESS, damage, messages_in, unquote


def messages(content: bytes) -> Iterator[tuple[str, bytes | UnreadableError]]:
    """The messages of a mailbox by their offsets or numbers, each as it came, or why it cannot be read. Outlook's is
    read by libpff, so only where a crash harms nothing.

    Raises:
        UnreadableError: it is damaged, or nothing is in it; what came before is good.
    """
    file = io.BytesIO(content)
    if content.startswith(OUTLOOK_EXPRESS):
        numbers, lost = dbx.item_numbers(file)
        items = ((str(number), dbx.item_bytes(file, number)) for number in numbers)
    elif content.startswith(OUTLOOK):
        from semsearch.extract.mail.pst import OutlookMailbox

        mailbox = OutlookMailbox(file)
        lost = mailbox.lost
        items = ((str(number), mailbox.item_bytes(number)) for number in mailbox.numbers)
    else:
        yield from _cut(content)
        return
    for name, item in items:
        yield name, _unreadable(item) if isinstance(item, Skip) else item
    if lost:
        raise _unreadable(lost)


def _cut(content: bytes) -> Iterator[tuple[str, bytes | UnreadableError]]:
    for place in messages_in(io.BytesIO(content)):
        message = content[place.offset : place.offset + place.length]
        if unquoted := unquote(message):
            yield str(place.offset), unquoted
        if lost := damage(message):
            yield str(place.offset), UnreadableError(SkipReason.CORRUPT, lost)


def _unreadable(skip: Skip) -> UnreadableError:
    return UnreadableError(skip.reason, skip.detail)
