"""What would happen to duplicates, document by document, before it does."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from semsearch.records import ActedOn, ActionReport
from semsearch_ui.presentation import counts, library_words, paths
from semsearch_ui.theme import GRID
from semsearch_ui.widgets.layouts import column, label

SHOWN = 500
"""Documents listed; whoever acts on more reads the totals."""


class ActionPreview(QDialog):
    """Accepted when the person wants it done."""

    def __init__(self, owner: QWidget, report: ActionReport, verb: str) -> None:
        super().__init__(owner)
        self.setWindowTitle(verb)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(680, 420)
        going = [item for item in report.items if item.deed != "skip"]
        layout = column(self, margin=2 * GRID, spacing=GRID + GRID // 2)
        size = counts.file_size(sum(item.size for item in going))
        heading = label(f"{verb}: {counts.documents(len(going))}, {size}", "section")
        layout.addWidget(heading)
        layout.addWidget(
            label(self.tr("Nothing is deleted for good. Afterwards “Undo” brings everything back."), "muted", wrap=True)
        )
        layout.addWidget(self._list(report), 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go = buttons.addButton(verb, QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setProperty("look", "primary")
        self.go.setEnabled(bool(going))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)

    def _list(self, report: ActionReport) -> QTreeWidget:
        made = QTreeWidget()
        made.setAccessibleName(self.tr("What would happen"))
        made.setRootIsDecorated(False)
        made.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        made.setHeaderLabels([self.tr("Document"), self.tr("What happens")])
        made.header().setStretchLastSection(False)
        made.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        made.header().resizeSection(1, 260)
        deeds = {
            "trash": self.tr("to the trash"),
            "move": self.tr("to the folder"),
            "hide": self.tr("hide from search"),
            "skip": self.tr("stays"),
        }
        for item in sorted(report.items, key=lambda item: item.deed != "skip")[:SHOWN]:
            row = QTreeWidgetItem([paths.located(item.path, item.part), _outcome(item, deeds[item.deed])])
            for at in range(2):
                row.setToolTip(at, row.text(at))
            made.addTopLevelItem(row)
        return made


def _outcome(item: ActedOn, deed: str) -> str:
    return f"{deed}: {library_words.in_words(item.reason)}" if item.reason else deed
