"""Homes that earlier versions of the program made, in tests/fixtures/homes: each released one becomes one of this
version, whole, with a copy kept from before; older ones are taken over by a repair."""

import gzip
import shutil
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from alembic.operations import Operations
from click.testing import CliRunner

from semsearch.cli.app import app
from semsearch.doctor import Doctor
from semsearch.errors import Cancelled, HomeError
from semsearch.library import Library
from semsearch.progress import Step, silent
from semsearch.settings import Home
from semsearch.store import contents, long_statements, migrating, retries
from semsearch.store.database import Database
from semsearch.store.duplicates import decisions
from semsearch.store.homes import restore
from semsearch.store.lock import write_lock
from semsearch.store.salvage import salvage
from semsearch.versions import SCHEMA
from tests.conftest import WordModels

FIXTURES = Path(__file__).parents[1] / "fixtures" / "homes"
VERSIONS = sorted(file.name[:4] for file in FIXTURES.glob("????.sqlite.gz"))
RELEASED = [version for version in VERSIONS if version >= migrating.FIRST]
UNRELEASED = [version for version in VERSIONS if version < migrating.FIRST]
TITLES = ["Picnic by the lake", "Picnic by the lake", "Re: Аренда квартиры", "Аренда квартиры"]
NEXT = "9998"
MIGRATION = f"""
from alembic import op
revision, down_revision = "{NEXT}", "{SCHEMA}"
def upgrade():
    op.execute("ALTER TABLE documents ADD COLUMN mood TEXT")
    op.execute("CREATE INDEX ix_documents_mood ON documents (mood)")
"""


