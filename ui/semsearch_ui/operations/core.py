"""The one way from a click to the library: the work, what success does, what failure says."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from semsearch.errors import Cancelled, DamagedError, SemsearchError
from semsearch.library import Library
from semsearch.progress import Progress, Step
from semsearch_ui.presentation import library_words
from semsearch_ui.worker import Worker

Outcome = TypeVar("Outcome")

KEEPING = frozenset({"write", "export", "save"})
"""Names of what makes something that a person wants to keep, and may take long."""

PATIENCE = 3.0
"""Seconds that a window which closes waits for anything else: of what takes longer nobody needs the outcome."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Write:
    """What is to be written: the ``work`` itself, and how it is begun while the window is open."""

    work: Callable[[Library], object]
    begin: Callable[[], None]


class Operations(QObject):
    """Holds the library and runs named work on it. Nothing here blocks; each outcome arrives on the interface's thread.

    ``refused`` carries why the library cannot be opened, ``failed`` what could not be done and the error's own words on
    what to do; where the index is damaged, ``damaged`` tells it instead. ``succeeded`` carries what, had it failed,
    ``failed`` would have said. ``changed`` is emitted by a group of operations that has written something, so that
    pages look again. ``writing`` asks whoever else writes to make way and then to call `write_now`, ``progressed`` says
    how far what is written is, ``written`` that they may go on.
    """

    opened = Signal()
    refused = Signal(str)
    damaged = Signal()
    failed = Signal(str, str)
    succeeded = Signal(str)
    changed = Signal()
    writing = Signal()
    progressed = Signal(Step)
    written = Signal()
    _told = Signal(object, object)

    def __init__(self, home: Path, worker: Worker) -> None:
        super().__init__(worker)
        self.home = home
        self._worker = worker
        self._library: Library | None = None
        self._closed = False
        self._waiting: list[_Write] = []
        self._writing = False
        self._told.connect(self._hear, Qt.ConnectionType.QueuedConnection)

    @property
    def is_open(self) -> bool:
        """Whether there is a library to ask."""
        return self._library is not None and not self._closed

    @property
    def is_busy(self) -> bool:
        """Whether an answer is still under way."""
        return self._worker.is_busy or self._writing

    def open(self) -> None:
        self._closed = False
        self._worker.run("open", lambda: Library.open(self.home, graph_process=True), self._keep, self._refuse)

    def shut(self, done: Callable[[], None]) -> None:
        """Close the library, for another process to replace what is below it, then call `done`; until it is opened
        again, what is asked for is not done."""
        self._closed, self._writing = True, False
        library, self._library = self._library, None
        self._worker.last(library.close if library is not None else lambda: None, lambda _: done())

    def close(self) -> bool:
        """Do what still waits to be written, which a person takes for done; what is asked for from now on is not done.
        Nobody else may write any more. Whether all that had begun has ended: what only reads is not waited for long,
        and the process may end without it."""
        self._closed = True
        ended = self._worker.stop(PATIENCE, KEEPING)
        if self._library is not None:
            for waiting in self._waiting:
                try:
                    waiting.work(self._library)
                except SemsearchError as error:
                    _log.warning("not written before the window closed: %s", error)
            if ended:
                self._library.close()
            self._library = None
        self._waiting.clear()
        return ended

    def run(
        self,
        name: str,
        work: Callable[[Library], Outcome],
        done: Callable[[Outcome], None],
        failure: str,
        failed: Callable[[], None] | None = None,
        after_ms: int = 0,
    ) -> None:
        """Do `work` in a thread, then `done` with its result; of an error `failed` hears, and of a `SemsearchError` the
        person, with `failure`, unless they have cancelled it themselves. Of a bug they are told by the excepthook.

        A newer run of a name supersedes the older, also one that waits for `after_ms` to pass: only the last one's
        outcome arrives.
        """
        library = self._library
        if self._closed:
            return
        if library is None:
            raise RuntimeError("an operation was asked for before the library was open")

        def fail(error: Exception) -> None:
            if failed is not None:
                failed()
            if isinstance(error, DamagedError):
                self.damaged.emit()
            elif isinstance(error, SemsearchError) and not isinstance(error, Cancelled):
                self.failed.emit(failure, library_words.as_sentence(str(error)))

        def succeed(outcome: Outcome) -> None:
            self.succeeded.emit(failure)
            done(outcome)

        self._worker.run(name, lambda: work(library), succeed, fail, after_ms)

    def write(
        self,
        work: Callable[[Library], Outcome],
        done: Callable[[Outcome], None],
        failure: str,
        failed: Callable[[], None] | None = None,
    ) -> None:
        """As `run`, for what one process at a time may do: once the library is open, what was asked for before is done,
        and nobody else writes."""

        def finish(outcome: Outcome) -> None:
            try:
                done(outcome)
            finally:
                self.write_now()

        def fail() -> None:
            if failed is not None:
                failed()
            self.write_now()

        self._waiting.append(_Write(work, lambda: self.run("write", work, finish, failure, fail)))
        self._ask_to_write()

    def write_now(self) -> None:
        """Nobody else writes: do what is to be written next."""
        if not self._writing:  # the library was shut meanwhile
            return
        if self._waiting:
            self._waiting.pop(0).begin()
        else:
            self._writing = False
            self.written.emit()

    def progress(self, hear: Callable[[Step], None], is_wanted: Callable[[], bool]) -> Progress:
        """For work in a thread: `hear` has its steps on the interface's thread. It is cancelled at its next step when
        it `is_wanted` no more, or there is no library to ask any more."""

        def report(step: Step, /) -> None:
            if not (is_wanted() and self.is_open):
                raise Cancelled("nobody waits for it any more")
            self._told.emit(hear, step)

        return report

    def drop(self, name: str) -> None:
        """Nobody waits for `name` any more."""
        self._worker.drop(name)

    @Slot(object, object)
    def _hear(self, hear: Callable[[Step], None], step: Step) -> None:
        if self.is_open:
            hear(step)

    def _keep(self, library: Library) -> None:
        self._library = library
        self.opened.emit()
        self._ask_to_write()
        if not self._writing:
            self.written.emit()  # what was being written when the library was shut was not told of

    def _refuse(self, error: Exception) -> None:
        if isinstance(error, DamagedError):
            self.damaged.emit()
        elif isinstance(error, SemsearchError):
            self.refused.emit(library_words.as_sentence(str(error)))

    def _ask_to_write(self) -> None:
        if self._waiting and self.is_open and not self._writing:
            self._writing = True
            self.writing.emit()
