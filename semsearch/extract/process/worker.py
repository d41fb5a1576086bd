"""What a process does that reads files for the pool: the bytes of each task, and a function on them."""

import contextlib
import hashlib
import os
import signal
import stat
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from semsearch.errors import reason
from semsearch.extract.limits import MAX_BYTES
from semsearch.extract.process.sandbox import confine
from semsearch.extract.reading import UnreadableError
from semsearch.extract.sniff import most_bytes
from semsearch.extract.whereabouts import Harm, Note, following
from semsearch.records import Skip, SkipReason

T = TypeVar("T")

NICENESS = 5
"""How far a worker steps back behind what the person is doing."""

BATCH_SECONDS = 1.0
"""A batch of tasks that has taken this long returns what it has."""


@dataclass(frozen=True, slots=True)
class Task:
    """`length` bytes of a file from `offset` on, or all of it (`length` None); with a length of 0, the item of an
    Outlook mailbox that has `offset` for its number. ``harms`` is the pool's: the files within it that ended a reading
    before and are left out."""

    path: str
    offset: int = 0
    length: int | None = None
    harms: tuple[Harm, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What came of a task: a value, or the skip that says why there is none. ``digest`` is the SHA-256 of the bytes,
    b"" where they were not read."""

    task: Task
    value: T | None
    digest: bytes
    skip: Skip | None


def settle(scratch: str, memory: int) -> None:
    """Make a worker harmless: confined, of low priority, silent, and Ctrl-C left to the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            os.nice(NICENESS)
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)  # libraries, such as those in Rust that panic, print to the terminal
    confine(scratch, memory)


def run_batch(
    function: Callable[[bytes, str], T], batch: tuple[Task, ...], note: Path, seconds: float
) -> list[Outcome[T]]:
    """In the worker: the outcomes of the first tasks, as many as the time for a batch allows; `seconds` for each of
    them, and for each file within it."""
    outcomes: list[Outcome[T]] = []
    end = time.monotonic() + BATCH_SECONDS
    with Note(note) as at:
        for number, task in enumerate(batch):
            at.task(number)
            with following(at, task.harms, seconds):
                outcomes.append(_run(function, task))
            if time.monotonic() > end:
                break
    return outcomes


def _run(function: Callable[[bytes, str], T], task: Task) -> Outcome[T]:
    """Read the bytes, and run the function on them."""
    try:
        content = _read(task)
    except UnreadableError as error:
        return Outcome(task, None, b"", error.skip())
    except OSError as error:
        return Outcome(task, None, b"", Skip(None, SkipReason.UNREADABLE, reason(error)))
    value = function(content, Path(task.path).name)
    return Outcome(task, value, hashlib.sha256(content).digest(), None)


def item_numbers(path: str) -> tuple[list[int], Skip | None]:
    """In the worker: the numbers of the items in a mailbox of Outlook or Outlook Express; and the skip that says why
    there are none, or not all."""
    from semsearch.extract.mail.mailboxes import opened

    try:
        mailbox = opened(path)
    except UnreadableError as error:
        return [], error.skip()
    return mailbox.numbers, mailbox.lost.skip() if mailbox.lost else None


def _read(task: Task) -> bytes:
    if task.length == 0:
        from semsearch.extract.mail.mailboxes import opened

        return opened(task.path).item_bytes(task.offset)
    status = Path(task.path).stat()
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableError(SkipReason.UNREADABLE, "not a regular file")
    size = status.st_size if task.length is None else task.length
    with Path(task.path).open("rb") as file:
        file.seek(task.offset)
        limit = MAX_BYTES if size <= MAX_BYTES else most_bytes(file.peek(512), task.path)
        if size > limit:
            raise UnreadableError(SkipReason.TOO_LARGE, f"{size >> 20} MiB; the limit is {limit >> 20} MiB")
        # Never more than the limit, even if the file grows meanwhile.
        return file.read(min(size, limit) if task.length is not None else limit)


def skipped(task: Task, why: Skip) -> Outcome[T]:
    """What is said of bytes that cannot be read, so that they are known again where they have not changed."""
    return Outcome(task, None, _digest(task), why)


def _digest(task: Task) -> bytes:
    if task.length == 0:
        return b""
    try:
        with Path(task.path).open("rb") as file:
            if task.length is None:
                return hashlib.file_digest(file, "sha256").digest()
            file.seek(task.offset)
            return hashlib.sha256(file.read(task.length)).digest()
    except OSError:
        return b""
