"""The catalogue's file: whose it is, which schemas it takes, and what the migrations make."""

import sqlite3
from pathlib import Path

import psutil
import pytest
from filelock import FileLock
from sqlalchemy import create_engine, inspect

from semsearch.errors import HomeError, LockedError
from semsearch.settings import Home
from semsearch.store.database import Database
from semsearch.store.lock import write_lock
from semsearch.store.schema import metadata


@pytest.fixture
def place(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    home.create()
    return home


def test_only_the_owner_can_read(place: Home) -> None:
    Database(place).close()
    assert place.path.stat().st_mode & 0o777 == 0o700
    assert place.database.stat().st_mode & 0o777 == 0o600


def test_the_migrations_make_what_the_schema_describes(place: Home) -> None:
    Database(place).close()
    engine = create_engine(f"sqlite:///{place.database}")
    found = inspect(engine)
    for table in metadata.sorted_tables:
        columns = {column["name"]: column for column in found.get_columns(table.name)}
        assert set(columns) == set(table.columns.keys()), table.name
        for column in table.columns:
            if not column.primary_key:
                assert columns[column.name]["nullable"] == column.nullable, f"{table.name}.{column.name}"
        assert {index["name"] for index in found.get_indexes(table.name)} == {index.name for index in table.indexes}
    engine.dispose()


def test_a_newer_schema_is_refused(place: Home) -> None:
    Database(place).close()
    with sqlite3.connect(place.database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(HomeError, match="newer semsearch"):
        Database(place)


def test_what_is_no_catalogue_is_refused(place: Home) -> None:
    place.database.write_bytes(b"a diary, perhaps" * 100)
    with pytest.raises(HomeError, match="damaged"):
        Database(place)
    held = {file.path for file in psutil.Process().open_files()}
    assert str(place.database) not in held  # or Windows would let nobody replace it


def test_there_is_one_writer(place: Home) -> None:
    with FileLock(place.lock), pytest.raises(LockedError), write_lock(place):
        pass
    with write_lock(place):
        pass
