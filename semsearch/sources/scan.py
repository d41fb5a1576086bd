"""Scans a folder: all files below it, and everything left out, with the reason."""

import hashlib
import os
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path, PurePath
from typing import NamedTuple, TypeAlias

from semsearch.errors import reason
from semsearch.records import SkipReason
from semsearch.sources.rules import CACHE_TAGS, OF_THE_SYSTEM, Rules, is_cache, is_noise


class FileEntry(NamedTuple):
    """A regular file. ``path`` is absolute; if it is a link, the other fields are those of its target. ``inode`` and
    ``device`` are 0 where they are too large, or where listing a folder does not tell them, as on Windows.

    A named tuple, as a scan may create a million: a frozen dataclass takes five times as long.
    """

    path: str
    size: int
    mtime_ns: int
    inode: int
    device: int


@dataclass(frozen=True, slots=True)
class SkippedEntry:
    """A file or a whole folder that was left out."""

    path: str
    reason: SkipReason
    detail: str


Run: TypeAlias = list[FileEntry | SkippedEntry]

_LARGEST = (1 << 63) - 1
"""The largest number that SQLite can store. As a time in nanoseconds it is in 2262, and a wrong clock leaves later
ones; some file systems, those of Windows among them, have larger inode and device numbers."""

_LINK_TO_FOLDER = "a link to a folder; add the folder itself to have it searched"
_LINK_TO_THE_SYSTEM = "a link to no file: the system shows there what it does"


def scan(root: Path, exclude: Sequence[str] = (), inside: Sequence[str] = ()) -> Iterator[Run]:
    """Every file below `root`, depth first and sorted by name within each folder; if `root` is a file, that alone. They
    come in lists: one for the entries of a folder between two of its subfolders.

    `exclude` lists patterns as in .gitignore, relative to `root`, and sizes such as ``>10M``; every folder may add
    patterns in a ``.semsearchignore`` file. With `inside`, a list of absolute paths below `root`, only files in these
    are yielded, and other folders are not even listed; unreadable folders on the way to them are reported.

    Links to folders are not followed, so there are no cycles. A link to a file is followed unless the scan reaches its
    target anyway. No exception is raised: what cannot be read is yielded as skipped.
    """
    top = os.path.abspath(root)  # Path.absolute keeps "..", and resolve would follow links
    try:
        found = os.stat(top)
    except OSError as error:
        return iter([[SkippedEntry(top, SkipReason.UNREADABLE, reason(error))]])
    if not stat.S_ISDIR(found.st_mode):
        return iter([[_file(top, found)]])
    return _Walk(top, exclude, inside).runs()


def reaches(root: Path, path: str, exclude: Sequence[str]) -> bool:
    """Whether a scan of `root` would reach `path`, judging by names alone."""
    top = os.path.abspath(root)
    return path == top or (below(path, top) and _Walk(top, exclude).meets(path, top))


def reached_folders(root: str, exclude: Sequence[str], start: str = "") -> Iterator[str]:
    """`start` (by default `root`, an absolute path) and the folders below it in which a scan of `root` finds files, or
    would if some came: the folders to watch. None if a scan does not get to `start`."""
    return _Walk(root, exclude).folders(start or root)


def why_left_out(root: Path, path: str, exclude: Sequence[str] = ()) -> str:
    """The rule by which a scan of `root` leaves out `path` or a parent of it, in words; "" if there is none."""
    walk = _Walk(os.path.abspath(root), exclude)
    for here in walk.way_to(path):
        folder = os.path.isdir(here)
        rule = walk.rule(here, folder) or (f"is {_LINK_TO_FOLDER}" if folder and os.path.islink(here) else "")
        if rule:
            return f"{'it' if here == path else here} {rule}"
    target = os.path.realpath(path)
    if os.path.islink(path) and os.path.isfile(target) and reaches(root, target, exclude):
        return f"it is a link to {target}, which is read where it is"
    try:
        return walk.rules.too_large(os.stat(path).st_size)
    except OSError:
        return ""


def file_digest(path: str) -> bytes:
    """The SHA-256 of a file: the origin of the documents that are read from it as a whole."""
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def below(path: str, folder: str) -> bool:
    """Whether `path` is `folder` or is in it; both are absolute."""
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


