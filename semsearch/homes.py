"""A home as a whole: copied to one file, brought to another machine, removed without a trace."""

import os
from collections.abc import Sequence
from pathlib import Path

from semsearch.errors import HomeError, UsageError
from semsearch.settings import Home
from semsearch.store.backup import backup, restore
from semsearch.store.lock import write_lock

__all__ = ["backup", "parse_moves", "restore", "wipe"]


def wipe(home: Home) -> int:
    """Remove everything that semsearch keeps in a home, and the folder itself unless it holds other things. Returns
    how many bytes that were.

    Raises:
        UsageError: there is nothing in it that is semsearch's.
        LockedError: another process is writing.
    """
    if not home.database.exists() and not home.files():
        raise UsageError(f"there is no index in {home.path}")
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
        raise HomeError(f"cannot remove all of {home.path}: {error.strerror} ({error.filename})") from error
    return freed


def parse_moves(moves: Sequence[str]) -> dict[str, str]:
    """``OLD=NEW`` for each folder, as paths.

    Raises:
        UsageError: one of them is not of that form.
    """
    parsed = {}
    for move in moves:
        old, sign, new = move.partition("=")
        if not sign or not old or not new:
            raise UsageError(f"--map takes OLD=NEW, not {move}")
        parsed[_absolute(old)] = _absolute(new)
    return parsed


def _absolute(path: str) -> str:
    return os.path.abspath(Path(path).expanduser())  # noqa: PTH100 - links are not to be followed
