"""A question that nothing answers: a few of the nearest, and the rest on request."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from semsearch.library import Library
from semsearch.records import Hit, SearchResult
from semsearch_ui.pages.search_page import SearchPage
from semsearch_ui.widgets.results_view import ResultsView
from tests.ui.children import at_rest, child
from tests.ui.conftest import WindowOpener


@pytest.mark.usefixtures("unwatched")
def test_of_what_has_little_to_do_with_the_question_the_rest_comes_on_request(
    qtbot: QtBot,
    open_window: WindowOpener,
    small_home: Path,
    make_hit: Callable[..., Hit],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = SearchResult("q", "hybrid", 3.0, tuple(make_hit(at % 5 + 1, relevance=0.0) for at in range(60)))
    monkeypatch.setattr(Library, "search", lambda *_, **__: found)
    window = open_window(small_home)
    window.show_page("search")
    at_rest(qtbot, window)
    page = child(window, SearchPage)
    results = child(page, ResultsView)  # other pages have such a list as well
    rows = results.model().rowCount
    page.search("zebra")
    qtbot.waitUntil(lambda: rows() == 4)
    results.setCurrentIndex(results.model().index(3, 0))
    assert results.currentIndex().data() == "Show less related results"
    qtbot.keyClick(results, Qt.Key.Key_Return)
    assert rows() == 60
    page.search("another zebra")
    qtbot.waitUntil(lambda: rows() == 4)
    at_rest(qtbot, window)
