"""The way from page to page."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QFrame

from semsearch_ui.pages.places import Place
from semsearch_ui.theme import GRID, ICON, Theme
from semsearch_ui.widgets.buttons import ThemedButton
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
        layout = column(self, margin=GRID, spacing=GRID // 2)
        layout.setContentsMargins(GRID, 2 * GRID, GRID, GRID)
        self._keys = [place.key for place in places]
        self._buttons = [ThemedButton(place.title, theme, "place", place.icon) for place in places]
        for at, (place, button) in enumerate(zip(places, self._buttons, strict=True)):
            button.setIconSize(QSize(theme.scaled(ICON), theme.scaled(ICON)))
            button.setCheckable(True)
            button.setAutoExclusive(True)  # as in `Segments`
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
        for button in self._buttons:
            button.be_brief(brief=narrow)
        icon, bold = self._theme.scaled(ICON), QFontMetrics(self._theme.font(bold=True))  # as the page is that is shown
        widest = max(bold.horizontalAdvance(f" {button.accessibleName()}") for button in self._buttons)
        self.setFixedWidth(icon + AROUND if narrow else max(WIDE, widest + icon + 6 * GRID))
