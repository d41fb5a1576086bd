"""Change notifications are reported once the paths have stopped changing."""

import errno
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import psutil
import pytest
from watchdog.events import FileModifiedEvent
from watchdog.observers.api import BaseObserver

from semsearch.sources import watch
from semsearch.sources.watch import FolderWatch, held_watches, watched_folders


@pytest.fixture
def folders() -> Iterator[FolderWatch]:
    with FolderWatch() as opened:
        yield opened


def hints(folders: FolderWatch, *wanted: Path) -> set[str]:
    """What comes until all that is `wanted` is among it."""
    found: set[str] = set()
    end = time.monotonic() + 20
    while not set(map(str, wanted)) <= found and time.monotonic() < end:
        found.update(folders.quiet(1))
    return found


def test_writing_renaming_and_removing_are_reported(folders: FolderWatch, tmp_path: Path) -> None:
    assert folders.follow({str(tmp_path): ()}) == {}
    first, second = tmp_path / "first.txt", tmp_path / "second.txt"
    first.write_text("one")
    assert str(first) in hints(folders, first)
    first.rename(second)
    assert {str(first), str(second)} <= hints(folders, first, second)
    second.unlink()
    assert str(second) in hints(folders, second)


def test_a_folder_that_is_moved_in_is_reported_and_watched(folders: FolderWatch, tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir()
    (outside / "deep").mkdir(parents=True)
    folders.follow({str(inside): ()})
    outside.rename(inside / "moved")
    assert str(inside / "moved") in hints(folders, inside / "moved")
    later = inside / "moved" / "deep" / "later.txt"
    later.write_text("in a folder that came from elsewhere")
    assert str(later) in hints(folders, later)


def test_a_replaced_file_is_still_watched(folders: FolderWatch, tmp_path: Path) -> None:
    mailbox, draft = tmp_path / "inbox", tmp_path / "inbox.new"
    mailbox.write_text("old")
    assert folders.follow({str(mailbox): ()}) == {}
    draft.write_text("new")
    draft.replace(mailbox)
    assert str(mailbox) in hints(folders, mailbox)


def test_a_change_below_a_link_is_reported_where_the_source_is(folders: FolderWatch, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    folders.follow({str(tmp_path / "link"): ()})
    folders.on_any_event(FileModifiedEvent(str(tmp_path / "real" / "new.txt")))  # as macOS tells it
    assert str(tmp_path / "link" / "new.txt") in hints(folders, tmp_path / "link" / "new.txt")


def test_links_that_lead_round_in_circles_do_not_end_watching(folders: FolderWatch, tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    for name in ("one", "other"):
        (outside / name).symlink_to(".")
    folders.follow({str(inside): ()})
    shutil.copytree(outside, inside / "new", symlinks=True)
    outside.rename(inside / "moved")
    (inside / "later.txt").write_text("after folders with links to themselves")
    assert str(inside / "later.txt") in hints(folders, inside / "later.txt")


def test_what_comes_into_a_folder_reached_by_a_link_is_reported(folders: FolderWatch, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    folders.follow({str(tmp_path / "link"): ()})
    (tmp_path / "real" / "new.txt").write_text("new")
    assert str(tmp_path / "link" / "new.txt") in hints(folders, tmp_path / "link" / "new.txt")


def test_a_path_that_keeps_changing_is_reported_eventually(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
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


def test_the_limit_of_watches_is_reported_with_the_command_to_raise_it(
    folders: FolderWatch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(BaseObserver, "schedule", full)
    (reason,) = folders.follow({str(tmp_path): ()}).values()
    assert "sysctl fs.inotify.max_user_watches" in reason


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such limit")
def test_what_is_watched_is_counted_as_the_system_counts_it(folders: FolderWatch, tmp_path: Path) -> None:
    for name in ("mail/cur", "mail/new", ".cache/thumbnails"):
        (tmp_path / name).mkdir(parents=True)
    process = Path("/proc/self")
    before = held_watches(process)
    folders.follow({str(tmp_path): ()})
    assert held_watches(process) - before == watched_folders({str(tmp_path): ()}) == 4


@pytest.mark.skipif(sys.platform != "linux", reason="other systems watch whole trees")
def test_folders_that_are_not_searched_take_no_watches(folders: FolderWatch, tmp_path: Path) -> None:
    for name in ("src/deep", "node_modules/one/two", ".git/objects/ab", "build/out"):
        (tmp_path / name).mkdir(parents=True)
    process = Path("/proc/self")
    before = held_watches(process)
    folders.follow({str(tmp_path): ("/build/",)})
    assert held_watches(process) - before == 3  # the root, src and src/deep
    (tmp_path / "node_modules/late/later").mkdir(parents=True)
    (tmp_path / "src/new/er").mkdir(parents=True)
    assert str(tmp_path / "src/new/er") in hints(folders, tmp_path / "src/new/er")
    assert held_watches(process) - before == 5


def test_a_folder_is_watched_once_no_rule_leaves_it_out(folders: FolderWatch, tmp_path: Path) -> None:
    ignored = tmp_path / ".semsearchignore"
    ignored.write_text("/build/\n")
    (tmp_path / "build").mkdir()
    folders.follow({str(tmp_path): ("/out/",)})
    ignored.write_text("")
    hints(folders, ignored)
    folders.follow({str(tmp_path): ("/out/",)})
    (tmp_path / "build" / "one.txt").write_text("one")
    assert str(tmp_path / "build" / "one.txt") in hints(folders, tmp_path / "build" / "one.txt")
    (tmp_path / "out").mkdir()
    hints(folders, tmp_path / "out")
    folders.follow({str(tmp_path): ()})
    (tmp_path / "out" / "two.txt").write_text("two")
    assert str(tmp_path / "out" / "two.txt") in hints(folders, tmp_path / "out" / "two.txt")


def test_a_new_folder_of_a_maildir_is_watched(folders: FolderWatch, tmp_path: Path) -> None:
    (tmp_path / "cur").mkdir()
    folders.follow({str(tmp_path): ()})
    for name in ("new", "cur"):
        (tmp_path / ".Work" / name).mkdir(parents=True)
    hints(folders, tmp_path / ".Work" / "cur")
    (tmp_path / ".Work" / "new" / "1.mail").write_text("one")
    assert str(tmp_path / ".Work" / "new" / "1.mail") in hints(folders, tmp_path / ".Work" / "new" / "1.mail")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such limit")
def test_the_limit_reached_below_the_root_is_reported_too(
    folders: FolderWatch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from watchdog.observers.inotify_c import InotifyFD

    (tmp_path / "one" / "two").mkdir(parents=True)
    before, add = held_watches(Path("/proc/self")), InotifyFD.add_callback

    def two(self: InotifyFD, path: bytes, *rest: Any) -> Any:  # noqa: ANN401
        if path.endswith(b"two"):
            raise OSError(errno.ENOSPC, "inotify watch limit reached")
        return add(self, path, *rest)

    monkeypatch.setattr(InotifyFD, "add_callback", two)
    (reason,) = folders.follow({str(tmp_path): ()}).values()
    assert "sysctl fs.inotify.max_user_watches" in reason
    assert held_watches(Path("/proc/self")) == before
    monkeypatch.setattr(InotifyFD, "add_callback", add)
    assert list(folders.follow({str(tmp_path): ()}).values()) == [reason]  # not asked for again so soon
    assert folders.follow({str(tmp_path): ("/other/",)}) == {}  # but if there may be fewer to watch


class Disk(NamedTuple):
    mountpoint: str
    fstype: str


def test_a_folder_on_the_network_is_not_watched(
    folders: FolderWatch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = Disk(watch._mount_of(str(tmp_path)), "nfs4")
    monkeypatch.setattr(psutil, "disk_partitions", lambda **_: [disk])
    assert folders.follow({str(tmp_path): ()}) == {str(tmp_path): "it is on a network"}


def test_a_disk_that_is_mounted_inside_a_folder_is_looked_at(
    folders: FolderWatch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disks = [Disk("/", "ext4")]
    monkeypatch.setattr(psutil, "disk_partitions", lambda **_: disks)
    folders.follow({str(tmp_path): ()})
    disks += [Disk(str(tmp_path / "usb"), "vfat"), Disk(str(tmp_path / "share"), "cifs")]
    assert folders.follow({str(tmp_path): ()}) == {str(tmp_path / "share"): "it is on a network"}
    assert str(tmp_path) in hints(folders, tmp_path)
