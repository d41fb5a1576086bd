"""Finding topics in a large archive takes minutes: how far it is, and that a person may cancel it."""

import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from semsearch.errors import Cancelled
from semsearch.library import Library
from semsearch.progress import Phase, Progress, Step, silent
from semsearch.topics import Topics
from semsearch_ui.main_window import MainWindow
from semsearch_ui.models.topics import TopicsModel
from semsearch_ui.pages.topics_page import LIST, MAP, TopicsPage
from semsearch_ui.widgets.archive_map import ArchiveMapView
from tests.ui.children import at_rest, child
from tests.ui.conftest import PATIENCE_MS, WindowOpener

pytestmark = pytest.mark.usefixtures("unwatched")


@pytest.fixture
def home(small_home: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(small_home, tmp_path / "home"))


@pytest.fixture
def window(qtbot: QtBot, open_window: WindowOpener, home: Path) -> MainWindow:
    made = open_window(home)
    at_rest(qtbot, made)
    return made


@pytest.fixture
def goes_on(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, Phase], list[str]]:
    """Lets a method of the library go on until somebody stops it, the first time; how that ended."""

    def let(method: str, phase: Phase) -> list[str]:
        how: list[str] = []
        real = getattr(Topics, method)

        def long(topics: Topics, progress: Progress = silent) -> Any:  # noqa: ANN401
            try:
                for _ in range(0 if how else PATIENCE_MS):
                    progress(Step(phase, 500, 2000))
                    threading.Event().wait(0.001)
            except Cancelled:
                how.append("cancelled")
                raise
            return real(topics, progress)

        monkeypatch.setattr(Topics, method, long)
        return how

    return let


def topics_of(window: MainWindow) -> TopicsPage:
    window.show_page("topics")
    page = window.page("topics")
    assert isinstance(page, TopicsPage)
    return page


def told(page: TopicsPage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def button(page: TopicsPage, words: str) -> QPushButton:
    return next(each for each in page.findChildren(QPushButton) if each.text().strip() == words and each.isVisible())


def cancel(qtbot: QtBot, window: MainWindow, page: TopicsPage, phase: str) -> None:
    """Press the button once the page tells how far it is, and wait until it has ended."""
    qtbot.waitUntil(
        lambda: any(phase in line for line in told(page)) and any("500 of 2,000" in line for line in told(page))
    )
    button(page, "Cancel").click()
    at_rest(qtbot, window)
    assert not any("500 of" in line for line in told(page))
    assert button(page, "Rebuild")


def count(page: TopicsPage) -> int:
    return child(page, TopicsModel).rowCount()


def test_looking_for_topics_is_cancelled_and_begun_again(
    qtbot: QtBot, window: MainWindow, goes_on: Callable[[str, Phase], list[str]]
) -> None:
    ended = goes_on("list", "compare")
    failures: list[str] = []
    window.desk.operations.failed.connect(lambda what, _: failures.append(what))
    page = topics_of(window)
    cancel(qtbot, window, page, "Comparing documents")
    assert (ended, failures, count(page)) == (["cancelled"], [], 0)
    assert "Looking for them was cancelled." in told(page)
    button(page, "Look for topics").click()
    at_rest(qtbot, window)
    assert count(page) > 0


def test_a_window_that_closes_does_not_wait_for_topics(
    qtbot: QtBot, window: MainWindow, goes_on: Callable[[str, Phase], list[str]]
) -> None:
    ended = goes_on("list", "compare")
    page = topics_of(window)
    qtbot.waitUntil(lambda: "500 of 2,000" in told(page))
    window.close()
    assert ended == ["cancelled"]


def test_topics_stay_where_rebuilding_them_is_cancelled(
    qtbot: QtBot, window: MainWindow, home: Path, goes_on: Callable[[str, Phase], list[str]]
) -> None:
    ended = goes_on("refresh", "group")
    page = topics_of(window)
    at_rest(qtbot, window)
    before = count(page)
    button(page, "Rebuild").click()
    cancel(qtbot, window, page, "Grouping documents")
    assert (ended, count(page)) == (["cancelled"], before)
    with Library.open(home) as library:
        assert library.topics.list().undo == ""


def test_a_map_whose_drawing_was_cancelled_is_drawn_when_it_is_looked_at_again(
    qtbot: QtBot, window: MainWindow, goes_on: Callable[[str, Phase], list[str]]
) -> None:
    ended = goes_on("map", "place")
    page = topics_of(window)
    at_rest(qtbot, window)
    page.show_view(MAP)
    cancel(qtbot, window, page, "Drawing the map")
    assert ended == ["cancelled"]
    drawn = child(page, ArchiveMapView)
    assert not drawn.accessibleDescription()
    page.show_view(LIST)
    page.show_view(MAP)
    at_rest(qtbot, window)
    assert "documents" in drawn.accessibleDescription()
