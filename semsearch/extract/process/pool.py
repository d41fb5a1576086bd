"""Reads files in another process, where a parser may hang, eat memory or crash without taking anything with it."""

import logging
import multiprocessing
import os
import signal
import sys
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from multiprocessing.context import BaseContext
from pathlib import Path
from types import TracebackType
from typing import Generic, Self, TypeVar

from pebble import ProcessExpired, ProcessPool

from semsearch.errors import ReadingError, reason
from semsearch.extract.process.worker import BATCH_SECONDS, Outcome, Task, item_numbers, run_batch, settle, skipped
from semsearch.extract.reading import fault
from semsearch.extract.whereabouts import MOST_HARMS, Harm, is_overtime, longest, noted
from semsearch.records import Skip, SkipReason
from semsearch.temporary import scratch_folder

_log = logging.getLogger(__name__)

T = TypeVar("T")

TIMEOUT_SECONDS = 30.0
"""How long one task may take of a processor, and each of the files within it."""

MEMORY_BYTES = 3 * 1024**3
"""The address space of a worker, where the platform can limit it."""

MAX_TASKS = 1_000
"""Tasks after which a worker is replaced by a fresh one, so that what parsers leak does not add up."""

MAX_WORKERS = 4
"""More workers than this read faster than one process stores."""

# A message to a worker costs about as much as reading a mail, so tasks travel in batches; what one has
# not done in its time is sent again.
_BATCH_TASKS, _BATCHES_AHEAD = 16, 3
_LISTING = 10
"""How many times longer than one task the list of what is in a mailbox may take."""

_PRELOADED = (
    "pebble.pool.process", "semsearch.extract.process.worker", "semsearch.index.reading", "semsearch.extract.unfolding",
    "semsearch.extract.mail.message",
)  # fmt: skip
"""Modules that reading almost any file takes; by name, as this process does without most of them."""

_SOCKET_FOLDER = 60
"""Bytes that the name of the folder for temporary files may have: a socket in it must fit into 108 (unix(7))."""

_LOOK_SECONDS = 1.0
"""After how long it is looked whether what is waited for can still come."""

_DIED = "reading it ended the process that read it"


@dataclass(frozen=True, slots=True)
class _Batch(Generic[T]):
    """Tasks on their way, and the file in which a worker notes where it is."""

    tasks: tuple[Task, ...]
    pool: ProcessPool
    future: "Future[list[Outcome[T]]]"
    note: Path

    def outcomes(self) -> list[Outcome[T]]:
        """Those of the first tasks, or of all; raises what came instead."""
        return _answer(self.pool, self.future)


