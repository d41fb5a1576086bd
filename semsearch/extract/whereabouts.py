"""Which of the files within a file is being read: the attachment of a mail, the member of an archive.

Each is numbered as it is come to and its number noted in a file, so that the process that waits for the reading knows
which one ended it, and has the whole read again without that one. So is a step for which there is another way, and the
page of a document. Each has its own time, which is not counted as that of what it lies in. It is time of a processor,
so that a machine with much to do leaves out no more than another.
"""

import signal
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from semsearch.extract.reading import UnreadableError
from semsearch.records import SkipReason

MOST_HARMS = 3
"""Files within a file that are left out one by one; what comes after the last of them is left out with it."""

WHOLE = 4
"""How many times longer than one of them a file may take with all that is in it; what is left by then is left out."""

_PATIENCE = 4 if hasattr(signal, "setitimer") else 1
"""How many times longer each may take by the clock, as it may have to wait for a processor. Windows cannot tell the two
apart."""

_NOTE = struct.Struct("<II")


@dataclass(frozen=True, slots=True)
class Harm:
    """A file within a file that ended its reading, by its number in the order of reading, and why it did."""

    number: int
    reason: SkipReason
    detail: str


class Note:
    """A file in which a reading process notes the number of the task that it is at, and that of the file within it, 0
    while it is at the task itself. A context manager; the file stays where the reading does not come to its end."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("wb", buffering=0)
        self._task = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        if error is None:
            self._path.unlink()

    def task(self, number: int) -> None:
        self._task = number
        self.within(0)

    def within(self, number: int) -> None:
        self._file.seek(0)
        self._file.write(_NOTE.pack(self._task, number))


def noted(path: Path) -> tuple[int, int] | None:
    """The task and the file within it that were begun last; None where none was."""
    try:
        task, number = _NOTE.unpack(path.read_bytes())
    except (OSError, struct.error):
        return None
    return task, number


def is_overtime(exit_status: int) -> bool:
    """Whether a process ended because what it read took longer than it may."""
    return hasattr(signal, "setitimer") and exit_status in (-signal.SIGPROF, -signal.SIGALRM)


def longest(seconds: float) -> float:
    """After how many seconds by the clock a process has to be ended by another that reads one file, of which each part
    may take `seconds`: its own alarm has failed then, or there is none."""
    return _PATIENCE * (WHOLE + 1) * seconds


def _alarm(seconds: float) -> float:
    """Have the system end this process after so many seconds of work, not at all with 0: whatever a parser does, it
    cannot put that off. Gives what was left of the time before. Windows has nothing like it."""
    if not hasattr(signal, "setitimer"):
        return 0.0
    signal.setitimer(signal.ITIMER_REAL, _PATIENCE * seconds)
    return signal.setitimer(signal.ITIMER_PROF, seconds)[0]


class _Course:
    """The reading of one task."""

    def __init__(self, note: Note, harms: tuple[Harm, ...], seconds: float) -> None:
        self._note = note
        self._seconds = seconds
        self._end = time.process_time() + WHOLE * seconds
        self._harms = {harm.number: harm for harm in harms}
        self._last = max(self._harms) if len(harms) >= MOST_HARMS else None
        self._count = 0
        self._at = 0

    @contextmanager
    def within(self) -> Iterator[None]:
        self._count += 1
        if self._last is not None and self._count > self._last:
            detail = f"not tried, as {MOST_HARMS} parts before it ended the reading; open it by itself"
            raise UnreadableError(SkipReason.CRASHED, detail)
        harm = self._harms.get(self._count)
        if harm is not None:
            raise UnreadableError(harm.reason, harm.detail)
        if time.process_time() > self._end:
            spent = f"{WHOLE * self._seconds:g}"
            detail = f"not tried, as what comes before took more than {spent} seconds; open it by itself"
            raise UnreadableError(SkipReason.TIMEOUT, detail)
        outer, left = self._at, self._move(self._count, self._seconds)
        try:
            yield
        except UnreadableError:
            self._move(outer, left)
            raise
        self._move(outer, left)

    def _move(self, number: int, seconds: float) -> float:
        self._at = number
        self._note.within(number)
        return _alarm(seconds)


_reading: ContextVar[_Course | None] = ContextVar("reading", default=None)


@contextmanager
def following(note: Note, harms: tuple[Harm, ...], seconds: float) -> Iterator[None]:
    """Have what is `within` noted, and leave out what did harm; end this process where one of them, or the task
    without them, takes longer than `seconds`."""
    token = _reading.set(_Course(note, harms, seconds))
    _alarm(seconds)
    try:
        yield
    finally:
        _alarm(0)
        _reading.reset(token)


@contextmanager
def within() -> Iterator[None]:
    """Around the reading of a file within a file, or a step that can be done without; also as a decorator. Errors other
    than `UnreadableError` may leave it only to end the task.

    Raises:
        UnreadableError: reading it ended the process before.
    """
    reading = _reading.get()
    if reading is None:
        yield
        return
    with reading.within():
        yield
