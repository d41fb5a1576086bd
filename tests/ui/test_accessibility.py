"""The window for those who see little, hear it read, or have no mouse."""

import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QAccessible, QAction, QContextMenuEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QScrollArea,
    QScrollBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from semsearch.records import Span
from semsearch_ui.app import compose
from semsearch_ui.main_window import MainWindow
from semsearch_ui.pages.duplicates_page import DuplicatesPage
from semsearch_ui.pages.places import places
from semsearch_ui.pages.search_page import SearchPage
from semsearch_ui.theme import Theme
from semsearch_ui.widgets.buttons import Segments, ThemedButton, ThemedToolButton, ToolButton, fit_words
from semsearch_ui.widgets.elided_label import ElidedLabel
from semsearch_ui.widgets.results_view import ResultsView
from semsearch_ui.widgets.safe_browser import SafeBrowser
from semsearch_ui.widgets.search_field import SearchField
from semsearch_ui.widgets.search_tools import SearchTools
from tests.ui.children import at_rest, child

pytestmark = pytest.mark.usefixtures("unwatched")

PAGES = [place.key for place in places()]
LARGE = 22.0
"""Points: twice as many as letters of a desktop have."""


@pytest.fixture
def window(qtbot: QtBot, window: MainWindow) -> MainWindow:
    window.resize(1280, 800)
    at_rest(qtbot, window)
    return window


def visit_all(qtbot: QtBot, window: MainWindow) -> Iterator[QWidget]:
    """Each page with something on it."""
    child(window, SearchPage).search("lunch on friday")
    at_rest(qtbot, window)
    for key in PAGES:
        window.show_page(key)
        at_rest(qtbot, window)
        yield window.page(key)


def described(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName() or widget.accessibleName()!r} in {widget.parent()!r}"


def nameless(within: QWidget) -> list[str]:
    """What acts, and has nothing that a screen reader could say of it."""
    found = []
    for widget in [within, *within.findChildren(QWidget)]:
        acts = isinstance(widget, QAbstractButton) or widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        own = not widget.objectName().startswith("qt_") and not isinstance(widget, QScrollBar)
        if acts and own and widget.isVisible() and widget.focusProxy() is None:
            told = QAccessible.queryAccessibleInterface(widget)
            if told is None or not told.text(QAccessible.Text.Name).strip():
                found.append(described(widget))
    return found


def test_a_screen_reader_has_a_name_for_everything_that_acts(qtbot: QtBot, window: MainWindow) -> None:
    for page in visit_all(qtbot, window):
        assert nameless(window) == [], page


@pytest.mark.parametrize(
    ("page", "action"),
    [
        ("search", "All actions…"),
        ("search", "Arrange saved searches…"),
        ("folders", "What to skip in the folder…"),
        ("folders", "Remove the folder"),
        ("duplicates", "Move to trash…"),
    ],
)
def test_dialogs_can_be_heard_and_read(qtbot: QtBot, window: MainWindow, page: str, action: str) -> None:
    window.show_page(page)
    at_rest(qtbot, window)
    child(window, SearchTools).keep("lunch")
    duplicates = window.page("duplicates")
    if window.page(page) is duplicates:
        assert isinstance(duplicates, DuplicatesPage)
        duplicates.mark_current()
    next(one.action for one in window.desk.commands.all() if one.action.text() == action).trigger()
    at_rest(qtbot, window)
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(QDialog)))
    dialog = next(one for one in window.findChildren(QDialog) if one.isVisible())
    assert nameless(dialog) == []
    qtbot.waitUntil(lambda: cut_off(dialog) == [])
    dialog.close()


def test_tab_goes_down_and_to_the_right(qtbot: QtBot, window: MainWindow) -> None:
    for page in visit_all(qtbot, window):
        stops = tab_stops(page)
        assert len(stops) > 1, page
        for one, following in pairwise(stops):
            before, after = place_of(one, window), place_of(following, window)
            back_up = after.bottom() <= before.top() and after.left() <= before.right()
            in_one_line = after.top() < before.bottom() and before.top() < after.bottom()
            back_left = in_one_line and after.right() <= before.left()
            assert not back_up, f"{described(following)} stands above {described(one)}"
            assert not back_left, f"{described(following)} stands left of {described(one)}"


