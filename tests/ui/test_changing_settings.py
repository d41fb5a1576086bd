"""Settings over a real library: another language, another model tried first, scans."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLabel, QLineEdit, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from semsearch.errors import SemsearchError
from semsearch_ui.main_window import MainWindow
from semsearch_ui.sidebar import Sidebar
from semsearch_ui.widgets.model_settings import ModelSettings
from semsearch_ui.widgets.toast import UndoToast
from tests.ui.children import at_rest, child
from tests.ui.conftest import WindowOpener

pytestmark = pytest.mark.usefixtures("unwatched")


@pytest.fixture
def home(small_home: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(small_home, tmp_path / "home"))


@pytest.fixture
def show_settings(qtbot: QtBot, open_window: WindowOpener, home: Path) -> Callable[[], MainWindow]:
    """Opens a window with its settings shown."""

    def show() -> MainWindow:
        window = open_window(home)
        at_rest(qtbot, window)
        window.show_page("settings")
        at_rest(qtbot, window)
        return window

    return show


def press(window: MainWindow, name: str) -> None:
    page = window.page("settings")
    next(button for button in page.findChildren(QAbstractButton) if button.text().strip() == name).click()


def test_the_window_changes_its_language_and_back(show_settings: Callable[[], MainWindow]) -> None:
    window = show_settings()
    press(window, "Русский")
    assert window.restarts
    russian = show_settings()
    assert russian.current == "settings"
    names = {button.accessibleName() for button in child(russian, Sidebar).findChildren(QAbstractButton)}
    assert names == {"Поиск", "Дубликаты", "Темы", "Папки", "Настройки"}
    press(russian, "English")
    assert russian.restarts
    english = show_settings()
    assert "Settings" in {label.text() for label in english.page("settings").findChildren(QLabel)}
    assert not english.restarts


def test_light_and_dark_change_by_a_key_on_every_page(
    qtbot: QtBot, show_settings: Callable[[], MainWindow], open_window: WindowOpener, home: Path
) -> None:
    window = show_settings()
    press(window, "Light")
    window.show_page("search")
    qtbot.keyClick(window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert window.desk.theme.scheme == "dark"
    buttons = window.page("settings").findChildren(QAbstractButton)
    assert next(button for button in buttons if button.text() == "Dark").isChecked()
    window.close()
    assert open_window(home).desk.theme.choice == "dark"


def test_another_model_is_tried_before_it_is_used_and_can_be_taken_back(
    qtbot: QtBot, show_settings: Callable[[], MainWindow]
) -> None:
    window = show_settings()
    model = child(window.page("settings"), ModelSettings)
    use = next(b for b in model.findChildren(QPushButton) if b.text() == "Use this model")
    field = child(model, QLineEdit)
    assert not use.isVisible()
    next(b for b in model.findChildren(QRadioButton) if b.text() == "english").click()
    assert use.isVisible()
    at_rest(qtbot, window)
    told = [label.text() for label in model.findChildren(QLabel) if label.isVisible()]
    assert "It was not made for Русский (1 document): those would mostly be found by their words." in told
    field.setText("lunch on friday")
    qtbot.keyClick(field, "\r")
    at_rest(qtbot, window)
    said = [label.toolTip() or label.text() for label in model.findChildren(QLabel) if label.isVisible()]
    assert said.count("1. Lunch on Friday") == 2
    assert any(text.startswith("Switching takes about") for text in said)
    use.click()

    def in_use() -> list[str]:
        return [button.text() for button in model.findChildren(QRadioButton) if button.isChecked()]

    qtbot.waitUntil(lambda: in_use() == ["english"] and not window.is_busy)
    assert "english will answer once every text is analysed" in child(window, UndoToast).accessibleName()

    def standing() -> list[str]:
        return [label.text().split("  ·  ")[-1] for label in model.findChildren(QLabel) if label.isVisible()][:2]

    qtbot.waitUntil(lambda: standing() == ["answers until then", "will answer once every text is analysed"])
    window.upkeep.cancel()
    next(b for b in window.findChildren(QPushButton) if b.text() == "Undo" and b.isVisible()).click()
    qtbot.waitUntil(lambda: in_use() == ["multilingual"] and not window.is_busy)
    at_rest(qtbot, window)


def test_text_recognition_is_switched_on_where_it_can_be(
    qtbot: QtBot, show_settings: Callable[[], MainWindow], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("semsearch.index.ocr.missing", lambda: "")
    window = show_settings()
    switch = child(window.page("settings"), QCheckBox)
    assert not switch.isChecked()
    switch.click()
    at_rest(qtbot, window)
    assert switch.isChecked()
    assert window.upkeep.situation is not None
    window.close()
    again = show_settings()
    assert child(again.page("settings"), QCheckBox).isChecked()


def test_whether_large_updates_wait_on_battery_is_remembered(
    qtbot: QtBot, show_settings: Callable[[], MainWindow]
) -> None:
    window = show_settings()
    _, waits = window.page("settings").findChildren(QCheckBox)
    assert waits.isChecked()
    waits.click()
    at_rest(qtbot, window)
    window.close()
    again = show_settings()
    assert not again.page("settings").findChildren(QCheckBox)[1].isChecked()


def test_text_recognition_says_what_it_lacks(
    show_settings: Callable[[], MainWindow], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "semsearch.index.ocr.missing",
        lambda: "it needs Tesseract: sudo apt install tesseract-ocr tesseract-ocr-rus",
    )
    window = show_settings()
    assert not child(window.page("settings"), QCheckBox).isEnabled()
    shown = {label.text() for label in window.page("settings").findChildren(QLabel)}
    assert "It needs Tesseract: sudo apt install tesseract-ocr tesseract-ocr-rus" in shown


def test_a_model_that_cannot_be_tried_is_not_said_to_be_under_trial(
    qtbot: QtBot, show_settings: Callable[[], MainWindow], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise SemsearchError("it is broken")

    window = show_settings()
    monkeypatch.setattr("semsearch_ui.operations.modelling._trial", fail)
    model = child(window.page("settings"), ModelSettings)
    next(b for b in model.findChildren(QRadioButton) if b.text() == "english").click()
    child(model, QLineEdit).setText("lunch on friday")
    press(window, "Try")
    at_rest(qtbot, window)
    assert "Trying…" not in [label.text() for label in model.findChildren(QLabel)]
    assert next(b for b in model.findChildren(QPushButton) if b.text() == "Try").isEnabled()
