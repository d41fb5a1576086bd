"""The catalogue's file: whose it is, and which schemas it takes."""

import sqlite3
from pathlib import Path

import psutil
import pytest
from filelock import FileLock

from semsearch.errors import HomeError, LockedError
from semsearch.settings import Home
from semsearch.store.database import Database
from semsearch.store.lock import write_lock


@pytest.fixture
def place(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    home.create()
    return home


def test_only_the_owner_can_read(place: Home) -> None:
    Database(place).close()
    assert place.path.stat().st_mode & 0o777 == 0o700
    assert place.database.stat().st_mode & 0o777 == 0o600


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
