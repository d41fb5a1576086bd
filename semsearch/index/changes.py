"""The differences between the files on disk and those in the catalogue. Pure."""

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from semsearch.records import SkipReason
from semsearch.sources.scan import FileEntry, SkippedEntry
from semsearch.store.seen import FileRow


@dataclass(slots=True)
class Changes:
    """Every file seen in a scan, in exactly one of these lists; ``missing`` are known files that were not seen."""

    new: list[FileEntry] = field(default_factory=list)
    changed: list[tuple[FileRow, FileEntry]] = field(default_factory=list)
    unchanged: list[FileRow] = field(default_factory=list)
    moved: list[tuple[FileRow, FileEntry]] = field(default_factory=list)
    skipped: list[SkippedEntry] = field(default_factory=list)
    missing: list[FileRow] = field(default_factory=list)

    @property
    def seen(self) -> int:
        """The number of files seen."""
        return len(self.new) + len(self.changed) + len(self.unchanged) + len(self.moved) + len(self.skipped)

    @property
    def any(self) -> bool:
        """Whether any file is new, changed, moved or missing."""
        return bool(self.new or self.changed or self.moved or self.missing)


def compare(known: Mapping[str, FileRow], seen: Iterable[FileEntry | SkippedEntry]) -> Changes:
    """Compare the files `seen` in a scan with those `known`, by path.

    A file is unchanged if its size and time are the same (a different time counts, not only a newer one: a clock that
    was set back hides nothing). Files in a folder that could not be read are not missing.
    """
    changes = Changes()
    missing = dict(known)
    take, keep = missing.pop, changes.unchanged.append
    for entry in seen:
        row = take(entry.path, None)
        if isinstance(entry, SkippedEntry):
            changes.skipped.append(entry)
        elif row is None:
            changes.new.append(entry)
        elif row.mtime_ns == entry.mtime_ns and row.size == entry.size and row.state != "pending":
            keep(row)
        else:
            changes.changed.append((row, entry))
    hidden = tuple(entry.path + os.sep for entry in changes.skipped if entry.reason is SkipReason.UNREADABLE)
    changes.missing = (
        [row for row in missing.values() if not row.path.startswith(hidden)] if hidden else [*missing.values()]
    )
    return changes


def find_moves(scanned: Sequence[Changes], digest: Callable[[str], bytes | None]) -> None:
    """Find files that were moved, also between sources, and list them under ``moved`` of the source they are in now.

    A file at a new path is a known file if it is the same on disk (device, inode, size, time; where inodes are not
    known, on Windows, only its content tells) and the known file is no longer at its path: it is missing, or another
    file is there. It is also a known one if it has the same content as a missing file. `digest` returns the digest of a
    file, None if it cannot be read; it is only called if the size fits. A file that was renamed by adding something to
    its name (``notes.txt~``) is a backup that a program made before it wrote the new version, and does not count as
    moved.
    """
    _Moves(scanned, digest).find()


class _Moves:
    """Identifies files over all sources that were scanned."""

    def __init__(self, scanned: Sequence[Changes], digest: Callable[[str], bytes | None]) -> None:
        self._scanned = scanned
        self._digest = digest
        self._moved: set[int] = set()
        gone = [row for changes in scanned for row in changes.missing]
        replaced = [row for changes in scanned for row, entry in changes.changed if _identity(row) != _identity(entry)]
        self._replaced = {row.id for row in replaced}
        self._by_identity = {_sameness(row): row for row in (*gone, *replaced)}
        self._by_size: dict[int, list[FileRow]] = defaultdict(list)
        for row in gone:
            if row.digest is not None and row.state == "indexed":
                self._by_size[row.size].append(row)

    def find(self) -> None:
        for changes in self._scanned:
            changes.changed = [pair for pair in changes.changed if not self._took_a_place(changes, *pair)]
        for changes in self._scanned:
            changes.new = [entry for entry in changes.new if not self._came(changes, entry)]
        for changes in self._scanned:
            # If the file at a path was moved away, the one there now is new.
            changes.new += [entry for row, entry in changes.changed if row.id in self._moved]
            changes.changed = [pair for pair in changes.changed if pair[0].id not in self._moved]
            changes.missing = [row for row in changes.missing if row.id not in self._moved]

    def _took_a_place(self, changes: Changes, own: FileRow, entry: FileEntry) -> bool:
        origin = self._same_on_disk(entry) if own.id in self._replaced else None
        if origin is None or origin.id == own.id:
            return False
        self._move(changes, origin, entry)
        changes.missing.append(own)
        return True

    def _came(self, changes: Changes, entry: FileEntry) -> bool:
        origin = self._same_on_disk(entry) or self._same_content(entry)
        if origin is None:
            return False
        self._move(changes, origin, entry)
        return True

    def _move(self, changes: Changes, origin: FileRow, entry: FileEntry) -> None:
        self._moved.add(origin.id)
        changes.moved.append((origin, entry))

    def _same_on_disk(self, entry: FileEntry) -> FileRow | None:
        row = self._by_identity.get(_sameness(entry)) if entry.inode else None
        if row is None or row.id in self._moved or (row.id in self._replaced and _is_backup(row.path, entry.path)):
            return None
        return row

    def _same_content(self, entry: FileEntry) -> FileRow | None:
        rows = [row for row in self._by_size.get(entry.size, ()) if row.id not in self._moved]
        content = self._digest(entry.path) if rows else None
        return next((row for row in rows if content is not None and row.digest == content), None)


def _identity(file: FileRow | FileEntry) -> tuple[int, int]:
    """What stays the same when a file is changed in place."""
    return file.device, file.inode


def _sameness(file: FileRow | FileEntry) -> tuple[int, int, int, int]:
    """What stays the same when an unchanged file is moved on its disk."""
    return file.device, file.inode, file.size, file.mtime_ns


def _is_backup(path: str, copy: str) -> bool:
    """Whether `copy` is in the same folder as `path`, under its name with something added."""
    folder, name = os.path.split(path)
    aside, other = os.path.split(copy)
    return folder == aside and name in other
