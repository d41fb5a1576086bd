"""Finds the widgets inside others, and waits for a window."""

from typing import TypeVar

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from semsearch_ui.main_window import MainWindow

T = TypeVar("T", bound=QObject)


def child(of: QObject, kind: type[T], name: str = "") -> T:
    """The child of this class, and name if there is one given; that there is none fails the test."""
    found = of.findChild(kind, name) if name else of.findChild(kind)
    assert found is not None, f"there is no {kind.__name__} {name}"
    return found


def at_rest(qtbot: QtBot, window: MainWindow) -> None:
    """No answer is under way, and nothing is read that would have something asked again."""
    qtbot.waitUntil(lambda: not window.is_busy and not window.upkeep.is_running)
