"""The pairs of similar contents as they are stored."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from semsearch.settings import Home
from semsearch.store.database import Database
from semsearch.store.duplicates import pairs
from semsearch.store.duplicates.pairs import SimilarContents


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A catalogue of three contents."""
    home = Home(tmp_path / "home")
    home.create()
    database = Database(home)
    with database.writing() as connection:
        for number in (1, 2, 3):
            connection.exec_driver_sql(
                "INSERT INTO compared (id, content, rules) VALUES (?, ?, 0)", (number, bytes([number]))
            )
    yield database
    database.close()


def similar(content: int, others: list[int]) -> SimilarContents:
    return SimilarContents(content, np.array(others), 1 - np.array(others) / 10)


def put(database: Database, *found: SimilarContents) -> None:
    with database.writing() as connection:
        pairs.put_words(connection, {1: 20, 2: 20, 3: 20}, found)


def listed(database: Database) -> list[tuple[bytes, bytes, float]]:
    with database.transaction() as connection:
        found = pairs.all_pairs(connection, "near")
    rows = zip(found.one.tolist(), found.other.tolist(), found.similarity.tolist(), strict=True)
    return [(found.contents[one], found.contents[other], similarity) for one, other, similarity in rows]


def test_pairs_are_read_as_they_were_stored(database: Database) -> None:
    assert listed(database) == []
    put(database, similar(2, [1]), similar(3, [1, 2]))
    assert listed(database) == [(b"\1", b"\2", 0.9), (b"\1", b"\3", 0.9), (b"\2", b"\3", 0.8)]


def test_what_two_processes_found_at_the_same_time_is_there_once(database: Database) -> None:
    put(database, similar(3, [2]))
    put(database, SimilarContents(2, np.array([2, 3]), np.array([1.0, 0.8])))
    assert listed(database) == [(b"\2", b"\3", 0.8)]


def test_what_is_gone_has_no_pairs(database: Database) -> None:
    put(database, similar(2, [1]), similar(3, [1, 2]))
    with database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM compared WHERE id = 1")
    assert listed(database) == [(b"\2", b"\3", 0.8)]


def test_pairs_within_a_crowd_are_passed_over(database: Database) -> None:
    put(database, similar(2, [1]), similar(3, [1, 2]))
    with database.writing() as connection:
        pairs.put_bands(connection, np.array([1, 3]), np.array([[7, 8], [7, 9]], dtype=np.uint32), np.array([1, 3]))
    assert listed(database) == [(b"\1", b"\2", 0.9), (b"\2", b"\3", 0.8)]


def test_bands_are_read_as_they_were_stored(database: Database) -> None:
    with database.writing() as connection:
        pairs.put_bands(
            connection, np.array([1, 2]), np.array([[7, 8], [7, 2**32 - 1]], dtype=np.uint32), np.array([2])
        )
        pairs.put_bands(connection, np.array([3]), np.array([[5, 6]], dtype=np.uint32), np.array([], dtype=np.int64))
    with database.transaction() as connection:
        contents, keys, crowded = pairs.banded(connection)
        assert pairs.last_banded(connection) == 3
    assert contents.tolist() == [1, 2, 3]
    assert keys.tolist() == [[7, 8], [7, 2**32 - 1], [5, 6]]
    assert crowded.tolist() == [2]