@pytest.fixture
def updated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program with one more migration than this one has."""
    migrations = shutil.copytree(migrating.MIGRATIONS, tmp_path / "migrations")
    (migrations / "versions" / f"{NEXT}_mood.py").write_text(MIGRATION)
    monkeypatch.setattr(migrating, "MIGRATIONS", migrations)
    for module in ("store.database", "store.salvage", "index.scanning"):
        monkeypatch.setattr(f"semsearch.{module}.SCHEMA", NEXT)


def old_home(home: Path, version: str) -> Path:
    """A home as a program of that schema left it; returns its catalogue."""
    Home(home).create()
    catalogue = Home(home).database
    catalogue.touch(0o600)
    catalogue.write_bytes(gzip.decompress((FIXTURES / f"{version}.sqlite.gz").read_bytes()))
    rows(catalogue, "PRAGMA journal_mode = WAL")  # as every home is; the copies in the fixtures are not
    return catalogue


def rows(catalogue: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(catalogue)) as connection:
        return connection.execute(statement).fetchall()


def version_of(catalogue: Path) -> str:
    return str(rows(catalogue, "SELECT version_num FROM alembic_version")[0][0])


def test_every_released_schema_is_kept() -> None:
    migrations = (migrating.MIGRATIONS / "versions").glob("0*.py")

    assert set(RELEASED) == {file.name[:4] for file in migrations}


@pytest.mark.parametrize("version", RELEASED)
def test_an_upgraded_home_has_the_tables_of_a_new_one(home: Path, tmp_path: Path, version: str) -> None:
    catalogue, new = old_home(home, version), Home(tmp_path / "new")
    new.create()
    for each in (Home(home), new):
        Database(each).close()

    columns = """
        SELECT tables.name, columns.cid, columns.name, columns."notnull" AND NOT pk, pk FROM sqlite_master AS tables
        JOIN pragma_table_info(tables.name) AS columns WHERE tables.type = 'table' ORDER BY 1, 2"""
    indexes = "SELECT tbl_name, name FROM sqlite_master WHERE type = 'index' ORDER BY 1, 2"
    assert rows(catalogue, columns) == rows(new.database, columns)
    assert rows(catalogue, indexes) == rows(new.database, indexes)


@pytest.mark.parametrize("version", UNRELEASED)
def test_one_from_before_the_first_release_says_what_to_do_and_keeps_all_that_was_decided(
    home: Path, models: WordModels, version: str
) -> None:
    old_home(home, version)
    refused = CliRunner().invoke(app, ["search", "blanket", "--home", str(home)])
    assert refused.exit_code == 1
    assert f"(schema {version}); take over what is in it with: semsearch doctor --repair" in refused.stderr

    report = Doctor(home, models).repair()

    assert report.repaired[0].startswith("4 documents of 1 sources were saved")
    with Library.open(home, models=models) as library:
        (source,) = library.sources.all()
        found = library.search("квартиру", mode="keyword").hits
        hidden = library.duplicate_actions.hidden()
        topics = rows(Home(home).database, "SELECT label FROM topics WHERE named = 1")
    assert (source.exclude, len(found), len(hidden), topics) == (("*.log",), 2, 1, [("Lakes",)])


@pytest.mark.parametrize("version", VERSIONS)
def test_a_backup_of_any_age_is_restored(home: Path, tmp_path: Path, models: WordModels, version: str) -> None:
    copy = old_home(tmp_path / "old", version)

    (source,) = restore(copy, Home(home), {})

    with Library.open(home, models=models) as library:
        assert {hit.title for hit in library.search("квартиру", mode="keyword").hits} == set(TITLES[2:])
        assert (library.status().documents, len(library.duplicate_actions.hidden())) == (4, 1)
    assert Path(source).name == "mail"
    assert not list(home.glob("catalogue-*"))


def test_a_backup_of_a_newer_version_is_refused_by_its_name(home: Path, tmp_path: Path) -> None:
    copy = old_home(tmp_path / "old", RELEASED[-1])
    with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(HomeError, match=rf"^{copy} was made by a newer semsearch \(schema 9999\); update this one$"):
        restore(copy, Home(home), {})

    assert not home.exists()


@pytest.mark.parametrize("version", RELEASED)
def test_what_was_indexed_is_found_as_before(home: Path, models: WordModels, updated: None, version: str) -> None:
    old_home(home, version)

    with Library.open(home, models=models) as library:
        found = library.search("blanket", mode="keyword").hits + library.search("квартиру", mode="keyword").hits
        status = library.status()
        (source,) = library.sources.all()
        by_meaning = library.search("хозяйка просит платить", mode="semantic").hits

    # The other copy of the picnic was hidden.
    assert {hit.title for hit in found} == set(TITLES)
    assert (status.documents, status.vectors, status.files["indexed"]) == (4, status.texts, 4)
    assert source.exclude == ("*.log",)
    assert by_meaning[0].title == "Аренда квартиры"
    assert not models.encoders["multilingual"].encoded[1:], "only a query is encoded"


@pytest.mark.parametrize("version", RELEASED)
def test_nothing_is_wrong_with_it_afterwards(home: Path, models: WordModels, updated: None, version: str) -> None:
    old_home(home, version)
    with Library.open(home, models=models) as library:
        assert library.reindex().documents == 4

    assert Doctor(home, models).examine().ok


@pytest.mark.parametrize("version", RELEASED)
def test_topics_keep_their_names(home: Path, updated: None, version: str) -> None:
    catalogue = old_home(home, version)
    before = rows(catalogue, "SELECT * FROM topics JOIN topic_members ON topic_id = topics.id")
    Database(Home(home)).close()

    assert rows(catalogue, "SELECT label FROM topics WHERE named = 1") == [("Lakes",)]
    assert rows(catalogue, "SELECT * FROM topics JOIN topic_members ON topic_id = topics.id") == before


@pytest.mark.parametrize("version", RELEASED)
def test_what_a_person_decided_stays(home: Path, models: WordModels, updated: None, version: str) -> None:
    old_home(home, version)
    with Library.open(home, models=models):
        pass
    with closing(Database(Home(home))) as database, database.writing() as connection:
        hidden = decisions.hidden_ids(connection)
        decisions.unhide(connection, hidden)
    with Library.open(home, models=models) as library:
        (group,) = library.duplicates.report("exact").groups

    assert {Path(member.path).name: member.pinned for member in group.members}["picnic.eml"]
    assert len(hidden) == 1


@pytest.mark.parametrize("version", RELEASED)
def test_the_catalogue_is_kept_as_it_was(home: Path, updated: None, version: str) -> None:
    catalogue = old_home(home, version)
    before = rows(catalogue, "SELECT id, title, text FROM documents")

    Database(Home(home)).close()

    kept = home / f"catalogue-{version}.sqlite"
    assert (version_of(catalogue), version_of(kept)) == (NEXT, version)
    assert rows(kept, "SELECT id, title, text FROM documents") == before
    assert rows(kept, "PRAGMA integrity_check") == [("ok",)]
    assert kept.stat().st_mode & 0o777 == 0o600


def test_the_copy_goes_once_a_run_has_done_everything(
    home: Path, monkeypatch: pytest.MonkeyPatch, updated: None, models: WordModels
) -> None:
    monkeypatch.setattr(long_statements, "_INSTRUCTIONS", 1)
    old_home(home, RELEASED[0])
    with Library.open(home, models=models) as library:
        assert list(home.glob("catalogue-*.sqlite"))
        with pytest.raises(Cancelled):
            library.reindex(progress=_cancelled_while_checking)
        assert list(home.glob("catalogue-*.sqlite"))
        library.reindex()
        assert not list(home.glob("catalogue-*.sqlite"))
        assert library.status().documents


def _cancelled_while_checking(step: Step) -> None:
    if step.phase == "check":
        raise Cancelled


@pytest.mark.parametrize("version", RELEASED)
def test_an_upgrade_that_fails_on_its_way_leaves_everything_as_it_was(
    home: Path, monkeypatch: pytest.MonkeyPatch, updated: None, version: str
) -> None:
    catalogue = old_home(home, version)
    tables = rows(catalogue, "SELECT name, sql FROM sqlite_master ORDER BY name")
    with monkeypatch.context() as patch:
        patch.setattr(Operations, "execute", _failing_after(Operations.execute, 1))
        with pytest.raises(HomeError, match="is full"):
            Database(Home(home))

    assert version_of(catalogue) == version
    assert rows(catalogue, "SELECT name, sql FROM sqlite_master ORDER BY name") == tables
    Database(Home(home)).close()
    assert version_of(catalogue) == NEXT


@pytest.mark.parametrize("version", RELEASED)
def test_what_was_left_out_is_told_as_before_and_waits_for_recognition_still(
    home: Path, models: WordModels, version: str
) -> None:
    old_home(home, f"{version}-skips")

    with Library.open(home, models=models) as library:
        told = {(Path(skip.path).name, skip.part, skip.detail[:20]) for skip in library.sources.skipped()}
        with closing(Database(Home(home))) as database, database.transaction() as connection:
            waiting = [(Path(file.path).name, at.offset, at.length) for file, at in retries.waiting(connection)]
            places = contents.known_places(connection, 1)
        library.ocr(False)
        left = {Path(skip.path).name for skip in library.sources.skipped() if skip.part == "629/scan.png"}

    assert told == {
        ("all.mbox", "0/offer.pdf", "the PDF is damaged o"),
        ("all.mbox", "629/scan.png", "PNG picture; text re"),
        ("cut.pdf", None, "the PDF is damaged o"),
        ("old.zip", "2019/cut.pdf", "the PDF is damaged o"),
        ("photo.png", None, "PNG picture; text re"),
    }
    assert waiting == [("all.mbox", 629, 7345), ("photo.png", None, None)]
    assert [(place.offset, place.length) for place in places] == [(0, 629), (629, 7345)]
    assert left == set()


@pytest.mark.parametrize("version", RELEASED)
def test_what_is_salvaged_of_any_schema_is_read_again_and_what_was_left_out_with_it(home: Path, version: str) -> None:
    catalogue = old_home(home, f"{version}-skips")

    with write_lock(Home(home)):
        salvage(Home(home), silent)

    assert rows(catalogue, "SELECT count(*) FROM documents") == [(3,)]
    assert rows(catalogue, "SELECT DISTINCT state FROM files") == [("pending",)]
    assert rows(catalogue, "SELECT * FROM skips") == []


def test_one_of_a_newer_version_is_refused_with_a_word(home: Path) -> None:
    catalogue = old_home(home, RELEASED[-1])
    with closing(sqlite3.connect(catalogue, isolation_level=None)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = catalogue.read_bytes()

    for command in (["search", "blanket"], ["reindex"], ["status"], ["add", str(home.parent)]):
        result = CliRunner().invoke(app, [*command, "--home", str(home)])
        assert result.exit_code == 1
        assert "was written by a newer semsearch" in result.stderr
        assert result.stderr.count("\n") == 1

    assert catalogue.read_bytes() == before


def test_while_another_process_writes_an_old_home_waits(
    home: Path, monkeypatch: pytest.MonkeyPatch, updated: None
) -> None:
    catalogue = old_home(home, RELEASED[0])
    monkeypatch.setattr(migrating, "WAIT_SECONDS", 0.2)

    with write_lock(Home(home)):
        result = CliRunner().invoke(app, ["search", "blanket", "--home", str(home)])

    assert result.exit_code == 3
    assert version_of(catalogue) == RELEASED[0]


@pytest.mark.parametrize("version", [None, RELEASED[0]])
def test_several_may_start_at_once_on_a_new_or_an_old_home(home: Path, updated: None, version: str | None) -> None:
    if version is not None:
        old_home(home, version)

    with ThreadPoolExecutor(4) as programs:
        libraries = list(programs.map(lambda _: Library.open(home, models=WordModels()), range(4)))

    for library in libraries:
        with library:
            assert library.status().sources == (0 if version is None else 1)


def _failing_after(execute: Callable[..., object], steps: int) -> Callable[..., object]:
    """`Operations.execute`, for a disk that is full once so many statements are done."""
    done = iter(range(1, steps + 1))

    def run(self: Operations, *arguments: object) -> object:
        result = execute(self, *arguments)
        if next(done) == steps:
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error
        return result

    return run
