"""Questions that wait for a person's word, some with something to look at or to write into; and for files."""

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
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

LETTERS = 64
"""Width of a question without anything to look at."""


def ask(owner: QWidget, title: str, heading: str, note: str, yes: str, go_on: Callable[[], object]) -> None:
    """Say what it is about, and `note` below; go on where a person presses the button `yes`, which is not the one that
    Enter presses."""
    consent = Consent(owner, title, heading, note, yes)
    consent.accepted.connect(go_on)
    consent.open()


class Consent(QDialog):
    """A heading, what to know about it, and the buttons: ``go`` that does what is asked about, if there is one, and
    ``no``."""

    def __init__(self, owner: QWidget, title: str, heading: str, note: str, go: str, look: str = "") -> None:
        """The style sheet knows the `look` of the button ``go``."""
        super().__init__(owner)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(heading)
        self.setAccessibleDescription(note)
        self.heading, self.note = label(heading, "section", wrap=True), label(note, "muted", wrap=True)
        buttons = QDialogButtonBox()
        standard = QDialogButtonBox.StandardButton
        self.go = QPushButton(go) if go else None
        if self.go is not None:
            self.go.setProperty("look", look)  # before the box has it polished
            buttons.addButton(self.go, QDialogButtonBox.ButtonRole.AcceptRole)
        self.no: QPushButton = buttons.addButton(standard.Cancel if go else standard.Close)
        self.no.setIcon(QIcon())  # a red cross on some desktops
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._lines = column(self, margin=2 * GRID, spacing=GRID + GRID // 2)
        for part in (self.heading, self.note, buttons):
            self._lines.addWidget(part)
        self.no.setDefault(True)  # once it is in the dialog, which has only one
        self.setMinimumWidth(LETTERS * self.fontMetrics().averageCharWidth())

    def showEvent(self, event: QShowEvent) -> None:
        """As high as its lines are once they have their fonts; what is larger stays so."""
        super().showEvent(event)
        self.resize(self.width(), max(self.height(), self._lines.heightForWidth(self.width())))


class CardDialog(Consent):
    """A question with something to look at, or to write into, on a card."""

    def __init__(
        self, owner: QWidget, title: str, heading: str, note: str, content: QWidget, go: str, *, allowed: bool = True
    ) -> None:
        """`allowed` is whether there is anything to do."""
        super().__init__(owner, title, heading, note, go, "primary")
        card = frame("card")
        column(card, margin=GRID // 2).addWidget(content)
        self._lines.insertWidget(2, card, 1)
        if self.go is not None:
            self.go.setDefault(True)
            self.go.setEnabled(allowed)


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


def ask_for_folder(owner: QWidget, title: str, chosen: Callable[[Path], None]) -> QFileDialog:
    """Let a person choose a folder that is there; the dialog comes back, open."""
    dialog = _dialog(owner, title, Path.home(), chosen)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.open()
    return dialog


def ask_where_to_save(owner: QWidget, title: str, name: str, chosen: Callable[[Path], None]) -> QFileDialog:
    """Let a person choose the place of a new file; `name` is proposed, and its suffix added where they write none."""
    dialog = _dialog(owner, title, Path.home() / name, chosen)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(Path(name).suffix)
    dialog.open()
    return dialog


def _dialog(owner: QWidget, title: str, start: Path, chosen: Callable[[Path], None]) -> QFileDialog:
    dialog = QFileDialog(owner, title, str(start))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda path: chosen(Path(path)))
    return dialog
