"""What can be done with one found document."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from semsearch.records import Hit
from semsearch_ui.desk import Desk


class HitActions(QObject):
    """The same actions for the list's menu, the preview's buttons, the keyboard and the palette, about whichever hit
    is current."""

    find_similar = Signal(Hit)
    more_like = Signal(Hit)
    less_like = Signal(Hit)

    def __init__(self, owner: QWidget, desk: Desk, page: str) -> None:
        super().__init__(owner)
        self._desk = desk
        self._hit: Hit | None = None
        self._actions: list[QAction] = []

        def add(text: str, keys: str, icon: str, slot: Callable[[Hit], object]) -> QAction:
            def act() -> None:
                if self._hit is not None:
                    slot(self._hit)

            action = desk.commands.add(owner, text, keys, act, icon=icon, page=page)
            self._actions.append(action)
            return action

        self.similar = add(self.tr("Find similar"), "Ctrl+Shift+F", "similar", self.find_similar.emit)
        self.more = add(self.tr("More like this"), "Ctrl+Shift+M", "add", self.more_like.emit)
        self.less = add(self.tr("Less like this"), "Ctrl+Shift+L", "remove", self.less_like.emit)
        self.open_file = add(self.tr("Open file"), "Ctrl+O", "open", self._open)
        self.open_mail = add(self.tr("Open in the mail program"), "Ctrl+Shift+E", "email", self._open_mail)
        self.show_folder = add(self.tr("Show in folder"), "Ctrl+Shift+O", "folders", self._show_folder)
        self.copy_id = add(self.tr("Copy Message-ID"), "Ctrl+Shift+I", "copy", lambda hit: _copy(hit.message_id))
        self.copy_path = add(self.tr("Copy path"), "Ctrl+Shift+C", "copy", lambda hit: _copy(hit.path))
        self.follow(None)

    def follow(self, hit: Hit | None) -> None:
        """Make `hit` the one that the actions are about."""
        self._hit = hit
        for action in self._actions:
            action.setEnabled(hit is not None)
        for action in (self.copy_id, self.open_mail):
            action.setEnabled(hit is not None and bool(hit.message_id))

    def menu(self, parent: QWidget) -> QMenu:
        menu = QMenu(parent)
        menu.addActions([self.similar, self.more, self.less])
        menu.addSeparator()
        menu.addActions([self.open_file, self.open_mail, self.show_folder])
        menu.addSeparator()
        menu.addActions([self.copy_id, self.copy_path])
        return menu

    def _open(self, hit: Hit) -> None:
        self._open_path(Path(hit.path))

    def _show_folder(self, hit: Hit) -> None:
        self._open_path(Path(hit.path).parent)

    def _open_mail(self, hit: Hit) -> None:
        """By its Message-ID (RFC 2392), which finds the message in the mail program's own store; else as a file."""
        if not QDesktopServices.openUrl(QUrl(f"mid:{hit.message_id}")):
            self._open(hit)

    def _open_path(self, path: Path) -> None:
        if not path.exists():
            self._desk.failed.emit(self.tr("The file is not there any more"), str(path))
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._desk.failed.emit(self.tr("No program is set up to open this"), str(path))


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
