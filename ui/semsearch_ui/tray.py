"""In the system's tray: a new search, a pause, and the way out."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon, QWidget

from semsearch_ui.icons import application_icon
from semsearch_ui.widgets.layouts import entry


class Tray(QObject):
    """Nothing where the system has no tray. ``search`` and ``leave`` say what was chosen."""

    search = Signal()
    leave = Signal()

    def __init__(self, owner: QWidget, pausing: QAction) -> None:
        """`pausing` is the action that pauses and resumes, and says which."""
        super().__init__(owner)
        menu = QMenu(owner)
        entry(menu, self.tr("New search"), self.search.emit)
        menu.addAction(pausing)
        menu.addSeparator()
        entry(menu, self.tr("Quit"), self.leave.emit)
        if QSystemTrayIcon.isSystemTrayAvailable():
            icon = QSystemTrayIcon(application_icon(), self)
            icon.setToolTip("semsearch")
            icon.setContextMenu(menu)
            icon.activated.connect(self._activate)
            icon.show()

    def _activate(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self.search.emit()
