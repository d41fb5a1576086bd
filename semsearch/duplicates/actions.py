"""What can be done with duplicates: move them to the trash or a folder, or hide them from search; and undo that.

Nothing is deleted. A file is moved only if it and the document that is kept instead are as they were when they were
indexed. A message inside a mailbox, an attachment or a member of an archive is hidden from search instead, since
the files that contain them are never rewritten.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Protocol, TypeVar

from semsearch.duplicates import trash
from semsearch.duplicates.duplicates import indexed
from semsearch.errors import Cancelled, LockedError, SemsearchError, UsageError, reason
from semsearch.progress import Progress, Step, silent
from semsearch.records import ActedOn, ActionReport, DuplicateCandidate, DuplicateGroup, LoggedAction
from semsearch.settings import Home, absolute
from semsearch.sources.scan import below, file_digest
from semsearch.store import seen
from semsearch.store.database import Connection, Database
from semsearch.store.duplicates import actions, candidates, decisions
from semsearch.store.lock import write_lock
from semsearch.store.schema import driver

MOVE = "move:"
"""The prefix of the action that moves files to a folder: "move:FOLDER"."""

_Item = TypeVar("_Item")


class Reindex(Protocol):
    """Updates the index below some paths."""

    def __call__(self, paths: Sequence[Path], *, progress: Progress) -> object: ...


class DuplicateActions:
    """Acts on the duplicates of one home."""

    def __init__(self, home: Home, database: Database, reindex: Reindex) -> None:
        self._home = home
        self._database = database
        self._reindex = reindex

    def apply(
        self, groups: Iterable[DuplicateGroup], action: str, *, dry_run: bool = False, progress: Progress = silent
    ) -> ActionReport:
        """Do `action` ("trash", "move:FOLDER" or "hide") with all members of the groups except the kept and pinned
        ones.

        Raises:
            UsageError: there is no such action, or no such folder can be.
            LockedError: another process is writing.
            Cancelled: raised by `progress`; what was done by then can be undone.
        """
        folder = _folder(action)
        with self._database.transaction() as connection:
            plan = _Plan(connection, list(groups), action, folder)
        items = _told(plan.items(), len(plan), progress)
        if dry_run:
            return ActionReport(True, None, tuple(items))
        batch: int | None = None
        done: list[ActedOn] = []
        try:
            with write_lock(self._home):
                for item in items:
                    if item.deed == "skip":
                        done.append(item)
                        continue
                    if batch is None:
                        with self._database.writing() as connection:
                            batch = actions.next_batch(connection)
                    done.append(self._do(batch, item))
        finally:  # also if it is interrupted
            moved = [item for item in done if item.deed in ("trash", "move")]
            self._follow([path for item in moved for path in (item.path, item.target)], came=0)
        return ActionReport(False, batch, tuple(done))

    def can_undo(self) -> bool:
        """Whether there is a batch of actions that `undo` would undo."""
        with self._database.transaction() as connection:
            return bool(actions.last_batch(connection))

    def undo(self, progress: Progress = silent) -> ActionReport:
        """Undo the last batch of actions: move files back, and unhide documents.

        What cannot be undone is reported with the reason, and can be tried again, unless its file is gone, as from a
        trash that was emptied: else nothing done before it could ever be undone.

        Raises:
            SemsearchError: there is nothing to undo.
            LockedError: another process is writing.
            Cancelled: raised by `progress`; the rest of the batch is undone next.
        """
        done: list[ActedOn] = []
        try:
            with write_lock(self._home):
                with self._database.transaction() as connection:
                    entries = actions.last_batch(connection)
                if not entries:
                    raise SemsearchError("there is nothing to undo; `semsearch duplicates log` shows what was done")
                done.extend(self._take_back(entry) for entry in _told(entries, len(entries), progress))
        finally:  # also if it is interrupted
            back = [item.path for item in done if item.deed in ("trash", "move")]
            self._follow(back, came=len(back))
        return ActionReport(False, None, tuple(done))

    def unhide(self, ids: Sequence[int] | None = None) -> int:
        """Unhide these documents, or all. Returns how many were hidden.

        Raises:
            NotIndexedError: one is not indexed.
        """
        with self._database.writing() as connection:
            known = decisions.hidden_ids(connection)
            wanted = known if ids is None else known & {each.id for each in indexed(connection, ids)}
            decisions.unhide(connection, wanted)
            return len(wanted)

    def hidden(self) -> list[DuplicateCandidate]:
        """The documents hidden from search."""
        with self._database.transaction() as connection:
            return candidates.with_ids(connection, decisions.hidden_ids(connection))

    def log(self) -> list[LoggedAction]:
        """All actions, the newest first."""
        with self._database.transaction() as connection:
            return actions.log(connection)

    def _do(self, batch: int, item: ActedOn) -> ActedOn:
        with self._database.writing() as connection:
            entry = actions.begin(connection, batch, item)
            if item.deed == "hide":
                decisions.hide(connection, [item.id])
                return item
        try:
            if item.deed == "trash":
                place = trash.put(Path(item.path))
                target = None if place is None else str(place)
            else:
                trash.move(Path(item.path), Path(item.target or ""))
                target = item.target
        except OSError as error:
            with self._database.writing() as connection:
                actions.mark_undone(connection, entry)
            return replace(item, deed="skip", target=None, reason=reason(error))
        with self._database.writing() as connection:
            actions.set_target(connection, entry, target)
        return replace(item, target=target)

    def _take_back(self, entry: LoggedAction) -> ActedOn:
        item = ActedOn(0, entry.path, entry.part, entry.deed, target=entry.target)
        try:
            if entry.deed == "trash":
                if entry.target is None:
                    raise FileNotFoundError("its place in the trash is unknown; restore it from there by hand")
                trash.take_out(Path(entry.target), Path(entry.path))
            elif entry.deed == "move":
                trash.move(Path(entry.target or ""), Path(entry.path))
        except OSError as error:
            if isinstance(error, FileNotFoundError) and _is_gone(entry):
                with self._database.writing() as connection:
                    actions.mark_undone(connection, entry.id)
            return replace(item, deed="skip", reason=reason(error))
        with self._database.writing() as connection:
            if entry.deed == "hide":
                decisions.unhide(connection, decisions.documents_at(connection, entry.path, entry.part))
            actions.mark_undone(connection, entry.id)
        return item

    def _follow(self, paths: Sequence[str | None], came: int) -> None:
        """Reindex those of the paths that are in a source; `came` is how many of them have to be read. If another
        process is writing, it is a watcher that sees them. What a run before this left to do, which may take hours, is
        left for the next one: there is no more to read here, and texts that were indexed have their vectors."""

        def report(step: Step, /) -> None:
            if step.total and (step.phase == "encode" or (step.phase == "extract" and step.total > came)):
                raise Cancelled("another run was not finished")

        with self._database.transaction() as connection:
            sources = [row.path for row in seen.source_rows(driver(connection))]
        inside = [Path(path) for path in paths if path and any(below(path, source) for source in sources)]
        if not inside:
            return
        with suppress(LockedError, Cancelled):
            self._reindex(inside, progress=report)


def _told(items: Iterable[_Item], total: int, progress: Progress) -> Iterator[_Item]:
    """The items, as they are dealt with."""
    for number, item in enumerate(items):
        progress(Step("apply", number, total))
        yield item
    progress(Step("apply", total, total))


class _Plan:
    """What is to be done with all members of groups but those that are kept. ``folder`` is where files are moved to,
    None for other actions."""

    def __init__(
        self, connection: Connection, groups: Sequence[DuplicateGroup], action: str, folder: Path | None
    ) -> None:
        self._action, self._folder = action, folder
        self._going = [
            (member, group.keep)
            for group in groups
            for member in group.members
            if member.id != group.keep and not member.pinned
        ]
        ids = [member.id for group in groups for member in group.members]
        self._known = {candidate.id: candidate for candidate in candidates.with_ids(connection, ids)}
        kept = [self._known[group.keep] for group in groups if group.keep in self._known]
        self._kept = {candidate.path for candidate in kept}
        self._versions = seen.versions(driver(connection), self._kept)

    def __len__(self) -> int:
        return len(self._going)

    def items(self) -> Iterator[ActedOn]:
        """Each member with what to do, or why not; its file is looked at when it is asked for."""
        taken: set[str] = set()
        for member, keep in self._going:
            item = ActedOn(member.id, member.path, member.part, "hide", member.size)
            if self._action != "hide":
                item = self._file_deed(item, self._known.get(member.id), self._known.get(keep))
            if item.deed == "trash" and self._folder is not None:
                target = _free_name(self._folder, Path(item.path).name, taken)
                item = replace(item, deed="move", target=target)
            yield item

    def _file_deed(self, item: ActedOn, own: DuplicateCandidate | None, keep: DuplicateCandidate | None) -> ActedOn:
        """`item` as "trash" if the whole file of the document `own` may go because `keep` stays; else with the reason
        why it is hidden or skipped."""
        if own is None or keep is None:
            return replace(item, deed="skip", reason="it is not in the index any more")
        if item.part is not None:
            return replace(item, reason="it is part of another file, which is left unchanged: hidden from search")
        if item.path in self._kept:
            return replace(item, reason="its file holds a document that is kept: hidden from search")
        if set(own.attachments) - set(keep.attachments):
            return replace(item, deed="skip", reason="it has attachments that the kept one lacks")
        try:
            problem = self._missing(keep)
            if not problem and Path(item.path).samefile(keep.path):  # by a link to it, or to a folder above
                problem = "it is the same file as the kept one, under another name"
            if not problem and file_digest(item.path) != own.origin:
                problem = "it has changed since it was indexed; run reindex"
        except OSError as error:
            problem = reason(error)
        return replace(item, deed="skip", reason=problem) if problem else replace(item, deed="trash")

    def _missing(self, keep: DuplicateCandidate) -> str:
        """Why the kept document may not be there any more, "" if it is."""
        try:
            found = Path(keep.path).stat()
            is_same = (found.st_size, found.st_mtime_ns) == self._versions.get(keep.path)
            if is_same or (keep.part is None and file_digest(keep.path) == keep.origin):
                return ""
        except OSError:
            return "the kept one is not on disk any more; run reindex"
        return "the kept one has changed since it was indexed; run reindex"


def _is_gone(entry: LoggedAction) -> bool:
    """Whether a missing file will not come back: the disk that held it is there, and it is not."""
    if entry.target and os.path.lexists(entry.target):
        return False
    held = (entry.target,) if entry.deed == "move" else (entry.target, entry.path)  # a trash is on the same disk
    return any(Path(place).parent.is_dir() for place in held if place)


def _folder(action: str) -> Path | None:
    if action.startswith(MOVE) and len(action) > len(MOVE):
        folder = Path(absolute(action.removeprefix(MOVE)))
        if folder.exists() and not folder.is_dir():
            raise UsageError(f"{folder} is no folder; files can only be moved into one")
        return folder
    if action not in ("trash", "hide"):
        raise UsageError(f"there is no action {action!r}; use trash, hide, or move:FOLDER")
    return None


def _free_name(folder: Path, name: str, taken: set[str]) -> str:
    """An unused path in the folder, other than those `taken` by earlier items, which it joins."""
    path = Path(name)
    number, free = 1, folder / name
    while str(free) in taken or os.path.lexists(free):
        number += 1
        free = folder / f"{path.stem} ({number}){path.suffix}"
    taken.add(str(free))
    return str(free)
