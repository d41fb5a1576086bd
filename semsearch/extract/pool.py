"""Reads files in another process, where a parser may hang, eat memory or crash without taking anything with it."""

import contextlib
import hashlib
import logging
import multiprocessing
import os
import signal
import stat
import sys
from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from pebble import ProcessExpired, ProcessPool

from semsearch.extract.limits import MAX_BYTES
from semsearch.records import Skip, SkipReason

_log = logging.getLogger(__name__)

T = TypeVar("T")

TIMEOUT_SECONDS = 30.0
"""How long one task may take."""

MEMORY_BYTES = 3 * 1024**3
"""The address space of a worker, where the platform can limit it."""

MAX_TASKS = 1_000
"""Tasks after which a worker is replaced by a fresh one, so that what parsers leak does not add up."""

NICENESS = 5
"""How far a worker steps back behind what the person is doing."""

_IN_FLIGHT = 32


@dataclass(frozen=True, slots=True)
class Task:
    """`length` bytes of a file from `offset` on, or all of it (`length` None). ``key`` is the caller's own."""

    key: Hashable
    path: str
    offset: int = 0
    length: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What came of a task: a value, or the skip that says why there is none. ``digest`` is the SHA-256 of the bytes in
    hexadecimal, "" where they were not read."""

    key: Hashable
    value: T | None
    digest: str
    size: int
    skip: Skip | None


class ExtractionPool(Generic[T]):
    """Runs `function` on the bytes and the base name of files, in `workers` processes. A context manager.

    `function` must be a picklable top-level function. A hang or a crash of one task costs only that task.
    """

    def __init__(
        self,
        function: Callable[[bytes, str], T],
        *,
        workers: int = 1,
        timeout: float = TIMEOUT_SECONDS,
        memory: int = MEMORY_BYTES,
        max_tasks: int = MAX_TASKS,
    ) -> None:
        self._function = function
        self._workers = workers
        self._timeout = timeout
        self._memory = memory
        self._max_tasks = max_tasks
        self._pool: Any = None

    def __enter__(self) -> Self:
        self._start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stop()

    def map(self, tasks: Iterable[Task]) -> Iterator[Outcome[T]]:
        """The outcomes of `tasks` in their order. Tasks are drawn as workers come free, a few ahead."""
        pending: deque[tuple[Task, Future[Outcome[T]]]] = deque()
        source = iter(tasks)
        try:
            while True:
                for task in source:
                    pending.append((task, self._schedule(task)))
                    if len(pending) >= _IN_FLIGHT * self._workers:
                        break
                if not pending:
                    return
                task, future = pending.popleft()
                try:
                    yield self._outcome(task, future)
                except BrokenProcessPool:
                    # A worker died before it said what it was at. Each task that was under way is run alone, so that
                    # the one to blame gives itself away.
                    suspects = [task, *(other for other, _ in pending)]
                    pending.clear()
                    for suspect in suspects:
                        yield self._alone(suspect)
        finally:
            for _, future in pending:
                future.cancel()

    def _alone(self, task: Task) -> Outcome[T]:
        try:
            return self._outcome(task, self._schedule(task))
        except BrokenProcessPool:
            self._restart()
        try:
            return self._outcome(task, self._schedule(task))
        except BrokenProcessPool:
            self._restart()
            return _skipped(task, SkipReason.CRASHED, "reading it ended the process that read it")

    def _outcome(self, task: Task, future: "Future[Outcome[T]]") -> Outcome[T]:
        """Wait for a task.

        Raises:
            BrokenProcessPool: nobody knows which task killed the worker.
        """
        try:
            return future.result()
        except BrokenProcessPool:
            raise
        except TimeoutError:
            return _skipped(task, SkipReason.TIMEOUT, f"reading it took more than {self._timeout:g} seconds")
        except ProcessExpired as error:
            detail = f"reading it ended the process that read it (exit status {error.exitcode})"
            return _skipped(task, SkipReason.CRASHED, detail)
        except MemoryError:
            detail = f"reading it takes more than {self._memory >> 20} MiB of memory"
            return _skipped(task, SkipReason.TOO_LARGE, detail)
        except Exception as error:  # noqa: BLE001 - whatever the function trips over is logged whole and listed
            _log.warning("%s: %s", task.path, getattr(error, "traceback", error))
            return _skipped(task, SkipReason.CRASHED, f"reading it failed with {type(error).__name__}: {str(error)[:200]}")

    def _schedule(self, task: Task) -> "Future[Outcome[T]]":
        try:
            return self._submit(task)
        except (BrokenProcessPool, RuntimeError):  # pebble refuses work once a worker died unexplained
            self._restart()
            return self._submit(task)

    def _submit(self, task: Task) -> "Future[Outcome[T]]":
        future: Future[Outcome[T]] = self._pool.schedule(_run, args=(self._function, task), timeout=self._timeout)
        return future

    def _start(self) -> None:
        self._pool = ProcessPool(
            max_workers=self._workers,
            max_tasks=self._max_tasks,
            initializer=_settle,
            initargs=(self._memory,),
            # Not fork: the parent has threads, and the memory of a model.
            context=multiprocessing.get_context("spawn"),
        )

    def _stop(self) -> None:
        if self._pool is not None:
            self._pool.stop()
            self._pool.join()
            self._pool = None

    def _restart(self) -> None:
        self._stop()
        self._start()


def _skipped(task: Task, reason: SkipReason, detail: str) -> Outcome[T]:
    return Outcome(task.key, None, "", task.length or 0, Skip(None, reason, detail))


def _settle(memory: int) -> None:
    """Make a worker harmless: little memory, low priority, and Ctrl-C left to the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        import resource

        with contextlib.suppress(OSError):
            os.nice(NICENESS)
        with contextlib.suppress(OSError, ValueError):  # macOS has the call and refuses it
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _run(function: Callable[[bytes, str], T], task: Task) -> Outcome[T]:
    """In the worker: read the bytes, and run the function on them."""
    try:
        content = _read(task)
    except OSError as error:
        return _skipped(task, SkipReason.UNREADABLE, error.strerror or str(error))
    if isinstance(content, Skip):
        return Outcome(task.key, None, "", task.length or 0, content)
    value = function(content, Path(task.path).name)
    return Outcome(task.key, value, hashlib.sha256(content).hexdigest(), len(content), None)


def _read(task: Task) -> bytes | Skip:
    status = Path(task.path).stat()
    if not stat.S_ISREG(status.st_mode):
        return Skip(None, SkipReason.UNREADABLE, "not a regular file")
    size = status.st_size if task.length is None else task.length
    if size > MAX_BYTES:
        return Skip(None, SkipReason.TOO_LARGE, f"{size >> 20} MiB; the limit is {MAX_BYTES >> 20} MiB")
    with Path(task.path).open("rb") as file:
        file.seek(task.offset)
        # Never more than the limit, even if the file grows meanwhile.
        return file.read(min(size, MAX_BYTES) if task.length is not None else MAX_BYTES)
