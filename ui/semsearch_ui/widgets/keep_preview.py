"""What a rule would come to in some groups of duplicates, group by group, before it does."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QTreeWidget, QWidget

from semsearch.records import DuplicateMember
from semsearch_ui.operations.duplicates import Change, Proposal
from semsearch_ui.presentation import counts, dates, paths
from semsearch_ui.presentation.titles import titled
from semsearch_ui.widgets.dialogs import CardDialog, table

translate = QCoreApplication.translate


class KeepPreview(CardDialog):
    """Accepted when the person wants it so."""

    def __init__(self, owner: QWidget, proposal: Proposal, before: str, after: str) -> None:
        """`before` and `after` are the totals of all groups, in words."""
        heading = translate("KeepPreview", "Another document would be kept in %1 of %2.")
        heading = heading.replace("%1", counts.number(len(proposal.changes)))
        heading = heading.replace("%2", counts.groups(len(proposal.chosen)))
        note = translate("KeepPreview", "Now: %1. Afterwards: %2.").replace("%1", before).replace("%2", after)
        title, apply = translate("KeepPreview", "Keep another document"), translate("KeepPreview", "Apply")
        super().__init__(owner, title, heading, note, _list(proposal.changes), apply, allowed=bool(proposal.changes))
        self.resize(880, 420)


def _list(changes: Sequence[Change]) -> QTreeWidget:
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
    return "  ·  ".join(part for part in (when, counts.file_size(member.size), name) if part)
