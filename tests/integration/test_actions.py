"""Moving duplicates to the trash or a folder, hiding them, and undoing that."""

import errno
import os
import shutil
from pathlib import Path

import pytest

from semsearch.duplicates import trash
from semsearch.errors import Cancelled, NotIndexedError, SemsearchError, UsageError
from semsearch.library import Library
from semsearch.progress import Step
from tests.conftest import MailMaker
from tests.files import mbox

TEXT = "The ferry will not sail on Thursday because of the storm, and tickets stay valid for a week."
LATER = "Thu, 14 Mar 2024 10:15:00 +0300"


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


@pytest.mark.parametrize("phase", ["extract", "encode"])
def test_what_a_run_has_left_to_do_is_left_for_the_next_one(
    archive: Library, folder: Path, mail: MailMaker, phase: str
) -> None:
    def stop(step: Step) -> None:
        if step.phase == phase:
            raise Cancelled("enough")

    for name in ("new", "newer"):
        (folder / f"{name}.eml").write_bytes(mail(name, f"Something {name} about the mail server", message_id=name))
    with pytest.raises(Cancelled):
        archive.reindex(progress=stop)
    assert _left(archive) >= 2
    assert apply(archive, "trash") == [("trash", "one.eml")]
    assert found(archive) == ["two.eml"]
    assert _left(archive) >= 2
    archive.duplicate_actions.undo()
    assert _left(archive) >= 2
    archive.reindex()
    assert (len(found(archive)), _left(archive)) == (2, 0)


def _left(archive: Library) -> int:
    """How many files are not read yet and how many texts have no vector: the two new mails, and what was written so
    shortly before it was read that it is read again."""
    status = archive.status()
    return status.files.get("pending", 0) + status.texts - status.vectors


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
    archive: Library, own_trash: Path
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
    box.write_bytes(mbox(mail("Ferry", TEXT), mail("Ferry", TEXT)))
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


def test_files_are_not_moved_into_a_file(archive: Library, folder: Path) -> None:
    with pytest.raises(UsageError, match=r"two.eml is no folder"):
        apply(archive, f"move:{folder / 'two.eml'}")


def test_a_file_stays_if_the_kept_one_has_changed_since(archive: Library, folder: Path) -> None:
    (folder / "two.eml").write_bytes(b"")
    report = archive.duplicate_actions.apply(archive.duplicates.report("exact").groups, "trash")
    assert [(item.deed, item.reason) for item in report.items] == [
        ("skip", "the kept one has changed since it was indexed; run reindex")
    ]
    assert (folder / "one.eml").exists()
    assert report.batch is None


def test_a_kept_one_that_was_only_touched_still_counts(archive: Library, folder: Path) -> None:
    (folder / "two.eml").touch()
    assert apply(archive, "trash") == [("trash", "one.eml")]


def test_a_file_stays_if_the_mailbox_with_the_kept_one_has_changed_since(
    archive: Library, folder: Path, mail: MailMaker
) -> None:
    box = folder / "old.mbox"
    box.write_bytes(b"From x Tue Mar 12 10:15:00 2024\n" + mail("Ferry", TEXT, message_id="3@x", date=LATER) + b"\n")
    archive.reindex()
    box.write_bytes(b"")
    assert sorted(apply(archive, "trash")) == [("skip", "one.eml"), ("skip", "two.eml")]


def test_a_file_is_no_duplicate_of_itself_under_another_name(archive: Library, folder: Path, tmp_path: Path) -> None:
    copies = tmp_path / "copies"
    shutil.copytree(folder, copies)
    archive.sources.add([copies])
    archive.reindex()
    shutil.rmtree(copies)
    copies.symlink_to(folder, target_is_directory=True)
    report = archive.duplicate_actions.apply(archive.duplicates.report("exact").groups, "trash")
    assert "it is the same file as the kept one, under another name" in [item.reason for item in report.items]
    assert (folder / "two.eml").exists()


@pytest.fixture
def three(archive: Library, folder: Path, mail: MailMaker) -> Library:
    (folder / "three.eml").write_bytes(mail("Ferry", TEXT, date=LATER, message_id="3@x"))
    archive.reindex()
    return archive


def test_a_file_that_changes_while_others_are_moved_stays(
    three: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = trash.put
    other = {"one.eml": "two.eml", "two.eml": "one.eml"}

    def put_and_change(path: Path) -> Path | None:
        (folder / other[path.name]).write_text("edited")
        return put(path)

    monkeypatch.setattr(trash, "put", put_and_change)
    assert [deed for deed, _ in apply(three, "trash")] == ["trash", "skip"]


def test_what_was_moved_before_an_interruption_is_known_and_can_be_undone(
    three: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = trash.put
    done: list[Path] = []

    def put_one(path: Path) -> Path | None:
        if done:
            raise KeyboardInterrupt
        done.append(path)
        return put(path)

    monkeypatch.setattr(trash, "put", put_one)
    with pytest.raises(KeyboardInterrupt):
        apply(three, "trash")
    assert len(list(folder.iterdir())) == three.status().documents == 2
    assert three.duplicate_actions.undo().count == 1
    assert len(list(folder.iterdir())) == three.status().documents == 3


def test_it_tells_how_far_it_is_and_stops_when_it_is_told_to(three: Library, folder: Path) -> None:
    stop_at = 1
    steps: list[tuple[int, int | None]] = []

    def report(step: Step, /) -> None:
        if step.phase == "apply":
            steps.append((step.done, step.total))
            if step.done == stop_at:
                raise Cancelled

    groups = three.duplicates.report("exact").groups
    with pytest.raises(Cancelled):
        three.duplicate_actions.apply(groups, "trash", progress=report)
    assert steps == [(0, 2), (1, 2)]
    assert len(list(folder.iterdir())) == three.status().documents == 2
    with pytest.raises(Cancelled):
        three.duplicate_actions.undo(report)
    assert len(list(folder.iterdir())) == three.status().documents == 3
    stop_at = 9
    three.duplicate_actions.apply(groups, "hide", progress=report)
    assert steps[-3:] == [(0, 2), (1, 2), (2, 2)]


def test_a_full_disk_leaves_no_part_of_a_file(
    archive: Library, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rename(*_: object) -> None:
        raise OSError(errno.EXDEV, "Invalid cross-device link")

    def copy(_: str, target: str, **__: object) -> None:
        Path(target).write_text("a part")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "rename", rename)
    monkeypatch.setattr(shutil, "copyfile", copy)
    report = archive.duplicate_actions.apply(archive.duplicates.report("exact").groups, f"move:{tmp_path / 'away'}")
    assert [(item.deed, item.reason) for item in report.items] == [("skip", "no space left on device")]
    assert (folder / "one.eml").exists()
    assert list((tmp_path / "away").iterdir()) == []


def test_decisions_outlive_moves_and_reindexing(three: Library, folder: Path) -> None:
    ids = {Path(member.path).name: member.id for member in three.duplicates.report("exact").groups[0].members}
    three.duplicates.pin([ids["one.eml"]])
    (folder / "sub").mkdir()
    (folder / "one.eml").rename(folder / "sub" / "renamed.eml")
    three.reindex(full=True)
    group = three.duplicates.report("exact", keep="newest").groups[0]
    assert {Path(member.path).name for member in group.members if member.pinned} >= {"renamed.eml"}
    assert ("skip", "renamed.eml") not in apply(three, "trash", dry_run=True)
    assert "renamed.eml" not in [name for _, name in apply(three, "trash")]
