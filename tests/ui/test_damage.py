"""A damaged index is told with what mends it, in the window, at the start and while it is open."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from semsearch.records import Check, DoctorReport
from semsearch_ui.index_process import report_in
from semsearch_ui.main_window import MainWindow
from semsearch_ui.pages.search_page import SearchPage
from semsearch_ui.widgets.damage import DamageBanner, DamageView
from tests.ui.children import at_rest, child
from tests.ui.conftest import WindowOpener


@pytest.fixture
def home(small_home: Path, tmp_path: Path) -> Path:
    made = Path(shutil.copytree(small_home, tmp_path / "home"))
    (made / "window.ini").unlink(missing_ok=True)  # of other tests
    with closing(sqlite3.connect(made / "catalogue.sqlite")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return made


@pytest.fixture
def start(open_window: WindowOpener, home: Path) -> Callable[[], MainWindow]:
    return partial(open_window, home)


def cut(home: Path) -> None:
    with (home / "catalogue.sqlite").open("r+b") as file:
        file.truncate(file.seek(0, 2) * 2 // 3)


def press(widget: QWidget, name: str) -> None:
    next(button for button in widget.findChildren(QPushButton) if button.text().strip() == name).click()


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


@pytest.mark.usefixtures("unwatched")
def test_an_index_that_cannot_be_opened_says_why_in_place_of_the_pages_and_is_tried_again(
    qtbot: QtBot, home: Path, start: Callable[[], MainWindow]
) -> None:
    def set_version(version: str) -> str:
        with closing(sqlite3.connect(home / "catalogue.sqlite")) as connection, connection:
            (before,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            connection.execute("UPDATE alembic_version SET version_num = ?", (version,))
        return str(before)

    ours = set_version("9999")
    window = start()
    view = child(window, DamageView)
    for _ in range(2):
        qtbot.waitUntil(lambda: not window.is_busy and view.isVisible())
        assert "written by a newer semsearch" in words(view)
        assert not window.page("search").isVisible()
        press(view, "Try again")
    qtbot.waitUntil(lambda: not window.is_busy)
    set_version(ours)
    press(view, "Try again")
    qtbot.waitUntil(lambda: window.upkeep.situation is not None and not view.isVisible())
    assert window.page("search").isVisible()


def test_what_cannot_be_read_at_the_start_is_repaired(
    qtbot: QtBot, home: Path, start: Callable[[], MainWindow]
) -> None:
    cut(home)
    window = start()
    view = child(window, DamageView)
    qtbot.waitUntil(view.isVisible)
    assert "No mail or document was touched" in words(view)
    assert not window.page("search").isVisible()

    with qtbot.waitSignal(window.upkeep.began):
        press(view, "Repair")
    window.upkeep.cancel()
    qtbot.waitUntil(lambda: not window.upkeep.is_repairing and not window.is_busy)
    qtbot.waitUntil(lambda: "No mail or document was touched" in words(view))  # offered again

    with qtbot.waitSignal(window.upkeep.repaired):
        press(view, "Repair")
        assert "Repairing the index" in words(view)
    assert "The index is repaired" in words(window)
    assert "Documents saved" in words(window)
    assert window.page("search").isVisible()
    assert list(home.glob("catalogue-damaged-*.sqlite"))
    at_rest(qtbot, window)
    assert window.upkeep.situation is not None
    assert window.upkeep.situation.catalogue.documents == 5
    assert window.upkeep.situation.watching


def test_what_is_met_later_is_offered_above_the_page(qtbot: QtBot, home: Path, start: Callable[[], MainWindow]) -> None:
    window = start()
    qtbot.waitUntil(lambda: window.upkeep.situation is not None)
    at_rest(qtbot, window)
    with closing(sqlite3.connect(home / "catalogue.sqlite")) as connection:
        connection.execute("DELETE FROM keywords_data")
        connection.commit()
    search = window.page("search")
    assert isinstance(search, SearchPage)
    search.search("lunch")
    banner = child(window, DamageBanner)
    qtbot.waitUntil(banner.isVisible)
    assert "Part of the index is damaged" in words(banner)
    assert search.isVisible()
    with qtbot.waitSignal(window.upkeep.repaired):
        press(banner, "Repair")
    assert not banner.isVisible()
    at_rest(qtbot, window)
    search.search("lunch")
    qtbot.waitUntil(lambda: not window.is_busy)
    assert not banner.isVisible()


def test_a_repair_can_be_cancelled_before_it_has_begun(
    qtbot: QtBot, home: Path, start: Callable[[], MainWindow]
) -> None:
    cut(home)
    window = start()
    view = child(window, DamageView)
    qtbot.waitUntil(view.isVisible)
    press(view, "Repair")
    assert "Repairing the index" in words(view)
    window.upkeep.cancel()
    qtbot.waitUntil(lambda: "No mail or document was touched" in words(view))
    assert not list(home.glob("catalogue-damaged-*.sqlite"))


def test_a_repair_can_be_cancelled_while_what_watched_is_ending(qtbot: QtBot, start: Callable[[], MainWindow]) -> None:
    window = start()
    qtbot.waitUntil(lambda: window.upkeep.situation is not None and window.upkeep.situation.watching)
    at_rest(qtbot, window)
    window.upkeep.repair()
    qtbot.waitUntil(lambda: window.upkeep.is_running)
    window.upkeep.cancel()
    qtbot.waitUntil(window.page("search").isVisible)
    assert not window.upkeep.is_repairing


def test_a_line_is_a_report_or_not() -> None:
    report = {"ok": True, "checks": [{"name": "disk", "ok": True, "detail": "fine"}], "repaired": ["a line"]}
    assert report_in(json.dumps(report)) == DoctorReport(True, (Check("disk", True, "fine"),), ("a line",))
    assert report_in(json.dumps({**report, "checks": [1]})) is None
    assert report_in('{"event": "paused", "detail": "", "report": null}') is None
    assert report_in("[]") is None
