"""Creates the tables of a catalogue, or migrates it from any released schema to the newest, in one transaction; a copy
of the old file is kept until a run has done everything with the new one."""

import os
import sqlite3
import time
from pathlib import Path

from sqlalchemy import Engine

from semsearch.errors import DamagedError, HomeError, LockedError
from semsearch.settings import Home
from semsearch.store import schema, seen
from semsearch.store.lock import write_lock
from semsearch.store.schema import driver

FIRST = "0009"
"""The schema of the first release. What is older `doctor --repair` takes over, as it does from a damaged catalogue."""

MIGRATIONS = Path(__file__).parent / "migrations"

_COPY = "catalogue-{}.sqlite"

WAIT_SECONDS = 30.0
"""How long another process may take to migrate it, or to end what it writes."""


def migrate(engine: Engine, home: Home, head: str, writable: bool) -> None:
    """Bring the catalogue to the schema `head`; an empty file gets its tables. The caller must not hold a transaction.

    Raises:
        HomeError: it was written by a newer semsearch, or cannot be written to.
        DamagedError: it was made before the first release.
        LockedError: another process is writing, and goes on for `WAIT_SECONDS`.
    """
    until = time.monotonic() + WAIT_SECONDS
    while (revision := _revision(engine)) != head:
        if revision is not None and revision > head:
            raise HomeError(
                f"{home.path} was written by a newer semsearch (schema {revision}); update this one, or choose another "
                "home"
            )
        if revision is not None and revision < FIRST:
            raise DamagedError(
                f"{home.path} was made before the first release (schema {revision}); take over what is in it with: "
                "semsearch doctor --repair"
            )
        if not writable:
            raise HomeError(
                f"{home.path} is read-only and was written by an older semsearch (schema {revision or 'none'}); "
                "copy it to where it can be upgraded and choose it with --home"
            )
        try:
            with write_lock(home):
                _upgrade(engine, home, head)
                return
        except LockedError:
            if time.monotonic() >= until:
                raise
        time.sleep(0.1)  # another process may be migrating it, as where several start at once


def copies(home: Home) -> list[Path]:
    """What upgrades have kept of the catalogue as it was before."""
    return sorted(home.path.glob(_COPY.format("[0-9][0-9][0-9][0-9]")))


def _revision(engine: Engine) -> str | None:
    """The schema of the catalogue; None of a new one.

    Raises:
        DatabaseError: there are tables, but what schema they have is lost.
    """
    with engine.connect() as connection:
        revision = seen.schema(driver(connection))
        lost = "SELECT 1 FROM sqlite_master WHERE name = 'documents'"
        if revision is None and driver(connection).execute(lost).fetchone():
            raise sqlite3.DatabaseError("no such table: alembic_version")
    return revision


def _upgrade(engine: Engine, home: Home, head: str) -> None:
    revision = _revision(engine)  # another process may have migrated it meanwhile
    if revision == head:
        return
    if revision is None:
        with engine.begin() as connection:
            make = driver(connection).execute
            make("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
            make("INSERT INTO alembic_version VALUES (?)", (head,))
            schema.create(connection)
        return
    # Importing Alembic takes a third of a second, and is only needed after an update.
    from alembic import command
    from alembic.config import Config

    _copy(home.database, home.path / _COPY.format(revision))
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
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
