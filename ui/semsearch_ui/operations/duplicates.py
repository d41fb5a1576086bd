"""What the page of duplicates asks of the library."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QCoreApplication

from semsearch.export import export_groups
from semsearch.library import Library
from semsearch.progress import Progress, Step, silent
from semsearch.records import ActionReport, Document, DuplicateGroup, DuplicateMember, DuplicateReport, Tier
from semsearch_ui.operations.core import Operations
from semsearch_ui.presentation import dates
from semsearch_ui.presentation.difference import Comparison, compare
from semsearch_ui.presentation.fields import Field, fields

translate = QCoreApplication.translate
Failed = Callable[[], None]


class Matches(Protocol):
    """What was compared, held in memory: groups for any threshold and rules within milliseconds."""

    @property
    def floor(self) -> float: ...

    def report(
        self, threshold: float | None = None, keep: str = "newest", progress: Progress = silent
    ) -> DuplicateReport: ...

    def preferred(self, groups: Sequence[DuplicateGroup], keep: str) -> dict[int, int]: ...

    def with_pinned(self, ids: Sequence[int]) -> "Matches": ...


@dataclass(frozen=True, slots=True)
class Found:
    """What was compared of a tier, its groups as they were asked for, and whether an action can be undone."""

    matches: Matches
    report: DuplicateReport
    can_undo: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A group in which another member would be kept."""

    group: DuplicateGroup
    kept: DuplicateMember
    instead: DuplicateMember


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a rule would come to in `chosen` groups: the changes, and all groups as they would be afterwards."""

    chosen: tuple[DuplicateGroup, ...]
    changes: tuple[Change, ...]
    after: DuplicateReport


@dataclass(frozen=True, slots=True)
class Sides:
    """Two documents: their texts word by word, and the rest field by field."""

    left: Document
    right: Document
    texts: Comparison
    fields: tuple[Field, ...]


class Duplicates:
    """Finds and compares duplicates on the worker; callbacks are called in the thread of the window."""

    def __init__(self, operations: Operations) -> None:
        self._operations = operations
        self._wanted = object()

    def find(
        self,
        tier: Tier,
        threshold: float | None,
        keep: str,
        progressed: Callable[[Step], None],
        done: Callable[[Found], None],
        failed: Failed,
    ) -> None:
        """Compare what is new, which takes minutes in a large archive, and group. What was asked for before ends."""
        wanted = self._wanted = object()
        report = self._operations.progress(progressed, lambda: wanted is self._wanted)

        def work(library: Library) -> Found:
            matches = library.duplicates.matches(tier, report)
            return Found(matches, matches.report(threshold, keep, report), library.duplicate_actions.can_undo())

        self._operations.run(
            "duplicates", work, done, translate("Duplicates", "The search for duplicates failed"), failed
        )

    def regroup(
        self, matches: Matches, threshold: float | None, keep: str, done: Callable[[DuplicateReport], None]
    ) -> None:
        """Group what was compared by another threshold or other rules."""
        self._operations.run(
            "duplicates", lambda _: matches.report(threshold, keep), done,
            translate("Duplicates", "The search for duplicates failed"),
        )  # fmt: skip

    def consider(
        self,
        matches: Matches,
        groups: tuple[DuplicateGroup, ...],
        rule: str,
        threshold: float | None,
        keep: str,
        done: Callable[[Proposal], None],
    ) -> None:
        """What would come of letting a rule choose in some groups only, those that keep the rest of the rules."""

        def work(_: Library) -> Proposal:
            chosen = matches.preferred(groups, f"{rule},{keep}")
            changes = []
            for group in groups:
                if group.id in chosen:
                    members = {member.id: member for member in group.members}
                    changes.append(Change(group, members[group.keep], members[chosen[group.id]]))
            after = matches.with_pinned(list(chosen.values())).report(threshold, keep)
            return Proposal(groups, tuple(changes), after)

        failure = translate("Duplicates", "The search for duplicates failed")
        self._operations.run("duplicates", work, done, failure)

    def compare(self, left: int, right: int, done: Callable[[Sides], None]) -> None:
        def work(library: Library) -> Sides:
            one, other = library.show(str(left)), library.show(str(right))
            return Sides(one, other, compare(one.text, other.text), fields(one, other, dates.local_now()))

        failure = translate("Duplicates", "The documents cannot be compared")
        self._operations.run("compare", work, done, failure)

    def export(self, report: DuplicateReport, path: Path, done: Callable[[], None]) -> None:
        """Write the groups of a report to a .csv or .json file."""
        failure = translate("Duplicates", "The groups were not saved")
        self._operations.run("export", lambda _: export_groups(report, path), lambda _: done(), failure)

    def set_apart(self, ids: Sequence[int], done: Callable[[list[int]], None]) -> None:
        """These are no duplicates of each other, from now on; `done` gets what takes that back."""
        self._operations.run(
            "decide", lambda library: library.duplicates.set_apart(ids), done,
            translate("Duplicates", "The decision was not saved"),
        )  # fmt: skip

    def keep(self, documents: Sequence[int], done: Callable[[list[int]], None]) -> None:
        """Keep documents whatever the rules say; `done` gets what takes that back."""
        self._operations.run(
            "decide", lambda library: library.duplicates.pin(documents), done,
            translate("Duplicates", "The choice was not saved"),
        )  # fmt: skip

    def take_back(self, decisions: Sequence[int], done: Callable[[None], None]) -> None:
        self._operations.run(
            "decide", lambda library: library.duplicates.take_back(decisions), done,
            translate("Duplicates", "Nothing was undone"),
        )  # fmt: skip

    def preview(
        self,
        groups: Sequence[DuplicateGroup],
        action: str,
        progressed: Callable[[Step], None],
        done: Callable[[ActionReport], None],
    ) -> None:
        """What would come of putting all but the kept ones out of the way."""
        report = self._operations.progress(progressed, lambda: True)
        self._operations.run(
            "act",
            lambda library: library.duplicate_actions.apply(groups, action, dry_run=True, progress=report),
            done,
            translate("Duplicates", "Nothing was changed"),
        )

    def act(self, groups: Sequence[DuplicateGroup], action: str, done: Callable[[ActionReport], None]) -> None:
        """Put all but the kept ones out of the way."""
        report = self._write_progress()
        self._operations.write(
            lambda library: library.duplicate_actions.apply(groups, action, progress=report),
            self._changing(done),
            translate("Duplicates", "Nothing was changed"),
        )

    def undo(self, done: Callable[[ActionReport], None]) -> None:
        report = self._write_progress()
        self._operations.write(
            lambda library: library.duplicate_actions.undo(report),
            self._changing(done),
            translate("Duplicates", "Nothing was undone"),
        )

    def _write_progress(self) -> Progress:
        return self._operations.progress(self._operations.progressed.emit, lambda: True)

    def _changing(self, done: Callable[[ActionReport], None]) -> Callable[[ActionReport], None]:
        """What follows on a change of what is indexed: every page looks again."""

        def follow(report: ActionReport) -> None:
            done(report)
            self._operations.changed.emit()

        return follow
