"""The only place that makes threads: runs work off the interface's thread and delivers what came of it on it."""

from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from semsearch.errors import SemsearchError

Outcome = TypeVar("Outcome")


@dataclass(frozen=True, slots=True)
class _Job:
    """One piece of work under way. The callbacks run on the interface's thread."""

    name: str
    done: Callable[[Any], None]
    failed: Callable[[SemsearchError], None]


class Worker(QObject):
    """Runs named work. A newer run of a name supersedes the older ones: their outcome is dropped, and those that
    have not begun never do."""

    busy = Signal(str, bool)
    _finished = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=4, thread_name_prefix="window")
        self._current: dict[str, tuple[_Job, Future[Any]]] = {}
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        name: str,
        work: Callable[[], Outcome],
        done: Callable[[Outcome], None],
        failed: Callable[[SemsearchError], None],
    ) -> None:
        """Do `work` in a thread, then call `done` with its result, or `failed` with its error, on this one.

        Any other exception is a bug: it is raised on the interface's thread, where the excepthook sees it.
        """
        self.drop(name)
        job = _Job(name, done, failed)
        future = self._pool.submit(work)
        self._current[name] = (job, future)
        self.busy.emit(name, True)
        future.add_done_callback(lambda finished: self._announce(job, finished))

    def drop(self, name: str) -> None:
        """Forget the run of `name`, if there is one: nobody waits for its outcome any more."""
        if name in self._current:
            _, future = self._current.pop(name)
            future.cancel()
            self.busy.emit(name, False)

    def is_busy(self, name: str) -> bool:
        return name in self._current

    @property
    def is_anything_busy(self) -> bool:
        return bool(self._current)

    def stop(self) -> None:
        """Drop everything and wait for what has begun."""
        for name in list(self._current):
            self.drop(name)
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _announce(self, job: _Job, future: "Future[Any]") -> None:
        if not future.cancelled():
            self._finished.emit(job, future)

    @Slot(object, object)
    def _deliver(self, job: _Job, future: "Future[Any]") -> None:
        if self._current.get(job.name, (None,))[0] is not job:
            return
        del self._current[job.name]
        self.busy.emit(job.name, False)
        try:
            outcome = future.result()
        except SemsearchError as error:
            job.failed(error)
        except CancelledError:
            return
        else:
            job.done(outcome)
