"""Dialogs that ask for files: what was answered is gone."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from semsearch_ui.widgets.dialogs import ask_for_folder, ask_where_to_save


def test_a_folder_is_chosen_and_the_dialog_goes(qtbot: QtBot, tmp_path: Path) -> None:
    owner, chosen = QWidget(), list[Path]()
    qtbot.addWidget(owner)
    dialog = ask_for_folder(owner, "Choose a folder", chosen.append)
    dialog.setDirectory(str(tmp_path.parent))
    dialog.selectFile(str(tmp_path))
    dialog.accept()
    assert chosen == [tmp_path]
    qtbot.waitUntil(lambda: not owner.findChildren(QFileDialog))


def test_a_new_file_has_its_suffix(qtbot: QtBot, tmp_path: Path) -> None:
    owner, chosen = QWidget(), list[Path]()
    qtbot.addWidget(owner)
    dialog = ask_where_to_save(owner, "Export", "results.csv", chosen.append)
    dialog.selectFile(str(tmp_path / "found"))
    dialog.accept()
    assert chosen == [tmp_path / "found.csv"]
    refused = ask_where_to_save(owner, "Export", "results.csv", chosen.append)
    refused.reject()
    qtbot.waitUntil(lambda: not owner.findChildren(QFileDialog))
    assert len(chosen) == 1
