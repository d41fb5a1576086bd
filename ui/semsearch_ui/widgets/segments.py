"""A choice of a few, side by side, one of them taken."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton

from semsearch_ui.widgets.layouts import row


class Segments(QFrame):
    """``chosen`` carries the number of the one that was clicked. Each may tell its meaning in a tool tip, and to screen
    readers."""

    chosen = Signal(int)

    def __init__(self, names: Sequence[str], taken: int = 0, meanings: Sequence[str] = ()) -> None:
        super().__init__()
        self.setProperty("look", "segments")
        self._group = QButtonGroup(self)
        inner = row(self, margin=2, spacing=2)
        for at, name in enumerate(names):
            button = QPushButton(name)
            meaning = meanings[at] if meanings else ""
            button.setToolTip(meaning)
            button.setAccessibleName(meaning or name)
            button.setProperty("look", "segment")
            button.setCheckable(True)
            button.setChecked(at == taken)
            self._group.addButton(button, at)
            inner.addWidget(button)
        self._group.idClicked.connect(self.chosen)

    def take(self, at: int) -> None:
        """Show another one as taken, without a word to anybody."""
        self._group.button(at).setChecked(True)

    @property
    def taken(self) -> int:
        """The number of the one that is taken."""
        return self._group.checkedId()

    def focus(self) -> None:
        """Let the one that is taken have the focus."""
        self._group.button(self.taken).setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """The style sheet makes the buttons larger when they are first shown, and nobody tells the layouts."""
        super().showEvent(event)
        for button in self._group.buttons():
            button.setMinimumHeight(button.sizeHint().height())
