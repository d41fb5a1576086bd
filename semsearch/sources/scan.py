"""What is on disk: every file below a root, and what could not be looked at, with its reason."""

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from fnmatch import fnmatchcase
from pathlib import Path, PurePath

from semsearch.records import SkipReason

NOISE = (
    "__pycache__",
    "node_modules",
    "*.msf",  # Thunderbird's index of a mailbox
    "dovecot.index*",
    "dovecot.list.index*",
    "dovecot.mailbox.log*",
    "dovecot-uidlist*",
    "dovecot-uidvalidity*",
    "dovecot-keywords*",
    "maildirfolder",
    "maildirsize",
    "courierimap*",
    ",[0-9]*",  # what MH programs have deleted
)
"""Names that are never looked at, besides those that start with a dot and the ``tmp`` folder of a Maildir: they hold
nothing that a person wrote. The root itself may have any name, and a dot-folder that is a Maildir is not hidden."""


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A regular file. ``path`` is absolute; where it is a link, the other fields are those of its target."""

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


def scan(root: Path, exclude: Sequence[str] = (), inside: Sequence[str] = ()) -> Iterator[FileEntry | SkippedEntry]:
    """Every file below `root`, sorted by name within each folder, depth first; `root` itself where it is a file.

    With `inside`, absolute paths below `root`, only what lies in one of these, and folders above them that cannot be
    looked into; other folders are not even listed.

    `exclude` takes globs as in .gitignore: one without a slash matches the name of a file or folder anywhere, one with
    a slash the path relative to `root`; ``**`` stands for any number of folders, a slash at the end for a folder only.
    Links to folders are not followed, so there are no loops. A link to a file is followed, unless the scan meets the
    file itself anyway. Nothing is raised: what cannot be read is yielded as skipped.
    """
    top = os.path.abspath(root)  # noqa: PTH100 - Path.absolute keeps "..", and resolve would follow links
    try:
        found = os.stat(top)  # noqa: PTH116 - no Path objects in a loop over a million files
    except OSError as error:
        yield SkippedEntry(top, SkipReason.UNREADABLE, _reason(error))
        return
    if not stat.S_ISDIR(found.st_mode):
        yield _file(top, found)
        return
    yield from _Walk(top, exclude, inside).entries()


def reaches(root: Path, path: str, exclude: Sequence[str] = ()) -> bool:
    """Whether a scan of `root` would come to `path`, going by its name alone."""
    top = os.path.abspath(root)  # noqa: PTH100
    return path == top or (below(path, top) and _Walk(top, exclude).meets(path, top))


def below(path: str, folder: str) -> bool:
    """Whether `path` is `folder` or lies in it; both absolute."""
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


@dataclass(frozen=True, slots=True)
class _Glob:
    """One exclude pattern, cut at its slashes."""

    text: str
    parts: tuple[str, ...]
    anywhere: bool
    folders_only: bool

    @classmethod
    def parse(cls, pattern: str) -> "_Glob":
        bare = pattern.rstrip("/")
        parts = tuple(part for part in bare.split("/") if part not in ("", "."))
        return cls(pattern, parts, "/" not in bare, pattern.endswith("/"))

    def matches(self, parts: Sequence[str], folder: bool) -> bool:
        if not self.parts or (self.folders_only and not folder):
            return False
        if self.anywhere:
            return fnmatchcase(parts[-1], self.parts[0])
        return _match(parts, self.parts)


def _match(parts: Sequence[str], globs: Sequence[str]) -> bool:
    if not globs:
        return not parts
    if globs[0] == "**":
        return any(_match(parts[skipped:], globs[1:]) for skipped in range(len(parts) + 1))
    return bool(parts) and fnmatchcase(parts[0], globs[0]) and _match(parts[1:], globs[1:])


class _Sign(Enum):
    """What a look at an entry can say besides what to yield."""

    DESCEND = auto()


class _Walk:
    """One walk through a tree, without recursion, so that its depth is limited by the system alone."""

    def __init__(self, top: str, exclude: Sequence[str], inside: Sequence[str] = ()) -> None:
        self._top = top
        self._real_top = os.path.realpath(top)
        self._globs = tuple(_Glob.parse(pattern) for pattern in exclude)
        self._inside = tuple(inside)
        self._followed: set[tuple[int, int]] = set()

    def entries(self) -> Iterator[FileEntry | SkippedEntry]:
        stack = [self._list(self._top)]
        while stack:
            item = next(stack[-1], None)
            if item is None:
                stack.pop()
            elif isinstance(item, SkippedEntry):
                yield item
            elif (result := self._look(item)) is _Sign.DESCEND:
                stack.append(self._list(item.path))
            elif result is not None:
                yield result

    def _list(self, folder: str) -> Iterator["os.DirEntry[str] | SkippedEntry"]:
        try:
            with os.scandir(folder) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            yield SkippedEntry(folder, SkipReason.UNREADABLE, _reason(error))
            return
        names = {entry.name for entry in found}
        maildir = {"cur", "new"} <= names
        for entry in found:
            if self._wants(entry.path) and not (_is_noise(entry) or (maildir and entry.name == "tmp")):
                yield entry

    def _wants(self, path: str) -> bool:
        """Whether `path` lies in one of the places asked for, or on the way to one."""
        return not self._inside or any(below(path, place) or below(place, path) for place in self._inside)

    def _look(self, entry: "os.DirEntry[str]") -> "FileEntry | SkippedEntry | _Sign | None":
        try:
            folder = entry.is_dir(follow_symlinks=False)
            excluded = self._excluded_by(entry.path, folder)
            if excluded:
                return SkippedEntry(entry.path, SkipReason.EXCLUDED, f"matches {excluded}")
            if folder:
                return _Sign.DESCEND
            if entry.is_symlink():
                return self._follow(entry)
            return _file(entry.path, entry.stat(follow_symlinks=False))
        except OSError as error:
            return SkippedEntry(entry.path, SkipReason.UNREADABLE, _reason(error))

    def _excluded_by(self, path: str, folder: bool) -> str:
        if not self._globs:
            return ""
        parts = PurePath(os.path.relpath(path, self._top)).parts
        return next((glob.text for glob in self._globs if glob.matches(parts, folder)), "")

    def _follow(self, entry: "os.DirEntry[str]") -> FileEntry | SkippedEntry | None:
        try:
            found = entry.stat()
        except FileNotFoundError:
            return SkippedEntry(entry.path, SkipReason.UNREADABLE, "a link to a file that is not there")
        if stat.S_ISDIR(found.st_mode):
            return SkippedEntry(
                entry.path, SkipReason.EXCLUDED, "a link to a folder; add the folder itself to have it searched"
            )
        identity = (found.st_dev, found.st_ino)
        if identity in self._followed or self.meets(os.path.realpath(entry.path), self._real_top):
            return None
        self._followed.add(identity)
        return _file(entry.path, found)

    def meets(self, target: str, top: str) -> bool:
        """Whether the walk comes to `target`, a path without links below `top`, on its own way."""
        parts = PurePath(os.path.relpath(target, top)).parts
        if parts[0] == os.pardir:
            return False
        for depth in range(1, len(parts) + 1):
            path = os.path.join(self._top, *parts[:depth])  # noqa: PTH118
            if _is_noise_name(parts[depth - 1], path) or self._excluded_by(path, depth < len(parts)):
                return False
        return True


def _is_noise(entry: "os.DirEntry[str]") -> bool:
    return _is_noise_name(entry.name, entry.path)


def _is_noise_name(name: str, path: str) -> bool:
    if name.startswith("."):
        return not os.path.isdir(os.path.join(path, "cur"))  # noqa: PTH112, PTH118
    return any(fnmatchcase(name, pattern) for pattern in NOISE)


def _file(path: str, found: os.stat_result) -> FileEntry | SkippedEntry:
    if not stat.S_ISREG(found.st_mode):
        return SkippedEntry(path, SkipReason.UNSUPPORTED, f"not a file but a {_special(found.st_mode)}")
    return FileEntry(path, found.st_size, found.st_mtime_ns, found.st_ino, found.st_dev)


def _special(mode: int) -> str:
    if stat.S_ISFIFO(mode):
        return "pipe"
    return "socket" if stat.S_ISSOCK(mode) else "device"


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
