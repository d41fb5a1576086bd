"""What a rule would come to in some groups of duplicates, group by group, before it does."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from semsearch.records import DuplicateMember
from semsearch_ui.operations.duplicates import Change, Proposal
from semsearch_ui.presentation import counts, dates, paths
from semsearch_ui.presentation.titles import titled
from semsearch_ui.widgets.action_preview import SHOWN
from semsearch_ui.widgets.card_dialog import CardDialog

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
        super().__init__(owner, title, heading, note, _list(proposal.changes), apply)
        self.go.setEnabled(bool(proposal.changes))
        self.resize(880, 420)


def _list(changes: Sequence[Change]) -> QTreeWidget:
    made = QTreeWidget()
    made.setAccessibleName(translate("KeepPreview", "What would be kept"))
    made.setRootIsDecorated(False)
    made.setUniformRowHeights(True)
    made.setHeaderLabels(
        [translate("KeepPreview", "Group"), translate("KeepPreview", "Kept now"),
         translate("KeepPreview", "Kept afterwards")]
    )  # fmt: skip
    made.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    for change in changes[:SHOWN]:
        row = QTreeWidgetItem([titled(change.kept.title), _told(change.kept), _told(change.instead)])
        row.setToolTip(0, change.kept.title)
        for at, member in enumerate((change.kept, change.instead), 1):
            row.setToolTip(at, paths.located(member.path, member.part))
        made.addTopLevelItem(row)
    return made


def _told(member: DuplicateMember) -> str:
    when = dates.in_words(member.date, dates.local_now())
    name = paths.located(Path(member.path).name, member.part)
    return "  ·  ".join(part for part in (name, when, counts.file_size(member.size)) if part)
