"""Files that move, change places or come back keep their documents; a mailbox that grew is read from its old end."""

import contextlib
import os
import sqlite3
import sys
from pathlib import Path
from typing import BinaryIO

import pytest

from semsearch.index import mailboxes
from semsearch.library import Library
from semsearch.progress import Step
from semsearch.store import orphans
from semsearch.store.lookup import Place
from tests.conftest import MailMaker
from tests.files import mbox
from tests.integration.test_reindexing import TOPICS, all_of, ids


@pytest.fixture
def filled(library: Library, folder: Path, tmp_path: Path, mail: MailMaker) -> Library:
    """Two sources: mails in folders, and an empty one beside it."""
    for number, topic in enumerate(TOPICS):
        place = folder / ("work" if number % 2 else "home") / "2024"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{number}.eml").write_bytes(mail(topic, f"A few words about {topic}, number {number}."))
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "note.txt").write_text("Nothing is in here yet.")
    library.sources.add([folder, tmp_path / "archive"])
    library.reindex()
    return library


def test_a_renamed_folder_keeps_all_its_documents(filled: Library, folder: Path) -> None:
    before = ids(filled)
    (folder / "work").rename(folder / "office")
    report = filled.reindex()
    assert (report.moved, report.added, report.removed, report.encoded) == (3, 0, 0, 0)
    assert ids(filled) == before
    assert len(filled.search("in:office before:2100").hits) == 3


def test_a_folder_that_is_renamed_while_its_files_are_read_is_no_trouble(
    filled: Library, folder: Path, mail: MailMaker
) -> None:
    before = ids(filled)
    work = folder / "work"
    old = next((work / "2024").glob("*.eml"))
    old.write_bytes(mail("Otters", "A few words about otters."))
    (work / "new.eml").write_bytes(mail("Badgers", "A few words about badgers."))
    for path in (old, work / "new.eml"):
        os.utime(path, (1, 1))  # else they count as changed in the next run, as their times are too near to its

    def rename(step: Step) -> None:
        if step.phase == "extract" and work.exists():
            work.rename(folder / "office")

    report = filled.reindex(progress=rename)

    assert (report.failed, filled.sources.skipped()) == (0, [])
    assert filled.status().files["pending"] >= 2
    report = filled.reindex()
    assert (report.removed, filled.sources.skipped()) == (0, [])
    assert set(before.values()) < set(ids(filled).values())
    assert len(filled.search("in:office otters badgers before:2100").hits) == 4


@pytest.mark.skipif(sys.platform != "linux", reason="other systems allow no such names")
def test_names_that_are_not_valid_text_can_be_changed(filled: Library, folder: Path) -> None:
    strange = Path(os.fsdecode(b"\xff"))
    (folder / strange).mkdir()
    (folder / strange / ".semsearchignore").write_text("*.log\n")
    (folder / strange / "a.log").touch()
    note = folder / strange / f"first{strange}.txt"
    note.write_text("Zebras on parade")
    assert filled.reindex().added == 1
    before = ids(filled)
    note.rename(note.with_name(f"second{strange}.txt"))
    assert filled.reindex().moved == 1
    assert ids(filled) == before
    assert [Path(hit.path).name for hit in filled.search("zebras second", 1).hits] == [f"second{strange}.txt"]
    (left_out,) = filled.sources.skipped()
    assert "matches *.log" in left_out.detail


def test_what_moves_to_another_source_keeps_its_documents(filled: Library, folder: Path, tmp_path: Path) -> None:
    before = ids(filled)
    (folder / "home").rename(tmp_path / "archive" / "home")
    report = filled.reindex()
    assert (report.moved, report.added, report.removed, report.encoded) == (3, 0, 0, 0)
    assert ids(filled) == before


def test_a_folder_that_comes_back_is_not_encoded_again(filled: Library, folder: Path, tmp_path: Path) -> None:
    folder.rename(tmp_path / "aside")
    folder.mkdir()
    assert filled.reindex().removed == 6
    (tmp_path / "archive" / "new.txt").write_text("What is new takes the place of one of them.")
    assert filled.reindex().added == 1
    (tmp_path / "aside" / "home").rename(folder / "home")
    report = filled.reindex()
    assert report.added == 3
    assert report.encoded <= 2  # of six texts; which are the oldest depends on which reader was first


