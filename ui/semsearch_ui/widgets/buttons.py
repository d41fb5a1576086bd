"""Buttons and drawings in the colours of the theme."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QPushButton, QToolButton, QWidget

from semsearch_ui.colours import Role
from semsearch_ui.commands import keys_of
from semsearch_ui.theme import GRID, ICON, Theme
from semsearch_ui.widgets.layouts import row

ROLES: Mapping[str, Role] = {"primary": "on_accent", "large": "on_accent", "quiet": "accent"}
"""The colours of drawings on buttons, by their looks; muted on others."""

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ThemedButton(QPushButton):
    """A button in the colours of the theme. ``look`` is one of the style sheet's."""

    def __init__(self, text: str, theme: Theme, look: str = "", icon: str = "") -> None:
        super().__init__()
        self.setProperty("look", look)
        self._theme = theme
        self._role = ROLES.get(look, "muted")
        self._brief, self._told = False, ""
        if icon:
            self.setIconSize(_square(theme.scaled(18)))
            self.show_icon(icon)
        self.say(text)

    def say(self, text: str) -> None:
        """Change the words on it."""
        self._words = text
        self.setAccessibleName(text)
        self._show()

    def show_icon(self, icon: str) -> None:
        self.setIcon(self._theme.icon(icon, self._role))

    def does(self, action: QAction) -> None:
        """Do what `action` does, as long as that can be done."""
        _follow(self, action)

    def be_brief(self, *, brief: bool) -> None:
        """Be the icon alone, where there is little room; a tool tip has the words then, unless there is another."""
        if brief != self._brief:
            self._brief = brief
            self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not pressed_by_enter(self, event):
            super().keyPressEvent(event)

    def _show(self) -> None:
        words = self._words if self.icon().isNull() else f" {self._words}"  # or Qt would set the icon too close to them
        self.setText("" if self._brief else words)
        if self.toolTip() in ("", self._told):
            self._told = self._words if self._brief else ""
            self.setToolTip(self._told)


def fit_words(buttons: Sequence[ThemedButton], room: int) -> None:
    """Let all buttons of a row be icons alone where their words need more than `room` pixels."""
    for button in buttons:
        button.be_brief(brief=False)
    needed = sum(button.sizeHint().width() for button in buttons) + (len(buttons) - 1) * GRID
    for button in buttons:
        button.be_brief(brief=needed > room)


class ToolButton(QToolButton):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not pressed_by_enter(self, event):
            super().keyPressEvent(event)


class ThemedToolButton(ToolButton):
    """A button that is only an icon, of `size` pixels, with its name as its tool tip and for screen readers."""

    def __init__(self, name: str, theme: Theme, icon: str, size: int = ICON) -> None:
        super().__init__()
        self.setToolTip(name)
        self.setAccessibleName(name)
        self.setIconSize(_square(theme.scaled(size)))
        self.setIcon(theme.icon(icon))


class ActionToolButton(ThemedToolButton):
    """Does what an action does, as long as that can be done, and tells its keys."""

    def __init__(self, action: QAction, theme: Theme, icon: str) -> None:
        super().__init__(f"{action.text()} ({keys_of(action)})", theme, icon)
        _follow(self, action)


class ThemedIcon(QWidget):
    """A drawing of `size` pixels that says nothing and does nothing."""

    def __init__(self, theme: Theme, icon: str, size: int = ICON) -> None:
        super().__init__()
        self._theme = theme
        self._icon = icon
        self.setFixedSize(_square(theme.scaled(size)))

    def show_icon(self, icon: str) -> None:
        self._icon = icon
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        self._theme.icon(self._icon).paint(painter, self.rect())
        painter.end()


def _follow(button: QAbstractButton, action: QAction) -> None:
    button.clicked.connect(action.trigger)
    button.setEnabled(action.isEnabled())
    action.enabledChanged.connect(button.setEnabled)


def pressed_by_enter(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Enter presses buttons as Space does; Qt's know that in dialogs only."""
    enter = event.key() in ENTER
    if enter:
        button.click()
    return enter


def _square(pixels: int) -> QSize:
    return QSize(pixels, pixels)


class Segments(QFrame):
    """``chosen`` carries the number of the one that was clicked. Each may tell its meaning in a tool tip, which screen
    readers say as well; they hear what it is a choice of by `about`."""

    chosen = Signal(int)

    def __init__(self, about: str, names: Sequence[str], taken: int = 0, meanings: Sequence[str] = ()) -> None:
        super().__init__()
        self.setProperty("look", "segments")
        self.setAccessibleName(about)
        self._group = QButtonGroup(self)
        inner = row(self, margin=2, spacing=2)
        for at, name in enumerate(names):
            button = QPushButton(name)
            button.setToolTip(meanings[at] if meanings else "")
            button.setProperty("look", "segment")
            button.setCheckable(True)
            button.setAutoExclusive(True)  # which the group sees to; by this it is one of a choice for screen readers
            button.setChecked(at == taken)
            self._group.addButton(button, at)
            inner.addWidget(button)
        self._group.idClicked.connect(self.chosen)
        self._group.idToggled.connect(self._stop_at_taken)
        self._stop_at_taken()

    def _stop_at_taken(self) -> None:
        """Let Tab come to the one that is taken; Qt would let it come to the first."""
        for button in self._group.buttons():
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if button.isChecked() else Qt.FocusPolicy.ClickFocus)

    def take(self, at: int) -> None:
        """Show another one as taken, without a word to anybody."""
        self._group.button(at).setChecked(True)

    @property
    def taken(self) -> int:
        """The number of the one that is taken."""
        return self._group.checkedId()

    def focus(self) -> None:
        """Let the one that is taken have the focus."""
        self._group.button(self.taken).setFocus()
