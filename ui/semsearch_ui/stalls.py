"""A watchdog over the interface's thread: how long it was away from its events, and where it was then."""

import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from time import monotonic, process_time, thread_time
from types import FrameType

from PySide6.QtCore import QObject, QTimer

LIMIT = 0.05
"""Seconds after which a person begins to notice."""

DEEPEST = 8
_BEAT_MS = 5


@dataclass(frozen=True, slots=True)
class Stall:
    """``where`` is the interface thread's stack while it was away, the innermost call last. ``computing`` is for how
    many of the ``seconds`` it had a processor, ``queued`` for how many it waited for one that others had, which Linux
    tells, else 0; the rest it waited for a lock or for a disk. ``beside`` is for how many the other threads of the
    process computed."""

    seconds: float
    computing: float
    queued: float
    beside: float
    where: str

    @property
    def locked(self) -> float:
        """The seconds in which another thread probably kept Python's lock: this one wanted no processor, that one had
        one."""
        return max(0.0, min(self.seconds - self.computing - self.queued, self.beside))

    @property
    def own(self) -> float:
        """The seconds that the program itself is to blame for, and no other program or disk."""
        return self.computing + self.locked


class Watchdog(QObject):
    """Beats on the interface's thread; another thread sees when a beat is late and looks at what keeps it.

    `told` is called on the interface's thread with each `Stall`, after it has ended.
    """

    def __init__(self, told: Callable[[Stall], None]) -> None:
        super().__init__()
        self._told = told
        self._queue = _Queue()
        self._last, self._spent = monotonic(), self._now_spent()
        self._where = ""
        self._ended = threading.Event()
        self._watched = threading.get_ident()
        self._timer = QTimer(self, interval=_BEAT_MS)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        self._last, self._spent = monotonic(), self._now_spent()
        self._timer.start()
        threading.Thread(target=self._watch, name="watchdog", daemon=True).start()

    def stop(self) -> None:
        self._ended.set()
        self._timer.stop()
        self._queue.close()

    def _beat(self) -> None:
        now, spent = monotonic(), self._now_spent()
        away = now - self._last - _BEAT_MS / 1000
        computing, queued, both = (after - before for before, after in zip(self._spent, spent, strict=True))
        stall = Stall(away, computing, queued, both - computing, self._where)
        self._last, self._spent, self._where = now, spent, ""
        if away > LIMIT:
            self._told(stall)

    def _now_spent(self) -> tuple[float, float, float]:
        """Seconds so far that this thread computed, that it waited for a processor, and that all threads computed."""
        return thread_time(), self._queue.seconds, process_time()

    def _watch(self) -> None:
        while not self._ended.wait(LIMIT / 4):
            if monotonic() - self._last > LIMIT and not self._where:
                frame = sys._current_frames().get(self._watched)  # noqa: SLF001 - the documented way to another stack
                self._where = "\n".join(_calls(frame))


class _Queue:
    """How long this thread has waited for a processor since it began: proc(5), schedstat."""

    def __init__(self) -> None:
        try:
            self._file: FileIO | None = Path("/proc/thread-self/schedstat").open("rb", buffering=0)  # noqa: SIM115
        except OSError:
            self._file = None

    @property
    def seconds(self) -> float:
        if self._file is None:
            return 0.0
        self._file.seek(0)
        return int(self._file.read(64).split()[1]) / 1e9

    def close(self) -> None:
        if self._file is not None:
            self._file.close()


def _calls(frame: FrameType | None) -> list[str]:
    """The innermost calls of a stack, the innermost last. Without source lines: to read them takes longer than many a
    stall, and by then the stack tells of something else."""
    calls: list[str] = []
    while frame is not None and len(calls) < DEEPEST:
        calls.append(f"{frame.f_code.co_filename}:{frame.f_lineno} {frame.f_code.co_name}")
        frame = frame.f_back
    return calls[::-1]
