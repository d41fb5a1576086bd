"""The hints of the system: which paths changed, once they have come to rest."""

import errno
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from watchdog.events import FileModifiedEvent
from watchdog.observers.api import BaseObserver

from semsearch.sources import watch
from semsearch.sources.watch import FolderWatch


@pytest.fixture
def folders() -> Iterator[FolderWatch]:
    with FolderWatch() as opened:
        yield opened


def hints(folders: FolderWatch, wanted: Path) -> set[str]:
    """What comes until `wanted` is among it."""
    found: set[str] = set()
    end = time.monotonic() + 20
    while str(wanted) not in found and time.monotonic() < end:
        found.update(folders.quiet(1))
    return found


def test_what_is_written_renamed_and_removed_is_told(folders: FolderWatch, tmp_path: Path) -> None:
    assert folders.follow([str(tmp_path)]) == {}
    first, second = tmp_path / "first.txt", tmp_path / "second.txt"
    first.write_text("one")
    assert str(first) in hints(folders, first)
    first.rename(second)
    assert {str(first), str(second)} <= hints(folders, second) | hints(folders, first)
    second.unlink()
    assert str(second) in hints(folders, second)


def test_a_folder_that_is_moved_in_is_told_and_followed(folders: FolderWatch, tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir()
    (outside / "deep").mkdir(parents=True)
    folders.follow([str(inside)])
    outside.rename(inside / "moved")
    assert str(inside / "moved") in hints(folders, inside / "moved")
    later = inside / "moved" / "deep" / "later.txt"
    later.write_text("in a folder that came from elsewhere")
    assert str(later) in hints(folders, later)


def test_a_file_is_followed_also_when_a_program_replaces_it(folders: FolderWatch, tmp_path: Path) -> None:
    mailbox, draft = tmp_path / "inbox", tmp_path / "inbox.new"
    mailbox.write_text("old")
    assert folders.follow([str(mailbox)]) == {}
    draft.write_text("new")
    draft.replace(mailbox)
    assert str(mailbox) in hints(folders, mailbox)


def test_a_path_that_keeps_changing_waits_but_not_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(watch.time, "monotonic", lambda: now[0])
    folders = FolderWatch()
    seen = []
    for _ in range(60):  # 12 s of a download
        now[0] += 0.2
        folders.on_any_event(FileModifiedEvent("/downloads/big.pdf"))
        seen += folders.quiet(0)
    assert seen == ["/downloads/big.pdf"]
    now[0] += watch.QUIET_SECONDS
    assert folders.quiet(0) == ["/downloads/big.pdf"]
    assert folders.quiet(0) == []


def test_the_limit_of_the_system_is_told_with_the_command_that_raises_it(
    folders: FolderWatch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(BaseObserver, "schedule", full)
    (reason,) = folders.follow([str(tmp_path)]).values()
    assert "sysctl fs.inotify.max_user_watches" in reason


def test_a_folder_on_the_network_is_left_to_looks(
    folders: FolderWatch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "_remote_mounts", lambda: {watch._mount_of(str(tmp_path))})
    assert folders.follow([str(tmp_path)]) == {str(tmp_path): "it is on a network"}
