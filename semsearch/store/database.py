"""Opens the catalogue, one SQLite file in WAL mode that only its owner can read, and migrates it."""

import errno
import json
import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache, partial
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, QueuePool, create_engine, event
from sqlalchemy.exc import DatabaseError, InvalidatePoolError

from semsearch.errors import DamagedError, HomeError, LockedError, SemsearchError, reason
from semsearch.language import words
from semsearch.progress import Progress, Step, silent
from semsearch.settings import Home
from semsearch.store.long_statements import reported
from semsearch.store.migrating import copies, migrate
from semsearch.store.schema import driver
from semsearch.store.seen import address, is_writable
from semsearch.store.settled import SETTLED
from semsearch.versions import SCHEMA

__all__ = ["Connection", "Database", "remembered", "replacing_catalogue", "translated_errors"]

T = TypeVar("T")

BUSY_SECONDS = 30
"""How long a transaction waits for another one that is writing."""

FREE_SHARE = 0.05
"""Share of free pages in the file above which they are returned to the file system."""

MEGABYTE = 1_000_000

_LONGEST_PATH = 504
"""Bytes that the path of a database may have: MAX_PATHNAME in SQLite's os_unix.c, less what a journal is called."""

_DAMAGE = re.compile(
    r"no such (fts5 )?table: |vtable constructor failed: |malformed JSON|Could not decode to UTF-8 column"
    r"|user-defined function raised exception"
)
"""Messages of SQLite that mean damage although its error code does not. Our own SQL functions raise only for text that
is not valid."""


