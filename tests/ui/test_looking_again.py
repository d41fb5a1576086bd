"""While mail is read, the answer to what was asked gets better."""

from dataclasses import replace
from itertools import count

import pytest
from PySide6.QtCore import Qt, QTimer
from pytestqt.qtbot import QtBot

from semsearch.library import Library
from semsearch.records import SearchResult
from semsearch_ui.main_window import MainWindow
from semsearch_ui.pages.search_page import SearchPage
from semsearch_ui.upkeep import REFRESH_MS, Situation
from semsearch_ui.widgets.elided_label import ElidedLabel
from semsearch_ui.widgets.search_head import SearchHead
from tests.ui.children import at_rest, child
from tests.ui.conftest import PATIENCE_MS

pytestmark = pytest.mark.usefixtures("unwatched")


def situation(window: MainWindow, *, coverage: float) -> Situation:
    """As it is, but for how much can be found by meaning."""
    known = window.upkeep.situation
    assert known is not None
    status = replace(known.catalogue.status, coverage=coverage)
    return replace(known, catalogue=replace(known.catalogue, status=status))


def test_what_is_told_stays_while_more_is_looked_for(qtbot: QtBot, window: MainWindow) -> None:
    at_rest(qtbot, window)
    page = child(window, SearchPage)
    page.search("lunch on friday")
    at_rest(qtbot, window)
    status = child(child(page, SearchHead), ElidedLabel)
    told = status.text()
    assert "result" in told
    known = window.upkeep.situation
    assert known is not None
    more = replace(known.catalogue.status, documents=known.catalogue.documents + 1)
    page.know(replace(known, catalogue=replace(known.catalogue, status=more)))
    assert window.is_busy
    assert status.text() == told


def test_a_question_is_asked_again_as_more_can_be_found_by_meaning(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_rest(qtbot, window)
    page, search, asked = child(window, SearchPage), Library.search, list[str]()

    def noted(library: Library, query: str, k: int = 10, *, mode: str = "hybrid", **more: object) -> SearchResult:
        asked.append(mode)
        return search(library, query, k, mode=mode, **more)  # type: ignore[arg-type]

    page.know(situation(window, coverage=0.5))
    page.search("lunch on friday")
    at_rest(qtbot, window)
    monkeypatch.setattr(Library, "search", noted)
    again = []
    for coverage in (0.52, 0.58, 0.61, 0.65, 0.95, 1.0, 1.0):
        page.know(situation(window, coverage=coverage))
        at_rest(qtbot, window)
        again.append(asked.count("hybrid"))
        asked.clear()
    assert again == [0, 0, 1, 0, 1, 1, 0]
    page.outdated()  # as at the end of a run, after which relevance is measured anew
    page.know(situation(window, coverage=1.0))
    at_rest(qtbot, window)
    assert asked.count("hybrid") == 1


def test_while_files_are_read_looking_at_a_large_index_takes_a_small_part_of_the_time(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_rest(qtbot, window)
    upkeep = window.upkeep
    (looking,) = upkeep.findChildren(QTimer, options=Qt.FindChildOption.FindDirectChildrenOnly)
    intervals = []
    for seconds in (0, 4):
        clock = count(step=seconds)
        monkeypatch.setattr("semsearch_ui.upkeep.monotonic", lambda clock=clock: next(clock))
        with qtbot.waitSignal(upkeep.known, timeout=PATIENCE_MS):
            upkeep.refresh()
        intervals.append(looking.interval())
    assert intervals == [REFRESH_MS, 40_000]
