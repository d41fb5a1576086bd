"""A mail more costs what the mail costs, not what the home holds."""

import sqlite3
from pathlib import Path

import pytest

from semsearch.extract.process.pool import ExtractionPool
from semsearch.index.reading import PreparedFile
from semsearch.library import Library
from semsearch.settings import Home
from semsearch.store import database, footer_tables, orphans
from semsearch.store.vectors import snapshot, vector_index
from tests.conftest import MailMaker, WordModels

SMALL, LARGE = 60, 600


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows with each hundred steps of SQLite's virtual machine, in all connections."""
    taken: list[int] = []
    connect = database._connect

    def counted(home: Home, writable: bool) -> sqlite3.Connection:
        connection = connect(home, writable)
        connection.set_progress_handler(lambda: taken.append(1), 100)
        return connection

    monkeypatch.setattr(database, "_connect", counted)
    monkeypatch.setattr(vector_index, "EXACT_LIMIT", 50)  # a graph of few
    for module, name in ((footer_tables, "_LOOKED_AT"), (orphans, "_SAMPLE"), (snapshot, "DRAWN")):
        monkeypatch.setattr(module, name, 20)  # what is drawn at most is so little that both homes have more
    return taken


def test_the_work_does_not_grow_with_the_home(
    tmp_path: Path, mail: MailMaker, pool: ExtractionPool[PreparedFile], steps: list[int]
) -> None:
    taken = []
    for count in (SMALL, LARGE):
        folder = tmp_path / f"mail-{count}"
        folder.mkdir()
        for number in range(count):
            (folder / f"{number}.eml").write_bytes(mail(f"Roof {number}", f"The roof of house {number} is mended."))
        with Library.open(tmp_path / f"home-{count}", WordModels(), pool) as library:
            library.sources.add([folder])
            library.reindex()
            new = folder / "new.eml"
            new.write_bytes(mail("One more", "The roof of the last house is mended as well."))
            steps.clear()
            report = library.reindex([new])
            taken.append(len(steps))
            assert (report.added, report.encoded, report.documents) == (1, 2, count + 1)
    assert taken[1] < 2 * taken[0]