class Database:
    """The catalogue of a home, open at the newest schema. Safe to share between threads.

    If the home cannot be written to, it is opened read-only.

    Raises:
        HomeError: the file cannot be opened, is not a catalogue, or was written by a newer semsearch.
        LockedError: it must be migrated and another process is writing.
    """

    def __init__(self, home: Home) -> None:
        self._home = home
        try:
            if not home.database.exists():
                os.close(os.open(home.database, os.O_CREAT | os.O_RDWR, 0o600))
        except OSError as error:
            raise HomeError(f"cannot open {home.database}: {reason(error)}; choose another home with --home") from error
        self.writable = writable = is_writable(home)
        self._engine = create_engine(
            "sqlite://",
            creator=partial(_connect, home, writable),
            poolclass=QueuePool,
            json_serializer=_json,
            json_deserializer=partial(_parsed, home),
        )
        event.listen(self._engine, "begin", _on_begin)
        event.listen(self._engine, "checkout", partial(_check_file, home))
        self._writing = self._engine.execution_options(writing=True)
        try:
            with translated_errors(home):
                migrate(self._engine, home, SCHEMA, writable)
        except BaseException:
            self.close()  # Windows replaces no file that is open, and `doctor` may have to
            raise

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A transaction for reading: a consistent view, whatever is written meanwhile.

        Raises:
            HomeError: the disk is full, the file damaged or read-only.
        """
        with translated_errors(self._home), self._engine.begin() as connection:
            try:
                yield connection
            except (LookupError, ValueError) as error:
                if driver(connection).execute("PRAGMA foreign_key_check").fetchone() is None:
                    raise  # a bug
                raise _damaged(self._home, "rows point to others that are gone") from error

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that may write, committed as a whole. It waits for one that is already running.

        Raises:
            HomeError: the disk is full, the file damaged or read-only.
            LockedError: the other one does not end within `BUSY_SECONDS`.
        """
        with translated_errors(self._home), self._writing.begin() as connection:
            driver(connection).execute("DELETE FROM meta WHERE key = ?", (SETTLED,))
            yield connection

    @property
    def bytes(self) -> int:
        """Size on disk, including the write-ahead log."""
        files = (self._home.database, self._home.log)
        return sum(file.stat().st_size for file in files if file.exists())

    def copy_to(self, file: Path, progress: Progress = silent) -> None:
        """Write a snapshot of the database to a new or empty file.

        Raises:
            OSError: the disk of that file is full.
            Cancelled: raised by `progress`.
        """
        with translated_errors(self._home), self._engine.connect() as connection:
            below = driver(connection)
            free, pages, size = (
                below.execute(f"PRAGMA {name}").fetchone()[0] for name in ("freelist_count", "page_count", "page_size")
            )
            total = (pages - free) * size // MEGABYTE
            try:
                target = os.fsencode(file.absolute()).decode(errors="surrogateescape")
                with reported(below, progress, lambda: Step("copy", file.stat().st_size // MEGABYTE, total)):
                    below.execute("VACUUM INTO ?", (target,))
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode not in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE):
                    raise
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error

    def drop_copies(self, progress: Progress) -> None:
        """Delete what upgrades have kept of the catalogue, if SQLite finds no fault in it as it is now.

        Raises:
            Cancelled: raised by `progress`. They are still there.
        """
        if not (kept := copies(self._home)):
            return
        with translated_errors(self._home), self._engine.connect() as connection:
            below = driver(connection)
            with reported(below, progress, lambda: Step("check", 0)):
                sound = below.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
        for copy in kept if sound else ():
            with suppress(OSError):  # the next run tries again
                copy.unlink()

    def tidy(self) -> None:
        """Return free pages, and the space of the write-ahead log, to the file system."""
        with translated_errors(self._home), self._engine.connect() as connection:
            below = driver(connection)
            free, pages = (below.execute(f"PRAGMA {name}").fetchone()[0] for name in ("freelist_count", "page_count"))
            if free > FREE_SHARE * pages:
                # As a script, since it takes a step for each page, and `execute` takes only one.
                below.executescript("PRAGMA incremental_vacuum")
            below.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def close(self) -> None:
        self._engine.dispose()


@contextmanager
def translated_errors(home: Home) -> Iterator[None]:
    """Raise errors of the environment (disk full, read-only, damaged file) as `HomeError`; bugs pass unchanged."""
    try:
        yield
    except UnicodeDecodeError as error:  # SQLite's message quotes damaged text
        raise _damaged(home, "what it says of its tables is no text") from error
    except (DatabaseError, sqlite3.DatabaseError) as error:
        cause = error.orig if isinstance(error, DatabaseError) else error
        told = _translated(home, cause) if isinstance(cause, sqlite3.DatabaseError) else None
        if told is None:
            raise
        raise told from error


def _translated(home: Home, cause: sqlite3.DatabaseError) -> SemsearchError | None:
    """The error that the user sees; None if it is a bug."""
    # Errors that the sqlite3 module itself raises have no code.
    code = getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LockedError(f"another semsearch is writing to {home.path} and does not end; try again in a while")
    if code == sqlite3.SQLITE_FULL:
        return HomeError(f"the disk of {home.path} is full; free some space and run it again: nothing indexed is lost")
    if code == sqlite3.SQLITE_READONLY:
        return HomeError(f"{home.path} is read-only: it can be searched, not changed")
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return _damaged(home, str(cause))
    if code == sqlite3.SQLITE_ERROR and _DAMAGE.match(str(cause)):
        return _damaged(home, str(cause))
    if code == sqlite3.SQLITE_CANTOPEN and len(os.fsencode(home.database.absolute())) > _LONGEST_PATH:
        return HomeError(f"the path {home.path} is too long for SQLite; choose another home with --home")
    if code in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return HomeError(
            f"the catalogue {home.database} cannot be used ({cause}); check its disk, the space on it and its "
            "permissions: nothing indexed is lost"
        )
    return None


def _damaged(home: Home, what: str) -> DamagedError:
    return DamagedError(f"the catalogue {home.database} is damaged ({what}); mend it with: semsearch doctor --repair")


class _Opened(sqlite3.Connection):
    """A connection that knows the device and inode of the file it was opened with."""

    file: tuple[int, int] | None = None


def _connect(home: Home, writable: bool) -> _Opened:
    file = _identity(home.database)
    connection = sqlite3.connect(
        address(home),
        timeout=BUSY_SECONDS,
        factory=_Opened,
        # The module's own transaction handling commits before DDL; SQLAlchemy's "begin" event starts ours.
        isolation_level=None,
        check_same_thread=False,
        uri=True,
    )
    connection.file = file
    try:
        _prepare(connection, writable)
    except BaseException:  # it is no catalogue, or damaged
        connection.close()
        raise
    return connection


def _identity(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _check_file(home: Home, connection: _Opened, *_: object) -> None:
    """Have all connections opened anew once `doctor` or a restored backup has replaced the file
    (`replacing_catalogue`): what was written to the old one would be lost."""
    if _identity(home.database) not in (None, connection.file):
        raise InvalidatePoolError


def _prepare(connection: sqlite3.Connection, writable: bool) -> None:
    if writable:
        if connection.execute("PRAGMA page_count").fetchone()[0] == 0:  # only a new file takes it
            connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        connection.execute("PRAGMA journal_mode = WAL")
        # What is committed survives a power failure. A run commits about once a second, so the cost is small.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA fullfsync = ON")  # without it macOS leaves it in the cache of the disk
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
    # SQLite's own lower() only knows ASCII.
    connection.create_function("semsearch_fold", 1, _fold, deterministic=True)
    connection.create_function("semsearch_has", -1, _has, deterministic=True)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _parsed(home: Home, value: str) -> object:
    try:
        found: object = json.loads(value)
    except ValueError as error:
        raise _damaged(home, "a list in it cannot be read") from error
    if not isinstance(found, (list, dict)):
        raise _damaged(home, "a list in it is none")
    return found


def _fold(value: str | bytes | None) -> str:
    """The text of a column for comparisons regardless of case."""
    if value is None:
        return ""
    return words.fold_all(value.decode(errors="replace") if isinstance(value, bytes) else value)


def _has(phrase: str, *fields: str) -> bool:
    """Whether one of the fields contains a folded phrase."""
    return any(_says(field, phrase) for field in fields)


def _says(field: str, phrase: str) -> bool:
    # Folding takes ten times as long as what can often do without.
    if not phrase.isascii():
        return phrase in field.lower() or _pattern(phrase).search(words.fold(field)) is not None
    if phrase.encode() in field.encode().lower():
        return True
    if " " not in phrase and not words.accented(field):
        return False
    return _pattern(phrase).search(words.fold(field)) is not None


@lru_cache(maxsize=100)
def _pattern(phrase: str) -> re.Pattern[str]:
    """What finds a folded phrase in a folded text, whatever white space is between its words."""
    return re.compile(r"\s+".join(map(re.escape, phrase.split())))


@contextmanager
def replacing_catalogue(home: Home) -> Iterator[Home]:
    """A home inside this one, for a catalogue that takes the place of the old one at the end of the block. The caller
    must hold the write lock. At any moment there is a catalogue, the old or the new one; an error keeps the old one."""
    work = Home(home.path / "salvage")
    shutil.rmtree(work.path, ignore_errors=True)
    work.create()
    try:
        yield work
        shutil.rmtree(home.index, ignore_errors=True)  # made of the old one's vectors
        for ending in ("-wal", "-shm"):
            home.database.with_name(home.database.name + ending).unlink(missing_ok=True)
        work.database.replace(home.database)
    finally:
        shutil.rmtree(work.path, ignore_errors=True)


def _on_begin(connection: Connection) -> None:
    # A transaction that reads before it writes cannot wait for another writer: what it has read would be out of date,
    # so SQLite refuses it at once.
    driver(connection).execute("BEGIN IMMEDIATE" if connection.get_execution_options().get("writing") else "BEGIN")


def remembered(connection: Connection, name: str, make: Callable[[], T]) -> T:
    """What `make` returns, remembered with the connection under a name until anything is written, by whomever."""
    below = driver(connection)
    state = (below.execute("PRAGMA data_version").fetchone()[0], below.total_changes)
    known: tuple[tuple[int, int], T] | None = connection.info.get(name)
    if known is None or known[0] != state:
        known = connection.info[name] = (state, make())
    return known[1]
