"""The whole window over a small real library: ask, read, find similar, go back, see the duplicates."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QTreeView
from pytestqt.qtbot import QtBot

from semsearch_ui.index_process import IndexProcess
from semsearch_ui.main_window import DUPLICATES, MainWindow
from semsearch_ui.operations import Operations
from semsearch_ui.theme import Theme
from semsearch_ui.widgets.results_view import ResultsView
from semsearch_ui.widgets.safe_browser import SafeBrowser
from semsearch_ui.worker import Worker


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, small_home: Path, tmp_path: Path) -> Iterator[MainWindow]:
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    made = MainWindow(theme, Operations(small_home, Worker()), IndexProcess(small_home), settings, [])
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def at_rest(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.is_busy, timeout=60_000)


def test_ask_read_find_similar_and_go_back(qtbot: QtBot, window: MainWindow) -> None:
    at_rest(qtbot, window)
    page = window.search_page
    page.search("lunch on friday")
    at_rest(qtbot, window)
    results = page.findChild(ResultsView)
    first = results.currentIndex().data()
    assert "Lunch" in first
    assert "lunch together" in page.findChild(SafeBrowser).toPlainText()
    page.actions_on_hit.similar.trigger()
    at_rest(qtbot, window)
    assert "Lunch" in results.currentIndex().data()
    assert results.currentIndex().data() != first
    page.go_back()
    at_rest(qtbot, window)
    assert "Lunch" in results.currentIndex().data()


def test_duplicates_are_grouped(qtbot: QtBot, window: MainWindow) -> None:
    at_rest(qtbot, window)
    window.show_page(DUPLICATES)
    at_rest(qtbot, window)
    tree = window.duplicates_page.findChild(QTreeView)
    assert tree.model().rowCount() == 1
