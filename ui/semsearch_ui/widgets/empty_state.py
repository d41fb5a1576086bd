"""What a page says when it has nothing to list."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from semsearch_ui.theme import GRID, Theme
from semsearch_ui.widgets.layouts import ThemedButton, ThemedIcon, column, label

WIDTH = 400
"""Pixels; a comfortable line, and narrow enough for half a small window."""


class EmptyState(QWidget):
    """A drawing, what is the matter, what to do about it, and at most one button that does it."""

    asked = Signal()

    def __init__(
        self, theme: Theme, icon: str, heading: str, text: str, action: str = "", look: str = "primary"
    ) -> None:
        super().__init__()
        self._icon = ThemedIcon(theme, icon, 40)
        self._heading = label(heading, "heading", wrap=True)
        self._text = label(text, "muted", wrap=True)
        layout = column(self, margin=2 * GRID, spacing=GRID)
        layout.addStretch(2)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(GRID)
        words = QWidget()
        words.setFixedWidth(WIDTH)
        lines = column(words, spacing=GRID)
        for line in (self._heading, self._text):
            line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            lines.addWidget(line)
        layout.addWidget(words, 0, Qt.AlignmentFlag.AlignHCenter)
        self._action = ThemedButton(action, theme, look)
        self._action.setVisible(bool(action))
        self._action.clicked.connect(self.asked)
        layout.addSpacing(GRID)
        layout.addWidget(self._action, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def say(self, heading: str, text: str) -> None:
        self._heading.setText(heading)
        self._text.setText(text)

    def offer(self, *, offered: bool) -> None:
        """Show or hide the button."""
        self._action.setVisible(offered)
