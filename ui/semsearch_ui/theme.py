"""How the palettes and the grid that everything is spaced on reach Qt."""

from typing import Literal, TypeAlias

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetrics, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from semsearch_ui.colours import DARK, LIGHT, Colours, Role
from semsearch_ui.icons import Drawing, icon_path
from semsearch_ui.style_sheet import style_sheet

Scheme: TypeAlias = Literal["light", "dark"]
Choice: TypeAlias = Literal["system", "light", "dark"]

CHOICES: tuple[Choice, ...] = ("system", "light", "dark")

GRID = 8
"""Pixels; distances are multiples of it, or of its half."""

ICON, BOX, LINE = 20, 16, 18
"""Pixels of a drawing, of a box to check, and of a line on a button, beside letters of the usual size."""

BETWEEN_MS = 20
"""Milliseconds between two parts out of view that are dressed: in one turn with painting, a part would hold up the
window for as long as both take."""

USUAL = 15
"""Pixels of letters up to which drawings and boxes are as large as they were drawn."""


class Theme(QObject):
    """The look of the whole application. Follows the system's colour scheme unless one was chosen.

    The style sheet is not the application's, for which Qt would style every widget anew at once, in a quarter second,
    but that of each part that was dressed: those in view first, the others in turns of their own. What has written
    colours into a text is `Recoloured`. ``chosen`` tells that a person has chosen.
    """

    chosen = Signal()

    def __init__(self, application: QApplication, choice: Choice = "system") -> None:
        super().__init__(application)
        self._application = application
        self._choice: Choice = choice
        self._scheme: Scheme = "light"
        self._dressed: list[QWidget] = []
        self._waiting: list[QWidget] = []
        self._icons: dict[tuple[str, Role], QIcon] = {}
        self._letters = _Letters(application.font())
        self._sheet = ""
        application.setStyle("Fusion")
        application.styleHints().colorSchemeChanged.connect(self._follow)
        self._apply()

    @property
    def choice(self) -> Choice:
        return self._choice

    @property
    def scheme(self) -> Scheme:
        return self._scheme

    @property
    def colours(self) -> Colours:
        return DARK if self._scheme == "dark" else LIGHT

    def choose(self, choice: Choice) -> None:
        self._choice = choice
        self._apply()
        self.chosen.emit()

    def switch(self) -> None:
        """From light to dark, or back."""
        self.choose("light" if self._scheme == "dark" else "dark")

    def icon(self, name: str, role: Role = "muted") -> QIcon:
        """One of our drawings in the colour of a role, whatever that is when it is painted."""
        if (name, role) not in self._icons:
            self._icons[name, role] = QIcon(Drawing(name, role, lambda: self.colours))
        return self._icons[name, role]

    def scaled(self, pixels: int) -> int:
        """What is `pixels` large beside letters of the usual size, beside those that the person has chosen."""
        return round(pixels * max(1.0, self._chosen_letters.pixels / USUAL))

    def font(self, scale: float = 1.0, *, bold: bool = False) -> QFont:
        """The application's font, scaled."""
        return self._chosen_letters.font(scale, bold=bold)

    @property
    def _chosen_letters(self) -> "_Letters":
        """Those of the application, which the system may change at any time."""
        chosen = self._application.font()
        if chosen != self._letters.chosen:
            self._letters = _Letters(chosen)
        return self._letters

    def dress(self, *parts: QWidget) -> None:
        """Let these, with all that is in them, have the look from now on."""
        for part in parts:
            self._dressed.append(part)
            part.destroyed.connect(lambda _=None, part=part: self._dressed.remove(part))
            part.setStyleSheet(self._sheet)

    def _dress_next(self) -> None:
        """One of those that are out of view, and the next one when there was time for other things."""
        while self._waiting:
            part = self._waiting.pop()
            if part in self._dressed:
                part.setStyleSheet(self._sheet)
                QTimer.singleShot(BETWEEN_MS, self, self._dress_next)
                return

    def _follow(self) -> None:
        if self._choice == "system":
            self._apply()

    def _apply(self) -> None:
        if self._choice == "system":
            dark = self._application.styleHints().colorScheme() == Qt.ColorScheme.Dark
            self._scheme = "dark" if dark else "light"
        else:
            self._scheme = self._choice
        self._application.setPalette(_palette(self.colours))
        base = self._chosen_letters.points
        tick = icon_path(f"tick-{self._scheme}").as_posix()
        line = max(LINE, QFontMetrics(self._application.font()).height())
        self._sheet = style_sheet(self.colours, base, tick, self.scaled(BOX), line)
        for part in self._dressed:
            if part.isVisible():
                part.setStyleSheet(self._sheet)
        self._waiting = [part for part in self._dressed if not part.isVisible()]
        QTimer.singleShot(BETWEEN_MS, self, self._dress_next)


class _Letters:
    """What is derived from a font: to ask Qt takes longer than to paint a word in it."""

    def __init__(self, chosen: QFont) -> None:
        measured = QFontInfo(chosen)
        self.chosen, self.pixels, self.points = chosen, measured.pixelSize(), measured.pointSizeF()
        self._made: dict[tuple[float, bool], QFont] = {}

    def font(self, scale: float, *, bold: bool) -> QFont:
        if (scale, bold) not in self._made:
            font = self._made[scale, bold] = QFont(self.chosen)
            font.setPointSizeF(self.points * scale)
            font.setBold(bold)
        return self._made[scale, bold]


def _palette(colours: Colours) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for which, colour in {
        role.Window: colours.window, role.Base: colours.surface, role.AlternateBase: colours.window,
        role.Button: colours.surface, role.WindowText: colours.text, role.Text: colours.text,
        role.ButtonText: colours.text, role.BrightText: colours.text, role.PlaceholderText: colours.muted,
        role.Highlight: colours.selected, role.HighlightedText: colours.text, role.Link: colours.accent,
        role.LinkVisited: colours.accent, role.ToolTipBase: colours.text, role.ToolTipText: colours.surface,
        role.Mid: colours.border, role.Accent: colours.accent,
    }.items():  # fmt: skip
        palette.setColor(which, QColor(colour))
    for which in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(colours.muted))
    return palette
