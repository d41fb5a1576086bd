"""What a query says before an index has anything of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from semsearch.search.query import parse
from semsearch.search.query_terms import keyword_probe
from semsearch.settings import Home
from semsearch.store.database import Database


@pytest.fixture
def empty(home: Path) -> Iterator[Database]:
    place = Home(home)
    place.create()
    database = Database(place)
    yield database
    database.close()


@pytest.mark.parametrize(
    ("query", "copied"),
    [
        ("the letter on CVE-2013-9999", 3 / 4),
        ("заказ 4815162342", 1 / 2),
        ("+7 495 123-45-67", 1),
        ("a roof for 10 000", 0),
        ("the budget of 2024", 0),
    ],
)
def test_what_is_copied_rather_than_said(empty: Database, query: str, copied: float) -> None:
    with empty.transaction() as connection:
        assert keyword_probe(connection, parse(query), translate=True).weights.copied == copied
