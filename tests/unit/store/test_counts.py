"""Facets where many documents pass a filter."""

from collections.abc import Set
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from semsearch.library import Library
from semsearch.records import Filters
from semsearch.search import searching
from semsearch.search.ordering import Order, ordered
from semsearch.search.probe import Probe
from semsearch.settings import Home
from semsearch.store import facets, filters
from semsearch.store.database import Connection, Database
from semsearch.store.schema import driver
from semsearch.store.vectors.vector_index import VectorIndex
from tests.conftest import MailMaker
from tests.unit.store.test_finding import OPERATORS, fill


@pytest.fixture
def filled(library: Library, folder: Path, mail: MailMaker) -> Library:
    fill(library, folder, mail)
    return library


def test_counts_are_the_same_whether_few_or_many_pass_a_filter(
    filled: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    queries = [*OPERATORS, "-invoices", "-invoices lang:ru"]
    few = [filled.facets(query) for query in queries]
    monkeypatch.setattr(searching, "FEW", 0)
    assert [filled.facets(query) for query in queries] == few


def test_what_was_just_found_is_counted_without_being_searched_again(
    filled: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    searches: list[int] = []

    def counted_searches(
        connection: Connection, index: VectorIndex, probe: Probe, k: int, allowed: Set[int] | None
    ) -> Order:
        searches.append(k)
        return ordered(connection, index, probe, k, allowed)

    monkeypatch.setattr(searching, "ordered", counted_searches)
    found = filled.search("garden roses", 60)
    counted = filled.facets("garden roses", 60)
    assert counted.total == sum(not hit.below_floor for hit in found.hits)
    assert searches == [60]

    (folder / "more.md").write_text("# Roses\n\nThe roses of the garden need water.\n")
    filled.reindex()
    assert filled.facets("garden roses", 60).total == counted.total + 1


@pytest.mark.parametrize("passed", [Filters(after=datetime(2021, 1, 1, tzinfo=UTC)), Filters(languages=("en",))])
def test_what_many_pass_is_counted_without_looking_each_document_up(filled: Library, passed: Filters) -> None:
    with closing(Database(Home(filled.home))) as database, database.transaction() as connection:
        ran: list[str] = []
        conditions = filters.conditions(connection, passed, ())
        driver(connection).set_trace_callback(ran.append)
        facets.facets(connection, conditions)
        driver(connection).set_trace_callback(None)
        plan = [step[3] for asked in ran for step in driver(connection).execute(f"EXPLAIN QUERY PLAN {asked}")]
    on_documents = [step for step in plan if "documents" in step and "ix_documents_labels" not in step]
    assert on_documents
    assert all("COVERING INDEX" in step for step in on_documents)
