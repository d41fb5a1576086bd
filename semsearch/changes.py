"""What is different on disk since the last look. Pure."""

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from semsearch.records import SkipReason
from semsearch.sources.scan import FileEntry, SkippedEntry
from semsearch.store.catalogue import FileRow


@dataclass(slots=True)
class Changes:
    """Every file seen, in exactly one of these; `missing` are those known and seen no more."""

    new: list[FileEntry] = field(default_factory=list)
    changed: list[tuple[FileRow, FileEntry]] = field(default_factory=list)
    unchanged: list[FileRow] = field(default_factory=list)
    moved: list[tuple[FileRow, FileEntry]] = field(default_factory=list)
    skipped: list[SkippedEntry] = field(default_factory=list)
    missing: list[FileRow] = field(default_factory=list)

    @property
    def seen(self) -> int:
        """Files seen on disk."""
        return len(self.new) + len(self.changed) + len(self.unchanged) + len(self.moved) + len(self.skipped)


def compare(
    known: Mapping[str, FileRow], seen: Iterable[FileEntry | SkippedEntry], digest: Callable[[str], bytes | None]
) -> Changes:
    """Sort what a scan has seen by what is `known`, by path.

    A file is unchanged if its size and time are as they were (different, not newer: a clock that was set back hides
    nothing). What lies in a folder that cannot be looked into is not missing. A file at a new path is a known one that
    has moved if that one is missing and has the same size, and either the same inode and time or the same content;
    `digest` gives the SHA-256 of a file's content, None where it cannot be read, and is asked only where a size fits.
    """
    changes = Changes()
    missing = dict(known)
    for entry in seen:
        row = missing.pop(entry.path, None)
        if isinstance(entry, SkippedEntry):
            changes.skipped.append(entry)
        elif row is None:
            changes.new.append(entry)
        elif row.state != "pending" and (row.size, row.mtime_ns) == (entry.size, entry.mtime_ns):
            changes.unchanged.append(row)
        else:
            changes.changed.append((row, entry))
    hidden = [entry.path + os.sep for entry in changes.skipped if entry.reason is SkipReason.UNREADABLE]
    changes.missing = [row for row in missing.values() if not row.path.startswith(tuple(hidden))]
    _find_moves(changes, digest)
    return changes


def _find_moves(changes: Changes, digest: Callable[[str], bytes | None]) -> None:
    by_size: dict[int, list[FileRow]] = defaultdict(list)
    for row in changes.missing:
        if row.digest is not None and row.state == "indexed":
            by_size[row.size].append(row)
    new = []
    for entry in changes.new:
        origin = _same_file(entry, by_size.get(entry.size, []), digest)
        if origin is None:
            new.append(entry)
        else:
            by_size[entry.size].remove(origin)
            changes.moved.append((origin, entry))
    gone = {row.id for row, _ in changes.moved}
    changes.new = new
    changes.missing = [row for row in changes.missing if row.id not in gone]


def _same_file(
    entry: FileEntry, candidates: Iterable[FileRow], digest: Callable[[str], bytes | None]
) -> FileRow | None:
    rows = list(candidates)
    for row in rows:
        if (row.device, row.inode, row.mtime_ns) == (entry.device, entry.inode, entry.mtime_ns):
            return row
    content = digest(entry.path) if rows else None
    return next((row for row in rows if content is not None and row.digest == content), None)
