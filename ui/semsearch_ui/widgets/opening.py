"""Opening a file in its program: at once if it is harmless, else on the person's word."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox, QWidget

from semsearch_ui.presentation.risk import is_risky

translate = QCoreApplication.translate


def ask_if_risky(name: str, owner: QWidget, go_on: Callable[[], None]) -> None:
    """Go on with a file of this name, if it may run something only on the person's word."""
    if not is_risky(name):
        go_on()
        return
    box = QMessageBox(owner)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(translate("Opening", "Open this file?"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setText(translate("Opening", "“%1” may run a program on this computer.").replace("%1", name[:120]))
    box.setInformativeText(translate("Opening", "Open it only if you expected it and trust who sent it."))
    box.setStandardButtons(QMessageBox.StandardButton.Open | QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(QMessageBox.StandardButton.Cancel)
    box.button(QMessageBox.StandardButton.Open).clicked.connect(go_on)
    box.open()


def open_path(path: Path, failed: Callable[[str, str], None]) -> None:
    """Hand a file or a folder to its program; `failed` hears why that cannot be."""
    if not path.exists():
        failed(translate("HitActions", "The file is not there any more"), str(path))
    elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        failed(translate("HitActions", "No program is set up to open this"), str(path))
