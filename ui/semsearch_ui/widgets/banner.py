"""A message above the page: what went wrong, and what to do about it."""

from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QWidget

from semsearch_ui.theme import GRID, Theme
from semsearch_ui.widgets.buttons import ThemedIcon, ThemedToolButton
from semsearch_ui.widgets.layouts import column, label, row


class Banner(QFrame):
    """Hidden until it has something to say, which screen readers say too; stays until it is closed, replaced or
    withdrawn. ``shown`` tells which."""

    shown = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = ThemedIcon(theme, "notice")
        self._heading = label("", "strong", wrap=True)
        self._text = label("", "", wrap=True, selectable=True)
        self._close = ThemedToolButton(self.tr("Close this message"), theme, "close")
        self._close.clicked.connect(self.dismiss)
        self._layout = row(self, spacing=GRID + GRID // 2)
        self._layout.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        words = column(spacing=GRID // 4)
        words.addWidget(self._heading)
        words.addWidget(self._text)
        self._layout.addWidget(self._icon)
        self._layout.addLayout(words, 1)
        self._layout.addWidget(self._close)
        self.hide()

    def add(self, button: QWidget) -> None:
        """Put a button before that which closes."""
        self._layout.insertWidget(self._layout.count() - 1, button)

    def say(self, heading: str, text: str = "", kind: Literal["error", "notice"] = "error") -> None:
        self.setProperty("look", kind)
        self.style().unpolish(self)
        self.style().polish(self)
        self._icon.show_icon("warning" if kind == "error" else "notice")
        self._heading.setText(heading)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        said = f"{heading}. {text}" if text else heading
        self.setAccessibleName(said)
        self.show()
        self.shown.emit(True)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def unbroken_width(self) -> int:
        """Pixels that what it says takes when no line is broken."""
        words = max(line.fontMetrics().horizontalAdvance(line.text()) for line in (self._heading, self._text))
        items = [item for item in map(self._layout.itemAt, range(self._layout.count())) if item is not None]
        shown = [item.sizeHint().width() for item in items if item.widget() is not None and not item.isEmpty()]
        margins = self._layout.contentsMargins()
        return words + sum(shown) + len(shown) * self._layout.spacing() + margins.left() + margins.right() + GRID

    def withdraw(self, heading: str) -> None:
        """Dismiss what was said under this heading: it is so no more."""
        if not self.isHidden() and self._heading.text() == heading:
            self.dismiss()

    def dismiss(self) -> None:
        self.hide()
        self.shown.emit(False)
