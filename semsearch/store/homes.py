"""Homes as a whole: backed up to one file, restored from it, removed."""

import contextlib
import os
import sqlite3
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import Column, Connection, Table, bindparam, select, update

from semsearch.errors import HomeError, UsageError, reason
from semsearch.progress import Progress, Step, silent
from semsearch.settings import Home
from semsearch.store import seen
from semsearch.store.database import MEGABYTE, Database, replacing_catalogue
from semsearch.store.keywords import keyword_index
from semsearch.store.lock import write_lock
from semsearch.store.long_statements import reported
from semsearch.store.migrating import FIRST
from semsearch.store.salvage import salvage
from semsearch.store.schema import driver, files, sources
from semsearch.temporary import replacing
from semsearch.versions import SCHEMA

SQLITE = b"SQLite format 3\0"
"""How every database begins: https://www.sqlite.org/fileformat.html"""

_BLOCK = 8 * MEGABYTE


def backup(home: Home, target: Path, progress: Progress = silent) -> int:
    """Write a snapshot of the catalogue to one file that only its owner can read; indexing can go on meanwhile. The
    graph of vectors is no part of it, as it is rebuilt from the catalogue.

    An earlier backup of that name is replaced once the new one is complete. Returns its size in bytes.

    Raises:
        UsageError: there is a file of that name that is no backup.
        HomeError: there is no index, or the file cannot be written.
        Cancelled: raised by `progress`. There is no new backup then.
    """
    if not home.has_index():
        raise HomeError(f"there is no index in {home.path}; start one with: semsearch add PATH")
    if target.exists() and _schema(target) is None:
        raise UsageError(f"{target} is there already and is no backup; choose another name")
    try:
        with replacing(target) as unfinished, contextlib.closing(Database(home)) as database:
            database.copy_to(unfinished, progress)  # after it was brought to the newest schema
    except OSError as error:
        raise HomeError(f"cannot write {target}: {reason(error)}; choose another place") from error
    return target.stat().st_size


def restore(file: Path, home: Home, moves: Mapping[str, str], progress: Progress = silent) -> list[str]:
    """Restore a home from a backup; `moves` maps folders that are elsewhere now, old path to new. Returns the paths of
    its sources. What is in a backup from before the first release is taken over (`salvage`).

    Raises:
        UsageError: the file is no backup or a damaged one, or one of the old paths does not occur in it.
        HomeError: the home has an index already, or the backup was made by a newer semsearch.
        Cancelled: raised by `progress`. The home has no index then.
    """
    schema = _checked_schema(file, progress)
    home.create()
    with write_lock(home):
        _check_empty(home)
        try:
            with replacing_catalogue(home) as work:
                _copy(file, work.database, progress)
                work.database.chmod(0o600)
                if schema < FIRST:
                    salvage(work, progress)
                with contextlib.closing(Database(work)) as database:
                    with database.writing() as connection:
                        _move(connection, moves, progress)
                        restored = [row.path for row in seen.source_rows(driver(connection))]
                    database.tidy()
        except OSError as error:
            raise HomeError(f"cannot write to {home.path}: {reason(error)}; free some space and try again") from error
    return restored


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


def _schema(file: Path) -> str | None:
    """The schema of a backup; None of another file."""
    try:
        with _opened(file) as connection:
            return seen.schema(connection)
    except sqlite3.Error:
        return None


def _checked_schema(file: Path, progress: Progress) -> str:
    """The schema of a backup.

    Raises:
        UsageError: it is none, or one no more: a copy that was cut off, or has lost some of its bytes.
        HomeError: it was made by a newer semsearch.
    """
    try:
        with file.open("rb") as opened:
            database = opened.read(len(SQLITE)) == SQLITE
    except OSError as error:
        raise UsageError(f"cannot read {file}: {reason(error)}; check its permissions") from error
    try:
        with _opened(file) as connection, reported(connection, progress, lambda: Step("check", 0)):
            whole = connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
    except sqlite3.Error:
        whole = False
    if database and not whole:
        raise UsageError(f"{file} is cut off or damaged; copy it again, or use an earlier backup")
    schema = _schema(file)
    if schema is None:
        raise UsageError(f"{file} is no backup; make one with: semsearch backup FILE")
    if schema > SCHEMA:
        raise HomeError(f"{file} was made by a newer semsearch (schema {schema}); update this one")
    return schema


def _opened(file: Path) -> contextlib.closing[sqlite3.Connection]:
    """A backup, read without the files beside it that SQLite would else make there."""
    return contextlib.closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True))


def _copy(file: Path, target: Path, progress: Progress) -> None:
    total = file.stat().st_size // MEGABYTE
    with file.open("rb") as source, target.open("wb") as copy:
        while block := source.read(_BLOCK):
            copy.write(block)
            progress(Step("copy", copy.tell() // MEGABYTE, total))


def _check_empty(home: Home) -> None:
    if not home.has_index():
        return
    with contextlib.closing(Database(home)) as database, database.transaction() as connection:
        taken = bool(seen.source_rows(driver(connection)))
    if taken:
        raise HomeError(
            f"there is an index in {home.path} already; choose another place with --home, or remove it: semsearch wipe"
        )


def _move(connection: Connection, moves: Mapping[str, str], progress: Progress) -> None:
    """Change the paths of moved folders, and forget inodes, which differ on another disk."""
    known = [row.path for row in seen.source_rows(driver(connection))]
    for old in moves:
        if not any(_moved(path, {old: ""}) is not None or _moved(old, {path: ""}) is not None for path in known):
            raise UsageError(f"nothing in the backup lies in {old}; its sources are: {', '.join(known)}")
    for table in (sources, files):
        _move_paths(connection, table, moves)
    connection.execute(update(files).values(inode=0, device=0))
    if moves:
        keyword_index.rebuild(connection, progress)  # it holds the names of folders


def _move_paths(connection: Connection, table: Table, moves: Mapping[str, str]) -> None:
    column: Column[str] = table.c.path
    rows = connection.execute(select(table.c.id, column)).all()
    moved = [{"of": row.id, "to": path} for row in rows if (path := _moved(row.path, moves)) is not None]
    if moved:
        connection.execute(update(table).where(table.c.id == bindparam("of")).values(path=bindparam("to")), moved)


def _moved(path: str, moves: Mapping[str, str]) -> str | None:
    """The new path of a file, by the longest of the old folders that contains it; None if it has not moved."""
    inside = [old for old in moves if path == old or path.startswith(old.rstrip(os.sep) + os.sep)]
    if not inside:
        return None
    old = max(inside, key=len)
    rest = path[len(old.rstrip(os.sep)) :]
    return moves[old].rstrip(os.sep) + rest or os.sep
