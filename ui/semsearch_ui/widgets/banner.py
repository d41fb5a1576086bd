"""A message above the page: what went wrong, and what to do about it."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame

from semsearch_ui.theme import GRID, Theme
from semsearch_ui.widgets.layouts import ThemedButton, ThemedIcon, ThemedToolButton, column, label, row

UNDO_MS = 12_000
"""How long a way back is offered."""


class Banner(QFrame):
    """Hidden until it has something to say; stays until it is closed or replaced. ``shown`` tells which."""

    shown = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._icon = ThemedIcon(theme, "notice")
        self._heading = label("", "", wrap=True)
        self._heading.setObjectName("done")
        font = self._heading.font()
        font.setBold(True)
        self._heading.setFont(font)
        self._text = label("", "", wrap=True, selectable=True)
        self._undo: Callable[[], None] | None = None
        self._undo_button = ThemedButton(self.tr("Undo"), theme, "quiet")
        self._undo_button.clicked.connect(self._take_back)
        self._fading = QTimer(self, singleShot=True, interval=UNDO_MS)
        self._fading.timeout.connect(self.dismiss)
        close = ThemedToolButton(self.tr("Close this message"), theme, "close")
        close.clicked.connect(self.dismiss)
        layout = row(self, spacing=GRID + GRID // 2)
        layout.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        words = column(spacing=GRID // 4)
        words.addWidget(self._heading)
        words.addWidget(self._text)
        layout.addWidget(self._icon)
        layout.addLayout(words, 1)
        layout.addWidget(self._undo_button)
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
        self._fading.stop()
        self._undo = None
        self._undo_button.hide()
        self.show()
        self.shown.emit(True)

    def offer_undo(self, done: str, undo: Callable[[], None]) -> None:
        """Say what was done, with a button that takes it back; goes away by itself."""
        self.say(done, kind="notice")
        self._undo = undo
        self._undo_button.show()
        self._fading.start()

    def _take_back(self) -> None:
        undo = self._undo
        self.dismiss()
        if undo is not None:
            undo()

    def dismiss(self) -> None:
        self._fading.stop()
        self.hide()
        self.shown.emit(False)
