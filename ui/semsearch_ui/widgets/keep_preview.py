"""What a rule would come to in some groups of duplicates, group by group, before it does."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from semsearch.records import DuplicateMember
from semsearch_ui.operations.duplicates import Proposal
from semsearch_ui.presentation import counts, dates, paths
from semsearch_ui.presentation.titles import titled
from semsearch_ui.theme import GRID
from semsearch_ui.widgets.action_preview import SHOWN
from semsearch_ui.widgets.layouts import column, label


class KeepPreview(QDialog):
    """Accepted when the person wants it so."""

    def __init__(self, owner: QWidget, proposal: Proposal, before: str, after: str) -> None:
        """`before` and `after` are the totals of all groups, in words."""
        super().__init__(owner)
        self.setWindowTitle(self.tr("Keep another document"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(880, 420)
        layout = column(self, margin=2 * GRID, spacing=GRID + GRID // 2)
        said = self.tr("Another document would be kept in %1 of %2.")
        changed = said.replace("%1", counts.number(len(proposal.changes)))
        layout.addWidget(label(changed.replace("%2", counts.groups(len(proposal.chosen))), "section", wrap=True))
        effect = self.tr("Now: %1. Afterwards: %2.").replace("%1", before).replace("%2", after)
        layout.addWidget(label(effect, "muted", wrap=True))
        layout.addWidget(self._list(proposal), 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go = buttons.addButton(self.tr("Apply"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setProperty("look", "primary")
        self.go.setEnabled(bool(proposal.changes))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)

    def _list(self, proposal: Proposal) -> QTreeWidget:
        made = QTreeWidget()
        made.setAccessibleName(self.tr("What would be kept"))
        made.setRootIsDecorated(False)
        made.setUniformRowHeights(True)
        made.setHeaderLabels([self.tr("Group"), self.tr("Kept now"), self.tr("Kept afterwards")])
        made.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for change in proposal.changes[:SHOWN]:
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
