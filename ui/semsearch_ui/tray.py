"""In the system's tray: a new search, a pause, and the way out."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon, QWidget

from semsearch_ui.icons import application_icon
from semsearch_ui.widgets.layouts import entry


def put_in_tray(owner: QWidget, search: Callable[[], object], pausing: QAction, leave: Callable[[], object]) -> None:
    """Nothing where the system has no tray. `pausing` is the action that pauses and resumes, and says which."""
    menu = QMenu(owner)
    entry(menu, QCoreApplication.translate("Tray", "New search"), search)
    menu.addAction(pausing)
    menu.addSeparator()
    entry(menu, QCoreApplication.translate("Tray", "Quit"), leave)
    if QSystemTrayIcon.isSystemTrayAvailable():
        icon = QSystemTrayIcon(application_icon(), owner)
        icon.setToolTip("semsearch")
        icon.setContextMenu(menu)
        icon.activated.connect(lambda reason: reason is QSystemTrayIcon.ActivationReason.Trigger and search())
        icon.show()
