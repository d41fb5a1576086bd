"""Searches that a person keeps: saved once, listed at the next start, taken off the list, and back."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from semsearch_ui.desk import Desk
from semsearch_ui.widgets.search_tools import SearchTools


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def tools(page: QWidget, desk: Desk) -> SearchTools:
    """The menus of a window that was just opened."""
    made = SearchTools(desk, page, "search")
    made.setParent(page)
    return made


def saved(made: SearchTools) -> tuple[list[str], list[QMenu]]:
    """The names in the menu of saved searches, and the menu inside it."""
    menu = made.findChildren(QMenu)[0]
    menu.aboutToShow.emit()
    inside = [action.menu() for action in menu.actions()]
    names = [action.text() for action in menu.actions() if action.text() and not action.menu()]
    return names[1:], [each for each in inside if isinstance(each, QMenu)]


def test_it_is_there_at_the_next_start(page: QWidget, desk: Desk) -> None:
    before = tools(page, desk)
    assert saved(before)[0] == ["Nothing is saved yet"]
    for query in ("roses", "from:anna R&D"):
        before.keep(query)
    assert saved(tools(page, desk))[0] == ["roses", "from:anna R&&D"]


def test_one_that_is_saved_already_is_not_saved_again(page: QWidget, desk: Desk) -> None:
    made, said = tools(page, desk), list[str]()
    desk.undo_offered.connect(lambda done, _: said.append(done))
    desk.noticed.connect(lambda heading, _: said.append(heading))
    made.keep("roses")
    made.keep("roses")
    assert said == ["“roses” saved", "“roses” is already saved"]
    assert saved(made)[0] == ["roses"]


def test_one_that_was_taken_off_the_list_comes_back(page: QWidget, desk: Desk) -> None:
    made, undo = tools(page, desk), list[Callable[[], None]]()
    for query in ("roses", "tulips"):
        made.keep(query)
    desk.undo_offered.connect(lambda _, back: undo.append(back))
    (away,) = saved(made)[1]
    away.actions()[0].trigger()
    assert saved(made)[0] == ["tulips"]
    undo[-1]()
    assert saved(made)[0] == ["roses", "tulips"]
