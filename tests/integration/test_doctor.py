"""`semsearch doctor`: a sound index passes, each kind of damage is reported, and repairs lose nothing."""

import json
import sqlite3
import struct
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from semsearch.cli.app import app
from semsearch.doctor import Doctor
from semsearch.errors import Cancelled
from semsearch.library import Library
from semsearch.progress import Step
from tests.conftest import MailMaker, WordModels
from tests.files import mbox

TOPICS = ("garden roses", "server outage", "рецепт борща", "flight tickets", "квартира аренда", "tax return")


@pytest.fixture
def filled(home: Path, folder: Path, mail: MailMaker, models: WordModels) -> Path:
    """A home with some mails indexed; nobody has it open."""
    for number, topic in enumerate(TOPICS):
        (folder / f"{number}.eml").write_bytes(mail(topic, f"A few words about {topic}, number {number}."))
    with Library.open(home, models=models) as library:
        library.sources.add([folder])
        library.reindex()
    return home


@pytest.fixture
def doctor(filled: Path, models: WordModels) -> Doctor:
    return Doctor(filled, models)


def damage(home: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(home / "catalogue.sqlite", isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(statement, values)


def wrong(doctor: Doctor) -> set[str]:
    report = doctor.examine()
    assert report.ok == all(check.ok for check in report.checks)
    return {check.name for check in report.checks if not check.ok}


def found(home: Path, models: WordModels) -> dict[str, tuple[int, str, str]]:
    """What is indexed, as far as a person can see it."""
    with Library.open(home, models=models) as library:
        hits = library.search("before:2100", 1000).hits
        return {hit.path: (hit.id, hit.title, library.show(str(hit.id)).text) for hit in hits}


def chunks(home: Path) -> list[tuple[object, ...]]:
    """What is encoded of each document, in order."""
    statement = (
        'SELECT documents.title, field, start, "end", digest, length(vector) FROM chunks'
        " JOIN documents ON documents.id = document_id JOIN texts ON texts.id = chunks.text_id"
        " JOIN vectors ON vectors.text_id = texts.id ORDER BY 1, 2, 3"
    )
    with closing(sqlite3.connect(home / "catalogue.sqlite")) as connection:
        return connection.execute(statement).fetchall()


def test_it_says_which_checks_are_done(doctor: Doctor) -> None:
    told: list[Step] = []
    report = doctor.examine(told.append)
    assert [step.note for step in told] == ["", *(check.name for check in report.checks)]
    assert {step.phase for step in told} == {"check"}


def test_a_sound_index_is_reported_as_sound_and_left_alone(doctor: Doctor, filled: Path) -> None:
    before = {path: path.read_bytes() for path in filled.rglob("*.sqlite")}
    report = doctor.examine()
    assert report.ok, report
    assert {"database", "documents", "keywords", "vectors", "graph", "files", "permissions", "model", "sandbox"} <= {
        check.name for check in report.checks
    }
    assert all(check.detail for check in report.checks)
    assert {path: path.read_bytes() for path in before} == before


FAULTS = {
    "keywords": "DELETE FROM keywords_docsize WHERE id = 2",
    "documents": "DELETE FROM documents WHERE id = 2",
    "vectors": "UPDATE vectors SET vector = zeroblob(length(vector)) WHERE id = 3",
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_reported_and_repaired(doctor: Doctor, filled: Path, models: WordModels, name: str) -> None:
    before = found(filled, models)
    damage(filled, FAULTS[name])
    assert name in wrong(doctor)
    report = doctor.repair()
    assert report.ok, report
    assert report.repaired
    assert doctor.examine().ok
    after = found(filled, models)
    assert {path: seen[1:] for path, seen in after.items()} == {path: seen[1:] for path, seen in before.items()}


@pytest.mark.parametrize(
    "vector", [b"\x00\x7e" * 64, b"\x00\x3c" * 64, b"short", b"\x00\x7c" * 64], ids=["nan", "long", "cut", "infinite"]
)
def test_a_bad_vector_is_encoded_again(doctor: Doctor, filled: Path, vector: bytes) -> None:
    damage(filled, "UPDATE vectors SET vector = ? WHERE id = 1", vector)
    assert wrong(doctor) == {"vectors"}
    assert doctor.repair().ok


def test_a_text_that_differs_from_what_is_indexed_of_it_is_read_again(
    doctor: Doctor, filled: Path, models: WordModels
) -> None:
    before = found(filled, models)
    damage(filled, "UPDATE documents SET text = text || ' unheard-of extraordinarily' WHERE id = 1")
    assert wrong(doctor) == {"keywords", "documents"}
    assert doctor.repair().ok
    assert found(filled, models) == before


def test_mails_that_a_mailbox_lost_are_read_again(
    doctor: Doctor, filled: Path, folder: Path, mail: MailMaker, models: WordModels
) -> None:
    messages = [mail(f"Letter {number}", f"What letter {number} says.") for number in range(3)]
    (folder / "box.mbox").write_bytes(mbox(*messages))
    with Library.open(filled, models=models) as library:
        library.reindex()
    damage(filled, "DELETE FROM chunks WHERE document_id = (SELECT id FROM documents WHERE title = 'Letter 1')")
    damage(filled, "DELETE FROM documents WHERE title = 'Letter 1'")
    assert wrong(doctor) == {"keywords"}
    assert doctor.repair().ok
    with Library.open(filled, models=models) as library:
        assert [hit.title for hit in library.search('"letter 1 says"').hits] == ["Letter 1"]


def test_what_is_lost_of_files_that_were_left_out_is_told_again(
    doctor: Doctor, filled: Path, folder: Path, models: WordModels
) -> None:
    (folder / "cut.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog")
    (folder / "film.mp4").write_bytes(b"\0\0\0\x18ftypmp42" + bytes(100))
    (folder / "kept.log").write_text("A few words.")
    with Library.open(filled, models=models) as library:
        library.sources.add([folder], ["*.log"])
        library.reindex()
        before = library.sources.skipped()
    assert len(before) > 1
    damage(filled, "DELETE FROM skips")
    assert wrong(doctor) == {"documents"}

    assert doctor.repair().ok

    with Library.open(filled, models=models) as library:
        assert library.sources.skipped() == before


def test_a_catalogue_that_lost_its_version_is_damaged(doctor: Doctor, filled: Path, models: WordModels) -> None:
    before = found(filled, models)
    damage(filled, "DELETE FROM alembic_version")
    assert wrong(doctor) == {"database"}
    assert doctor.repair().ok
    assert {path: seen[1:] for path, seen in found(filled, models).items()} == {
        path: seen[1:] for path, seen in before.items()
    }


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM chunks WHERE document_id = 1",
        "DELETE FROM chunks WHERE id = (SELECT max(id) FROM chunks)",
        "UPDATE chunks SET text_id = (SELECT min(text_id) FROM chunks)",
        "UPDATE texts SET digest = randomblob(16) WHERE id = 1",
    ],
    ids=["all of a document", "one", "of other texts", "unknown text"],
)
def test_what_is_encoded_of_a_document_is_what_it_says(doctor: Doctor, filled: Path, statement: str) -> None:
    before = chunks(filled)
    damage(filled, statement)
    assert wrong(doctor) == {"documents"}
    assert doctor.repair().ok
    assert chunks(filled) == before


def test_vectors_of_other_texts_are_noticed(doctor: Doctor, filled: Path) -> None:
    damage(filled, "UPDATE vectors SET vector = (SELECT vector FROM vectors ORDER BY id LIMIT 1)")
    assert wrong(doctor) == {"model"}
    assert doctor.repair().ok


def test_a_lost_vector_is_not_taken_for_one_that_is_still_to_come(doctor: Doctor, filled: Path) -> None:
    damage(filled, "DELETE FROM vectors WHERE id = 1")
    assert wrong(doctor) == {"vectors"}
    report = doctor.repair()
    assert report.ok
    assert "encoded 1 texts" in report.repaired


def test_a_repair_can_be_stopped(doctor: Doctor, filled: Path) -> None:
    def stop(step: Step, /) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        doctor.repair(stop)
    assert doctor.examine().ok


def test_permissions_of_others_are_removed(doctor: Doctor, filled: Path) -> None:
    filled.chmod(0o755)
    (filled / "catalogue.sqlite").chmod(0o644)
    assert wrong(doctor) == {"permissions"}
    assert doctor.repair().ok
    assert filled.stat().st_mode & 0o777 == 0o700
    assert (filled / "catalogue.sqlite").stat().st_mode & 0o777 == 0o600


@pytest.fixture
def damaged(filled: Path, folder: Path, mail: MailMaker, models: WordModels) -> Path:
    """A home with enough mail that its catalogue has many pages."""
    for number in range(40):
        (folder / f"long{number}.eml").write_bytes(mail(f"Long {number}", f"word{number} " * 400))
    with Library.open(filled, models=models) as library:
        library.reindex()
    return filled


def overwrite(start: int, length: int, share: float = 0.0) -> Callable[[bytearray], None]:
    def change(content: bytearray) -> None:
        first = int(len(content) * share) // 4096 * 4096 + start
        content[first : first + length] = b"\xa5" * min(length, len(content) - first)

    return change


def cut(content: bytearray) -> None:
    del content[int(len(content) * 0.9) :]


def forget_tables(content: bytearray) -> None:
    """Destroy the pages that say which tables there are: the first, and those below it."""
    (cells,) = struct.unpack_from(">H", content, 103)
    for place in (108, *struct.unpack_from(f">{cells}H", content, 112)):
        (page,) = struct.unpack_from(">I", content, place)
        content[(page - 1) * 4096 : page * 4096] = bytes(4096)
    content[100:4096] = bytes(3996)


@pytest.mark.parametrize(
    "change",
    [overwrite(0, 4096, 0.6), overwrite(0, 40_000, 0.6), overwrite(0, 100), cut, forget_tables],
    ids=["one page", "ten pages", "the header", "cut short", "the table of tables"],
)
def test_a_damaged_catalogue_is_salvaged_and_kept_aside(
    damaged: Path, models: WordModels, change: Callable[[bytearray], None]
) -> None:
    doctor = Doctor(damaged, models)
    before = found(damaged, models)
    file = damaged / "catalogue.sqlite"
    content = bytearray(file.read_bytes())
    change(content)
    file.write_bytes(content)
    assert not doctor.examine().ok
    report = doctor.repair()
    assert report.ok, report
    assert "kept as catalogue-damaged-" in " ".join(report.repaired)
    assert [kept.read_bytes() for kept in damaged.glob("catalogue-damaged-*.sqlite")] == [bytes(content)]
    after = found(damaged, models)
    assert {path: seen[1:] for path, seen in after.items()} == {path: seen[1:] for path, seen in before.items()}


def test_unreadable_sources_are_inferred_from_their_files(damaged: Path, models: WordModels) -> None:
    before = found(damaged, models)
    with closing(sqlite3.connect(damaged / "catalogue.sqlite")) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'sources'").fetchone()
    content = bytearray((damaged / "catalogue.sqlite").read_bytes())
    content[(page - 1) * 4096 : page * 4096] = bytes(4096)
    (damaged / "catalogue.sqlite").write_bytes(content)
    doctor = Doctor(damaged, models)
    assert "database" in wrong(doctor)
    assert doctor.repair().ok
    assert found(damaged, models) == before


def test_an_unrecoverable_catalogue_says_what_to_do(doctor: Doctor, filled: Path) -> None:
    (filled / "catalogue.sqlite").write_bytes(b"nothing of use" * 1000)
    assert "database" in wrong(doctor)
    report = doctor.repair()
    assert report.ok
    assert "add them again" in " ".join(report.repaired)


def test_the_command_exits_with_one_when_something_is_wrong(filled: Path, model_cache: Path) -> None:
    (filled / "catalogue.sqlite").chmod(0o644)
    done = CliRunner().invoke(app, ["doctor", "--home", str(filled), "--json"])
    report = json.loads(done.stdout)
    assert (done.exit_code, report["ok"]) == (1, False)
    checks = {check["name"]: check["ok"] for check in report["checks"]}
    assert (checks["permissions"], checks["database"]) == (False, True)


def test_without_an_index_the_error_is_one_line(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["doctor", "--home", str(tmp_path / "none")])
    assert done.exit_code == 1
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "none").exists()
