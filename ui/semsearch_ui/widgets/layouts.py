"""Layouts, labels and menus, so that pages read as what they show."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from semsearch_ui.theme import GRID

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


def _set(layout: Layout, margin: int, spacing: int) -> Layout:
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(spacing)
    return layout
