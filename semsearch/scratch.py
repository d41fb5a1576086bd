"""The temporary files of this process: in one folder, which goes when it ends. What a process that was killed has left
goes when the next one makes its own."""

import atexit
import multiprocessing
import os
import shutil
import tempfile
import threading
import time
from pathlib import Path

_PREFIX = "semsearch-"

_AGE_SECONDS = 60.0
"""A folder that is younger may be about to be locked."""


def scratch_folder() -> tempfile.TemporaryDirectory[str]:
    """A new folder that only this user can read. A context manager, after which it is gone."""
    return tempfile.TemporaryDirectory(dir=_own.path(), ignore_cleanup_errors=True)


class _Folder:
    """The folder of this process. It is locked (flock(2)) while the process lives, which tells others not to sweep it,
    and systemd as well, however old it is (tmpfiles.d(5)). Where there are no such locks nothing is swept."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._made = ""

    def path(self) -> str:
        """Its path; made when first asked for, and again where somebody has cleaned up."""
        with self._lock:
            if not self._made or not Path(self._made).is_dir():
                _sweep(Path(tempfile.gettempdir()))
                self._made = tempfile.mkdtemp(prefix=_PREFIX)
                atexit.register(shutil.rmtree, self._made, ignore_errors=True)
                _locked(self._made)  # until the process ends
                # Its sockets would else lie in a folder beside, of which nobody could tell whose it was.
                configuration = multiprocessing.current_process()._config  # type: ignore[attr-defined]  # noqa: SLF001
                configuration["tempdir"] = self._made
            return self._made


_own = _Folder()


def _sweep(place: Path) -> None:
    """Remove the folders of processes of this user that are no more."""
    for folder in place.glob(f"{_PREFIX}*"):
        held = _locked(folder)
        if held is not None:
            if time.time() - os.fstat(held).st_mtime > _AGE_SECONDS:
                shutil.rmtree(folder, ignore_errors=True)
            os.close(held)


def _locked(folder: str | Path) -> int | None:
    """A descriptor that holds the lock of a folder; None where another process does, or the folder is another user's,
    or the system has no such locks."""
    try:
        import fcntl

        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except (ImportError, OSError):
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.fstat(descriptor).st_uid == os.getuid():
            return descriptor
    except OSError:
        pass
    os.close(descriptor)
    return None