def test_tab_leaves_nothing_out(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    for page in visit_all(qtbot, window):
        wanted, reached = set(tab_stops(page)), set[QWidget]()
        for _ in range(len(wanted) + len(PAGES) + 10):
            focused = window.focusWidget()
            assert focused is not None
            reached.add(focused)
            qtbot.keyClick(focused, Qt.Key.Key_Tab)
        assert [described(widget) for widget in wanted - reached if not is_one_of_a_choice(widget)] == []


def test_tab_comes_to_the_segment_that_is_taken(qtbot: QtBot) -> None:
    window, segments = QWidget(), Segments("Numbers", ["One", "Two", "Three"], taken=1)
    layout = QVBoxLayout(window)
    first = QLineEdit()
    for widget in (first, segments, QLineEdit()):
        layout.addWidget(widget)
    qtbot.addWidget(window)
    window.show()
    for taken, name in ((1, "Two"), (2, "Three")):
        segments.take(taken)
        first.setFocus()
        qtbot.keyClick(first, Qt.Key.Key_Tab)
        focused = window.focusWidget()
        assert isinstance(focused, QPushButton)
        assert focused.text() == name


def test_a_button_that_is_an_icon_alone_tells_its_words(qtbot: QtBot, theme: Theme) -> None:
    plain, told = ThemedButton("Pause", theme, "", "pause"), ThemedButton("Trash", theme, "", "trash")
    told.setToolTip("Move to trash (Del)")
    for button in (plain, told):
        qtbot.addWidget(button)
    fit_words((plain, told), 10)
    assert (plain.text(), plain.accessibleName(), plain.toolTip()) == ("", "Pause", "Pause")
    plain.say("Resume")
    assert (plain.text(), plain.toolTip()) == ("", "Resume")
    assert told.toolTip() == "Move to trash (Del)"
    fit_words((plain, told), 1000)
    assert (plain.text().strip(), plain.toolTip()) == ("Resume", "")


def test_enter_presses_a_button(qtbot: QtBot, theme: Theme) -> None:
    for button in (ThemedButton("Start", theme), ThemedToolButton("Close", theme, "close")):
        qtbot.addWidget(button)
        with qtbot.waitSignal(button.clicked):
            qtbot.keyClick(button, Qt.Key.Key_Return)


def test_enter_opens_the_menu_of_a_button(qtbot: QtBot) -> None:
    button, menu = ToolButton(), QMenu()
    menu.addAction("Anna")
    menu.aboutToShow.connect(lambda: QTimer.singleShot(0, menu.close))
    button.setMenu(menu)
    button.setPopupMode(ToolButton.ToolButtonPopupMode.InstantPopup)
    qtbot.addWidget(button)
    button.show()
    with qtbot.waitSignal(menu.aboutToShow):
        qtbot.keyClick(button, Qt.Key.Key_Return)


def test_a_choice_is_heard_as_one_and_what_acts_as_a_button(qtbot: QtBot, window: MainWindow) -> None:
    heard: dict[str, set[QAccessible.Role]] = {}
    for _ in visit_all(qtbot, window):
        for button in window.findChildren(QAbstractButton):
            told = QAccessible.queryAccessibleInterface(button) if button.isVisible() else None
            if told is not None:
                heard.setdefault(told.text(QAccessible.Text.Name), set()).add(told.role())
    for name in ("Search", "Topics", "Same text", "Small edits", "List", "Map", "Dark"):
        assert heard[name] == {QAccessible.Role.RadioButton}, name
    reason = next(name for name in heard if name.startswith("Shall we have lunch together on Friday at noon?"))
    assert reason.endswith("100%")
    assert heard[reason] == {QAccessible.Role.Button}


def test_no_frame_is_read_before_what_has_the_focus(qtbot: QtBot, window: MainWindow) -> None:
    for _ in visit_all(qtbot, window):
        told = [QAccessible.queryAccessibleInterface(one) for one in window.findChildren(QWidget) if one.isVisible()]
        assert QAccessible.Role.LayeredPane not in {one.role() for one in told if one is not None}


@pytest.mark.usefixtures("screen_reader")
def test_who_listens_goes_through_a_text_line_by_line(qtbot: QtBot) -> None:
    text = shown_text(qtbot)
    text.go_to(Span(15, 18))
    qtbot.keyClick(text, Qt.Key.Key_Down)
    assert text.textCursor().block().text() == "Third line"
    qtbot.keyClick(text, Qt.Key.Key_Up)
    qtbot.keyClick(text, Qt.Key.Key_Up)
    assert text.textCursor().block().text() == "The first line"


def test_for_others_the_keys_of_the_cursor_scroll(qtbot: QtBot) -> None:
    text = shown_text(qtbot)
    qtbot.keyClick(text, Qt.Key.Key_Down)
    assert text.textCursor().position() == 0
    assert text.verticalScrollBar().value() > 0


def shown_text(qtbot: QtBot) -> SafeBrowser:
    """A few lines that need more room than they have, with the focus."""
    text = SafeBrowser()
    qtbot.addWidget(text)
    text.resize(300, 60)
    text.setHtml("<p>The first line</p><p>The second line</p><p>Third line</p><p>Last line</p>")
    text.show()
    with qtbot.waitActive(text):
        text.activateWindow()
    text.setFocus()
    return text


def is_one_of_a_choice(widget: QWidget) -> bool:
    """Tab comes to the one that is taken; arrows lead to the others."""
    return isinstance(widget, QAbstractButton) and widget.group() is not None and not widget.isChecked()


def tab_stops(page: QWidget) -> list[QWidget]:
    """What Tab stops at in a page, in order, from the first one in the chain of the window on."""
    chain: list[QWidget] = []
    widget = page.window().nextInFocusChain()
    while widget is not None and widget is not page.window():
        stops = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled()
        if stops and page.isAncestorOf(widget) and widget.focusProxy() is None:
            chain.append(widget)
        widget = widget.nextInFocusChain()
    return chain


def place_of(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def test_every_action_is_in_the_palette(qtbot: QtBot, window: MainWindow) -> None:
    for page in visit_all(qtbot, window):
        known = {command.action for command in window.desk.commands.all()}
        for action in page.findChildren(QAction):
            owner = action.parent()
            if action.text() and isinstance(owner, QWidget) and not isinstance(owner, QMenu | QLineEdit):
                assert action in known, f"{page}: {action.text()}"


def test_a_search_needs_no_mouse(qtbot: QtBot, window: MainWindow) -> None:
    page = window.page("search")
    field, results = child(page, SearchField), child(page, ResultsView)
    field.setFocus()
    qtbot.keyClicks(field, "lunch on friday")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    at_rest(qtbot, window)
    window.activateWindow()  # which Qt's offscreen platform leaves with the list of completions
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert window.focusWidget() is results
    first = results.currentIndex().data()
    qtbot.keyClick(results, Qt.Key.Key_Down)
    assert results.currentIndex().data() != first
    at_rest(qtbot, window)
    where = results.visualRect(results.currentIndex()).center()
    by_key = QContextMenuEvent.Reason.Keyboard
    asked = QContextMenuEvent(by_key, where, results.viewport().mapToGlobal(where), Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(results.viewport(), asked)
    menu = next(menu for menu in results.findChildren(QMenu) if menu.isVisible())
    assert menu.actions()[0].text() == "Find similar"
    menu.close()
    qtbot.keyClick(results, Qt.Key.Key_Return)
    body = child(page, SafeBrowser)
    assert window.focusWidget() is body
    qtbot.keyClick(body, Qt.Key.Key_Escape)
    assert window.focusWidget() is results
    qtbot.keyClick(results, Qt.Key.Key_Escape)
    assert window.focusWidget() is field


@pytest.mark.parametrize(("language", "width", "height"), [("en", 1280, 800), ("ru", 1280, 800), ("ru", 900, 600)])
def test_large_letters_are_not_cut_off(
    qtbot: QtBot, qapp: QApplication, small_home: Path, tmp_path: Path, language: str, width: int, height: int
) -> None:
    usual = qapp.font()
    font = qapp.font()
    font.setPointSizeF(LARGE)
    qapp.setFont(font)
    home = Path(shutil.copytree(small_home, tmp_path / "home"))
    (home / "window.ini").write_text(f"[General]\nlanguage={language}\n")
    window = compose(qapp, home)
    try:
        qtbot.addWidget(window)
        window.resize(width, height)
        window.show()
        at_rest(qtbot, window)
        for page in visit_all(qtbot, window):
            qtbot.wait(50)
            assert window.width() == width
            assert [f"{page}: {described(widget)} {words(widget)!r}" for widget in cut_off(window)] == []
            shown = filter(QScrollArea.isVisible, page.findChildren(QScrollArea))
            assert not any(area.horizontalScrollBar().maximum() for area in shown), page
    finally:
        window.close()
        qapp.setFont(usual)


def words(widget: QWidget) -> str:
    if isinstance(widget, QToolButton) and widget.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly:
        return ""
    return widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""


def cut_off(within: QWidget) -> list[QWidget]:
    """Labels and buttons that have less room than their words need. What is elided tells the rest in a tool tip."""
    found: list[QWidget] = []
    for widget in within.findChildren(QWidget):
        if not widget.isVisible() or not words(widget):
            continue
        if isinstance(widget, ElidedLabel):
            if widget.height() < widget.sizeHint().height():
                found.append(widget)
        elif isinstance(widget, QLabel) and widget.wordWrap():
            if widget.height() < widget.heightForWidth(widget.width()):
                found.append(widget)
        elif isinstance(widget, QLabel | QPushButton | QToolButton):
            needed = widget.sizeHint()
            if widget.width() < needed.width() or widget.height() < needed.height():
                found.append(widget)
    return found


def test_lists_say_what_their_rows_hold(qtbot: QtBot, window: MainWindow) -> None:
    for page in visit_all(qtbot, window):
        for view in page.findChildren(QAbstractItemView):
            if view.isVisible() and view.model() is not None and view.model().rowCount():
                index = view.model().index(0, 0)
                spoken = index.data(Qt.ItemDataRole.AccessibleTextRole) or index.data()
                assert str(spoken or "").strip(), described(view)
