import os
import socket
import stat
import sys
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from types import SimpleNamespace

import pytest

from semsearch.records import SkipReason
from semsearch.sources import scan as scanning
from semsearch.sources.scan import FileEntry, SkippedEntry, _file, scan


def _make(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)


def _entries(root: Path, exclude: Sequence[str] = (), inside: Sequence[str] = ()) -> Iterator[FileEntry | SkippedEntry]:
    return chain.from_iterable(scan(root, exclude, inside))


def _files(root: Path, exclude: Sequence[str] = ()) -> list[str]:
    return [os.path.relpath(entry.path, root) for entry in _entries(root, exclude) if isinstance(entry, FileEntry)]


def _skipped(root: Path, exclude: Sequence[str] = ()) -> list[tuple[str, SkipReason]]:
    return [
        (os.path.relpath(entry.path, root), entry.reason)
        for entry in _entries(root, exclude)
        if isinstance(entry, SkippedEntry)
    ]


def test_files_are_sorted_and_have_size_time_and_inode(tmp_path: Path) -> None:
    _make(tmp_path, "b.txt", "a/z.txt", "a/y.txt", "c/d/e.txt")

    assert _files(tmp_path) == ["a/y.txt", "a/z.txt", "b.txt", "c/d/e.txt"]
    entry = next(iter(_entries(tmp_path)))
    found = (tmp_path / "a/y.txt").stat()
    assert entry == FileEntry(str(tmp_path / "a/y.txt"), found.st_size, found.st_mtime_ns, found.st_ino, found.st_dev)


def test_root_may_be_a_file(tmp_path: Path) -> None:
    _make(tmp_path, "mbox")

    assert [entry.path for entry in _entries(tmp_path / "mbox")] == [str(tmp_path / "mbox")]


def test_paths_are_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _make(tmp_path, "mail/a.eml")
    monkeypatch.chdir(tmp_path)

    assert [entry.path for entry in _entries(Path("mail"))] == [str(tmp_path / "mail/a.eml")]


def test_missing_root_is_unreadable(tmp_path: Path) -> None:
    assert [(entry.path, entry.reason) for entry in _entries(tmp_path / "gone") if isinstance(entry, SkippedEntry)] == [
        (str(tmp_path / "gone"), SkipReason.UNREADABLE)
    ]


def test_hidden_files_and_noise_are_left_out(tmp_path: Path) -> None:
    _make(tmp_path, ".hidden", ".git/config", "node_modules/x.js", "__pycache__/x.pyc", "a.msf", "dovecot.index.log")
    _make(tmp_path, "Mail/msgFilterRules.dat", "Mail/popstate.dat", "virtualFolders.dat")
    _make(tmp_path, "dovecot.txt", "seen.txt")

    assert _files(tmp_path) == ["dovecot.txt", "seen.txt"]
    assert _skipped(tmp_path) == []


def test_what_kmail_has_below_a_folder_is_searched(tmp_path: Path) -> None:
    _make(tmp_path, "inbox/cur/1", ".inbox.directory/Work/cur/2", ".inbox.directory/.Work.directory/New/cur/3")
    _make(tmp_path, ".inbox.index", ".directory")

    assert _files(tmp_path) == [
        ".inbox.directory/.Work.directory/New/cur/3",
        ".inbox.directory/Work/cur/2",
        "inbox/cur/1",
    ]


def test_scripts_and_styles_that_were_saved_with_a_page_are_left_out(tmp_path: Path) -> None:
    _make(tmp_path, "Soup.html", "Soup_files/jquery.js", "Soup_files/style.css", "Soup_files/frame.html")
    _make(tmp_path, "Plan.htm", "Plan.files/filelist.xml", "Plan.files/sheet001.htm", "tax_files/2023.txt")

    assert _files(tmp_path) == [
        "Plan.files/sheet001.htm", "Plan.htm", "Soup.html", "Soup_files/frame.html", "tax_files/2023.txt",
    ]  # fmt: skip


