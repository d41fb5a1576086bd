"""The window: pages beside a sidebar, a banner above them, notices on them, the progress of indexing below."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QWidget

from semsearch.records import DoctorReport
from semsearch_ui.desk import Desk
from semsearch_ui.pages.page import Page
from semsearch_ui.pages.places import Place, load_parts, places
from semsearch_ui.presentation import library_words
from semsearch_ui.sidebar import Sidebar
from semsearch_ui.theme import GRID
from semsearch_ui.tray import put_in_tray
from semsearch_ui.upkeep import Situation
from semsearch_ui.widgets.banner import Banner
from semsearch_ui.widgets.command_palette import CommandPalette
from semsearch_ui.widgets.damage import DamageBanner, DamageView
from semsearch_ui.widgets.dialogs import ask_for_folder
from semsearch_ui.widgets.drop_hint import DropHint
from semsearch_ui.widgets.layouts import column
from semsearch_ui.widgets.opening import open_path
from semsearch_ui.widgets.progress_strip import ProgressStrip
from semsearch_ui.widgets.stack import Stack
from semsearch_ui.widgets.toast import Toast, UndoToast

NARROW_BELOW, NARROW_BELOW_LETTERS = 1000, 130
"""Pixels of width, and letters, below which the sidebar is icons alone."""

MAKE_OTHERS_AFTER_MS = 600
"""How long after the index is open the pages are made that nobody has visited, so that the palette knows what they can
do. Not before: an import here would wait for those with which a thread opens the index."""


class MainWindow(QMainWindow):
    """Wires the pages to each other and to the upkeep; holds no knowledge of its own. ``closing`` says that the window
    is gone, though what it has begun may take some seconds to end; ``has_ended`` is whether it has."""

    closing = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setWindowTitle("semsearch")
        self.setAcceptDrops(True)
        self.setMinimumSize(640, 480)
        self.desk = desk
        self.upkeep = desk.upkeep
        self.places = places()
        self._made: dict[str, Page] = {}
        self._making: dict[str, Iterator[None]] = {}
        self._others = self._make_others()
        self._sidebar = Sidebar(desk.theme, self.places)
        self._banner = Banner(desk.theme)
        self._damage, self._damage_view = DamageBanner(desk.theme), DamageView(desk.theme)
        self._strip = ProgressStrip(desk.theme)
        self.restarts = self._makes_others = False
        self.has_ended = True
        self._palette = CommandPalette(self, desk)
        self._pages = Stack()
        self._undo = UndoToast(desk.theme, self._pages)
        self._notice = Toast(desk.theme, self._pages, above=self._undo)
        self._drop_hint = DropHint(desk.theme, self._pages)
        self._lay_out()
        over = self._undo, self._notice, self._drop_hint, self._palette
        desk.theme.dress(self._sidebar, self._above, self._damage_view, self._strip, *over)
        self._wire()
        self._register()
        self._restore()
        desk.operations.open()

    @property
    def is_busy(self) -> bool:
        """Whether an answer from the library is still under way."""
        return self.desk.operations.is_busy

    @property
    def current(self) -> str:
        """The key of the page that is shown."""
        return next(key for key, page in self._made.items() if page is self._pages.currentWidget())

    def page(self, key: str) -> Page:
        """A page by its place's key; made now if nobody has seen it yet."""
        for _ in self._steps_to(key):
            pass
        return self._made[key]

    def show_page(self, key: str) -> None:
        page = self.page(key)
        self._sidebar.select(key)
        self._pages.setCurrentWidget(page)
        page.visit()

    def come_forward(self) -> None:
        """Before all other windows, ready for a question."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        self.show_page("search")

    def say(self, heading: str, text: str = "") -> None:
        """Show an error above the page."""
        self._banner.say(heading, text)

    def admit(self, bug: BaseException) -> None:
        """Tell of a bug, so that it can be reported."""
        self.say(self.tr("Something in semsearch went wrong; please report it"), f"{type(bug).__name__}: {bug}")

    # -- wiring --

    def _wire(self) -> None:
        desk, upkeep = self.desk, self.upkeep
        self._sidebar.chosen.connect(self.show_page)
        desk.page_wanted.connect(self.show_page)
        desk.failed.connect(self.say)
        desk.operations.succeeded.connect(self._banner.withdraw)
        desk.noticed.connect(self._notice.notice)
        desk.undo_offered.connect(self._undo.offer)
        desk.undo_wanted.connect(self._undo.take_back_by)
        self._undo.taken_back.connect(self._tell_taken_back)
        for toast in (self._undo, self._notice):
            self._pages.turned.connect(toast.raise_)
        desk.folder_wanted.connect(self._ask_for_folder)
        desk.similar_wanted.connect(lambda _: self.show_page("search"))
        desk.operations.opened.connect(self._opened)
        desk.operations.refused.connect(self._tell_refused)
        desk.operations.damaged.connect(self._offer_repair)
        self._damage_view.again.connect(desk.operations.open)
        for offer in (self._damage, self._damage_view):
            offer.repair.connect(upkeep.repair)
            offer.show_folder.connect(lambda: open_path(desk.operations.home, self.say))
        upkeep.repairing.connect(self._begin_repair)
        upkeep.repaired.connect(self._tell_repaired)
        upkeep.known.connect(self._know)
        upkeep.outdated.connect(self._tell_outdated)
        upkeep.began.connect(self._strip.begin)
        upkeep.progressed.connect(self._strip.follow)
        upkeep.stopping.connect(self._strip.stopping)
        upkeep.ended.connect(self._strip.end)
        self._strip.cancel.connect(upkeep.cancel)
        desk.operations.writing.connect(self._make_way)
        desk.operations.progressed.connect(self._strip.follow)
        desk.operations.written.connect(self._strip.go_on)
        desk.restart_wanted.connect(self._restart)

    def _register(self) -> None:
        add = self.desk.commands.add
        for at, place in enumerate(self.places):
            show = partial(self.show_page, place.key)
            add(self, place.title, f"Ctrl+{at + 1}", show, icon=place.icon, also=place.also)
        add(self, self.tr("Search for something else"), "Ctrl+L", lambda: self.show_page("search"), icon="search")
        add(self, self.tr("Add folder…"), "Ctrl+N", self._ask_for_folder, icon="add")
        self._pausing = add(self, self.tr("Pause indexing"), "Ctrl+Shift+P", self._toggle_pause, icon="pause")
        stop = add(self, self.tr("Stop indexing"), "Ctrl+.", self.upkeep.cancel, icon="close")
        stop.setEnabled(False)
        for begun in (self.upkeep.began, self.upkeep.repairing):
            begun.connect(lambda: stop.setEnabled(True))
        self.upkeep.ended.connect(lambda: stop.setEnabled(False))
        put_in_tray(self, self.come_forward, self._pausing, self.close)
        self._looking = add(self, self.tr("Index now"), "F5", self.upkeep.index_now, icon="refresh")
        for upkeeping in (self._pausing, self._looking):
            upkeeping.setEnabled(False)
        undo = add(self, self.tr("Undo what was done last"), "Ctrl+Alt+Z", self._undo.take_back, icon="undo")
        undo.setEnabled(False)
        self._undo.offers.connect(undo.setEnabled)
        looks, also = self.tr("Light or dark"), self.tr("theme appearance colours colors night")
        add(self, looks, "Ctrl+Shift+T", self.desk.theme.switch, icon="appearance", also=also)
        add(self, self.tr("Close the window"), "Ctrl+Q", self.close, icon="close")

    def _opened(self) -> None:
        """The page that was restored had nothing to look at before. (In the field somebody may be typing by now.)"""
        self._show_pages(shown=True)
        if self.upkeep.is_repairing:
            again = self.tr("Your files are being read again for what was lost. You can search meanwhile.")
            self._banner.say(self.tr("The index can be searched again"), again, "notice")
        if self.current != "search":
            self._made[self.current].visit()

    def _tell_refused(self, why: str) -> None:
        self._show_pages(shown=False)
        self._damage_view.refuse(why)

    def _offer_repair(self) -> None:
        if self.upkeep.is_repairing:
            return
        if self.upkeep.situation is not None and self.desk.operations.is_open:
            self._damage.offer()
        else:
            self._show_pages(shown=False)
            self._damage_view.offer()

    def _make_way(self) -> None:
        if not self.upkeep.is_repairing:  # which makes way when it is done
            self._strip.make_way()

    def _begin_repair(self) -> None:
        self._damage.dismiss()
        self._banner.dismiss()
        self._show_pages(shown=False)
        self._damage_view.work()

    def _show_pages(self, *, shown: bool) -> None:
        """Or what stands in their place while there is nothing to search."""
        self._pages.setVisible(shown)
        self._sidebar.setEnabled(shown)
        if shown:
            self._damage_view.hide()

    def _tell_repaired(self, report: DoctorReport) -> None:
        """What was saved, and what is still wrong."""
        lines = list(report.repaired) or [check.detail for check in report.checks if not check.ok]
        told = "\n".join(map(library_words.as_sentence, lines)) or self.tr("No damage was found.")
        if report.ok:
            self._banner.say(self.tr("The index is repaired"), told, "notice")
        else:
            self.say(self.tr("Not all of the index could be repaired"), told)

    def _know(self, situation: Situation) -> None:
        if not self._makes_others:
            self._makes_others = True
            QTimer.singleShot(MAKE_OTHERS_AFTER_MS, self, self._make_next)
        catalogue = situation.catalogue
        self._pausing.setEnabled(bool(catalogue.sources))
        self._pausing.setText(self.tr("Resume indexing") if catalogue.paused else self.tr("Pause indexing"))
        self._pausing.setIcon(self.desk.theme.icon("resume" if catalogue.paused else "pause"))
        self._looking.setEnabled(bool(catalogue.sources) and not situation.indexing)
        for page in self._made.values():
            page.know(situation)

    def _tell_taken_back(self, done: str) -> None:
        self._notice.notice(self.tr("Undo: %1").replace("%1", done))

    def _tell_outdated(self) -> None:
        for page in self._made.values():
            page.outdated()

    def _toggle_pause(self) -> None:
        situation = self.upkeep.situation
        if situation is not None:
            self.upkeep.pause(paused=not situation.catalogue.paused)

    def _ask_for_folder(self) -> None:
        title = self.tr("Choose a folder with mail or documents")
        self.desk.theme.dress(ask_for_folder(self, title, lambda path: self.upkeep.add_folders([path])))

    # -- the window itself --

    def _lay_out(self) -> None:
        above = self._above = QFrame()
        above.setProperty("look", "page")
        inner = column(above, spacing=0)
        inner.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 0)
        for banner in (self._damage, self._banner):
            inner.addWidget(banner)
            banner.shown.connect(lambda _: above.setHidden(self._damage.isHidden() and self._banner.isHidden()))
        above.hide()
        content = column(spacing=0)
        content.addWidget(above)
        content.addWidget(self._pages, 1)
        content.addWidget(self._damage_view, 1)
        content.addWidget(self._strip)
        whole = QWidget()
        layout = QHBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._sidebar)
        layout.addLayout(content, 1)
        self.setCentralWidget(whole)

    def _restore(self) -> None:
        self.resize(1200, 760)
        self.restoreGeometry(self.desk.memory.shape("geometry"))
        last = self.desk.memory.text("page", "search")
        self.show_page(last if any(place.key == last for place in self.places) else "search")

    def _make_next(self) -> None:
        """Take one step to the pages that nobody has visited yet, and the next one after the events that wait. Not with
        imports in a thread: they make Qt's types, which only one thread may."""
        for _ in self._others:
            QTimer.singleShot(0, self, self._make_next)
            break

    def _make_others(self) -> Iterator[None]:
        yield from load_parts()
        for place in self.places:
            yield from self._steps_to(place.key)

    def _steps_to(self, key: str) -> Iterator[None]:
        """What is still to do until a page is made. The window may live on between two steps."""
        return self._making.setdefault(key, self._make(next(place for place in self.places if place.key == key)))

    def _make(self, place: Place) -> Iterator[None]:
        kind = place.load()
        yield
        made = kind(self.desk)
        yield
        self.desk.theme.dress(made)
        yield
        self._pages.addWidget(made)
        self._made[place.key] = made
        if self.upkeep.situation is not None:
            made.know(self.upkeep.situation)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        letters = NARROW_BELOW_LETTERS * self.fontMetrics().averageCharWidth()
        self._sidebar.set_narrow(narrow=event.size().width() < max(NARROW_BELOW, letters))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files and words from other programs; what is dragged out of the list of results is on its way there."""
        carried = event.mimeData()
        folders, files = _paths_in(carried)
        if event.source() is not None or not (folders or files or carried.hasText()):
            return
        event.acceptProposedAction()
        names = ", ".join(path.name for path in folders or files)
        shown = self.fontMetrics().elidedText(names, Qt.TextElideMode.ElideRight, self.width() // 2)
        if folders:
            self._drop_hint.offer("folders", self.tr("Drop to search %1 from now on").replace("%1", shown))
        elif files:
            self._drop_hint.offer("similar", self.tr("Drop to find documents like %1").replace("%1", shown))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._drop_hint.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self._drop_hint.hide()
        folders, files = _paths_in(event.mimeData())
        event.acceptProposedAction()
        if folders:
            self.upkeep.add_folders(folders)
        elif files:
            self.desk.similar_wanted.emit(files)
        elif event.mimeData().text().strip():
            self.desk.similar_wanted.emit(event.mimeData().text())

    def _restart(self) -> None:
        """Close and be built anew, in another language."""
        self.restarts = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.desk.memory.keep("geometry", self.saveGeometry())
        self.desk.memory.keep("page", self.current)
        self.desk.memory.keep("appearance", self.desk.theme.choice)
        for page in self._made.values():
            page.leave()
        self.desk.memory.save()
        self.hide()
        self.closing.emit()
        self.upkeep.stop()
        self.has_ended = self.desk.operations.close()
        self.desk.private_files.close()
        super().closeEvent(event)


def _paths_in(carried: QMimeData) -> tuple[list[Path], list[Path]]:
    """The folders, and the other files of this computer, that are dragged along."""
    paths = [Path(url.toLocalFile()) for url in carried.urls() if url.isLocalFile()]
    folders = [path for path in paths if path.is_dir()]
    return folders, [path for path in paths if path not in folders]
