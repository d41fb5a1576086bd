"""The pages for folders and settings over a real library; each start of the indexing process takes two seconds, so that
only what needs one has it."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QRadioButton, QTableView
from pytestqt.qtbot import QtBot

from semsearch.records import SkippedFile, SkipReason
from semsearch_ui.main_window import MainWindow
from semsearch_ui.models.folders import SkippedModel
from semsearch_ui.operations.sourcing import Catalogue
from semsearch_ui.widgets.action_list import ActionList
from semsearch_ui.widgets.excludes_dialog import ExcludesDialog
from semsearch_ui.widgets.toast import UndoToast
from tests.ui.children import at_rest, child
from tests.ui.conftest import WindowOpener


@pytest.fixture
def window(qtbot: QtBot, open_window: WindowOpener, small_home: Path, tmp_path: Path) -> MainWindow:
    made = open_window(Path(shutil.copytree(small_home, tmp_path / "home")))
    qtbot.waitUntil(lambda: not made.is_busy)
    return made


def catalogue(window: MainWindow) -> Catalogue:
    assert window.upkeep.situation is not None
    return window.upkeep.situation.catalogue


@pytest.mark.usefixtures("unwatched")
def test_folders_added_at_once_are_all_added_but_for_one_that_is_not_there(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    before, added = len(catalogue(window).sources), [tmp_path / name for name in ("first", "gone", "second")]
    for folder in added:
        folder.mkdir()
        (folder / "note.txt").write_text("A note about the garden.", encoding="utf-8")
    shutil.rmtree(added[1])
    failures: list[str] = []
    window.desk.failed.connect(lambda _, why: failures.append(why))
    for folder in added:  # as from one start of the program after another
        window.upkeep.add_folders([folder])
    qtbot.waitUntil(lambda: len(catalogue(window).sources) == before + 2)
    at_rest(qtbot, window)
    assert {Path(source.path).name for source in catalogue(window).sources} >= {"first", "second"}
    assert len(failures) == 1
    assert "gone" in failures[0]


def test_what_is_changed_during_a_run_does_not_wait_for_its_end(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    folder, failures = tmp_path / "more", list[str]()
    folder.mkdir()
    (folder / "note.txt").write_text("A note about the garden.", encoding="utf-8")
    broken = folder / "broken.pdf"
    broken.write_bytes(b"%PDF-1.4 broken")
    window.desk.failed.connect(lambda heading, _: failures.append(heading))
    steps: tuple[Callable[[], None], ...] = (
        lambda: window.upkeep.add_folders([folder]),
        lambda: window.upkeep.set_excludes(folder, ["*.txt"]),
        lambda: window.upkeep.retry([broken]),
        lambda: window.upkeep.remove(folder),
    )
    for change in steps:
        window.upkeep.index_now()
        assert window.upkeep.is_running
        with qtbot.waitSignal(window.desk.operations.written):
            change()
    at_rest(qtbot, window)
    assert str(folder) not in [source.path for source in catalogue(window).sources]
    child(window, UndoToast).take_back()
    at_rest(qtbot, window)
    (again,) = [source for source in catalogue(window).sources if source.path == str(folder)]
    assert (again.exclude, failures) == (("*.txt",), [])


def test_a_folder_that_goes_away_is_said_to_be_away_until_it_is_back(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    folder, elsewhere = tmp_path / "stick", tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "note.txt").write_text("A note about the garden.", encoding="utf-8")

    def state() -> str:
        return next((one.state for one in catalogue(window).sources if one.path == str(folder)), "")

    window.upkeep.add_folders([folder])
    qtbot.waitUntil(lambda: state() == "ready")
    at_rest(qtbot, window)
    folder.rename(elsewhere)
    qtbot.waitUntil(lambda: state() == "away")
    elsewhere.rename(folder)
    qtbot.waitUntil(lambda: state() == "ready")
    at_rest(qtbot, window)


def test_to_exclude_a_file_that_was_added_by_itself_forgets_it(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    alone = tmp_path / "alone.pdf"
    alone.write_bytes(b"%PDF-1.4 broken")
    before = catalogue(window).sources
    window.upkeep.add_folders([alone])
    qtbot.waitUntil(lambda: str(alone) in [file.path for file in catalogue(window).skipped])
    at_rest(qtbot, window)
    with qtbot.waitSignal(window.upkeep.undo_offered):
        window.upkeep.exclude([alone])
    qtbot.waitUntil(lambda: [one.path for one in catalogue(window).sources] == [one.path for one in before])
    child(window, UndoToast).take_back()
    qtbot.waitUntil(lambda: str(alone) in [one.path for one in catalogue(window).sources])
    at_rest(qtbot, window)


@pytest.mark.usefixtures("unwatched")
def test_what_could_not_be_taken_back_is_offered_again(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "stick", tmp_path / "elsewhere"
    folder.mkdir()
    before = catalogue(window).sources
    window.upkeep.add_folders([folder])
    qtbot.waitUntil(lambda: len(catalogue(window).sources) == len(before) + 1)
    with qtbot.waitSignal(window.upkeep.undo_offered):
        window.upkeep.remove(folder)
    folder.rename(elsewhere)
    with qtbot.waitSignals([window.desk.failed, window.upkeep.undo_offered]):
        child(window, UndoToast).take_back()
    elsewhere.rename(folder)
    child(window, UndoToast).take_back()
    qtbot.waitUntil(lambda: str(folder) in [one.path for one in catalogue(window).sources])
    at_rest(qtbot, window)


@pytest.mark.usefixtures("unwatched")
def test_what_was_left_out_can_be_excluded_and_taken_back(qtbot: QtBot, window: MainWindow) -> None:
    window.show_page("folders")
    page = window.page("folders")
    left_out = next(table for table in page.findChildren(QTableView) if isinstance(table.model(), SkippedModel))
    qtbot.waitUntil(lambda: left_out.model().rowCount() > 0)
    at_rest(qtbot, window)
    # Not selectRow, which heeds the keys that a test before may have held down.
    chosen = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
    left_out.selectionModel().select(left_out.model().index(0, 0), chosen)
    next(button for button in page.findChildren(QPushButton) if button.text().strip() == "Exclude").click()
    qtbot.waitUntil(lambda: catalogue(window).sources[0].exclude == ("/broken.pdf",))
    at_rest(qtbot, window)
    toast = child(window, UndoToast)
    next(button for button in toast.findChildren(QPushButton) if button.text() == "Undo").click()
    qtbot.waitUntil(lambda: catalogue(window).sources[0].exclude == ())
    at_rest(qtbot, window)


@pytest.mark.usefixtures("unwatched")
def test_where_nothing_is_left_out_any_more_the_focus_stays_on_the_page(qtbot: QtBot, window: MainWindow) -> None:
    window.show_page("folders")
    page = window.page("folders")
    again = next(one for one in page.findChildren(QPushButton) if one.text().strip() == "Retry all")
    qtbot.waitUntil(again.isVisible)
    again.setFocus()
    situation = window.upkeep.situation
    assert situation is not None
    page.know(replace(situation, catalogue=replace(situation.catalogue, skipped=())))
    assert page.isAncestorOf(window.focusWidget())


def test_a_folder_that_cannot_be_read_is_not_up_to_date(qtbot: QtBot, window: MainWindow) -> None:
    window.show_page("folders")
    page = window.page("folders")
    at_rest(qtbot, window)
    situation = window.upkeep.situation
    assert situation is not None
    folder = situation.catalogue.sources[0].path
    locked = SkippedFile(folder, None, SkipReason.UNREADABLE, "permission denied")
    page.know(replace(situation, catalogue=replace(situation.catalogue, skipped=(locked,))))
    told = {label.text() for label in page.findChildren(QLabel)}
    assert f"Cannot be read: {Path(folder).name}. Once you may read it, index again." in told


def test_to_index_now_leaves_the_focus_on_its_button(qtbot: QtBot, window: MainWindow) -> None:
    window.show_page("folders")
    at_rest(qtbot, window)
    index = next(one for one in window.page("folders").findChildren(QPushButton) if one.text().strip() == "Index now")
    index.setFocus()
    with qtbot.waitSignal(window.upkeep.known):
        qtbot.keyClick(index, Qt.Key.Key_Space)
    assert window.focusWidget() is index
    at_rest(qtbot, window)


def test_to_try_a_file_again_tells_what_came_of_it_and_excludes_it_no_more(qtbot: QtBot, window: MainWindow) -> None:
    broken = Path(catalogue(window).sources[0].path) / "broken.pdf"
    for _ in range(2):
        with qtbot.waitSignal(window.upkeep.undo_offered):
            window.upkeep.exclude([broken])
    at_rest(qtbot, window)
    assert catalogue(window).sources[0].exclude == ("/broken.pdf",)
    with qtbot.waitSignal(window.upkeep.noticed) as noticed:
        window.upkeep.retry([broken])
    assert noticed.args == ["Tried again: broken.pdf", "Still skipped: 1 file"]
    assert catalogue(window).sources[0].exclude == ()
    at_rest(qtbot, window)


def test_where_the_indexing_process_has_died_nobody_says_that_changes_are_noticed(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.show_page("folders")
    at_rest(qtbot, window)
    told = {label.text() for label in window.page("folders").findChildren(QLabel)}
    assert "Up to date. Changes on disk are picked up automatically." in told
    (process,) = [one for one in psutil.Process().children() if "semsearch_ui.index_child" in one.cmdline()]
    with qtbot.waitSignal(window.desk.failed):
        process.kill()
    at_rest(qtbot, window)
    told = {label.text() for label in window.page("folders").findChildren(QLabel)}
    assert "Stopped. Changes are picked up when you index again." in told


def test_files_excluded_one_right_after_the_other_are_both_left_out(qtbot: QtBot, window: MainWindow) -> None:
    folder = Path(catalogue(window).sources[0].path)
    with qtbot.waitSignals([window.upkeep.undo_offered] * 2, timeout=60_000):
        window.upkeep.exclude([folder / "roses.eml"])
        window.upkeep.exclude([folder / "broken.pdf"])  # while the first waits until it can be written
    qtbot.waitUntil(lambda: catalogue(window).sources[0].exclude == ("/roses.eml", "/broken.pdf"))
    child(window, UndoToast).take_back()
    qtbot.waitUntil(lambda: catalogue(window).sources[0].exclude == ("/roses.eml",))
    at_rest(qtbot, window)


@pytest.mark.usefixtures("unwatched")
def test_what_to_skip_in_a_folder_is_written_down_and_taken_back(qtbot: QtBot, window: MainWindow) -> None:
    window.show_page("folders")
    page = window.page("folders")
    # Where there is little room its words are its name alone.
    skip = next(button for button in page.findChildren(QPushButton) if button.accessibleName() == "Excludes…")
    qtbot.waitUntil(skip.isEnabled)
    skip.click()
    dialog = child(page, ExcludesDialog)
    assert dialog.focusWidget() is dialog.patterns
    dialog.patterns.setPlainText("*.pdf\n\n  /old/ ")
    dialog.accept()
    qtbot.waitUntil(lambda: catalogue(window).sources[0].exclude == ("*.pdf", "/old/"))
    at_rest(qtbot, window)
    child(window, UndoToast).take_back()
    qtbot.waitUntil(lambda: catalogue(window).sources[0].exclude == ())
    at_rest(qtbot, window)


def test_a_pause_ends_the_run_and_to_resume_begins_one(qtbot: QtBot, window: MainWindow) -> None:
    upkeep = window.upkeep
    upkeep.index_now()
    qtbot.waitUntil(lambda: upkeep.is_running)
    upkeep.pause(paused=True)
    qtbot.waitUntil(lambda: not upkeep.is_running and catalogue(window).paused)
    with qtbot.waitSignal(upkeep.began):
        upkeep.pause(paused=False)
    at_rest(qtbot, window)
    assert not catalogue(window).paused


@pytest.mark.usefixtures("unwatched")
def test_settings_list_models_and_every_shortcut(qtbot: QtBot, window: MainWindow) -> None:
    for place in window.places:
        window.page(place.key)
    window.show_page("settings")
    page = window.page("settings")
    qtbot.waitUntil(lambda: bool(page.findChildren(QRadioButton)))
    at_rest(qtbot, window)
    spoken = Qt.ItemDataRole.AccessibleTextRole
    rows = [(one.model(), at) for one in page.findChildren(ActionList) for at in range(one.count)]
    listed = {model.index(at, 0).data(spoken) for model, at in rows}
    assert {f"{command.action.text()}, {command.keys}" for command in window.desk.commands.all()} <= listed
    used = [button for button in page.findChildren(QRadioButton) if button.isChecked()]
    assert [button.text().split()[0] for button in used] == ["multilingual"]