def test_what_is_attached_to_a_note_that_was_exported_as_a_page_is_searched(tmp_path: Path) -> None:
    _make(tmp_path, "Flat.html", "Flat_files/lease.pdf", "Flat_files/letters/1.docx", "Flat_files/style.css")

    assert _files(tmp_path) == ["Flat.html", "Flat_files/lease.pdf", "Flat_files/letters/1.docx"]


def test_hidden_root_is_searched(tmp_path: Path) -> None:
    _make(tmp_path, ".mail/a.eml")

    assert _files(tmp_path / ".mail") == ["a.eml"]


def test_maildir_gives_the_mails_of_its_folders(tmp_path: Path) -> None:
    for folder in ("", ".Sent/", ".Archive.2023/"):
        _make(tmp_path, f"{folder}cur/1:2,S", f"{folder}new/2", f"{folder}tmp/3", f"{folder}maildirfolder")

    assert _files(tmp_path) == [
        ".Archive.2023/cur/1:2,S", ".Archive.2023/new/2", ".Sent/cur/1:2,S", ".Sent/new/2", "cur/1:2,S", "new/2",
    ]  # fmt: skip


def test_folder_called_tmp_is_ordinary_outside_a_maildir(tmp_path: Path) -> None:
    _make(tmp_path, "tmp/a.txt")

    assert _files(tmp_path) == ["tmp/a.txt"]


@pytest.mark.parametrize(
    ("pattern", "left", "named"),
    [
        ("*.log", ["a/b/d.txt", "a/c.txt", "build/e.txt"], ["a/b/x.log", "x.log"]),
        ("build", ["a/b/d.txt", "a/b/x.log", "a/c.txt", "x.log"], ["build"]),
        ("build/", ["a/b/d.txt", "a/b/x.log", "a/c.txt", "x.log"], ["build"]),
        ("/x.log", ["a/b/d.txt", "a/b/x.log", "a/c.txt", "build/e.txt"], ["x.log"]),
        ("a/b", ["a/c.txt", "build/e.txt", "x.log"], ["a/b"]),
        ("a/*", ["build/e.txt", "x.log"], ["a/b", "a/c.txt"]),
        ("a/**/d.txt", ["a/b/x.log", "a/c.txt", "build/e.txt", "x.log"], ["a/b/d.txt"]),
        ("**/b", ["a/c.txt", "build/e.txt", "x.log"], ["a/b"]),
        ("x.log/", ["a/b/d.txt", "a/b/x.log", "a/c.txt", "build/e.txt", "x.log"], []),
        ("nothing", ["a/b/d.txt", "a/b/x.log", "a/c.txt", "build/e.txt", "x.log"], []),
        ("", ["a/b/d.txt", "a/b/x.log", "a/c.txt", "build/e.txt", "x.log"], []),
    ],
)
def test_an_excluded_folder_or_file_is_reported_once(
    tmp_path: Path, pattern: str, left: list[str], named: list[str]
) -> None:
    _make(tmp_path, "a/b/d.txt", "a/b/x.log", "a/c.txt", "build/e.txt", "x.log")

    assert _files(tmp_path, [pattern]) == left
    assert _skipped(tmp_path, [pattern]) == [(name, SkipReason.EXCLUDED) for name in named]


def test_link_to_a_file_elsewhere_is_followed_once(tmp_path: Path) -> None:
    _make(tmp_path, "elsewhere/a.txt", "root/b.txt")
    for name in ("one", "two"):
        (tmp_path / "root" / name).symlink_to(tmp_path / "elsewhere/a.txt")

    assert _files(tmp_path / "root") == ["b.txt", "one"]


def test_a_link_to_a_file_that_is_scanned_anyway_is_not_followed(tmp_path: Path) -> None:
    _make(tmp_path, "z/real.txt")
    (tmp_path / "a-link").symlink_to(tmp_path / "z/real.txt")

    assert _files(tmp_path) == ["z/real.txt"]


def test_link_to_a_hidden_file_is_followed(tmp_path: Path) -> None:
    _make(tmp_path, ".store/real.txt")
    (tmp_path / "link.txt").symlink_to(tmp_path / ".store/real.txt")

    assert _files(tmp_path) == ["link.txt"]


