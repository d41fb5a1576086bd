"""Relevance is measured against what an index gets for questions that it does not answer."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from semsearch.errors import Cancelled
from semsearch.index import encoding
from semsearch.library import Library
from semsearch.progress import Step
from semsearch.search import calibrating
from semsearch.search.rank import FLOOR
from semsearch.settings import Home
from semsearch.store import settled
from semsearch.store.database import Database
from semsearch.store.meta import set_meta
from semsearch.store.vectors import generations, null_distribution
from semsearch.store.vectors.null_distribution import NullDistributions
from tests.conftest import MailMaker
from tests.files import mbox

TOPICS = "garden roses engine garage tyres water winter money rent plumber boiler invoice kitchen paint bulbs".split()


@pytest.fixture
def filled(library: Library, folder: Path, mail: MailMaker, monkeypatch: pytest.MonkeyPatch) -> Library:
    """Thirty mails, which are enough here to be measured."""
    monkeypatch.setattr(calibrating, "FEWEST", 20)
    add(folder, mail, range(30))
    library.sources.add([folder])
    library.reindex()
    return library


def add(folder: Path, mail: MailMaker, numbers: range) -> None:
    for number in numbers:
        said = " ".join(TOPICS[(number * step + step) % len(TOPICS)] for step in (1, 2, 4, 7))
        (folder / f"{number}.eml").write_bytes(mail(f"Note {number}", f"We talked about {said} of house {number}."))


def measured(home: Path) -> NullDistributions | None:
    with closing(Database(Home(home))) as database, database.transaction() as connection:
        generation = generations.serving(connection)
        return null_distribution.load(connection, generation) if generation else None


def test_most_of_what_the_index_knows_nothing_of_finds_nothing_above_the_floor(filled: Library) -> None:
    questions = calibrating.unrelated("questions")
    fooled = [q for q in questions if any(hit.relevance >= FLOOR for hit in filled.search(q, 1).hits)]
    assert len(fooled) < len(questions) / 3
    texts = calibrating.unrelated("texts")
    fooled = [text for text in texts if any(hit.relevance >= FLOOR for hit in filled.similar_text(text, 1).hits)]
    assert len(fooled) < len(texts) / 3
    assert filled.search("roses engine").hits[0].relevance > 0.5


def test_an_index_is_measured_again_when_it_has_grown_much(
    filled: Library, home: Path, folder: Path, mail: MailMaker
) -> None:
    first = measured(home)
    assert first is not None
    add(folder, mail, range(30, 32))
    filled.reindex()
    assert measured(home) == first
    add(folder, mail, range(32, 60))
    filled.reindex()
    again = measured(home)
    assert again is not None
    assert again.chunks > first.chunks


def test_an_index_is_measured_again_when_another_version_weighs_otherwise(
    filled: Library, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = measured(home)
    assert first is not None
    monkeypatch.setattr(calibrating, "EVIDENCE", first.evidence + 1)
    monkeypatch.setattr(settled, "_VERSIONS", [first.evidence + 1])
    before = filled.search("roses").hits[0].relevance
    assert measured(home) == first, "until a run the earlier measure does"
    assert before > 0.5
    filled.reindex()
    assert measured(home) == replace(first, evidence=first.evidence + 1)


def test_cancelling_keeps_the_index_and_measures_next_time(
    filled: Library, home: Path, folder: Path, mail: MailMaker
) -> None:
    first = measured(home)
    add(folder, mail, range(30, 70))

    def cancel(step: Step) -> None:
        if step.phase == "index" and step.done == 5:
            raise Cancelled

    with pytest.raises(Cancelled):
        filled.reindex(progress=cancel)
    assert measured(home) == first
    assert filled.search('"house 69"').hits
    filled.reindex()
    assert measured(home) != first


def test_a_damaged_measure_counts_as_none(filled: Library, home: Path) -> None:
    for value in ("", "nonsense", "[1, 2]", '{"generation": 1}', "1e999"):
        with closing(Database(Home(home))) as database, database.writing() as connection:
            set_meta(connection, "null distributions", value)
        assert measured(home) is None, value
        assert filled.search("roses").hits[0].relevance > 0, value


def test_a_long_first_run_is_searched_fast_and_honestly_before_its_end(
    library: Library, folder: Path, home: Path, mail: MailMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoding, "MOST", 500)
    monkeypatch.setattr(encoding, "MUCH", 2_000)
    mails = (mail(f"Note {n}", f"We talked about {TOPICS[n % 7]} of house {n}, or {n * 7}.") for n in range(1500))
    (folder / "all.mbox").write_bytes(mbox(*mails))
    library.sources.add([folder])

    def cancel(step: Step) -> None:
        if step.phase == "encode" and step.total and measured(home):
            raise Cancelled

    with pytest.raises(Cancelled):
        library.reindex(progress=cancel)
    assert library.status().coverage < 1
    before = measured(home)
    assert before is not None
    assert before.chunks < library.status().chunks
    assert list((home / "vectors").glob("*.hnsw"))
