"""Reads new and changed files and stores their documents in the catalogue, where they can be found by keyword."""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from semsearch.errors import reason
from semsearch.extract.process.pool import ExtractionPool
from semsearch.extract.process.worker import Outcome, Task
from semsearch.index.mailboxes import NewMailbox, changed_messages
from semsearch.index.reading import PreparedFile
from semsearch.index.reading_progress import ReadingProgress
from semsearch.progress import Progress, Step
from semsearch.records import Skip, SkipReason
from semsearch.sources.mailbox import is_mbox, is_outlook_mailbox
from semsearch.sources.scan import file_digest
from semsearch.store import catalogue, contents, retries
from semsearch.store.catalogue import Pending
from semsearch.store.contents import Reading
from semsearch.store.database import Connection, Database
from semsearch.store.lookup import Place
from semsearch.store.seen import FileState, state_of

T = TypeVar("T")

COMMIT_SECONDS = 1.0
"""Seconds between two commits while files are read."""


@dataclass(slots=True)
class Tally:
    """The result of reading files: their states by path, the paths of those ``touched`` without a change of content,
    and the number of chunks written."""

    states: dict[str, FileState] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)
    chunks: int = 0
    keyword_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class _Finished:
    """Says that all parts of a file have been read, or with a ``skip`` that it could not be read."""

    pending: Pending
    digest: bytes | None = None
    skip: Skip | None = None


