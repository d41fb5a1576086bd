"""Temporary folders, and files that replace others atomically. What killed processes have left behind is removed when
the next process creates its own."""

import atexit
import multiprocessing
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_FOLDER = "semsearch-", ".d"
_FILE = ".semsearch-", ".part"
"""Prefix and suffix of their names, with eight characters between. Files of the user are never swept, even if their
names begin with "semsearch-". The name of the folder is short, as the paths of the sockets in it must be."""

_AGE_SECONDS = 60.0
"""Younger ones are not swept: they may be about to be locked."""


def scratch_folder() -> tempfile.TemporaryDirectory[str]:
    """A new folder that only this user can read; a context manager, which removes it at the end."""
    return tempfile.TemporaryDirectory(dir=_own.path(), ignore_cleanup_errors=True)


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A new file that only its owner can read, and that replaces `target` at the end of the block, once it is on disk:
    readers see the old content or the new, never a part.

    Raises:
        OSError: it cannot be written.
    """
    prefix, suffix = _FILE
    _sweep(target.parent, prefix, suffix)
    descriptor, name = tempfile.mkstemp(suffix, prefix, target.parent)
    os.close(descriptor)
    held, file = _locked(name, wait=True), Path(name)
    try:
        yield file
        with file.open("rb+") as written:
            os.fsync(written.fileno())
        file.replace(target)
    except BaseException:
        file.unlink(missing_ok=True)
        raise
    finally:
        if held is not None:
            os.close(held)


class _Folder:
    """The folder of this process, locked while it lives."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._made = ""

    def path(self) -> str:
        """Its path. It is created when first needed, and again if it was removed."""
        with self._lock:
            if not self._made or not Path(self._made).is_dir():
                prefix, suffix = _FOLDER
                _sweep(Path(tempfile.gettempdir()), prefix, suffix)
                self._made = tempfile.mkdtemp(suffix, prefix)
                atexit.register(shutil.rmtree, self._made, ignore_errors=True)
                _locked(self._made, wait=True)  # until the process ends
                # Otherwise multiprocessing would create its sockets in a folder of their own, which is never swept.
                configuration = multiprocessing.current_process()._config  # type: ignore[attr-defined]  # noqa: SLF001
                configuration["tempdir"] = self._made
            return self._made


_own = _Folder()


def _sweep(place: Path, prefix: str, suffix: str) -> None:
    """Remove files and folders with such names that belonged to processes of this user that have ended."""
    for left in place.glob(f"{prefix}????????{suffix}"):
        held = _locked(left)
        if held is not None:
            if time.time() - os.fstat(held).st_mtime > _AGE_SECONDS:
                _remove(left)
            os.close(held)


def _remove(left: Path) -> None:
    if left.is_dir():
        shutil.rmtree(left, ignore_errors=True)
    else:
        left.unlink(missing_ok=True)


def _locked(path: str | Path, *, wait: bool = False) -> int | None:
    """A descriptor that holds the lock of a file or folder (flock(2)), so that neither other processes nor systemd
    (tmpfiles.d(5)) sweep it. None if another process holds it, unless `wait`: a new file can only be locked by a sweep,
    for a moment. Also None if it belongs to another user, or the system has no such locks: then nothing is swept."""
    try:
        import fcntl

        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except (ImportError, OSError):
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        if os.fstat(descriptor).st_uid == os.getuid():
            return descriptor
    except OSError:
        pass
    os.close(descriptor)
    return None