def test_a_link_to_a_folder_is_reported_and_not_followed(tmp_path: Path) -> None:
    _make(tmp_path, "a/b.txt")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)

    assert _files(tmp_path) == ["a/b.txt"]
    assert _skipped(tmp_path) == [("a/loop", SkipReason.EXCLUDED)]


def test_broken_link_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "broken").symlink_to(tmp_path / "gone")

    assert _skipped(tmp_path) == [("broken", SkipReason.UNREADABLE)]


def test_link_to_itself_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "self").symlink_to(tmp_path / "self")

    assert _skipped(tmp_path) == [("self", SkipReason.UNREADABLE)]


def test_pipes_and_sockets_are_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.chdir(tmp_path)  # the name of a socket must be short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")

        assert _skipped(tmp_path) == [("pipe", SkipReason.UNSUPPORTED), ("socket", SkipReason.UNSUPPORTED)]


@pytest.mark.skipif(sys.platform != "linux", reason="no other system shows so much as files")
def test_a_link_to_what_the_system_shows_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "mtab").symlink_to("/proc/self/mounts")
    (tmp_path / "by way of a link").symlink_to(tmp_path / "mtab")

    assert _skipped(tmp_path) == [("by way of a link", SkipReason.UNSUPPORTED), ("mtab", SkipReason.UNSUPPORTED)]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable_folder_does_not_stop_the_rest(tmp_path: Path) -> None:
    _make(tmp_path, "closed/a.txt", "open/b.txt")
    (tmp_path / "closed").chmod(0)
    try:
        assert _files(tmp_path) == ["open/b.txt"]
        assert _skipped(tmp_path) == [("closed", SkipReason.UNREADABLE)]
    finally:
        (tmp_path / "closed").chmod(stat.S_IRWXU)


def test_folder_that_vanishes_during_the_walk_is_unreadable(tmp_path: Path) -> None:
    _make(tmp_path, "a.txt", "b/c.txt", "d.txt")
    walk = _entries(tmp_path)
    next(walk)
    (tmp_path / "b/c.txt").unlink()
    (tmp_path / "b").rmdir()

    rest = list(walk)

    assert isinstance(rest[0], SkippedEntry)
    assert rest[0].reason is SkipReason.UNREADABLE
    assert isinstance(rest[1], FileEntry)


def test_name_that_is_not_utf_8_is_kept(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode("привет.txt".encode("cp1251"))
    path.touch()

    (entry,) = _entries(tmp_path, ["*.log"])

    assert entry.path == str(path)


def test_numbers_of_a_file_system_fit_into_the_catalogue() -> None:
    known = {"st_mode": stat.S_IFREG, "st_size": 5, "st_mtime_ns": 1 << 64}
    entry = _file("/m/a", SimpleNamespace(**known, st_ino=(1 << 64) - 1, st_dev=(1 << 64) - 2))  # type: ignore[arg-type]
    assert isinstance(entry, FileEntry)
    assert entry.mtime_ns < 1 << 63
    assert (entry.inode, entry.device) == (0, 0)


def test_a_junction_of_windows_is_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _make(tmp_path, "mail/a.eml", "junction/a.eml")
    monkeypatch.setattr(scanning, "_is_junction", lambda entry: entry.name == "junction")

    assert _files(tmp_path) == ["mail/a.eml"]
    assert _skipped(tmp_path) == [("junction", SkipReason.EXCLUDED)]


@pytest.mark.parametrize(("tag", "junction"), [(0xA0000003, True), (0, False)])
def test_a_junction_is_told_by_its_tag(monkeypatch: pytest.MonkeyPatch, tag: int, junction: bool) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", 0xA0000003, raising=False)

    class Entry:
        def stat(self, *, follow_symlinks: bool) -> object:
            assert not follow_symlinks
            return SimpleNamespace(st_reparse_tag=tag)

    assert scanning._is_junction(Entry()) is junction  # type: ignore[arg-type]
