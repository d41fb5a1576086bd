"""A question with something to look at, or to write into, on a card."""

from collections.abc import Iterable, Sequence
from itertools import islice

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from semsearch_ui.theme import GRID
from semsearch_ui.widgets.layouts import column, frame, label

SHOWN = 500
"""Rows of a table; whoever decides on more reads the totals."""


def table(name: str, headings: Sequence[str], rows: Iterable[Sequence[tuple[str, str]]]) -> QTreeWidget:
    """Rows to look at, the first ones; each cell has its text, and what its tool tip tells."""
    made = QTreeWidget()
    made.setAccessibleName(name)
    made.setRootIsDecorated(False)
    made.setUniformRowHeights(True)
    made.setTextElideMode(Qt.TextElideMode.ElideMiddle)
    made.setHeaderLabels(headings)
    made.header().setStretchLastSection(False)
    made.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    for cells in islice(rows, SHOWN):
        row = QTreeWidgetItem([text for text, _ in cells])
        for at, (_, tip) in enumerate(cells):
            row.setToolTip(at, tip)
        made.addTopLevelItem(row)
    return made


class CardDialog(QDialog):
    """A heading, what to know about it, the card, and two buttons: one that does what the dialog is for, and Cancel."""

    def __init__(self, owner: QWidget, title: str, heading: str, note: str, content: QWidget, go: str) -> None:
        """`go` is what the button says that accepts."""
        super().__init__(owner)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        card = frame("card")
        column(card, margin=GRID // 2).addWidget(content)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go: QPushButton = buttons.addButton(go, QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setProperty("look", "primary")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = column(self, margin=2 * GRID, spacing=GRID + GRID // 2)
        layout.addWidget(label(heading, "section", wrap=True))
        layout.addWidget(label(note, "muted", wrap=True))
        layout.addWidget(card, 1)
        layout.addWidget(buttons)
