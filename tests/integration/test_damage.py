"""A damaged home goes on answering with what is whole of it, and says in one line how it is mended."""

import shutil
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from email.message import EmailMessage
from functools import partial
from pathlib import Path

import pytest

from semsearch.doctor import Doctor
from semsearch.errors import DamagedError, NotIndexedError
from semsearch.library import Library
from tests.conftest import WordModels

MENDED = "semsearch doctor --repair"
WHOLE = 5  # of the mails, the last; it is not among what is damaged


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with some mails, their duplicates and topics; nobody has it open."""
    base = tmp_path_factory.mktemp("sound")
    (base / "mail").mkdir()
    for number in range(6):
        message = EmailMessage()
        message["Subject"], message["From"] = f"Roses {number}", "Anna Lebedeva <anna@example.org>"
        message["Message-ID"], message["Date"] = f"<{number}@example.org>", "Tue, 12 Mar 2024 10:15:00 +0300"
        message.set_content(f"How to prune garden roses, part {number}, with ERR_{number}042 and {'thorns ' * number}.")
        (base / "mail" / f"{number}.eml").write_bytes(message.as_bytes())
    with Library.open(base / "home", models=WordModels()) as library:
        library.sources.add([base / "mail"])
        library.reindex()
        library.duplicates.report(tier="semantic")
        library.topics.list()
        library.topics.map()
    with closing(sqlite3.connect(base / "home" / "catalogue.sqlite")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return base / "home"


@pytest.fixture
def filled(sound: Path, tmp_path: Path) -> Path:
    """The same, to be damaged."""
    shutil.copytree(sound, tmp_path / "home")
    return tmp_path / "home"


def change(*statements: str) -> Callable[[Path], None]:
    """Damage that leaves a database which SQLite has nothing against."""

    def damage(home: Path) -> None:
        with closing(sqlite3.connect(home / "catalogue.sqlite", isolation_level=None)) as connection:
            connection.execute("PRAGMA foreign_keys = OFF")
            for statement in statements:
                connection.execute(statement)

    return damage


def no_text(table: str, column: str, row: int) -> Callable[[Path], None]:
    """Bytes that are no UTF-8 in a cell."""
    return change(f"UPDATE {table} SET {column} = CAST(x'ff' || CAST({column} AS BLOB) AS TEXT) WHERE id = {row}")


def tear(table: str) -> Callable[[Path], None]:
    """Zeros over the first page of a table or an index."""

    def damage(home: Path) -> None:
        file = home / "catalogue.sqlite"
        with closing(sqlite3.connect(file)) as connection:
            wanted = (table,)
            (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", wanted).fetchone()
        content = bytearray(file.read_bytes())
        content[(page - 1) * 4096 : page * 4096] = bytes(4096)
        file.write_bytes(content)

    return damage


LACKING = {
    "a document": change("DELETE FROM documents WHERE id = 1"),
    "a file": change("DELETE FROM files WHERE id = 1"),
    "vectors cut short": change("UPDATE vectors SET vector = x'0011' WHERE id < 6"),
    "vectors of no number": change(f"UPDATE vectors SET vector = x'{'007e' * 64}' WHERE id < 6"),
    "chunks of no document": change("UPDATE chunks SET document_id = 9999 WHERE document_id = 1"),
}
"""Rows that are wrong in a database that is sound: a search leaves them out, and says so."""

UNNOTICED = {
    "chunks": change("DELETE FROM chunks WHERE document_id = 1"),
    "all chunks": change("DELETE FROM chunks"),
    "texts": change("DELETE FROM texts"),
    "vectors": change("DELETE FROM vectors"),
    "a vector": change("DELETE FROM vectors WHERE id = 1"),
    "generations": change("DELETE FROM generations"),
    "sources": change("DELETE FROM sources"),
    "topics": change("DELETE FROM topics"),
    "chunks that lie outside": change("UPDATE chunks SET start = 100000, end = 100100 WHERE document_id = 1"),
    "text": change("UPDATE documents SET text = '' WHERE id = 1"),
}
"""What is only missing: it is not found."""

ONE_SIDE = {
    "a row of the keyword index": change("DELETE FROM keywords_data WHERE id = 10"),
    "lengths of the keyword index": change("DELETE FROM keywords_docsize"),
    "the keyword index": change("DROP TABLE keywords"),
    "the table of vectors": change("DROP TABLE vectors"),
    **{f"torn {name}": tear(name) for name in ("vectors", "sqlite_autoindex_vectors_1")},
    **{f"torn {name}": tear(name) for name in ("keywords_data", "keywords_docsize", "keywords_idx")},
}
"""Where words or vectors cannot be read at all, the others answer."""

ALL_SIDES = {
    f"torn {name}": tear(name)
    for name in ("documents", "files", "hidden", "topic_members", "compared", "ix_chunks_document_id")
}


CELLS = {
    **{
        f"{said} {column}": change(f"""UPDATE documents SET "{column}" = '{value}' WHERE id = 1""")
        for column in ("recipients", "references", "labels", "attachments")
        for said, value in (("torn", '["anna@exa'), ("no list of", '"7"'))
    },
    "torn excludes": change("UPDATE sources SET exclude = '[\"*.tmp'"),
    "torn scales": change("UPDATE generations SET scales = '{'"),
    "torn terms": change("UPDATE topics SET terms = '['"),
    "what was settled": change("UPDATE meta SET value = '{' WHERE key = 'settled'"),
    **{f"{column} that is no text": no_text("documents", column, 1) for column in ("title", "text", "sender")},
    "a path that is no text": no_text("files", "path", 1),
}
"""Cells that say what nobody wrote; SQLite has nothing against them."""


def commands(library: Library) -> Iterable[Callable[[], object]]:
    """All that only reads."""
    for query in ("gardn roses", "ERR_5042", '"garden roses"', "roses -lilies", "before:2100"):
        yield partial(library.search, query, explain=True)
    for mode in ("hybrid", "keyword", "semantic"):
        yield partial(library.search, "garden roses", mode=mode, explain=True)
    yield partial(library.facets, "roses")
    yield library.facets
    for document_id in (1, WHOLE):
        yield partial(library.similar, str(document_id))
        yield partial(library.show, str(document_id))
        yield partial(library.preview, document_id)
        yield partial(library.explain, document_id, query="roses")
    yield partial(library.similar_text, "garden roses")
    yield from (library.status, library.sources.all, library.sources.skipped, library.duplicates.report)
    yield partial(library.duplicates.report, tier="semantic")
    yield from (library.topics.list, library.topics.map, partial(library.topics.documents, [1, WHOLE]))
    yield partial(library.senders, "a")


EVERYTHING = LACKING | UNNOTICED | ONE_SIDE | ALL_SIDES | CELLS


@pytest.mark.parametrize("damage", EVERYTHING.values(), ids=EVERYTHING)
def test_no_reading_command_ends_otherwise_than_with_a_line_on_what_to_do(
    filled: Path, models: WordModels, damage: Callable[[Path], None]
) -> None:
    damage(filled)
    with Library.open(filled, models=models) as library:
        for command in commands(library):
            said = ""
            try:
                command()
            except DamagedError as error:
                said = str(error)
            except NotIndexedError:  # that document is gone
                continue
            assert not said or MENDED in said


@pytest.mark.parametrize(
    "name", ["a file", "vectors of no number", "the keyword index", "the table of vectors", *CELLS, *ALL_SIDES]
)
def test_what_is_said_to_mend_it_does(filled: Path, models: WordModels, name: str) -> None:
    EVERYTHING[name](filled)
    assert Doctor(filled, models).repair().ok
    with Library.open(filled, models=models) as library:
        found = library.search("garden roses")
    assert (len(found.hits), found.notices) == (6, ())


def test_who_has_it_open_goes_on_with_the_mended_one(filled: Path, models: WordModels, folder: Path) -> None:
    with Library.open(filled, models=models) as library:
        library.status()
        EVERYTHING["the table of vectors"](filled)
        Doctor(filled, models).repair()
        (folder / "late.txt").write_text("zebras on parade")
        library.sources.add([folder])
        library.reindex()
    with Library.open(filled, models=models) as library:
        assert [hit.title for hit in library.search("zebras", 1).hits] == ["late.txt"]


def test_lost_excludes_are_told(filled: Path, models: WordModels) -> None:
    CELLS["torn excludes"](filled)
    with Library.open(filled, models=models) as library, pytest.raises(DamagedError):
        library.sources.all()

    (told, *_) = Doctor(filled, models).repair().repaired

    with Library.open(filled, models=models) as library:
        (source,) = library.sources.all()
    assert f"excluded from {source.path} could not be read" in told
    assert "semsearch add PATH --exclude GLOB" in told


@pytest.mark.parametrize("damage", (LACKING | ONE_SIDE).values(), ids=LACKING | ONE_SIDE)
def test_what_is_whole_is_found_with_a_line_on_what_is_not(
    filled: Path, models: WordModels, damage: Callable[[Path], None]
) -> None:
    damage(filled)
    with Library.open(filled, models=models) as library:
        found = library.search("garden roses")
        alike = library.similar_text("how to prune garden roses")
    for result in (found, alike):
        assert WHOLE in {hit.id for hit in result.hits}
        assert [MENDED in notice for notice in result.notices] == [True]


@pytest.mark.parametrize("damage", UNNOTICED.values(), ids=UNNOTICED)
def test_the_rest_is_found_where_something_is_missing(
    filled: Path, models: WordModels, damage: Callable[[Path], None]
) -> None:
    damage(filled)
    with Library.open(filled, models=models) as library:
        assert WHOLE in {hit.id for hit in library.search("garden roses").hits}
