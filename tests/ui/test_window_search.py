"""The whole window over a small real library: ask, read, find similar, go back, see the duplicates."""

import codecs
import csv
import shutil
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTreeView
from pytestqt.qtbot import QtBot

from semsearch.library import Library
from semsearch.records import Mode, SearchResult
from semsearch_ui.main_window import MainWindow
from semsearch_ui.models.results import HitRole
from semsearch_ui.operations.finding import Finding
from semsearch_ui.pages.search_page import SearchPage
from semsearch_ui.presentation.trail import Question
from semsearch_ui.theme import Theme
from semsearch_ui.widgets.banner import Banner
from semsearch_ui.widgets.drop_hint import DropHint
from semsearch_ui.widgets.elided_label import ElidedLabel
from semsearch_ui.widgets.empty_state import EmptyState
from semsearch_ui.widgets.reader import Reader
from semsearch_ui.widgets.reasons_view import ReasonsView
from semsearch_ui.widgets.results_view import ResultsView
from semsearch_ui.widgets.safe_browser import SafeBrowser
from semsearch_ui.widgets.search_field import SearchField
from semsearch_ui.widgets.search_head import SearchHead
from semsearch_ui.widgets.search_sights import SearchSights, Sight
from semsearch_ui.widgets.search_tools import SearchTools
from semsearch_ui.widgets.toast import UndoToast
from tests.ui.children import at_rest, child
from tests.ui.conftest import PATIENCE_MS, WindowOpener

pytestmark = pytest.mark.usefixtures("unwatched")


def test_a_person_may_read_below_the_list_where_there_is_room_beside_it(qtbot: QtBot, window: MainWindow) -> None:
    at_rest(qtbot, window)
    window.resize(1400, 900)
    page = child(window, SearchPage)
    page.search("lunch on friday")
    at_rest(qtbot, window)
    reader = child(page, Reader)
    qtbot.waitUntil(lambda: reader.orientation() is Qt.Orientation.Horizontal)
    below = next(one.action for one in window.desk.commands.all() if one.action.text() == "Read below the list")
    below.trigger()
    assert below.isChecked()
    assert [reader.orientation()] == [Qt.Orientation.Vertical]
    assert window.desk.memory.text("below") == "yes"
    below.trigger()
    assert [reader.orientation()] == [Qt.Orientation.Horizontal]


def test_a_small_window_lists_more_than_a_row(qtbot: QtBot, window: MainWindow) -> None:
    at_rest(qtbot, window)
    window.resize(700, 500)
    page = child(window, SearchPage)
    page.search("lunch on friday")
    at_rest(qtbot, window)
    results = child(page, ResultsView)
    qtbot.waitUntil(lambda: results.visualRect(results.model().index(2, 0)).bottom() < results.viewport().height())
    assert child(page, SafeBrowser).viewport().height() > 5 * window.fontMetrics().lineSpacing()


def test_ask_read_find_similar_and_go_back(qtbot: QtBot, window: MainWindow) -> None:
    at_rest(qtbot, window)
    page = child(window, SearchPage)
    page.search("lunch on friday")
    at_rest(qtbot, window)
    results = child(page, ResultsView)
    first = results.currentIndex().data()
    assert "Lunch" in first
    assert "lunch together" in child(page, SafeBrowser).toPlainText()
    page.actions_on_hit.similar.trigger()
    at_rest(qtbot, window)
    assert "Lunch" in results.currentIndex().data()
    assert results.currentIndex().data() != first
    page.go_back()
    at_rest(qtbot, window)
    assert "Lunch" in results.currentIndex().data()


def test_the_way_back_and_forward_leads_to_what_was_read_there(qtbot: QtBot, window: MainWindow) -> None:
    at_rest(qtbot, window)
    page = child(window, SearchPage)
    results = child(page, ResultsView)
    read: list[int] = []
    page.search("lunch on friday")
    for _ in range(2):
        at_rest(qtbot, window)
        qtbot.keyClick(results, Qt.Key.Key_Down)
        read.append(results.currentIndex().data(HitRole).id)
        page.actions_on_hit.similar.trigger()
    at_rest(qtbot, window)
    page.go_back(2)
    at_rest(qtbot, window)
    assert results.currentIndex().data(HitRole).id == read[0]
    page.go_forward()
    at_rest(qtbot, window)
    assert results.currentIndex().data(HitRole).id == read[1]
    page.search("lunch on friday")
    at_rest(qtbot, window)
    assert results.currentIndex().row() == 0, "who asks again has the best"


