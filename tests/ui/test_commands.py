"""Every action is found by a few letters, and by its shortcut."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QLineEdit, QListView, QPushButton
from pytestqt.qtbot import QtBot

from semsearch_ui.main_window import MainWindow
from semsearch_ui.pages.search_page import SearchPage
from semsearch_ui.presentation.palette_match import matching
from semsearch_ui.widgets.command_palette import CommandPalette
from tests.ui.children import at_rest, child
from tests.ui.conftest import WindowOpener

pytestmark = pytest.mark.usefixtures("unwatched")

NAMES = ("Show in folder", "Find similar", "Folders", "Add folder…")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", list(NAMES)),
        ("fold", ["Folders", "Show in folder", "Add folder…"]),
        ("SIM", ["Find similar"]),
        ("in old", ["Show in folder"]),
        ("fsm", ["Find similar"]),
        ("fin", ["Find similar"]),
        ("zebra", []),
    ],
)
def test_a_few_letters_are_enough(typed: str, found: list[str]) -> None:
    assert [NAMES[at] for at in matching(typed, NAMES)] == found


@pytest.mark.parametrize(
    ("language", "typed", "found"),
    [
        ("en", "theme", ["Light or dark", "Settings"]),
        ("en", "dark theme", ["Light or dark"]),
        ("en", "dark", ["Light or dark"]),
        ("en", "appearance", ["Light or dark", "Settings"]),
        ("en", "language", ["Settings"]),
        ("ru", "тема", ["Светлый или тёмный вид", "Настройки"]),
        ("ru", "темная тема", ["Светлый или тёмный вид"]),
        ("ru", "тёмная", ["Светлый или тёмный вид"]),
        ("ru", "язык", ["Настройки"]),
    ],
)
def test_looks_and_language_are_found_by_what_people_call_them(
    open_window: WindowOpener, tmp_path: Path, language: str, typed: str, found: list[str]
) -> None:
    (tmp_path / "window.ini").write_text(f"[General]\nlanguage={language}\n")
    palette = child(open_window(tmp_path), CommandPalette)
    palette.ask()
    child(palette, QLineEdit).setText(typed)
    rows = child(palette, QListView).model()
    listed = [rows.index(row, 0).data() for row in range(rows.rowCount())]
    assert set(listed) >= set(found)
    assert listed[0] in found
    palette.close()


def test_every_action_has_a_shortcut_and_no_two_share_one_in_a_place(window: MainWindow) -> None:
    for place in window.places:
        window.page(place.key)
    seen: dict[tuple[str, str], str] = {}
    for command in window.desk.commands.all():
        keys = command.action.shortcut().toString()
        assert keys, command.action.text()
        for page in {command.page, ""}:
            assert (keys, page) not in seen, f"{command.action.text()} and {seen.get((keys, page))}"
        seen[keys, command.page] = command.action.text()


@pytest.mark.usefixtures("screen_reader")
def test_a_screen_reader_says_the_action_that_the_keys_have_come_to(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []

    def hear(event: QAccessibleEvent) -> None:
        said.append(event.accessibleInterface().text(QAccessible.Text.Name))

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    at_rest(qtbot, window)
    child(window, SearchPage).search("lunch")
    at_rest(qtbot, window)
    palette = child(window, CommandPalette)
    assert palette.windowTitle() == "All actions"
    palette.ask()
    field = child(palette, QLineEdit)
    qtbot.keyClicks(field, "export")
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert said[-2:] == ["Export results as CSV…, Ctrl+E", "Export results as JSON…, Ctrl+J"]


def test_the_palette_does_what_is_chosen(qtbot: QtBot, window: MainWindow) -> None:
    palette = child(window, CommandPalette)
    palette.ask()
    qtbot.keyClicks(child(palette, QLineEdit), "duplic")
    assert child(palette, QListView).currentIndex().data() == "Duplicates"
    qtbot.keyClick(child(palette, QLineEdit), Qt.Key.Key_Return)
    assert not palette.isVisible()
    assert window.current == "duplicates"


def test_the_last_page_is_remembered(open_window: WindowOpener, window: MainWindow) -> None:
    window.show_page("folders")
    window.close()
    again = open_window(window.desk.operations.home)
    assert again.current == "folders"
    again.show_page("search")


def test_a_shortcut_works_in_the_window(window: MainWindow) -> None:
    action = next(c.action for c in window.desk.commands.all() if c.action.shortcut() == QKeySequence("Ctrl+3"))
    action.trigger()
    assert window.current == "topics"


def test_the_palette_lists_actions_in_a_low_window_when_it_is_first_opened(window: MainWindow) -> None:
    window.resize(900, 600)
    palette = child(window, CommandPalette)
    palette.ask()
    listed = child(palette, QListView)
    assert listed.height() >= 5 * listed.sizeHintForRow(0)
    palette.close()


def test_the_palette_is_as_high_as_what_it_offers(window: MainWindow) -> None:
    palette = child(window, CommandPalette)
    palette.ask()
    field, whole = child(palette, QLineEdit), palette.height()
    field.setText("stop indexing")
    assert palette.height() < whole
    field.setText("zebra")
    assert "No action matches" in [label.text() for label in palette.findChildren(QLabel) if label.isVisible()]
    palette.close()


def test_the_palette_offers_what_pages_have_in_common_once(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.is_busy)
    for place in window.places:
        window.page(place.key)
    for command in window.desk.commands.all():
        command.action.setEnabled(True)
    for page in ("topics", "search", "folders"):
        window.show_page(page)
        offered = [command for command in window.desk.commands.offered() if command.action.text() == "Find similar"]
        assert [command.page for command in offered] == ([page] if page != "folders" else []), "no hit is in view"


def test_what_there_is_nothing_to_do_with_is_not_offered(
    qtbot: QtBot, open_window: WindowOpener, tmp_path: Path
) -> None:
    window = open_window(tmp_path / "empty")
    qtbot.waitUntil(lambda: window.upkeep.situation is not None)
    for place in window.places:
        window.show_page(place.key)
    qtbot.waitUntil(lambda: not window.is_busy)
    offered = {command.action.text() for command in window.desk.commands.offered()}
    idle = {
        "Next match", "Previous match", "Find similar to the selected text", "Pause indexing", "Index now",
        "Keep this one", "Mark or unmark", "Not a duplicate", "Next group of duplicates", "Mark all",
        "Undo the last action on duplicates", "Try reading the file again", "Stop reading this file",
        "What to skip in the folder…", "Remove the folder", "Rebuild topics", "Newest first", "Conversations together",
    }  # fmt: skip
    assert not offered & idle
    known = {command.action.text() for command in window.desk.commands.all()}
    assert idle <= known
    window.close()


def test_what_the_page_in_view_can_do_is_offered_first(qtbot: QtBot, window: MainWindow) -> None:
    for place in window.places:
        window.show_page(place.key)
    qtbot.waitUntil(lambda: not window.is_busy)
    for page in ("duplicates", "topics", "search"):
        window.show_page(page)
        assert window.desk.commands.offered()[0].page == page


def test_light_and_dark_and_the_history_are_in_the_palette(qtbot: QtBot, window: MainWindow) -> None:
    palette, theme = child(window, CommandPalette), window.desk.theme
    window.page("settings")
    before = theme.choice
    for _ in range(2):
        scheme = theme.scheme
        palette.ask()
        qtbot.keyClicks(child(palette, QLineEdit), "light or dark")
        qtbot.keyClick(child(palette, QLineEdit), Qt.Key.Key_Return)
        assert theme.scheme != scheme
        taken = next(each for each in window.page("settings").findChildren(QPushButton) if each.text() == "Dark")
        assert taken.isChecked() is (theme.scheme == "dark")
    theme.choose(before)
    palette.ask()
    qtbot.keyClicks(child(palette, QLineEdit), "clear search")
    with qtbot.waitSignal(window.desk.history_forgotten):
        qtbot.keyClick(child(palette, QLineEdit), Qt.Key.Key_Return)