class _Walk:
    """A traversal of a tree. It does not recurse, so that depth is limited only by the operating system."""

    def __init__(self, top: str, exclude: Sequence[str], inside: Sequence[str] = ()) -> None:
        self._top = top
        self._real_top = os.path.realpath(top)
        self.rules = Rules(top, exclude)
        self._inside = tuple(inside)
        self._followed: set[tuple[int, int]] = set()

    def runs(self) -> Iterator[Run]:
        stack = [iter(self._list(self._top))]
        while stack:
            for found in stack[-1]:
                if isinstance(found, str):
                    stack.append(iter(self._list(found)))
                    break
                yield found
            else:
                stack.pop()

    def _list(self, folder: str) -> list[Run | str]:
        """The entries of a folder; subfolders as their paths."""
        try:
            with os.scandir(folder) as entries:
                found = sorted(entries, key=attrgetter("name"))
        except OSError as error:
            return [[SkippedEntry(folder, SkipReason.UNREADABLE, reason(error))]]
        names = {entry.name for entry in found}
        if folder != self._top and not names.isdisjoint(CACHE_TAGS):
            return []
        maildir = {"cur", "new"} <= names
        ruled = self.rules.any_in(folder)
        run: Run = []
        listed: list[Run | str] = [run]
        for entry in found:
            path, name = entry.path, entry.name
            if self._inside and not self._wants(path):
                continue
            if is_noise(name, path) or (maildir and name == "tmp"):
                continue
            seen = self._look(entry, path, ruled)
            if isinstance(seen, str):
                run = []
                listed += [seen, run]
            elif seen is not None:
                run.append(seen)
        return listed

    def _wants(self, path: str) -> bool:
        """Whether `path` is in one of the `inside` paths, or a parent of one."""
        return any(below(path, place) or below(place, path) for place in self._inside)

    def _look(self, entry: "os.DirEntry[str]", path: str, ruled: bool) -> FileEntry | SkippedEntry | str | None:
        try:
            if not ruled and entry.is_file(follow_symlinks=False):  # the fast path, for nearly all files
                return _entry(path, entry.stat(follow_symlinks=False))
            folder = entry.is_dir(follow_symlinks=False)
            excluded = self.rules.excluded_by(path, folder)
            if excluded:
                return SkippedEntry(path, SkipReason.EXCLUDED, excluded)
            if folder:
                return SkippedEntry(path, SkipReason.EXCLUDED, _LINK_TO_FOLDER) if _is_junction(entry) else path
            if entry.is_symlink():
                return self._follow(entry)
            return self._measured(_file(path, entry.stat(follow_symlinks=False)))
        except OSError as error:
            return SkippedEntry(path, SkipReason.UNREADABLE, reason(error))

    def _measured(self, entry: FileEntry | SkippedEntry) -> FileEntry | SkippedEntry:
        too_large = self.rules.too_large(entry.size) if isinstance(entry, FileEntry) else ""
        return SkippedEntry(entry.path, SkipReason.EXCLUDED, too_large) if too_large else entry

    def _follow(self, entry: "os.DirEntry[str]") -> FileEntry | SkippedEntry | None:
        try:
            found = entry.stat()
        except FileNotFoundError:
            return SkippedEntry(entry.path, SkipReason.UNREADABLE, "a link to a file that is not there")
        if stat.S_ISDIR(found.st_mode):
            return SkippedEntry(entry.path, SkipReason.EXCLUDED, _LINK_TO_FOLDER)
        target = os.path.realpath(entry.path)
        if any(below(target, folder) for folder in OF_THE_SYSTEM):  # reading one may wait for ever
            return SkippedEntry(entry.path, SkipReason.UNSUPPORTED, _LINK_TO_THE_SYSTEM)
        identity = (found.st_dev, found.st_ino)
        if identity in self._followed or self.meets(target, self._real_top):
            return None
        self._followed.add(identity)
        return self._measured(_file(entry.path, found))

    def folders(self, start: str) -> Iterator[str]:
        """See `reached_folders`."""
        if not all(map(self._enters, self.way_to(start))):
            return
        yield start
        for folder, names, _ in os.walk(start):
            names[:] = [name for name in names if self._enters(os.path.join(folder, name))]
            yield from (os.path.join(folder, name) for name in names)

    def _enters(self, path: str) -> bool:
        # A hidden folder in a Maildir is about to become one.
        in_maildir = os.path.isdir(os.path.join(os.path.dirname(path), "cur"))
        return not (self.rule(path, True, noise=not in_maildir) or os.path.islink(path))

    def meets(self, target: str, top: str) -> bool:
        """Whether the traversal reaches `target`, a path below `top` without links, by itself."""
        relative = os.path.relpath(target, top)
        if PurePath(relative).parts[0] == os.pardir:
            return False
        *above, last = self.way_to(os.path.join(self._top, relative))
        return not (self.rule(last, False) or any(self.rule(folder, True) for folder in above))

    def way_to(self, path: str) -> list[str]:
        """The paths of what lies between the top and `path`, which is the last of them."""
        parts = PurePath(os.path.relpath(path, self._top)).parts
        return [os.path.join(self._top, *parts[:depth]) for depth in range(1, len(parts) + 1)]

    def rule(self, path: str, folder: bool, *, noise: bool = True) -> str:
        """The rule that leaves out `path`, in words for a sentence about it; "" if there is none. What it lies in is
        not looked at."""
        name = os.path.basename(path)
        if noise and is_noise(name, path):
            kind = "is hidden" if name.startswith(".") else "is of a kind that programs create for their own use"
            return f"{kind}; add it as a source of its own to have it searched"
        if excluded := self.rules.excluded_by(path, folder):
            return excluded
        return "is a cache or an environment of a program" if folder and is_cache(path) else ""


def _is_junction(entry: "os.DirEntry[str]") -> bool:
    """Whether a folder is a link to another one of the kind that Windows does not count as symbolic. (Python 3.11 has
    no `DirEntry.is_junction` yet.)"""
    if sys.platform == "win32":
        return entry.stat(follow_symlinks=False).st_reparse_tag == stat.IO_REPARSE_TAG_MOUNT_POINT
    return False


def _file(path: str, found: os.stat_result) -> FileEntry | SkippedEntry:
    if not stat.S_ISREG(found.st_mode):
        return SkippedEntry(path, SkipReason.UNSUPPORTED, f"not a file but a {_special(found.st_mode)}")
    return _entry(path, found)


def _entry(path: str, found: os.stat_result) -> FileEntry:
    mtime_ns = found.st_mtime_ns
    if mtime_ns > _LARGEST:
        mtime_ns = _LARGEST
    inode, device = found.st_ino, found.st_dev
    if inode > _LARGEST or device > _LARGEST:
        inode = device = 0
    # Equivalent to FileEntry(...), in half the time.
    return tuple.__new__(FileEntry, (path, found.st_size, mtime_ns, inode, device))


def _special(mode: int) -> str:
    if stat.S_ISFIFO(mode):
        return "pipe"
    return "socket" if stat.S_ISSOCK(mode) else "device"
