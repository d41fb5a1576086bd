"""What is different on disk since the last look. Pure."""

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from semsearch.records import SkipReason
from semsearch.sources.scan import FileEntry, SkippedEntry
from semsearch.store.seen import FileRow


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

    @property
    def any(self) -> bool:
        """Whether anything is different."""
        return bool(self.new or self.changed or self.moved or self.missing)


def compare(known: Mapping[str, FileRow], seen: Iterable[FileEntry | SkippedEntry]) -> Changes:
    """Sort what a scan has seen by what is `known`, by path.

    A file is unchanged if its size and time are as they were (different, not newer: a clock that was set back hides
    nothing). What lies in a folder that cannot be looked into is not missing.
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


def find_moves(looked: Sequence[Changes], digest: Callable[[str], bytes | None]) -> None:
    """Find the files that have moved, also from one source to another, and put them under `moved` of where they are.

    A file at a path where it was not before is a known one if it is the same on disk (device, inode, size, time) and
    that one is not at its own path any more: it is missing there, or another file has taken its place. Or if it has
    the same content as one that is missing: `digest` gives that, None where it cannot be read, and is asked only
    where a size fits. A file that was put aside under its own name with something added (``notes.txt~``) is a copy
    that a program made before it wrote the new one, and stays where it was.
    """
    _Moves(looked, digest).find()


class _Moves:
    """Which file is which, over all that was looked at."""

    def __init__(self, looked: Sequence[Changes], digest: Callable[[str], bytes | None]) -> None:
        self._looked = looked
        self._digest = digest
        self._moved: set[int] = set()
        gone = [row for changes in looked for row in changes.missing]
        replaced = [row for changes in looked for row, entry in changes.changed if _identity(row) != _identity(entry)]
        self._replaced = {row.id for row in replaced}
        self._by_identity = {_sameness(row): row for row in (*gone, *replaced)}
        self._by_size: dict[int, list[FileRow]] = defaultdict(list)
        for row in gone:
            if row.digest is not None and row.state == "indexed":
                self._by_size[row.size].append(row)

    def find(self) -> None:
        for changes in self._looked:
            changes.changed = [pair for pair in changes.changed if not self._took_a_place(changes, *pair)]
        for changes in self._looked:
            changes.new = [entry for entry in changes.new if not self._came(changes, entry)]
        for changes in self._looked:
            # Where the file at a path has moved away, what lies there now is new.
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
        row = self._by_identity.get(_sameness(entry))
        if row is None or row.id in self._moved or (row.id in self._replaced and _put_aside(row.path, entry.path)):
            return None
        return row

    def _same_content(self, entry: FileEntry) -> FileRow | None:
        rows = [row for row in self._by_size.get(entry.size, ()) if row.id not in self._moved]
        content = self._digest(entry.path) if rows else None
        return next((row for row in rows if content is not None and row.digest == content), None)


def _identity(file: FileRow | FileEntry) -> tuple[int, int]:
    return file.device, file.inode


def _sameness(file: FileRow | FileEntry) -> tuple[int, int, int, int]:
    return file.device, file.inode, file.size, file.mtime_ns


def _put_aside(path: str, copy: str) -> bool:
    folder, name = os.path.split(path)
    aside, other = os.path.split(copy)
    return folder == aside and name in other
