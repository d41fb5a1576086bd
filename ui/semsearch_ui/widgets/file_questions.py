"""Asking for a folder, or for the place of a new file; a question that was answered is gone."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget


def ask_for_folder(owner: QWidget, title: str, chosen: Callable[[Path], None]) -> QFileDialog:
    """Let a person choose a folder that is there; the dialog comes back, open."""
    dialog = _dialog(owner, title, Path.home(), chosen)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.open()
    return dialog


def ask_where_to_save(owner: QWidget, title: str, name: str, chosen: Callable[[Path], None]) -> QFileDialog:
    """Let a person choose the place of a new file; `name` is proposed, and its suffix added where they write none."""
    dialog = _dialog(owner, title, Path.home() / name, chosen)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(Path(name).suffix)
    dialog.open()
    return dialog


def _dialog(owner: QWidget, title: str, start: Path, chosen: Callable[[Path], None]) -> QFileDialog:
    dialog = QFileDialog(owner, title, str(start))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda path: chosen(Path(path)))
    return dialog
