"""Words in one line that may be shorter than they are."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from semsearch_ui.theme import GRID
from semsearch_ui.widgets.layouts import LEFT

LEAST_LETTERS = 6
"""What is left of a line is shown from so many letters on: fewer tell nothing."""


class ElidedLabel(QLabel):
    """One line that gives way in the middle or at the end instead of widening its surroundings."""

    def __init__(self, look: str = "", mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight) -> None:
        """The style sheet knows the `look`."""
        super().__init__()
        self.setProperty("look", look)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setAlignment(LEFT)
        self._mode = mode
        self._whole = ""

    def say(self, text: str) -> None:
        self._whole = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        shown = QFontMetrics(self.font()).elidedText(self._whole, self._mode, self.width())
        self.setText(shown if shown == self._whole or len(shown) > LEAST_LETTERS else "")


class Heading(ElidedLabel):
    """The name of a page: as wide as it is where there is room, else the first to give way, as the sidebar says it
    too."""

    def __init__(self, text: str) -> None:
        super().__init__("heading")
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.say(text)

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + GRID, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().sizeHint().height())