def test_what_does_not_come_back_is_given_up(
    filled: Library, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.rename(tmp_path / "aside")
    folder.mkdir()
    filled.reindex()
    monkeypatch.setattr(orphans, "DAYS", -1)
    (tmp_path / "archive" / "new.txt").write_text("The days are over.")
    filled.reindex()
    (tmp_path / "aside" / "home").rename(folder / "home")
    assert filled.reindex().encoded >= 3


def test_the_vectors_of_a_removed_source_are_given_up_at_once(filled: Library, folder: Path) -> None:
    filled.sources.remove([folder])
    filled.reindex()
    filled.sources.add([folder])
    assert filled.reindex().encoded >= 6


def test_files_on_a_disk_that_was_mounted_inside_stay(filled: Library, folder: Path, tmp_path: Path) -> None:
    before = ids(filled)
    disk = folder / "work" / "2024"
    with contextlib.closing(sqlite3.connect(tmp_path / "home" / "catalogue.sqlite")) as connection, connection:
        connection.execute("UPDATE files SET device = 1 << 40 WHERE path LIKE '%/work/%'")
    for mail in disk.iterdir():
        mail.unlink()
    report = filled.reindex()
    assert (report.removed, report.away) == (0, (str(disk),))
    assert ids(filled) == before
    (disk / "other.txt").write_text("The folder itself is used.")
    assert filled.reindex().removed == 3


def test_files_stay_gone_where_devices_are_only_numbered_anew(filled: Library, folder: Path, tmp_path: Path) -> None:
    with contextlib.closing(sqlite3.connect(tmp_path / "home" / "catalogue.sqlite")) as connection, connection:
        connection.execute("UPDATE files SET device = id << 40")
    for mail in (folder / "work" / "2024").iterdir():
        mail.unlink()
    assert filled.reindex().removed == 3


def test_two_files_that_change_places_take_their_documents_along(filled: Library, folder: Path) -> None:
    one, two = folder / "home" / "2024" / "0.eml", folder / "home" / "2024" / "2.eml"
    os.utime(one, (1, 1))
    os.utime(two, (2, 2))
    filled.reindex()
    before = {path: filled.show(str(path)) for path in (one, two)}
    one.rename(folder / "aside")
    two.rename(one)
    (folder / "aside").rename(two)
    assert filled.reindex().moved == 2
    assert filled.show(str(one)).id == before[two].id
    assert filled.show(str(two)).id == before[one].id


def test_a_file_written_anew_beside_its_old_self_stays_what_it_is(filled: Library, folder: Path) -> None:
    note = folder / "notes.txt"
    note.write_text("The first draft of the notes.")
    os.utime(note, (1, 1))
    filled.reindex()
    before = filled.show(str(note)).id
    note.rename(folder / "notes.txt~")
    note.write_text("The second draft of the notes.")
    filled.reindex()
    assert filled.show(str(note)).id == before
    assert "second" in filled.show(str(note)).text


def test_a_renamed_file_learns_its_new_title(filled: Library, folder: Path) -> None:
    (folder / "shopping list.txt").write_text("bread, butter and a dozen eggs")
    filled.reindex()
    before = filled.show(str(folder / "shopping list.txt"))
    (folder / "shopping list.txt").rename(folder / "breakfast plans.txt")
    assert filled.reindex().moved == 1
    after = filled.show(str(folder / "breakfast plans.txt"))
    assert after.id == before.id
    assert after.title == before.title.replace("shopping list", "breakfast plans")


def test_of_a_mailbox_that_grew_only_the_end_is_read(
    library: Library, folder: Path, mail: MailMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    messages = [mail(topic, f"Something about {topic}. " * 50, message_id=f"{n}@x") for n, topic in enumerate(TOPICS)]
    box = folder / "in.mbox"
    box.write_bytes(mbox(*(messages[:5] * 40)))
    library.sources.add([folder])
    library.reindex()
    before = ids(library)
    whole = box.stat().st_size
    read: list[int] = []
    slice_digest = mailboxes._slice_digest

    def counting(file: BinaryIO, place: Place) -> bytes:
        read.append(place.length or 0)
        return slice_digest(file, place)

    monkeypatch.setattr(mailboxes, "_slice_digest", counting)
    with box.open("ab") as file:
        file.write(mbox(messages[5]))
    assert library.reindex().encoded
    assert library.status().documents == 201
    assert before.items() <= ids(library).items()
    assert sum(read) < 0.2 * whole
    assert library.reindex().unchanged == 1


def test_what_was_cut_short_when_it_was_read_is_whole_after_it_has_grown(
    library: Library, folder: Path, mail: MailMaker
) -> None:
    box = mbox(mail("One", "The first of two messages."), mail("Two", "A message that takes long to arrive, it seems."))
    (folder / "in.mbox").write_bytes(box[:-20])
    library.sources.add([folder])
    library.reindex()
    (folder / "in.mbox").write_bytes(box)
    library.reindex()
    assert sorted(document.text for document in all_of(library).values()) == [
        "A message that takes long to arrive, it seems.",
        "The first of two messages.",
    ]
