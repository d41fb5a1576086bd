"""Temporary files: folders for the work of this process, and files that take the place of others once they are whole.
What a process that was killed has left of either goes when the next one makes its own."""

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
"""How their names begin and end, with eight characters between. What a person has begins and ends otherwise: it is
never swept, even if its name begins with "semsearch-", or with that of the file that is replaced. The folder's is
short, as the paths of sockets in it have to be."""

_AGE_SECONDS = 60.0
"""What is younger may be about to be locked."""


def scratch_folder() -> tempfile.TemporaryDirectory[str]:
    """A new folder that only this user can read. A context manager, after which it is gone."""
    return tempfile.TemporaryDirectory(dir=_own.path(), ignore_cleanup_errors=True)


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A new file that only its owner can read, and that takes the place of `target` at the end of the block, once it is
    on the disk: whenever anybody looks, there is the old content or the new one, and never a part.

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
        """Its path; made when first asked for, and again where somebody has cleaned up."""
        with self._lock:
            if not self._made or not Path(self._made).is_dir():
                prefix, suffix = _FOLDER
                _sweep(Path(tempfile.gettempdir()), prefix, suffix)
                self._made = tempfile.mkdtemp(suffix, prefix)
                atexit.register(shutil.rmtree, self._made, ignore_errors=True)
                _locked(self._made, wait=True)  # until the process ends
                # Its sockets would else lie in a folder beside, of which nobody could tell whose it was.
                configuration = multiprocessing.current_process()._config  # type: ignore[attr-defined]  # noqa: SLF001
                configuration["tempdir"] = self._made
            return self._made


_own = _Folder()


def _sweep(place: Path, prefix: str, suffix: str) -> None:
    """Remove the files and folders of such names that belong to processes of this user that are no more."""
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
    """A descriptor that holds the lock of a file or folder (flock(2)), which tells others, and systemd as well
    (tmpfiles.d(5)), not to sweep it. None where another process does, unless to `wait` for it: of what is new only a
    sweep has it, for a moment. Also None where it is another user's, or the system has no such locks: then nothing is
    swept."""
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
