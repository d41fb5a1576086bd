"""A watchdog over the interface's thread: how long it was away from its events, and where it was then."""

import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic, thread_time
from types import FrameType

from PySide6.QtCore import QObject, QTimer

LIMIT = 0.05
"""Seconds after which a person begins to notice."""

DEEPEST = 8
_BEAT_MS = 5


@dataclass(frozen=True, slots=True)
class Stall:
    """``where`` is the interface thread's stack while it was away, the innermost call last. ``computing`` is for how
    many of the ``seconds`` it had a processor; the rest it waited, for one, for a lock, or for a disk."""

    seconds: float
    computing: float
    where: str


class Watchdog(QObject):
    """Beats on the interface's thread; another thread sees when a beat is late and looks at what keeps it.

    `told` is called on the interface's thread with each `Stall`, after it has ended.
    """

    def __init__(self, told: Callable[[Stall], None], limit: float = LIMIT) -> None:
        super().__init__()
        self._told = told
        self._limit = limit
        self._last, self._computed = monotonic(), thread_time()
        self._where = ""
        self._ended = threading.Event()
        self._watched = threading.get_ident()
        self._timer = QTimer(self, interval=_BEAT_MS)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        self._last, self._computed = monotonic(), thread_time()
        self._timer.start()
        threading.Thread(target=self._watch, name="watchdog", daemon=True).start()

    def stop(self) -> None:
        self._ended.set()
        self._timer.stop()

    def _beat(self) -> None:
        now, computed = monotonic(), thread_time()
        away, computing, where = now - self._last - _BEAT_MS / 1000, computed - self._computed, self._where
        self._last, self._computed, self._where = now, computed, ""
        if away > self._limit:
            self._told(Stall(away, computing, where))

    def _watch(self) -> None:
        while not self._ended.wait(self._limit / 4):
            if monotonic() - self._last > self._limit and not self._where:
                frame = sys._current_frames().get(self._watched)  # noqa: SLF001 - the documented way to another stack
                self._where = "\n".join(_calls(frame))


def _calls(frame: FrameType | None) -> list[str]:
    """The innermost calls of a stack, the innermost last. Without source lines: to read them takes longer than many a
    stall, and by then the stack tells of something else."""
    calls: list[str] = []
    while frame is not None and len(calls) < DEEPEST:
        calls.append(f"{frame.f_code.co_filename}:{frame.f_lineno} {frame.f_code.co_name}")
        frame = frame.f_back
    return calls[::-1]
