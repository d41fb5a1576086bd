"""Removes a home."""

from semsearch.errors import HomeError, UsageError, reason
from semsearch.settings import Home
from semsearch.store.lock import write_lock


def wipe(home: Home) -> int:
    """Remove all files of semsearch from a home, and the folder itself unless it holds others.

    Returns the number of bytes freed.

    Raises:
        UsageError: there is no index in it.
        LockedError: another process is writing.
        HomeError: a file cannot be removed.
    """
    if not home.has_index() and not home.files():
        raise UsageError(f"there is no index in {home.path}; name the folder of the one to remove with --home")
    freed = 0
    try:
        with write_lock(home):
            for path in sorted(home.files(), key=lambda path: len(path.parts), reverse=True):
                freed += path.stat().st_size
                if path.is_dir():
                    path.rmdir()
                elif path != home.lock:
                    path.unlink()
        home.lock.unlink(missing_ok=True)
        if not any(home.path.iterdir()):
            home.path.rmdir()
    except OSError as error:
        raise HomeError(f"cannot remove all of {home.path}: {reason(error)} ({error.filename})") from error
    return freed
