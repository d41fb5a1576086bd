"""Looking for duplicates in a large archive takes minutes: how far it is, and that nobody has to wait for its end."""

import threading

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from semsearch.duplicates.duplicates import Duplicates
from semsearch.errors import Cancelled
from semsearch.progress import Progress, Step
from semsearch.records import Tier
from semsearch_ui.main_window import MainWindow
from semsearch_ui.pages.duplicates_page import DuplicatesPage
from tests.ui.children import at_rest
from tests.ui.conftest import PATIENCE_MS

pytestmark = pytest.mark.usefixtures("unwatched")

MATCHES = Duplicates.matches


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """How comparing for the same text ended, which goes on until somebody stops it."""
    how: list[str] = []

    def compare(duplicates: Duplicates, tier: Tier, progress: Progress) -> object:
        try:
            for _ in range(PATIENCE_MS if tier == "exact" else 0):
                progress(Step("compare", 500, 2000))
                threading.Event().wait(0.001)
        except Cancelled:
            how.append("cancelled")
            raise
        return MATCHES(duplicates, tier, progress)

    monkeypatch.setattr(Duplicates, "matches", compare)
    return how


def duplicates_of(qtbot: QtBot, window: MainWindow) -> DuplicatesPage:
    """The page, once it tells how far it is."""
    window.show_page("duplicates")
    page = window.page("duplicates")
    assert isinstance(page, DuplicatesPage)

    def told() -> set[str]:
        return {label.text() for label in page.findChildren(QLabel) if label.isVisible()}

    qtbot.waitUntil(lambda: told() >= {"Comparing documents", "500 of 2,000"})
    return page


def test_another_kind_of_duplicates_does_not_wait_for_its_end(
    qtbot: QtBot, own_window: MainWindow, ended: list[str]
) -> None:
    page = duplicates_of(qtbot, own_window)
    page.choose("near")
    at_rest(qtbot, own_window)
    assert ended == ["cancelled"]
    assert not any("500" in label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_a_window_that_closes_does_not_wait_for_its_end(qtbot: QtBot, own_window: MainWindow, ended: list[str]) -> None:
    duplicates_of(qtbot, own_window)
    own_window.close()
    assert ended == ["cancelled"]
