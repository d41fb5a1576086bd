"""Moving duplicates to the trash or a folder, hiding them, and undoing that."""

from pathlib import Path

import pytest

from semsearch.errors import NotIndexedError, SemsearchError, UsageError
from semsearch.library import Library
from tests.conftest import MailMaker

TEXT = "The ferry will not sail on Thursday because of the storm, and tickets stay valid for a week."


@pytest.fixture(autouse=True)
def own_trash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A trash of the test's own: where it is, is decided when Send2Trash is imported."""
    data = tmp_path / "data"
    monkeypatch.setenv("XDG_DATA_HOME", str(data))
    import send2trash.plat_other as other

    monkeypatch.setattr(other, "HOMETRASH_B", str(data / "Trash").encode(), raising=False)
    monkeypatch.setattr(other, "HOMETRASH", str(data / "Trash"), raising=False)
    return data / "Trash"


@pytest.fixture
def archive(library: Library, folder: Path, mail: MailMaker) -> Library:
    (folder / "one.eml").write_bytes(mail("Ferry", TEXT, date="Tue, 12 Mar 2024 10:15:00 +0300"))
    (folder / "two.eml").write_bytes(mail("Ferry", TEXT, date="Wed, 13 Mar 2024 10:15:00 +0300", message_id="2@x"))
    library.sources.add([folder])
    library.reindex()
    return library


def apply(archive: Library, action: str, *, dry_run: bool = False) -> list[tuple[str, str]]:
    report = archive.duplicate_actions.apply(archive.duplicates.report("exact").groups, action, dry_run=dry_run)
    return [(item.deed, Path(item.path).name) for item in report.items]


def found(archive: Library) -> list[str]:
    result = archive.search("ferry", mode="keyword")
    return sorted(Path(hit.path).name for hit in result.hits for _ in (0, *hit.copies))


def test_a_dry_run_does_nothing(archive: Library, folder: Path) -> None:
    assert apply(archive, "trash", dry_run=True) == [("trash", "one.eml")]
    assert (folder / "one.eml").exists()
    assert archive.duplicate_actions.log() == []


def test_to_the_trash_and_back(archive: Library, folder: Path, own_trash: Path) -> None:
    content = (folder / "one.eml").read_bytes()
    assert apply(archive, "trash") == [("trash", "one.eml")]
    assert not (folder / "one.eml").exists()
    assert [file.read_bytes() for file in (own_trash / "files").iterdir()] == [content]
    assert archive.status().documents == 1
    report = archive.duplicate_actions.undo()
    assert report.count == 1
    assert (folder / "one.eml").read_bytes() == content
    assert archive.status().documents == 2
    assert list((own_trash / "info").iterdir()) == []
    with pytest.raises(SemsearchError, match="nothing to undo"):
        archive.duplicate_actions.undo()


def test_to_a_folder_and_back(archive: Library, folder: Path, tmp_path: Path) -> None:
    away = tmp_path / "away"
    away.mkdir()
    (away / "one.eml").write_text("something else")
    assert apply(archive, f"move:{away}") == [("move", "one.eml")]
    assert (away / "one (2).eml").exists()
    assert (away / "one.eml").read_text() == "something else"
    archive.duplicate_actions.undo()
    assert (folder / "one.eml").exists()
    assert len(archive.duplicates.report("exact").groups) == 1


def test_undo_overwrites_nothing(archive: Library, folder: Path) -> None:
    apply(archive, "trash")
    (folder / "one.eml").write_text("something new")
    report = archive.duplicate_actions.undo()
    assert [item.deed for item in report.items] == ["skip"]
    assert (folder / "one.eml").read_text() == "something new"
    (folder / "one.eml").unlink()
    assert archive.duplicate_actions.undo().count == 1


def test_what_is_gone_from_the_trash_does_not_keep_the_rest_from_being_undone(
    archive: Library, folder: Path, own_trash: Path
) -> None:
    apply(archive, "hide")
    archive.duplicate_actions.unhide()
    apply(archive, "trash")
    for file in (own_trash / "files").iterdir():
        file.unlink()
    report = archive.duplicate_actions.undo()
    assert [(item.deed, item.reason.endswith("is not there any more")) for item in report.items] == [("skip", True)]
    assert [item.deed for item in archive.duplicate_actions.undo().items] == ["hide"]


def test_a_file_on_a_disk_that_is_away_can_come_back_later(archive: Library, folder: Path, tmp_path: Path) -> None:
    apply(archive, f"move:{tmp_path / 'disk'}")
    (tmp_path / "disk").rename(tmp_path / "away")
    assert archive.duplicate_actions.undo().count == 0
    (tmp_path / "away").rename(tmp_path / "disk")
    assert archive.duplicate_actions.undo().count == 1
    assert (folder / "one.eml").exists()


def test_hidden_documents_are_not_found(archive: Library) -> None:
    assert apply(archive, "hide") == [("hide", "one.eml")]
    assert found(archive) == ["two.eml"]
    assert [Path(each.path).name for each in archive.duplicate_actions.hidden()] == ["one.eml"]
    archive.duplicate_actions.undo()
    assert len(found(archive)) == 2


def test_hidden_documents_are_no_duplicates_any_more(archive: Library) -> None:
    apply(archive, "hide")
    assert archive.duplicates.report("exact").groups == ()
    archive.duplicate_actions.undo()
    assert len(archive.duplicates.report("exact").groups) == 1


def test_what_is_not_indexed_cannot_be_found_again(archive: Library) -> None:
    apply(archive, "hide")
    with pytest.raises(NotIndexedError, match="no document 999"):
        archive.duplicate_actions.unhide([999])
    assert len(archive.duplicate_actions.hidden()) == 1


def test_a_message_in_a_mailbox_is_hidden_and_the_mailbox_unchanged(
    library: Library, folder: Path, mail: MailMaker
) -> None:
    box = folder / "inbox.mbox"
    message = b"From a@example.org Tue Mar 12 10:15:00 2024\n" + mail("Ferry", TEXT)
    box.write_bytes(message + b"\n" + message + b"\n")
    before = box.read_bytes()
    library.sources.add([folder])
    library.reindex()
    report = library.duplicate_actions.apply(library.duplicates.report("exact").groups, "trash")
    assert [(item.deed, item.reason.split(":")[0]) for item in report.items] == [
        ("hide", "it is part of another file, which is left unchanged")
    ]
    assert box.read_bytes() == before
    assert len(found(library)) == 1


def test_changed_files_and_those_without_a_counterpart_are_left_alone(archive: Library, folder: Path) -> None:
    groups = archive.duplicates.report("exact").groups
    (folder / "one.eml").write_text("changed")
    assert [item.deed for item in archive.duplicate_actions.apply(groups, "trash").items] == ["skip"]
    (folder / "two.eml").unlink()
    assert "kept one" in archive.duplicate_actions.apply(groups, "trash").items[0].reason
    assert (folder / "one.eml").exists()


def test_an_unknown_action_is_refused(archive: Library) -> None:
    with pytest.raises(UsageError, match="no action 'delete'"):
        apply(archive, "delete")
