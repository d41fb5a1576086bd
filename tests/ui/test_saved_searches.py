"""Searches that a person keeps: saved once, listed at the next start, renamed, moved, taken off the list, and back."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QMenu, QWidget
from pytestqt.qtbot import QtBot

from semsearch_ui.desk import Desk
from semsearch_ui.widgets.saved_searches import SavedSearches
from semsearch_ui.widgets.search_tools import SearchTools
from tests.ui.children import child

KEY = Qt.Key


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def tools(page: QWidget, desk: Desk, *queries: str) -> SearchTools:
    """The menus of a window that was just opened, and what is saved then."""
    made = SearchTools(desk, page, "search")
    made.setParent(page)
    for query in queries:
        made.keep(query)
    return made


def saved(made: SearchTools) -> list[str]:
    """The names in the menu of saved searches."""
    menu = made.findChildren(QMenu)[0]
    menu.aboutToShow.emit()
    return [action.text() for action in menu.actions() if action.text() and not action.shortcut().toString()]


def arranging(qtbot: QtBot, page: QWidget) -> tuple[SavedSearches, QListWidget]:
    """The dialog for the list, open, and the list."""
    next(action for action in page.actions() if action.text() == "Arrange saved searches…").trigger()
    dialog = child(page, SavedSearches)
    qtbot.waitUntil(dialog.isVisible)
    shown = child(dialog, QListWidget)
    qtbot.waitUntil(shown.hasFocus)
    return dialog, shown


def names(shown: QListWidget) -> list[str]:
    return [shown.item(at).text() for at in range(shown.count())]


def test_it_is_there_at_the_next_start(page: QWidget, desk: Desk) -> None:
    assert saved(tools(page, desk)) == ["Nothing is saved yet"]
    tools(page, desk, "roses", "from:anna R&D")
    assert saved(tools(page, desk)) == ["roses", "from:anna R&&D"]


def test_a_question_that_was_pasted_from_a_table_is_there_as_a_whole(page: QWidget, desk: Desk) -> None:
    tools(page, desk, "roses\tred ")
    assert saved(tools(page, desk)) == ["roses red"]


def test_one_that_is_saved_already_is_not_saved_again(page: QWidget, desk: Desk) -> None:
    said = list[str]()
    desk.undo_offered.connect(lambda done, _: said.append(done))
    desk.noticed.connect(lambda heading, _: said.append(heading))
    made = tools(page, desk, "roses", "roses")
    assert said == ["“roses” saved", "“roses” is already saved"]
    assert saved(made) == ["roses"]


def test_it_is_asked_by_its_name(qtbot: QtBot, page: QWidget, desk: Desk) -> None:
    made = tools(page, desk, "from:anna roses")
    dialog, shown = arranging(qtbot, page)
    qtbot.keyClick(shown, KEY.Key_F2)
    editor = child(shown, QLineEdit)
    editor.setText("  Flowers ")
    qtbot.keyClick(editor, KEY.Key_Return)
    qtbot.waitUntil(lambda: names(shown) == ["Flowers"])
    assert dialog.isVisible()
    dialog.accept()
    assert saved(made) == saved(tools(page, desk)) == ["Flowers"]
    asked = list[str]()
    made.chosen.connect(asked.append)
    next(one for one in made.findChildren(QMenu)[0].actions() if one.text() == "Flowers").trigger()
    assert asked == ["from:anna roses"]


def test_without_a_name_it_has_its_question_again(qtbot: QtBot, page: QWidget, desk: Desk) -> None:
    tools(page, desk, "roses")
    _, shown = arranging(qtbot, page)
    for name, told in (("Flowers", "Flowers"), ("  ", "roses")):
        shown.item(0).setText(name)
        assert names(shown) == [told]


def test_they_are_moved_and_removed_by_keys(qtbot: QtBot, page: QWidget, desk: Desk) -> None:
    made = tools(page, desk, "roses", "tulips", "asters")
    dialog, shown = arranging(qtbot, page)
    alt = Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(shown, KEY.Key_Up, alt)
    assert names(shown) == ["roses", "tulips", "asters"]
    qtbot.keyClick(shown, KEY.Key_Down, alt)
    qtbot.keyClick(shown, KEY.Key_Down, alt)
    qtbot.keyClick(shown, KEY.Key_Down, alt)
    assert names(shown) == ["tulips", "asters", "roses"]
    qtbot.keyClick(shown, KEY.Key_Up)
    qtbot.keyClick(shown, KEY.Key_Delete)
    assert names(shown) == ["tulips", "roses"]
    assert saved(made) == ["roses", "tulips", "asters"]
    dialog.accept()
    assert saved(made) == ["tulips", "roses"]


def test_one_that_is_dragged_stands_where_it_was_dropped(qtbot: QtBot, page: QWidget, desk: Desk) -> None:
    tools(page, desk, "roses", "tulips", "asters")
    _, shown = arranging(qtbot, page)
    model = shown.model()
    assert model.moveRow(shown.rootIndex(), 0, shown.rootIndex(), 3)  # as the list does with what is dropped
    assert names(shown) == ["tulips", "asters", "roses"]


def test_what_was_changed_is_taken_back(qtbot: QtBot, page: QWidget, desk: Desk) -> None:
    undo = list[Callable[[], None]]()
    made = tools(page, desk, "roses", "tulips")
    desk.undo_offered.connect(lambda _, back: undo.append(back))
    dialog, shown = arranging(qtbot, page)
    shown.item(1).setText("Flowers")
    shown.takeItem(0)
    dialog.accept()
    assert saved(made) == ["Flowers"]
    undo[-1]()
    assert saved(made) == ["roses", "tulips"]


def test_to_close_the_list_leaves_it_as_it_was(qtbot: QtBot, page: QWidget, desk: Desk) -> None:
    undo = list[Callable[[], None]]()
    made = tools(page, desk, "roses", "tulips")
    desk.undo_offered.connect(lambda _, back: undo.append(back))
    undo.clear()
    dialog, shown = arranging(qtbot, page)
    shown.takeItem(0)
    dialog.reject()
    assert saved(made) == ["roses", "tulips"]
    assert undo == []
