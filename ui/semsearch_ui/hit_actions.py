"""What can be done with one found document."""

from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from semsearch.records import Hit
from semsearch_ui.theme import Theme


class HitActions(QObject):
    """The same actions for the list's menu, the preview's buttons and the keyboard, about whichever hit is current."""

    find_similar = Signal(Hit)
    failed = Signal(str, str)

    def __init__(self, owner: QWidget, theme: Theme) -> None:
        super().__init__(owner)
        self._theme = theme
        self._hit: Hit | None = None
        self._icons: list[tuple[QAction, str]] = []
        self.similar = self._action(owner, self.tr("Find similar"), "similar", "Ctrl+Shift+F", self._similar)
        self.open_file = self._action(owner, self.tr("Open file"), "open", "Ctrl+O", self._open)
        self.show_folder = self._action(owner, self.tr("Show in folder"), "folders", "Ctrl+Shift+O", self._show_folder)
        self.copy_id = self._action(owner, self.tr("Copy Message-ID"), "copy", "Ctrl+Shift+M", self._copy_id)
        self.copy_path = self._action(owner, self.tr("Copy path"), "copy", "Ctrl+Shift+C", self._copy_path)
        theme.changed.connect(self._tint)
        self._tint()
        self.follow(None)

    def follow(self, hit: Hit | None) -> None:
        """Make `hit` the one that the actions are about."""
        self._hit = hit
        for action, _ in self._icons:
            action.setEnabled(hit is not None)
        self.copy_id.setEnabled(hit is not None and bool(hit.message_id))

    def menu(self, parent: QWidget) -> QMenu:
        menu = QMenu(parent)
        menu.addAction(self.similar)
        menu.addSeparator()
        menu.addActions([self.open_file, self.show_folder])
        menu.addSeparator()
        menu.addActions([self.copy_id, self.copy_path])
        return menu

    def _action(self, owner: QWidget, name: str, icon: str, keys: str, slot: object) -> QAction:
        action = QAction(name, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(slot)
        owner.addAction(action)
        self._icons.append((action, icon))
        return action

    def _tint(self) -> None:
        for action, icon in self._icons:
            action.setIcon(self._theme.icon(icon))

    def _similar(self) -> None:
        if self._hit is not None:
            self.find_similar.emit(self._hit)

    def _open(self) -> None:
        if self._hit is not None:
            self._open_path(Path(self._hit.path))

    def _show_folder(self) -> None:
        if self._hit is not None:
            self._open_path(Path(self._hit.path).parent)

    def _open_path(self, path: Path) -> None:
        if not path.exists():
            self.failed.emit(self.tr("The file is not there any more"), str(path))
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.failed.emit(self.tr("No program is set up to open this"), str(path))

    def _copy_id(self) -> None:
        if self._hit is not None:
            QGuiApplication.clipboard().setText(self._hit.message_id)

    def _copy_path(self) -> None:
        if self._hit is not None:
            QGuiApplication.clipboard().setText(self._hit.path)
