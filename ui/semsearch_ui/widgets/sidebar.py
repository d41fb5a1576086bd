"""The way from page to page."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QButtonGroup, QFrame, QMenu, QSizePolicy, QToolButton

from semsearch_ui.pages.places import Place
from semsearch_ui.theme import GRID, Choice, Theme
from semsearch_ui.widgets.layouts import column

WIDE = 168
NARROW = 56


class Sidebar(QFrame):
    """One button for each page, and below them the appearance. Narrow, it shows the icons alone."""

    chosen = Signal(str)
    appearance_chosen = Signal(str)

    def __init__(self, theme: Theme, places: tuple[Place, ...]) -> None:
        super().__init__()
        self.setProperty("look", "sidebar")
        self._theme = theme
        self._group = QButtonGroup(self)
        self._buttons: list[tuple[QToolButton, str]] = []
        layout = column(self, margin=GRID, spacing=GRID // 2)
        layout.setContentsMargins(GRID, 2 * GRID, GRID, GRID)
        self._keys = [place.key for place in places]
        for at, place in enumerate(places):
            button = self._place(place.icon, place.title)
            button.setCheckable(True)
            button.setToolTip(f"{place.title} (Ctrl+{at + 1})")
            self._group.addButton(button, at)
            layout.addWidget(button)
        layout.addStretch(1)
        self._appearance = self._place("appearance", self.tr("Appearance"))
        self._appearance.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._appearance.setMenu(self._appearance_menu())
        layout.addWidget(self._appearance)
        self._group.idClicked.connect(lambda at: self.chosen.emit(self._keys[at]))
        theme.changed.connect(self._tint)
        self._tint()
        self.set_narrow(narrow=False)

    def select(self, key: str) -> None:
        self._group.button(self._keys.index(key)).setChecked(True)

    def set_narrow(self, *, narrow: bool) -> None:
        self.setFixedWidth(NARROW if narrow else WIDE)
        style = Qt.ToolButtonStyle.ToolButtonIconOnly if narrow else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        for button, _ in self._buttons:
            button.setToolButtonStyle(style)

    def _place(self, icon: str, name: str) -> QToolButton:
        button = QToolButton()
        button.setProperty("look", "place")
        button.setText(f"  {name}")
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setIconSize(QSize(20, 20))
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._buttons.append((button, icon))
        return button

    def _appearance_menu(self) -> QMenu:
        menu = QMenu(self)
        group = QActionGroup(menu)
        choices: tuple[tuple[Choice, str], ...] = (
            ("system", self.tr("Like the system")),
            ("light", self.tr("Light")),
            ("dark", self.tr("Dark")),
        )
        for choice, name in choices:
            action = menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(self._theme.choice == choice)
            action.setData(choice)
            group.addAction(action)
        group.triggered.connect(lambda action: self.appearance_chosen.emit(action.data()))
        return menu

    def _tint(self) -> None:
        for button, icon in self._buttons:
            button.setIcon(self._theme.icon(icon))