class Ingestion:
    """Reads files in child processes and stores the results, committing about once a second; counts them in `tally`."""

    def __init__(
        self,
        database: Database,
        pool: ExtractionPool[PreparedFile],
        tally: Tally,
        progress: Progress,
        before: Callable[[PreparedFile], None] | None = None,
    ) -> None:
        """`before` is called with each reading before it is stored."""
        self._before = before
        self._database = database
        self._pool = pool
        self._progress = progress
        self._tally = tally
        self._reading = ReadingProgress(0)
        self._files: dict[str, Pending] = {}
        self._known: frozenset[int] = frozenset()
        self._given_up: dict[int, bytes] = {}

    def run(self, files: Sequence[Pending]) -> None:
        """Read all files. Those that cannot be read are stored as skipped, with the reason.

        Raises:
            Cancelled: raised by `progress`; everything committed is kept.
        """
        if not files:
            return
        self._reading = ReadingProgress(len(files))
        self._files = {pending.path: pending for pending in files}
        self._progress(Step("extract", 0, len(files)))
        with self._database.transaction() as connection:
            self._known = contents.files_with_content(connection, (pending.file_id for pending in files))
            self._given_up = retries.given_up(connection)
        for batch in _timed(self._outcomes(files), COMMIT_SECONDS):
            started = time.perf_counter()
            with self._database.writing() as connection:
                self._store(connection, batch)
            self._tally.keyword_seconds += time.perf_counter() - started
            for item in batch:
                self._note(item)
            self._progress(Step("extract", self._reading.done(), self._reading.total()))

    def _note(self, item: Outcome[PreparedFile] | _Finished) -> None:
        """Count an outcome in the progress."""
        if isinstance(item, _Finished):
            self._reading.finish(item.pending.path)
        elif item.task.length is None:
            self._reading.finish(item.task.path)
        else:
            self._reading.message(item.task.path, item.task.offset + item.task.length if item.task.length else None)

    def read_messages(self, messages: Sequence[tuple[Pending, Place]]) -> None:
        """Read single messages of known mailboxes again."""
        self._files = {pending.path: pending for pending, _ in messages}
        self._known |= {pending.file_id for pending, _ in messages}
        tasks = (Task(pending.path, place.offset or 0, place.length) for pending, place in messages)
        done = 0
        for batch in _timed(self._pool.map(tasks), COMMIT_SECONDS):
            with self._database.writing() as connection:
                self._store(connection, batch)
            done += len(batch)
            self._progress(Step("extract", done, len(messages)))

    def _outcomes(self, files: Sequence[Pending]) -> Iterator[Outcome[PreparedFile] | _Finished]:
        """The outcomes for all files; those for the messages of a mailbox are followed by a `_Finished`."""
        mailboxes: list[Pending] = []
        outlook: list[Pending] = []
        singles: list[Pending] = []
        for pending in files:
            path = Path(pending.path)
            try:
                if self._is_given_up(pending):
                    yield _Finished(pending, self._given_up[pending.file_id])
                    continue
                (mailboxes if is_mbox(path) else outlook if is_outlook_mailbox(path) else singles).append(pending)
            except OSError as error:
                yield _unreadable(pending, error)
        for pending in mailboxes:
            self._reading.expect(pending.path, _size(pending.path))
        yield from self._pool.map(Task(pending.path) for pending in singles)
        for pending in outlook:
            yield from _or_unreadable(pending, self._outlook_mailbox(pending))
        for pending in mailboxes:
            yield from _or_unreadable(pending, self._mailbox(pending))

    def _outlook_mailbox(self, pending: Pending) -> Iterator[Outcome[PreparedFile] | _Finished]:
        """The outcomes for the items of an Outlook mailbox, none if its content is as before."""
        digest = file_digest(pending.path)
        if digest != pending.digest:
            yield from self._items(pending, digest)
        yield _Finished(pending, digest)

    def _mailbox(self, pending: Pending) -> Iterator[Outcome[PreparedFile] | _Finished]:
        """The outcomes for the new messages of a mailbox."""
        if pending.file_id not in self._known:
            messages = NewMailbox(pending)
            yield from self._pool.map(messages)
            digest = messages.digest
        else:
            tasks, digest = changed_messages(self._database, pending)
            yield from self._pool.map(tasks)
        if not digest:
            nothing = Skip(None, SkipReason.EMPTY, "there are no messages in this mailbox")
            yield Outcome(Task(pending.path), None, b"", nothing)
        yield _Finished(pending, digest)

    def _is_given_up(self, pending: Pending) -> bool:
        """Whether a file crashed its reader or timed out, and has not changed since."""
        digest = self._given_up.get(pending.file_id)
        return digest is not None and digest == file_digest(pending.path)

    def _items(self, pending: Pending, digest: bytes) -> Iterator[Outcome[PreparedFile]]:
        """The outcomes for all items of an Outlook mailbox. Documents of items that are gone are deleted."""
        numbers, skip = self._pool.item_numbers(pending.path)
        if not numbers:
            self._reading.expect(pending.path, 0)
            yield Outcome(Task(pending.path), None, digest, skip)
            return
        self._reading.expect(pending.path, len(numbers))
        there = {0, *numbers}
        with self._database.writing() as connection:
            known = contents.known_places(connection, pending.file_id)
            contents.drop_places(connection, pending.file_id, [place for place in known if place.offset not in there])
        # No item has the number 0, which stands for the mailbox itself.
        yield Outcome(Task(pending.path, 0, 0), None, digest, skip)
        yield from self._pool.map(Task(pending.path, number, 0) for number in numbers)

    def _store(self, connection: Connection, batch: Sequence[Outcome[PreparedFile] | _Finished]) -> None:
        """Store a batch: all documents at once, then what became of the files."""
        readings: list[Reading] = []
        files: list[dict[str, object]] = []
        finished: list[_Finished] = []
        for item in batch:
            if isinstance(item, _Finished):
                finished.append(item)
                continue
            task, digest = item.task, item.digest
            pending, whole = self._files[task.path], task.length is None
            if self._before is not None and item.value is not None:
                self._before(item.value)
            if item.skip is not None and item.skip.reason is SkipReason.UNREADABLE:
                finished.append(_Finished(pending, skip=item.skip))
            elif whole and digest and digest == pending.digest:
                finished.append(_Finished(pending, digest))
            else:
                read = item.value or PreparedFile((), (item.skip,) if item.skip else ())
                place = Place(digest) if whole else Place(digest, task.offset, task.length)
                readings.append(Reading(pending.file_id, pending.path, place, read.documents, read.skips))
                self._tally.chunks += sum(len(document.chunks) for document in read.documents)
                if whole:
                    state = state_of(bool(read.documents), (skip.reason for skip in read.skips))
                    files.append({"file_id": pending.file_id, "digest": digest or None, "state": state})
                    self._tally.states[pending.path] = state
        contents.store(connection, readings, self._known)
        catalogue.update_files(connection, files)
        for each in finished:
            self._finish(connection, each)

    def _finish(self, connection: Connection, finished: _Finished) -> None:
        file_id = finished.pending.file_id
        if finished.skip is not None:
            if _is_gone(finished.pending.path):
                return  # it stays pending, and the next scan finds where it is now, or that it is nowhere
            self._tally.states[finished.pending.path] = catalogue.store_unreadable(connection, file_id, finished.skip)
            return
        if finished.digest is not None and finished.digest == finished.pending.digest:
            self._tally.touched.add(finished.pending.path)
        self._tally.states[finished.pending.path] = catalogue.finish_file(connection, file_id, finished.digest)


def _or_unreadable(
    pending: Pending, read: Iterator[Outcome[PreparedFile] | _Finished]
) -> Iterator[Outcome[PreparedFile] | _Finished]:
    """The outcomes for a mailbox, ended by a `_Finished` with a skip if the file cannot be read."""
    try:
        yield from read
    except OSError as error:
        yield _unreadable(pending, error)


def _unreadable(pending: Pending, error: OSError) -> _Finished:
    return _Finished(pending, skip=Skip(None, SkipReason.UNREADABLE, reason(error)))


def _is_gone(path: str) -> bool:
    """Whether there is nothing at a path any more."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        pass
    return False


def _size(path: str) -> int:
    """The size of a file in bytes, 0 if it is gone."""
    try:
        return Path(path).stat().st_size
    except OSError:
        return 0


def _timed(items: Iterator[T], seconds: float) -> Iterator[list[T]]:
    """Items in lists, each of as many as arrive within about `seconds`."""
    batch: list[T] = []
    started = time.monotonic()
    for item in items:
        batch.append(item)
        if time.monotonic() - started >= seconds:
            yield batch
            batch, started = [], time.monotonic()
    if batch:
        yield batch
