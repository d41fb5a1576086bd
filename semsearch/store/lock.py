"""The write lock of a home: one writer at a time, across processes."""

from collections.abc import Iterator
from contextlib import contextmanager

from semsearch.errors import HomeError, LockedError, reason
from semsearch.settings import Home


@contextmanager
def write_lock(home: Home) -> Iterator[None]:
    """Hold the write lock of a home; readers are not affected.

    Raises:
        LockedError: another process holds it.
        HomeError: the home cannot be written to.
    """
    from filelock import FileLock, Timeout  # importing it takes a fifth of a run with nothing to do

    lock = FileLock(home.lock, mode=0o600)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise LockedError(f"another semsearch is writing to {home.path}; wait for it to end or cancel it") from error
    except OSError as error:
        raise HomeError(f"{home.path} cannot be written to ({reason(error)}); it can still be searched") from error
    try:
        yield
    finally:
        lock.release()


def is_held(home: Home) -> bool:
    """Whether another process holds the write lock. False if that cannot be told without taking it, as on Windows."""
    try:
        import fcntl

        with home.lock.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except (ImportError, OSError):
        return False
    return False
