"""Layouts and labels on the grid, so that pages read as what they show."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from semsearch_ui.palette import Role
from semsearch_ui.theme import GRID, ICON, Theme

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
"""Where words begin, in whatever script: Qt would put those of Arabic and Hebrew far from what they belong to."""

Layout = TypeVar("Layout", bound=QBoxLayout)


def column(parent: QWidget | None = None, *, margin: int = 0, spacing: int = GRID) -> QVBoxLayout:
    """A vertical layout; margin and spacing are in pixels."""
    return _set(QVBoxLayout(parent) if parent is not None else QVBoxLayout(), margin, spacing)


def row(parent: QWidget | None = None, *, margin: int = 0, spacing: int = GRID) -> QHBoxLayout:
    """A horizontal layout; margin and spacing are in pixels."""
    return _set(QHBoxLayout(parent) if parent is not None else QHBoxLayout(), margin, spacing)


def label(text: str = "", look: str = "", *, wrap: bool = False, selectable: bool = False) -> QLabel:
    """A label that shows its text as it is, never as HTML; the style sheet knows its `look`."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("look", look)
    made.setWordWrap(wrap)
    made.setAlignment(LEFT)
    if selectable:
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def frame(look: str) -> QFrame:
    """An empty frame; the style sheet knows its `look`."""
    made = QFrame()
    made.setProperty("look", look)
    return made


def entry(menu: QMenu, text: str, chosen: Callable[[], object]) -> QAction:
    """An entry of a menu that shows its text as it is, an ampersand too."""
    made: QAction = menu.addAction(text.replace("&", "&&"))
    made.triggered.connect(lambda _checked=False: chosen())
    return made


def grouped_menu(parent: QWidget, *groups: Iterable[QAction]) -> QMenu:
    """A menu of actions, with a line between groups."""
    menu = QMenu(parent)
    for actions in groups:
        if not menu.isEmpty():
            menu.addSeparator()
        menu.addActions(list(actions))
    return menu


def pop_up(menu: QMenu, view: QAbstractScrollArea, position: QPoint) -> None:
    """Show a menu at a place of what `view` shows, once."""
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(view.viewport().mapToGlobal(position))


def clear(layout: QLayout) -> None:
    """Take everything out of a layout; widgets in it are hidden and deleted."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def follow_in_tab_order(anchor: QWidget, widgets: Iterable[QWidget]) -> None:
    """Let Tab go from `anchor`, or what is before it, to `widgets`, one after another. What is made after those beside
    it would else come last of all."""
    before: QWidget | None = anchor
    while before is not None and before.focusPolicy() is Qt.FocusPolicy.NoFocus and not before.isWindow():
        before = before.previousInFocusChain()  # Qt takes none that cannot have the focus
    for widget in widgets:
        if before is not None:
            QWidget.setTabOrder(before, widget)
        before = widget


ROLES: Mapping[str, Role] = {"primary": "on_accent", "large": "on_accent", "quiet": "accent"}
"""The colours of drawings on buttons, by their looks; muted on others."""


class ThemedButton(QPushButton):
    """A button in the colours of the theme. ``look`` is one of the style sheet's."""

    def __init__(self, text: str, theme: Theme, look: str = "", icon: str = "") -> None:
        super().__init__()
        self.setProperty("look", look)
        self._theme = theme
        self._role = ROLES.get(look, "muted")
        self._brief = False
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

    def be_brief(self, *, brief: bool) -> None:
        """Be the icon alone, where there is little room."""
        if brief != self._brief:
            self._brief = brief
            self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _pressed_by_enter(self, event):
            super().keyPressEvent(event)

    def _show(self) -> None:
        words = self._words if self.icon().isNull() else f" {self._words}"  # or Qt would set the icon too close to them
        self.setText("" if self._brief else words)


class ToolButton(QToolButton):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _pressed_by_enter(self, event):
            super().keyPressEvent(event)


class ThemedToolButton(ToolButton):
    """A button that is only an icon, of `size` pixels, with its name as its tool tip and for screen readers."""

    def __init__(self, name: str, theme: Theme, icon: str, size: int = ICON) -> None:
        super().__init__()
        self.setToolTip(name)
        self.setAccessibleName(name)
        self.setIconSize(_square(theme.scaled(size)))
        self.setIcon(theme.icon(icon))


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


def _pressed_by_enter(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Enter presses buttons as Space does; Qt's know that in dialogs only."""
    enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    if enter:
        button.click()
    return enter


def _square(pixels: int) -> QSize:
    return QSize(pixels, pixels)


def _set(layout: Layout, margin: int, spacing: int) -> Layout:
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(spacing)
    return layout
