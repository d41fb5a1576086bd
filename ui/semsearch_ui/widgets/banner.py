"""A message above the page: what went wrong, and what to do about it."""

from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from semsearch_ui.theme import GRID, Theme
from semsearch_ui.widgets.layouts import ThemedIcon, ThemedToolButton, column, label, row


class Banner(QFrame):
    """Hidden until it has something to say; stays until it is closed or replaced. ``shown`` tells which."""

    shown = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._icon = ThemedIcon(theme, "notice")
        self._heading = label("", "", wrap=True)
        font = self._heading.font()
        font.setBold(True)
        self._heading.setFont(font)
        self._text = label("", "", wrap=True, selectable=True)
        close = ThemedToolButton(self.tr("Close this message"), theme, "close")
        close.clicked.connect(self.dismiss)
        layout = row(self, spacing=GRID + GRID // 2)
        layout.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        words = column(spacing=GRID // 4)
        words.addWidget(self._heading)
        words.addWidget(self._text)
        layout.addWidget(self._icon)
        layout.addLayout(words, 1)
        layout.addWidget(close)
        self.hide()

    def say(self, heading: str, text: str = "", kind: Literal["error", "notice"] = "error") -> None:
        self.setProperty("look", kind)
        self.style().unpolish(self)
        self.style().polish(self)
        self._icon.show_icon("warning" if kind == "error" else "notice")
        self._heading.setText(heading)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.setAccessibleName(f"{heading}. {text}")
        self.show()
        self.shown.emit(True)

    def dismiss(self) -> None:
        self.hide()
        self.shown.emit(False)
