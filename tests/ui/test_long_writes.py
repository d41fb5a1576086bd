"""What is written for a person can take long in a large index: how far it is, while indexing makes way for it."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from semsearch.duplicates.actions import DuplicateActions
from semsearch.progress import Progress, Step
from semsearch.records import ActionReport, Source
from semsearch.source_registry import SourceRegistry
from semsearch_ui.main_window import MainWindow
from semsearch_ui.operations.duplicates import Duplicates
from semsearch_ui.widgets.progress_strip import ProgressStrip
from tests.ui.children import child
from tests.ui.conftest import PATIENCE_MS

pytestmark = pytest.mark.usefixtures("unwatched")


@pytest.fixture
def go_on(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Removing folders, and undoing, stand still after their first step until this is set."""
    event = threading.Event()
    remove, undo = SourceRegistry.remove, DuplicateActions.undo

    def slow_remove(registry: SourceRegistry, paths: list[Path], progress: Progress) -> list[Source]:
        def report(step: Step, /) -> None:
            progress(step)
            event.wait(PATIENCE_MS / 1000)

        return remove(registry, paths, report)

    def slow_undo(actions: DuplicateActions, progress: Progress) -> ActionReport:
        progress(Step("apply", 20, 404))
        event.wait(PATIENCE_MS / 1000)
        return undo(actions, progress)

    monkeypatch.setattr(SourceRegistry, "remove", slow_remove)
    monkeypatch.setattr(DuplicateActions, "undo", slow_undo)
    yield event
    event.set()


def told(window: MainWindow) -> list[str]:
    """What the strip below the page says, and can do."""
    strip = child(window, ProgressStrip)
    shown: list[QLabel | QPushButton] = [*strip.findChildren(QLabel), *strip.findChildren(QPushButton)]
    return [each.text() for each in shown if each.isVisible()]


def test_removing_a_folder_tells_how_far_it_is(
    qtbot: QtBot, own_window: MainWindow, mail_folder: Path, go_on: threading.Event
) -> None:
    own_window.upkeep.remove(mail_folder)
    qtbot.waitUntil(lambda: told(own_window) == ["Updating the index", "0 of 5"])
    go_on.set()
    qtbot.waitUntil(lambda: not child(own_window, ProgressStrip).isVisible())


def test_undoing_tells_how_far_it_is_where_the_page_lists_nothing(
    qtbot: QtBot, own_window: MainWindow, go_on: threading.Event
) -> None:
    Duplicates(own_window.desk.operations).undo(lambda _: None)
    qtbot.waitUntil(lambda: told(own_window) == ["Working on duplicates", "20 of 404"])
    go_on.set()
    qtbot.waitUntil(lambda: not child(own_window, ProgressStrip).isVisible())
