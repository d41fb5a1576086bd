"""Opening the catalogue: one SQLite file in WAL mode, migrated on the way, readable by its owner alone."""

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError

from semsearch import words
from semsearch.errors import HomeError, LockedError
from semsearch.settings import Home

HEAD = "0001"
"""The newest migration, which this program's tables are made by."""

BUSY_SECONDS = 30


class Database:
    """A home's catalogue, open at the newest schema. Safe to share between threads.

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
            raise HomeError(
                f"cannot open {home.database}: {error.strerror}; choose another home with --home"
            ) from error
        url = f"sqlite:///{home.database}"
        self._engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS}, json_serializer=_json)
        event.listen(self._engine, "connect", _on_connect)
        event.listen(self._engine, "begin", _on_begin)
        with translated_errors(home):
            _migrate(self._engine, home)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One transaction: a consistent view for who reads, all or nothing for who writes.

        Raises:
            HomeError: the disk is full, the file damaged or read-only.
        """
        with translated_errors(self._home), self._engine.begin() as connection:
            yield connection

    @property
    def bytes(self) -> int:
        """Size on disk, the write-ahead log included."""
        files = (self._home.database, self._home.database.with_name(self._home.database.name + "-wal"))
        return sum(file.stat().st_size for file in files if file.exists())

    def close(self) -> None:
        self._engine.dispose()


@contextmanager
def write_lock(home: Home) -> Iterator[None]:
    """Hold the home for writing; readers are not hindered.

    Raises:
        LockedError: another process holds it.
    """
    lock = FileLock(home.lock, mode=0o600)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise LockedError(f"another semsearch is writing to {home.path}; wait for it to end or cancel it") from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def translated_errors(home: Home) -> Iterator[None]:
    """Errors of the environment (disk full, read-only, damaged file) as `HomeError`; our own mistakes stay."""
    try:
        yield
    except OperationalError as error:
        reason = str(error.orig)
        if any(word in reason for word in ("no such", "syntax error", "has no column")):
            raise
        raise HomeError(
            f"the catalogue {home.database} cannot be used: {reason}; free space or check its permissions"
        ) from error
    except DatabaseError as error:
        if not isinstance(error.orig, sqlite3.DatabaseError) or isinstance(
            error.orig, sqlite3.IntegrityError | sqlite3.ProgrammingError | sqlite3.InterfaceError
        ):
            raise
        raise HomeError(
            f"the catalogue {home.database} is damaged: {error.orig}; move the file away and run reindex"
        ) from error


def _on_connect(connection: sqlite3.Connection, _record: object) -> None:
    # The module's own transaction handling commits before DDL; SQLAlchemy's "begin" event starts ours.
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
    # SQLite's own lower() knows ASCII only.
    connection.create_function("semsearch_fold", 1, _fold, deterministic=True)
    connection.create_function("semsearch_has", -1, _has, deterministic=True)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _fold(value: str | bytes | None) -> str:
    """A column's text for comparing regardless of case."""
    if value is None:
        return ""
    return words.fold_all(value.decode(errors="replace") if isinstance(value, bytes) else value)


def _has(phrase: str, *fields: str) -> bool:
    """Whether a folded phrase stands in one of the fields."""
    return any(phrase in words.fold_all(field) for field in fields)


def _on_begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _revision(connection: Connection) -> str | None:
    known = connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").scalar()
    return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() if known else None


def _migrate(engine: Engine, home: Home) -> None:
    with engine.connect() as connection:
        revision = _revision(connection)
    if revision == HEAD:
        return
    if revision is not None and revision > HEAD:
        raise HomeError(
            f"{home.path} was written by a newer semsearch (schema {revision}); update this one, or choose another home"
        )
    with write_lock(home):
        _upgrade(engine, home)


def _upgrade(engine: Engine, home: Home) -> None:
    # Costs a third of a second to import, and is needed once in a schema's life.
    from alembic import command
    from alembic.config import Config

    with engine.connect() as connection:
        revision = _revision(connection)  # another process may have been quicker
    if revision == HEAD:
        return
    if revision is not None:
        _copy(home.database, home.path / f"catalogue-{revision}.sqlite")
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _copy(database: Path, target: Path) -> None:
    os.close(os.open(target, os.O_CREAT | os.O_RDWR, 0o600))
    source, copy = sqlite3.connect(database), sqlite3.connect(target)
    try:
        source.backup(copy)
    finally:
        copy.close()
        source.close()
