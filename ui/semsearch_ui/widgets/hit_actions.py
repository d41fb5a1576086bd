"""What can be done with one found document."""

from collections.abc import Callable
from functools import partial
from pathlib import Path, PurePosixPath

from PySide6.QtCore import QMimeData, QObject, QUrl, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from semsearch.records import Hit
from semsearch_ui.desk import Desk
from semsearch_ui.operations.taking import Taking
from semsearch_ui.presentation import paths
from semsearch_ui.widgets.dialogs import ask_where_to_save
from semsearch_ui.widgets.layouts import grouped_menu
from semsearch_ui.widgets.opening import ask_if_risky, is_there, open_message, open_path, show_in_folder


def carried(file: Path) -> QMimeData:
    """A file for other programs."""
    made = QMimeData()
    made.setUrls([QUrl.fromLocalFile(str(file))])
    return made


def _is_file(hit: Hit) -> bool:
    """Whether a hit has a file of its own, whose name says what it is."""
    return hit.part is None and not (hit.kind == "email" and paths.is_numbered(hit.path))


class HitActions(QObject):
    """The same actions for the list's menu, the preview's buttons, the keyboard and the palette, about whichever hit
    is current. What lies inside a mailbox, a Maildir, a mail or an archive is taken out into a file of its own."""

    find_similar = Signal(Hit)
    more_like = Signal(Hit)
    less_like = Signal(Hit)
    copies_wanted = Signal(Hit)

    def __init__(self, owner: QWidget, desk: Desk, page: str) -> None:
        super().__init__(owner)
        self._owner = owner
        self._desk = desk
        self._taking = Taking(desk.operations, desk.private_files)
        self._open_path = partial(open_path, failed=desk.failed.emit)
        self._hit: Hit | None = None
        self._actions: list[QAction] = []

        def add(text: str, keys: str, icon: str, slot: Callable[[Hit], object]) -> QAction:
            def act() -> None:
                if self._hit is not None:
                    slot(self._hit)

            action = desk.commands.add(owner, text, keys, act, icon=icon, page=page, on_selection=True)
            self._actions.append(action)
            return action

        self.similar = add(self.tr("Find similar"), "Ctrl+Shift+F", "similar", self.find_similar.emit)
        self.more = add(self.tr("More like this"), "Ctrl+Shift+M", "add", self.more_like.emit)
        self.less = add(self.tr("Less like this"), "Ctrl+Shift+L", "remove", self.less_like.emit)
        self.copies = add(self.tr("Show its copies"), "Ctrl+Shift+A", "duplicates", self.copies_wanted.emit)
        self.open_file = add(self.tr("Open file"), "Ctrl+O", "open", self._open)
        self.open_mail = add(self.tr("Open in the mail program"), "Ctrl+Shift+E", "email", self._open_mail)
        self.show_folder = add(self.tr("Show in folder"), "Ctrl+Shift+O", "folders", self._show_folder)
        self.save = add(self.tr("Save as…"), "Ctrl+S", "export", lambda hit: self.with_file(hit, self._save))
        self.copy_file = add(
            self.tr("Copy as a file"), "Ctrl+Shift+K", "copy", lambda hit: self.with_file(hit, self._copy_file)
        )
        self.copy_id = add(self.tr("Copy Message-ID"), "Ctrl+Shift+I", "copy", lambda hit: self._copy(hit.message_id))
        self.copy_path = add(self.tr("Copy path"), "Ctrl+Shift+C", "copy", lambda hit: self._copy(hit.path))
        self.follow(None)

    def follow(self, hit: Hit | None) -> None:
        """Make `hit` the one that the actions are about."""
        self._hit = hit
        for action in self._actions:
            action.setEnabled(hit is not None)
        self.copies.setEnabled(hit is not None and bool(hit.copies))
        for action in (self.copy_id, self.open_mail):
            action.setEnabled(hit is not None and bool(hit.message_id))

    def search_elsewhere(self) -> None:
        """For a page without results of its own: similar ones are looked for on the search page."""
        for wanted in (self.find_similar, self.more_like):
            wanted.connect(self._desk.similar_wanted)
        for action in (self.less, self.copies):
            action.setVisible(False)

    def menu(self, parent: QWidget) -> QMenu:
        alike = (self.similar, self.more, self.less, self.copies)
        opening = (self.open_file, self.open_mail, self.show_folder)
        return grouped_menu(parent, alike, opening, (self.save, self.copy_file, self.copy_id, self.copy_path))

    def with_file(self, hit: Hit, done: Callable[[Path], None]) -> None:
        """Go on with the file that a hit is, or with one made of it."""
        if not _is_file(hit):
            self._taking.take(hit.id, "", done)
        elif is_there(Path(hit.path), self._desk.failed.emit):
            done(Path(hit.path))

    def open_attachment(self, document: int, name: str) -> None:
        """Open what is attached to a document."""
        ask_if_risky(name, self._owner, lambda: self._taking.take(document, name, self._open_path))

    def save_attachment(self, document: int, name: str) -> None:
        self._taking.take(document, name, self._save)

    def _open(self, hit: Hit) -> None:
        if _is_file(hit):
            self._open_path(Path(hit.path))
        elif hit.kind == "email":
            self._taking.take(hit.id, "", self._open_path)
        else:
            name = PurePosixPath(hit.part or "").name
            ask_if_risky(name, self._owner, lambda: self._taking.take(hit.id, "", self._open_path))

    def _show_folder(self, hit: Hit) -> None:
        show_in_folder(Path(hit.path), self._owner, self._desk.failed.emit)

    def _open_mail(self, hit: Hit) -> None:
        """By its Message-ID, which finds the message in the mail program's own store; else as a file."""
        open_message(hit.message_id, self._owner, lambda: self._open(hit))

    def _save(self, file: Path) -> None:
        """Ask where to keep a file, and copy it there."""
        ask_where_to_save(self._owner, self.tr("Save as"), file.name, lambda path: self.copy_to(file, path))

    def copy_to(self, file: Path, path: Path) -> None:
        """Copy a file, and say so."""
        saved = self.tr("Saved: %1").replace("%1", path.name)
        self._taking.copy(file, path, lambda: self._desk.noticed.emit(saved, ""))

    def _copy_file(self, file: Path) -> None:
        """Onto the clipboard, for a file manager or a new mail."""
        QGuiApplication.clipboard().setMimeData(carried(file))
        self._desk.noticed.emit(self.tr("Copied: %1").replace("%1", file.name), "")

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._desk.noticed.emit(self.tr("Copied: %1").replace("%1", text), "")
