"""The way from page to page."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton

from semsearch_ui.pages.places import Place
from semsearch_ui.theme import GRID, ICON, Theme
from semsearch_ui.widgets.buttons import ThemedToolButton
from semsearch_ui.widgets.layouts import column

WIDE = 168
AROUND = 36
"""Pixels of width beside a drawing that stands alone."""


class Sidebar(QFrame):
    """One button for each page, the last one at the bottom. Narrow, it shows the icons alone."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, places: tuple[Place, ...]) -> None:
        super().__init__()
        self.setProperty("look", "sidebar")
        self._theme = theme
        self._group = QButtonGroup(self)
        self._buttons: list[QToolButton] = []
        layout = column(self, margin=GRID, spacing=GRID // 2)
        layout.setContentsMargins(GRID, 2 * GRID, GRID, GRID)
        self._keys = [place.key for place in places]
        for at, place in enumerate(places):
            button = self._place(place.icon, place.title)
            button.setCheckable(True)
            button.setToolTip(f"{place.title} (Ctrl+{at + 1})")
            self._group.addButton(button, at)
            if at == len(places) - 1:
                layout.addStretch(1)
            layout.addWidget(button)
        self._group.idClicked.connect(lambda at: self.chosen.emit(self._keys[at]))
        self.set_narrow(narrow=False)

    def select(self, key: str) -> None:
        self._group.button(self._keys.index(key)).setChecked(True)

    def set_narrow(self, *, narrow: bool) -> None:
        style = Qt.ToolButtonStyle.ToolButtonIconOnly if narrow else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        for button in self._buttons:
            button.setToolButtonStyle(style)
        needed = max(self._needed(button.text().strip()) for button in self._buttons)
        self.setFixedWidth(self._theme.scaled(ICON) + AROUND if narrow else max(WIDE, needed))

    def _needed(self, name: str) -> int:
        """Pixels of width for a name beside its icon, bold as it is on the page that is shown."""
        return (
            QFontMetrics(self._theme.font(bold=True)).horizontalAdvance(f"  {name}")
            + self._theme.scaled(ICON)
            + 6 * GRID
        )

    def _place(self, icon: str, name: str) -> QToolButton:
        button = ThemedToolButton(name, self._theme, icon)
        button.setProperty("look", "place")
        button.setText(f"  {name}")
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._buttons.append(button)
        return button
