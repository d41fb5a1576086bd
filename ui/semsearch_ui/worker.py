"""The only place that does work off the interface's thread; what came of it is delivered on that thread."""

import os
import sys
from collections.abc import Callable, Collection
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from semsearch.errors import SemsearchError

Outcome = TypeVar("Outcome")

TURN = 0.0005
"""Seconds that a thread may keep Python's lock while another one waits for it. Painting asks for it many times in a
row, and would wait for Python's own 5 ms each time: a frame beside a busy thread then takes 13 ms, 75 at the 95th
percentile, and with this 4 and 11."""

NICENESS = 5
"""How far its threads, and those of the model that they start, step back behind the interface's thread, which waited
longer for them than for the indexing process. Only on Linux has a thread a niceness of its own."""


@dataclass(eq=False, slots=True)
class _Job:
    """One piece of work. The callbacks run on the interface's thread; ``due`` is whether it may begin."""

    name: str
    work: Callable[[], Any]
    done: Callable[[Any], None]
    failed: Callable[[Exception], None]
    due: bool


class Worker(QObject):
    """Runs named work, one piece of a name at a time. A newer run of a name supersedes the older ones: their outcome
    is dropped, and those that have not begun never do; it begins when the one under way has ended."""

    busy = Signal(str, bool)
    _finished = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(TURN)
        self._pool = ThreadPoolExecutor(max_workers=4, thread_name_prefix="window", initializer=_step_back)
        self._stopped = False
        self._wanted: dict[str, _Job] = {}
        self._running: dict[str, Future[Any]] = {}
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        name: str,
        work: Callable[[], Outcome],
        done: Callable[[Outcome], None],
        failed: Callable[[Exception], None],
        after_ms: int = 0,
    ) -> None:
        """Do `work` in a thread, then call `done` with its result, or `failed` with its error, on this one; wait for
        `after_ms` milliseconds first, in which a newer run may supersede it. After `stop` nothing is done.

        Any other error than a `SemsearchError` is a bug: it is raised on the interface's thread as well, where the
        excepthook sees it.
        """
        if self._stopped:
            return
        self.drop(name)
        job = self._wanted[name] = _Job(name, work, done, failed, due=not after_ms)
        self.busy.emit(name, True)
        if after_ms:
            QTimer.singleShot(after_ms, self, lambda: self._fall_due(job))
        self._begin(name)

    def drop(self, name: str) -> None:
        """Forget the run of `name`, if there is one: nobody waits for its outcome any more."""
        if self._wanted.pop(name, None) is not None:
            if name in self._running and self._running[name].cancel():
                del self._running[name]
            self.busy.emit(name, False)

    def last(self, work: Callable[[], None], done: Callable[[None], None]) -> None:
        """Drop everything, wait in a thread for what has begun, then do `work` there."""
        for name in list(self._wanted):
            self.drop(name)
        begun = list(self._running.values())

        def after_those() -> None:
            wait(begun)
            work()

        self.run("last", after_those, done, lambda _: None)

    @property
    def is_busy(self) -> bool:
        return bool(self._wanted)

    def stop(self, patience: float | None = None, to_the_end: Collection[str] = ()) -> bool:
        """Drop everything, and wait for what has begun: of the names `to_the_end` until it is done, of others for
        `patience` seconds, if it has a limit. Whether all has ended."""
        for name in list(self._wanted):
            self.drop(name)
        self._stopped = True
        self._pool.shutdown(wait=False, cancel_futures=True)
        begun = {name: future for name, future in self._running.items() if not future.cancelled()}
        wait([future for name, future in begun.items() if name in to_the_end])
        return not wait(begun.values(), patience).not_done

    def _fall_due(self, job: _Job) -> None:
        job.due = True
        self._begin(job.name)

    def _begin(self, name: str) -> None:
        job = self._wanted.get(name)
        if job is not None and job.due and name not in self._running:
            future = self._running[name] = self._pool.submit(job.work)
            future.add_done_callback(lambda finished: self._announce(job, finished))

    def _announce(self, job: _Job, future: "Future[Any]") -> None:
        if not future.cancelled():
            self._finished.emit(job, future)

    @Slot(object, object)
    def _deliver(self, job: _Job, future: "Future[Any]") -> None:
        if self._running.get(job.name) is future:
            del self._running[job.name]
        if self._wanted.get(job.name) is not job:
            self._begin(job.name)
            return
        del self._wanted[job.name]
        self.busy.emit(job.name, False)
        try:
            outcome = future.result()
        except Exception as error:
            job.failed(error)
            if not isinstance(error, SemsearchError):
                raise
        else:
            job.done(outcome)


def _step_back() -> None:
    if sys.platform == "linux":
        os.nice(NICENESS)
