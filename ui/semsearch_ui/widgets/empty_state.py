"""What a page says when it has nothing to list."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from semsearch_ui.theme import GRID, Theme
from semsearch_ui.widgets.buttons import ThemedButton, ThemedIcon
from semsearch_ui.widgets.layouts import clear, column, label, row

ROOM = 18
"""Lines that what is said takes with the drawing and one thing to begin with."""

WIDTH = 400
"""Pixels; a comfortable line, and narrow enough for half a small window."""


class EmptyState(QWidget):
    """A drawing, what is the matter, what to do about it, at most one button that does it, and some things to begin
    with: ``chosen`` carries one of those."""

    asked = Signal()
    chosen = Signal(str)

    def __init__(self, theme: Theme, icon: str, heading: str = "", text: str = "", look: str = "primary") -> None:
        """The style sheet knows the `look` of the button."""
        super().__init__()
        self._theme = theme
        self._icon = ThemedIcon(theme, icon, 40)
        self._heading = label(heading, "heading", wrap=True)
        self._text = label(text, "muted", wrap=True)
        layout = column(self, margin=2 * GRID, spacing=GRID)
        layout.addStretch(2)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(GRID)
        for line in (self._heading, self._text):
            line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            line.setMaximumWidth(WIDTH)
            # Not by an alignment, which would take the height of one line for that of all.
            middle = row(spacing=0)
            middle.addStretch(1)
            middle.addWidget(line, 1000)
            middle.addStretch(1)
            layout.addLayout(middle)
        self._action = ThemedButton("", theme, look)
        self._action.clicked.connect(self.asked)
        layout.addSpacing(GRID)
        layout.addWidget(self._action, 0, Qt.AlignmentFlag.AlignHCenter)
        self._action.hide()
        self._choices = column(spacing=0)
        self._offered: tuple[str, list[str]] = "", []
        layout.addLayout(self._choices)
        layout.addStretch(3)

    def say(self, heading: str, text: str) -> None:
        self._heading.setText(heading)
        self._text.setText(text)
        self.setAccessibleName(f"{heading.rstrip('…')}. {text}")

    def hold_focus(self) -> None:
        """Have the focus while this is in view; what takes its place has it then, if it was given the focus before."""
        if self.isVisible():
            self.setFocus()

    def offer_choices(self, heading: str, choices: list[str]) -> None:
        """Things to begin with, as they are; none hide the heading too. Those that stand there stay, and the focus on
        one of them."""
        if self._offered == (heading, choices):
            return
        self._offered = heading, choices
        clear(self._choices)
        if choices:
            self._choices.addWidget(label(heading, "muted"), 0, Qt.AlignmentFlag.AlignHCenter)
        for choice in choices:
            button = ThemedButton("", self._theme, "quiet")
            shown = button.fontMetrics().elidedText(choice, Qt.TextElideMode.ElideRight, WIDTH)
            button.say(shown.replace("&", "&&"))
            button.setAccessibleName(choice)
            button.clicked.connect(partial(self.chosen.emit, choice))
            self._choices.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there is little room, what is said has it: things to begin with go, the last ones first, and the
        drawing."""
        room = self.height() // self.fontMetrics().lineSpacing()
        self._icon.setVisible(room >= ROOM)
        for at in range(self._choices.count()):
            item = self._choices.itemAt(at)
            shown = item.widget() if item is not None else None
            if shown is not None:
                shown.setVisible(ROOM + 2 * max(0, at - 1) <= room)

    def offer(self, action: str) -> None:
        """Show the button, with these words; none hide it."""
        self._action.say(action)
        self._action.setVisible(bool(action))