class ExtractionPool(Generic[T]):
    """Runs `function` on the bytes and the base name of files, in `workers` processes, started when the first file
    comes. A context manager.

    `function` must be a picklable top-level function. A hang or a crash of one task costs only that task; one of a file
    within a file (`semsearch.extract.whereabouts.within`) costs only that.

    Raises:
        ReadingError: no file can be read, as there is no place for temporary files.
    """

    def __init__(
        self,
        function: Callable[[bytes, str], T],
        *,
        workers: int = min(os.cpu_count() or 1, MAX_WORKERS),
        timeout: float = TIMEOUT_SECONDS,
        memory: int = MEMORY_BYTES,
        max_tasks: int = MAX_TASKS,
    ) -> None:
        self._function = function
        self._workers = workers
        self._timeout = timeout
        self._memory = memory
        self._max_tasks = max_tasks
        self._pool: ProcessPool | None = None
        self._scratch: tempfile.TemporaryDirectory[str] | None = None
        self._sent = 0

    def __enter__(self) -> Self:
        self._start(_quickest)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def map(self, tasks: Iterable[Task]) -> Iterator[Outcome[T]]:
        """The outcomes of `tasks` in their order. Tasks are drawn a few ahead, as workers come free."""
        pending: deque[_Batch[T]] = deque()
        source = iter(tasks)
        try:
            while True:
                while len(pending) < _BATCHES_AHEAD * self._workers and (drawn := tuple(islice(source, _BATCH_TASKS))):
                    pending.append(self._schedule(drawn))
                if not pending:
                    return
                batch = pending.popleft()
                try:
                    outcomes = batch.outcomes()
                except Exception as error:  # noqa: BLE001 - whatever it is, one task is to blame
                    yield from self._blame(batch, error)
                    continue
                rest = batch.tasks[len(outcomes) :]
                if rest:
                    pending.appendleft(self._schedule(rest))
                yield from outcomes
        finally:
            for batch in pending:
                batch.future.cancel()

    def _blame(self, batch: _Batch[T], error: Exception) -> Iterator[Outcome[T]]:
        """The outcomes of a batch that failed: the task that was being read is to blame, the others are read again."""
        begun = noted(batch.note)
        if begun is None:
            yield from map(self._alone, batch.tasks)
            return
        number, within = begun
        yield from self.map(batch.tasks[:number])
        task = batch.tasks[number]
        # Who used up its time is not asked again.
        yield self._without(task, within, self._why(task, error)) if _is_slow(error) else self._alone(task)
        yield from self.map(batch.tasks[number + 1 :])

    def item_numbers(self, path: str) -> tuple[list[int], Skip | None]:
        """The numbers of the items in an Outlook mailbox, for tasks that read them one by one; and the skip that says
        why there are none, or not all."""
        assert self._pool is not None
        try:
            with _uninterrupted():
                listing = self._pool.schedule(item_numbers, args=(path,), timeout=_LISTING * self._timeout)
            return _answer(self._pool, listing)
        except TimeoutError:
            detail = f"listing what is in it took more than {_LISTING * self._timeout:g} seconds"
            return [], Skip(None, SkipReason.TIMEOUT, detail)
        except (BrokenProcessPool, CancelledError, ProcessExpired, RuntimeError, MemoryError):
            self._restart()
            return [], Skip(None, SkipReason.CRASHED, _DIED)

    def _alone(self, task: Task) -> Outcome[T]:
        """One task that was in a batch which failed.

        Raises:
            ReadingError: the workers die before they take it.
        """
        begun = False
        for _ in range(2):
            batch = self._schedule((task,))
            try:
                return batch.outcomes()[0]
            except (BrokenProcessPool, CancelledError):
                # The worker died before it had said what it was at; the second time there is no doubt.
                begun = begun or noted(batch.note) is not None
                self._restart()
            except Exception as error:  # noqa: BLE001 - whatever it is, the task or a file in it is to blame
                _, within = noted(batch.note) or (0, 0)
                return self._without(task, within, self._why(task, error))
        if not begun:  # no file is to blame
            raise ReadingError(
                "the processes that read files end as soon as they start; close semsearch and start it again"
            )
        return skipped(task, Skip(None, SkipReason.CRASHED, _DIED))

    def _without(self, task: Task, within: int, why: Skip) -> Outcome[T]:
        """A task whose reading ended at the file `within` it: read again without that; given up where it is at fault
        itself."""
        if not within or len(task.harms) == MOST_HARMS:
            return skipped(task, why)
        return self._alone(replace(task, harms=(*task.harms, Harm(within, why.reason, why.detail))))

    def _why(self, task: Task, error: Exception) -> Skip:
        """What a person is told of a task, or a file within it, whose reading ended with `error`."""
        if _is_slow(error):
            return Skip(None, SkipReason.TIMEOUT, f"reading it took more than {self._timeout:g} seconds")
        if isinstance(error, ProcessExpired):
            detail = f"reading it ended the process that read it (exit status {error.exitcode})"
            return Skip(None, SkipReason.CRASHED, detail)
        if isinstance(error, MemoryError):
            return Skip(None, SkipReason.TOO_LARGE, f"reading it takes over {self._memory >> 20} MiB of memory")
        _log.warning("%s: reading it failed with %r", task.path, error)
        _log.debug("%s", getattr(error, "traceback", ""))
        return fault(error).skip()

    def _schedule(self, tasks: tuple[Task, ...]) -> _Batch[T]:
        try:
            return self._submit(tasks)
        except RuntimeError:  # pebble refuses work once a worker died unexplained
            self._restart()
            return self._submit(tasks)

    def _submit(self, tasks: tuple[Task, ...]) -> _Batch[T]:
        assert self._pool is not None
        assert self._scratch is not None
        self._sent += 1
        note = Path(self._scratch.name) / f"batch-{self._sent}"
        ended = longest(self._timeout) + BATCH_SECONDS
        with _uninterrupted():
            future = self._pool.schedule(run_batch, args=(self._function, tasks, note, self._timeout), timeout=ended)
        return _Batch(tasks, self._pool, future, note)

    def _start(self, context: Callable[[], BaseContext]) -> None:
        try:
            self._scratch = scratch_folder()
        except OSError as error:
            raise ReadingError(
                f"no file can be read: {reason(error)}; free some space, or set TMPDIR to another folder"
            ) from error
        self._pool = ProcessPool(
            max_workers=self._workers,
            max_tasks=self._max_tasks,
            initializer=settle,
            initargs=(self._scratch.name, self._memory),
            context=context(),
        )

    def _stop(self) -> None:
        if self._pool is not None:
            self._pool.stop()
            self._pool.join()
            self._pool = None
        if self._scratch is not None:
            self._scratch.cleanup()
            self._scratch = None

    def _restart(self) -> None:
        """Start again, with workers that need no other process: who cleans /tmp takes away the socket of that which
        forks the first."""
        self._stop()
        self._start(_independent)


def _answer(pool: ProcessPool, future: "Future[T]") -> T:
    """What a future brings.

    Raises:
        BrokenProcessPool: the workers died. What reached pebble while it gave them up it never answers.
    """
    while not wait([future], _LOOK_SECONDS).done:
        if not pool.active:
            raise BrokenProcessPool
    return future.result()


def read_apart(function: Callable[[bytes, str], T], task: Task) -> Outcome[T]:
    """The outcome of a single task, in a process of its own that ends with it."""
    with ExtractionPool(function, workers=1) as pool:
        (outcome,) = pool.map([task])
    return outcome


def _quickest() -> BaseContext:
    """How the first workers start. On Linux they are forked from a process that has imported what they need, and
    nothing else: not from this one, which has threads, and the memory of a model."""
    if sys.platform != "linux" or len(os.fsencode(tempfile.gettempdir())) > _SOCKET_FOLDER:
        return _independent()
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(_PRELOADED))
    return context


def _independent() -> BaseContext:
    """How workers start anew: each by itself."""
    return multiprocessing.get_context("spawn")


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """What is started within is deaf to Ctrl-C, which the parent deals with: a signal that a thread blocks is blocked
    in the threads and processes that it starts. A worker ignores it by itself (`settle`), but only once it is up."""
    if sys.platform == "win32":
        yield
        return
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # which lets the signal through again, if it has to start first
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _is_slow(error: Exception) -> bool:
    return isinstance(error, TimeoutError) or (isinstance(error, ProcessExpired) and is_overtime(error.exitcode))
