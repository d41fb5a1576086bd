"""What would happen to duplicates, before it does: document by document, or what a rule would keep, group by group."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QWidget

from semsearch.records import ActedOn, ActionReport, DuplicateMember
from semsearch_ui.operations.duplicates import Change, Proposal
from semsearch_ui.presentation import counts, dates, library_words, paths
from semsearch_ui.presentation.facts import joined
from semsearch_ui.presentation.titles import titled
from semsearch_ui.widgets.dialogs import CardDialog, table

translate = QCoreApplication.translate


class ActionPreview(CardDialog):
    """Accepted when the person wants it done."""

    def __init__(self, owner: QWidget, report: ActionReport, verb: str) -> None:
        going = [item for item in report.items if item.deed != "skip"]
        size = counts.file_size(sum(item.size for item in going))
        heading = f"{verb}: {counts.documents(len(going))}, {size}"
        note = translate("ActionPreview", "Nothing is deleted for good. Afterwards “Undo” brings everything back.")
        super().__init__(owner, verb, heading, note, _deeds(report.items), verb, allowed=bool(going))
        self.resize(680, 420)


def _deeds(items: Sequence[ActedOn]) -> QTreeWidget:
    headings = [translate("ActionPreview", "Document"), translate("ActionPreview", "What happens")]
    shown = sorted(items, key=lambda item: item.deed != "skip")
    rows = ((paths.located(item.path, item.part), _outcome(item)) for item in shown)
    made = table(
        translate("ActionPreview", "What would happen"), headings, ([(cell, cell) for cell in row] for row in rows)
    )
    made.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Interactive)
    made.header().resizeSection(1, 260)
    return made


def _outcome(item: ActedOn) -> str:
    deed = {
        "trash": translate("ActionPreview", "to the trash"),
        "move": translate("ActionPreview", "to the folder"),
        "hide": translate("ActionPreview", "hide from search"),
        "skip": translate("ActionPreview", "stays"),
    }[item.deed]
    return f"{deed}: {library_words.in_words(item.reason)}" if item.reason else deed


class KeepPreview(CardDialog):
    """Accepted when the person wants it so."""

    def __init__(self, owner: QWidget, proposal: Proposal, before: str, after: str) -> None:
        """`before` and `after` are the totals of all groups, in words."""
        heading = translate("KeepPreview", "Another document would be kept in %1 of %2.")
        heading = heading.replace("%1", counts.number(len(proposal.changes)))
        heading = heading.replace("%2", counts.groups(len(proposal.chosen)))
        note = translate("KeepPreview", "Now: %1. Afterwards: %2.").replace("%1", before).replace("%2", after)
        title, apply = translate("KeepPreview", "Keep another document"), translate("KeepPreview", "Apply")
        super().__init__(owner, title, heading, note, _changes(proposal.changes), apply, allowed=bool(proposal.changes))
        self.resize(880, 420)


def _changes(changes: Sequence[Change]) -> QTreeWidget:
    headings = [translate("KeepPreview", "Group"), translate("KeepPreview", "Kept now"),
                translate("KeepPreview", "Kept afterwards")]  # fmt: skip
    rows = (
        [(titled(change.kept.title), change.kept.title), *map(_cell, (change.kept, change.instead))]
        for change in changes
    )
    return table(translate("KeepPreview", "What would be kept"), headings, rows)


def _cell(member: DuplicateMember) -> tuple[str, str]:
    return _told(member), paths.located(member.path, member.part)


def _told(member: DuplicateMember) -> str:
    when = dates.in_words(member.date, dates.local_now())
    name = paths.located(Path(member.path).name, member.part)
    return joined(when, counts.file_size(member.size), name)