def test_a_question_whose_answer_was_read_is_remembered(qtbot: QtBot, window: MainWindow) -> None:
    at_rest(qtbot, window)
    page = window.page("search")
    field, results = child(page, SearchField), child(page, ResultsView)
    qtbot.keyClicks(field, "server down")
    qtbot.waitUntil(lambda: results.model().rowCount() > 1)
    assert "server down" not in field.history
    qtbot.keyClick(results, Qt.Key.Key_Down)
    assert field.history[0] == "server down"


def test_an_operator_that_is_being_typed_narrows_nothing_yet(qtbot: QtBot, window: MainWindow) -> None:
    at_rest(qtbot, window)
    page = child(window, SearchPage)
    field, results = child(page, SearchField), child(page, ResultsView)
    status = child(child(page, SearchHead), ElidedLabel)
    qtbot.keyClicks(field, "lunch from:")
    qtbot.waitUntil(lambda: "result" in status.text())
    at_rest(qtbot, window)
    assert "searched as text" not in status.text()
    assert field.text() == "lunch from:"
    qtbot.keyClicks(field, "anna")
    qtbot.waitUntil(lambda: results.model().rowCount() == 1)
    at_rest(qtbot, window)


def test_letters_typed_in_the_list_go_on_with_the_question(qtbot: QtBot, window: MainWindow) -> None:
    at_rest(qtbot, window)
    page = child(window, SearchPage)
    field, results = child(page, SearchField), child(page, ResultsView)
    page.search("lunch")
    at_rest(qtbot, window)
    results.setFocus()
    current = results.currentIndex()
    qtbot.keyClicks(results, "!s")
    assert field.text() == "lunch!s"
    assert results.currentIndex() == current, "nothing was jumped to"
    page.find_similar("the mail server stopped answering")
    at_rest(qtbot, window)
    qtbot.keyClick(results, Qt.Key.Key_Space)
    qtbot.keyClick(results, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(results, Qt.Key.Key_C, Qt.KeyboardModifier.AltModifier)
    assert not field.text()
    at_rest(qtbot, window)
    keys = Qt.KeyboardModifier
    alt_gr = keys.ControlModifier | keys.AltModifier
    QApplication.sendEvent(results, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_E, alt_gr, "ę"))
    QApplication.sendEvent(results, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_At, keys.GroupSwitchModifier, "@"))
    assert field.text() == "ę@", "letters made with AltGr, as different systems tell of them"
    at_rest(qtbot, window)


