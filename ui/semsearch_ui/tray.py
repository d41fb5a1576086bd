"""In the system's tray: a new search, a pause, and the way out."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QSystemTrayIcon, QWidget

from semsearch_ui.icons import application_icon
from semsearch_ui.upkeep import Situation
from semsearch_ui.widgets.layouts import entry


class Tray(QObject):
    """Nothing where the system has no tray. ``search``, ``pause`` and ``leave`` say what was chosen."""

    search = Signal()
    pause = Signal(bool)
    leave = Signal()

    def __init__(self, owner: QWidget, *, available: bool | None = None) -> None:
        super().__init__(owner)
        self._icon: QSystemTrayIcon | None = None
        self._paused = False
        self._menu = QMenu(owner)
        entry(self._menu, self.tr("New search"), self.search.emit)
        self._pause = entry(self._menu, self.tr("Pause indexing"), lambda: self.pause.emit(not self._paused))
        self._menu.addSeparator()
        entry(self._menu, self.tr("Quit"), self.leave.emit)
        if QSystemTrayIcon.isSystemTrayAvailable() if available is None else available:
            self._icon = QSystemTrayIcon(application_icon(), self)
            self._icon.setToolTip("semsearch")
            self._icon.setContextMenu(self._menu)
            self._icon.activated.connect(self._activate)
            self._icon.show()

    def know(self, situation: Situation) -> None:
        self._paused = situation.catalogue.paused
        self._pause.setText(self.tr("Resume indexing") if self._paused else self.tr("Pause indexing"))

    def _activate(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self.search.emit()
