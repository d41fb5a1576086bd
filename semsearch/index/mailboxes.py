"""Which messages of a mailbox have to be read, by digests of what stood in it before."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from semsearch.extract.process.worker import Task
from semsearch.sources.mailbox import MessageSlice, is_mbox, split_mbox
from semsearch.sources.scan import file_digest
from semsearch.store import contents
from semsearch.store.catalogue import Pending
from semsearch.store.database import Database
from semsearch.store.lookup import Place

_LOOKS = 16
"""Messages of a mailbox that are checked before it is assumed that messages were only added at its end."""


class NewMailbox:
    """Tasks for all messages of a new mailbox, made one at a time, so that the memory needed does not grow with it.
    After the iteration, ``digest`` is that of the mailbox."""

    def __init__(self, pending: Pending) -> None:
        self.digest = b""
        self._pending = pending

    def __iter__(self) -> Iterator[Task]:
        path = Path(self._pending.path)
        with path.open("rb") as file:
            for message in split_mbox(path):
                self.digest = mailbox_digest(self.digest, [_slice_digest(file, message)])
                yield _task(self._pending, message)


def changed_messages(database: Database, pending: Pending) -> tuple[list[Task], bytes]:
    """Tasks for the messages of a known mailbox that are not in the catalogue, and its new digest. Those that are gone
    are deleted, and the places of the others updated.

    Raises:
        OSError: the mailbox cannot be read.
    """
    return _grown(database, pending) or _moved(database, pending)


def _grown(database: Database, pending: Pending) -> tuple[list[Task], bytes] | None:
    """Tasks for the messages added at the end of a mailbox, and its new digest; None if more has changed.

    The old digest proves that the catalogue has all messages it was made of. Whether they are still there is only
    checked for the last and some others, since checking all would mean reading the whole mailbox.
    """
    with database.transaction() as connection:
        known = contents.known_places(connection, pending.file_id)
    if not known or pending.digest != mailbox_digest(b"", (place.origin for place in known)):
        return None
    last = known[-1]
    with Path(pending.path).open("rb") as file:
        for place in (*known[:: len(known) // _LOOKS + 1], last):
            if place.offset is None or place.length is None or _slice_digest(file, place) != place.origin:
                return None
        assert last.offset is not None
        first, *added = split_mbox(Path(pending.path), last.offset)
        if first.length != last.length:
            return None
        digest = mailbox_digest(pending.digest, (_slice_digest(file, message) for message in added))
    return [_task(pending, message) for message in added], digest


def _moved(database: Database, pending: Pending) -> tuple[list[Task], bytes]:
    """Tasks for the messages of a mailbox that are not in the catalogue, and its new digest. The offsets of the
    other messages are updated."""
    with database.writing() as connection:
        known: dict[bytes, list[Place]] = defaultdict(list)
        for place in contents.known_places(connection, pending.file_id):
            known[place.origin].append(place)
        tasks, shifts = [], []
        digest = b""
        with Path(pending.path).open("rb") as file:
            for message in split_mbox(Path(pending.path)):
                origin = _slice_digest(file, message)
                digest = mailbox_digest(digest, [origin])
                places = known.get(origin)
                if places:
                    shifts.append((places.pop(0), message))
                    if pending.digest is not None:
                        continue
                tasks.append(_task(pending, message))
        contents.drop_places(connection, pending.file_id, [place for places in known.values() for place in places])
        contents.shift_messages(
            connection,
            pending.file_id,
            [(place, message.offset, message.length) for place, message in shifts if place.offset != message.offset],
        )
    return tasks, digest


def content_digest(path: str) -> bytes | None:
    """The digest that the catalogue stores of a file's content; None if it cannot be read."""
    try:
        if is_mbox(Path(path)):
            with Path(path).open("rb") as file:
                return mailbox_digest(b"", (_slice_digest(file, message) for message in split_mbox(Path(path))))
        return file_digest(path)
    except OSError:
        return None


def mailbox_digest(before: bytes, origins: Iterable[bytes]) -> bytes:
    """The digest of a mailbox: a chain over those of its messages, which messages added at the end continue from
    `before`."""
    for origin in origins:
        before = hashlib.sha256(before + origin).digest()
    return before


def _task(pending: Pending, message: MessageSlice) -> Task:
    return Task(pending.path, message.offset, message.length)


def _slice_digest(file: BinaryIO, place: MessageSlice | Place) -> bytes:
    """The SHA-256 of one message."""
    file.seek(place.offset or 0)
    return hashlib.sha256(file.read(place.length or 0)).digest()