def test_what_was_found_by_words_says_that_meaning_is_still_to_come(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_rest(qtbot, window)
    page = child(window, SearchPage)
    status, results = child(child(page, SearchHead), ElidedLabel), child(page, ResultsView)
    page.search("lunch on friday")
    at_rest(qtbot, window)
    compared, search = threading.Event(), Library.search

    def slow(
        library: Library, query: str, k: int = 10, *, mode: Mode = "hybrid", explain: bool = False
    ) -> SearchResult:
        if mode == "hybrid":
            assert compared.wait(PATIENCE_MS / 1000)
        return search(library, query, k, mode=mode, explain=explain)

    monkeypatch.setattr(Library, "search", slow)
    page.search("mail server")
    qtbot.waitUntil(lambda: "by meaning…" in status.text(), timeout=PATIENCE_MS)
    assert "server" in results.currentIndex().data().lower()
    compared.set()
    at_rest(qtbot, window)
    assert "result" in status.text()


def test_after_a_bug_nobody_is_told_that_the_search_goes_on(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def search(*_: object, **__: object) -> SearchResult:
        raise ZeroDivisionError

    at_rest(qtbot, window)
    page = child(window, SearchPage)
    at_rest(qtbot, window)
    monkeypatch.setattr(Library, "search", search)
    with qtbot.captureExceptions() as bugs:
        page.search("lunch")
        at_rest(qtbot, window)
        qtbot.waitUntil(lambda: bool(bugs))
    assert not any("Searching" in each.text() for each in page.findChildren(QLabel) if each.isVisible())


def test_what_is_told_can_be_read_on_another_page(window: MainWindow) -> None:
    toast = child(window, UndoToast)
    window.desk.undo_offered.emit("Removed", lambda: None)
    for place in window.places:
        window.show_page(place.key)
        there = window.childAt(toast.mapTo(window, toast.rect().center()))
        assert there is not None
        assert there is toast or toast.isAncestorOf(there), place.key


def test_copies_that_are_not_listed_are_a_click_away(qtbot: QtBot, window: MainWindow) -> None:
    at_rest(qtbot, window)
    page = child(window, SearchPage)
    page.search("the mail server stopped answering")
    at_rest(qtbot, window)
    results = child(page, ResultsView)
    assert len(results.currentIndex().data(HitRole).copies) == 1
    button = next(each for each in page.findChildren(QPushButton) if each.accessibleName() == "1 more like it")
    qtbot.waitUntil(button.isVisible)
    button.click()
    qtbot.waitUntil(lambda: results.model().rowCount() == 2 and not button.isVisible())
    names = {Path(results.model().index(row, 0).data(HitRole).path).name for row in range(2)}
    assert names == {"server.eml", "server-copy.eml"}
    at_rest(qtbot, window)
    assert not child(page, ReasonsView).isVisible()


def test_what_is_exported_is_what_was_found(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    at_rest(qtbot, window)
    page = child(window, SearchPage)
    page.search("from:anna")
    at_rest(qtbot, window)
    with qtbot.waitSignal(window.desk.noticed) as told:
        page.export(tmp_path / "found.csv", "csv")
    assert told.args[0] == "Exported: found.csv"
    assert (tmp_path / "found.csv").read_bytes().startswith(codecs.BOM_UTF8), "or Excel shows no name in Russian"
    exported = csv.DictReader((tmp_path / "found.csv").read_text(encoding="utf-8-sig").splitlines())
    assert [row["title"] for row in exported] == ["Lunch on Friday"]


def test_names_that_are_no_text_are_exported_too(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    at_rest(qtbot, window)
    written: list[bool] = []
    Finding(window.desk.operations).export(
        Question("from:anna"), lambda _: "path\r\n/m/\udcff\r\n", tmp_path / "found.csv", lambda: written.append(True)
    )
    qtbot.waitUntil(lambda: bool(written))
    assert (tmp_path / "found.csv").read_bytes() == b"path\r\n/m/\\udcff\r\n"


def test_words_that_are_dropped_on_the_window_find_their_like(qtbot: QtBot, window: MainWindow) -> None:
    at_rest(qtbot, window)
    window.show_page("folders")
    carried = QMimeData()
    carried.setText("shall we eat together at noon on friday?")
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(9, 9), copy, carried, left, none)
    window.dragEnterEvent(enter)
    assert not child(window, DropHint).isVisible(), "the field takes words, too, and must not be covered"
    assert enter.isAccepted()
    window.dropEvent(QDropEvent(QPointF(9, 9), copy, carried, left, none))
    at_rest(qtbot, window)
    assert window.current == "search"
    assert "Lunch" in child(window.page("search"), ResultsView).currentIndex().data()


def test_of_several_files_that_are_dropped_the_like_of_all_is_found(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    at_rest(qtbot, window)
    files = [tmp_path / "noon.txt", tmp_path / "meal.txt"]
    for file in files:
        file.write_text("Shall we eat together on Friday at noon?", encoding="utf-8")
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    hint = child(window, DropHint)
    for held in (True, False):
        window.dragEnterEvent(QDragEnterEvent(QPoint(9, 9), copy, carried, left, none))
        assert "noon.txt, meal.txt" in child(hint, QLabel).text()
        assert hint.isVisible()
        if held:
            window.dragLeaveEvent(QDragLeaveEvent())
            assert not hint.isVisible()
    window.dropEvent(QDropEvent(QPointF(9, 9), copy, carried, left, none))
    at_rest(qtbot, window)
    results = child(window.page("search"), ResultsView)
    qtbot.waitUntil(lambda: results.model().rowCount() > 0)
    assert "Lunch" in results.currentIndex().data()
    texts = [label.text() for label in window.page("search").findChildren(QLabel)]
    assert {"noon.txt", "meal.txt"} <= set(texts)


def test_nothing_is_said_to_be_missing_while_it_is_looked_for(qtbot: QtBot, window: MainWindow) -> None:
    at_rest(qtbot, window)
    page = child(window, SearchPage)

    def is_said() -> bool:
        shown = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
        return any(words.startswith("Nothing was found") for words in shown)  # "so far", while the folder is looked at

    page.search("zebra type:pdf")
    assert not is_said()
    qtbot.waitUntil(is_said)


def test_a_page_that_was_open_last_time_is_filled(
    qtbot: QtBot, open_window: WindowOpener, small_home: Path, tmp_path: Path
) -> None:
    home = Path(shutil.copytree(small_home, tmp_path / "home"))
    (home / "window.ini").write_text("[General]\npage=duplicates\n")
    window = open_window(home)
    at_rest(qtbot, window)
    assert window.current == "duplicates"
    tree = child(window.page("duplicates"), QTreeView)
    assert tree.model().rowCount() == 1
    assert window.focusWidget() is tree


def test_where_nothing_is_found_what_was_meant_is_a_click_away(qtbot: QtBot, window: MainWindow) -> None:
    at_rest(qtbot, window)
    page, sights = child(window, SearchPage), child(window, SearchSights)
    page.search('"together server"')
    at_rest(qtbot, window)
    assert sights.sight is Sight.NOTHING_FOUND
    offered = [button for button in page.findChildren(QPushButton) if "server" in button.text() and button.isVisible()]
    assert len(offered) == 1, "on the page, and not above it as well"
    offered[0].click()
    assert child(page, SearchField).text() == "together server"


def test_who_has_asked_nothing_yet_is_given_examples(qtbot: QtBot, window: MainWindow) -> None:
    at_rest(qtbot, window)
    window.desk.history_forgotten.emit()
    page, sights = child(window, SearchPage), child(window, SearchSights)

    def offered() -> dict[str, QPushButton]:
        return {button.text(): button for button in sights.findChildren(QPushButton) if button.isVisible()}

    page.search("")
    qtbot.waitUntil(lambda: "mail from March 2024" in offered())
    assert "has:attachment" not in offered(), "which would find nothing here"
    assert any(question.startswith("from:") for question in offered())
    for example in offered():
        page.search(example)
        at_rest(qtbot, window)
        assert sights.sight is Sight.RESULTS
    window.desk.history_forgotten.emit()
    page.search("")
    offered()["mail from March 2024"].click()
    assert child(page, SearchField).text() == "mail from March 2024"
    child(page, SearchField).note()
    at_rest(qtbot, window)
    page.search("")
    qtbot.waitUntil(lambda: list(offered()) == ["mail from March 2024"])  # which was asked before


def test_what_a_person_may_begin_with_keeps_the_focus_while_more_is_read(qtbot: QtBot, theme: Theme) -> None:
    state = EmptyState(theme, "search")
    qtbot.addWidget(state)
    state.resize(600, 600)
    state.show()
    state.offer_choices("For example", ["has:attachment"])
    button = next(one for one in state.findChildren(QPushButton) if one.text() == "has:attachment")
    state.activateWindow()
    button.setFocus()
    state.offer_choices("For example", ["has:attachment"])
    assert state.focusWidget() is button


def test_before_anything_was_asked_there_is_nothing_to_save_or_export(window: MainWindow) -> None:
    named = {one.action.text(): one.action for one in window.desk.commands.all()}
    assert not named["Save this search"].isEnabled()
    assert not named["Export results as CSV…"].isEnabled()
    assert not named["Back"].isEnabled()
    assert not named["Forward"].isEnabled()


def test_there_is_a_way_back_and_forward_only_where_there_is_one(qtbot: QtBot, window: MainWindow) -> None:
    at_rest(qtbot, window)
    page = child(window, SearchPage)
    named = {one.action.text(): one.action for one in window.desk.commands.all() if one.page == "search"}
    ways = named["Back"], named["Forward"]
    page.search("lunch")
    page.find_similar("the mail server")
    assert [way.isEnabled() for way in ways] == [True, False]
    named["Back"].trigger()
    assert named["Forward"].isEnabled()
    named["Forward"].trigger()
    at_rest(qtbot, window)
    assert [way.isEnabled() for way in ways] == [True, False]


def test_what_answered_one_question_is_not_shown_below_another_that_failed(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    at_rest(qtbot, window)
    page = child(window, SearchPage)
    page.search("lunch")
    at_rest(qtbot, window)
    results, sort = child(page, ResultsView), child(page, SearchTools).order_button
    assert results.isVisible()
    assert sort.isVisible()
    page.find_similar([tmp_path / "gone.eml"])
    at_rest(qtbot, window)
    assert not results.isVisible()
    assert not sort.isVisible(), "there is nothing to sort"
    (banner,) = (each for each in window.findChildren(Banner) if each.isVisible())
    page.go_back()
    at_rest(qtbot, window)
    assert results.isVisible()
    assert not banner.isVisible(), "what failed has been done"
