"""The window: pages beside a sidebar, a banner above them, the progress of indexing below."""

from pathlib import Path

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QMainWindow, QStackedWidget, QWidget

from semsearch.progress import Step
from semsearch.records import WatchEvent
from semsearch_ui.index_process import IndexProcess
from semsearch_ui.operations import Catalogue, Operations
from semsearch_ui.pages.duplicates_page import DuplicatesPage
from semsearch_ui.pages.search_page import SearchPage
from semsearch_ui.pages.sources_page import SourcesPage
from semsearch_ui.theme import GRID, Theme, as_choice
from semsearch_ui.widgets.banner import Banner
from semsearch_ui.widgets.layouts import column
from semsearch_ui.widgets.progress_strip import ProgressStrip
from semsearch_ui.widgets.sidebar import Sidebar

SEARCH, DUPLICATES, FOLDERS = range(3)
NARROW_BELOW = 1000
REFRESH_MS = 2500


class MainWindow(QMainWindow):
    """Wires the pages to the operations and to the indexing process; holds no knowledge of its own."""

    def __init__(
        self, theme: Theme, operations: Operations, indexing: IndexProcess, settings: QSettings, add: list[Path]
    ) -> None:
        """`add` are folders to register as soon as the library is open."""
        super().__init__()
        self.setWindowTitle("semsearch")
        self.setAcceptDrops(True)
        self.setMinimumSize(640, 480)
        self._theme = theme
        self._operations = operations
        self._indexing = indexing
        self._settings = settings
        self._waiting = list(add)
        self._warmed = False
        self._paused = False
        self._step: Step | None = None
        self._sidebar = Sidebar(
            theme,
            (("search", self.tr("Search")), ("duplicates", self.tr("Duplicates")), ("folders", self.tr("Folders"))),
        )
        self._banner = Banner(theme)
        self._strip = ProgressStrip(theme)
        self.search_page = SearchPage(theme, operations)
        self.duplicates_page = DuplicatesPage(theme, operations)
        self.sources_page = SourcesPage(theme)
        self._pages = QStackedWidget()
        self._refreshing = QTimer(self, interval=REFRESH_MS)
        self._lay_out()
        self._wire()
        self._restore()
        operations.open()

    @property
    def is_busy(self) -> bool:
        """Whether an answer from the library is still under way."""
        return self._operations.is_busy

    @property
    def progress(self) -> Step | None:
        """The last step of the indexing run under way."""
        return self._step

    def show_page(self, page: int) -> None:
        self._sidebar.select(page)
        self._pages.setCurrentIndex(page)
        if page == SEARCH:
            self.search_page.focus_field()
        elif page == DUPLICATES:
            self.duplicates_page.visit()
        else:
            self.sources_page.visit()

    def say(self, heading: str, text: str = "") -> None:
        """Show an error above the page."""
        self._banner.say(heading, text)

    def add_folders(self, paths: list[Path]) -> None:
        """Register folders and index them; while an indexing run holds the index they wait for its end."""
        self._waiting += [path for path in paths if path not in self._waiting]
        if self._indexing.is_running:
            self._banner.say(self.tr("The folder will be added when the current run has ended"), "", kind="notice")
        elif self._operations.is_open:
            self._add_waiting()

    # -- wiring --

    def _wire(self) -> None:
        self._sidebar.chosen.connect(self.show_page)
        self._sidebar.appearance_chosen.connect(self._choose_appearance)
        for page in (self.search_page, self.sources_page):
            page.choose_folder.connect(self._ask_for_folder)
            page.index_now.connect(self._index_known)
        self.sources_page.cancel.connect(self._cancel)
        self.sources_page.pause.connect(self._pause)
        self.sources_page.remove.connect(lambda path: self._operations.remove_source(path, self._refresh))
        self.search_page.actions_on_hit.failed.connect(self.say)
        self._strip.cancel.connect(self._cancel)
        self._operations.opened.connect(self._opened)
        self._operations.failed.connect(self.say)
        self._operations.sources_changed.connect(self.duplicates_page.outdated)
        self._indexing.started.connect(self._index_started)
        self._indexing.progressed.connect(self._follow)
        self._indexing.happened.connect(self._hear)
        self._indexing.failed.connect(lambda why: self.say(self.tr("Indexing did not finish"), why))
        self._indexing.ended.connect(self._index_ended)
        self._refreshing.timeout.connect(self._refresh)
        for page_number in (SEARCH, DUPLICATES, FOLDERS):
            QShortcut(QKeySequence(f"Ctrl+{page_number + 1}"), self, lambda page=page_number: self.show_page(page))
        QShortcut(QKeySequence("Ctrl+L"), self, lambda: self.show_page(SEARCH))
        QShortcut(QKeySequence("Ctrl+N"), self, self._ask_for_folder)
        QShortcut(QKeySequence("F5"), self, self._index_known)
        QShortcut(QKeySequence.StandardKey.Quit, self, self.close)

    def _opened(self) -> None:
        if self._waiting:
            self._add_waiting()
        else:
            self._indexing.start()
        self._refresh()

    def _add_waiting(self) -> None:
        paths, self._waiting = self._waiting, []
        self._operations.add_sources(paths, self._added)

    def _added(self) -> None:
        self._refresh()
        self._indexing.start()

    def _refresh(self) -> None:
        if self._operations.is_open:
            self._operations.catalogue(self._know)

    def _know(self, catalogue: Catalogue) -> None:
        self._paused = catalogue.paused
        running = self._indexing.is_running
        self.search_page.know(catalogue, indexing=running)
        self.sources_page.know(catalogue, indexing=running, watching=self._indexing.is_watching)
        if catalogue.documents and not self._warmed:
            self._warmed = True
            self._operations.warm_up()

    def _index_known(self) -> None:
        if not self._operations.is_open:
            return
        if self._paused:
            self._operations.pause(self._indexing.start, paused=False)
        else:
            self._indexing.start()

    def _pause(self, paused: bool) -> None:
        self._operations.pause(self._refresh, paused=paused)

    def _index_started(self) -> None:
        self._strip.begin()
        self._refreshing.start()
        self._refresh()

    def _follow(self, step: Step) -> None:
        self._step = step
        self._strip.follow(step)

    def _cancel(self) -> None:
        self._strip.stopping()
        self._indexing.cancel()

    def _hear(self, event: WatchEvent) -> None:
        report = event.report
        if report is not None and (report.added or report.updated or report.removed or report.moved):
            self.duplicates_page.outdated()
        if event.event == "failed":
            self.say(self.tr("Indexing did not finish, and is tried again soon"), event.detail)
        elif event.event in ("notice", "waiting"):
            self._banner.say(event.detail, "", kind="notice")

    def _index_ended(self) -> None:
        self._step = None
        self._refreshing.stop()
        self._strip.end()
        self._refresh()
        if self._waiting:
            self._add_waiting()

    def _ask_for_folder(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose a folder with mail or documents"), str(Path.home()))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda path: self.add_folders([Path(path)]))
        dialog.open()

    def _choose_appearance(self, choice: str) -> None:
        self._theme.choose(as_choice(choice))
        self._settings.setValue("appearance", choice)

    # -- the window itself --

    def _lay_out(self) -> None:
        for page in (self.search_page, self.duplicates_page, self.sources_page):
            self._pages.addWidget(page)
        above = QFrame()
        above.setProperty("look", "page")
        inner = column(above, spacing=0)
        inner.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 0)
        inner.addWidget(self._banner)
        self._banner.shown.connect(above.setVisible)
        above.hide()
        content = column(spacing=0)
        content.addWidget(above)
        content.addWidget(self._pages, 1)
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
        geometry = self._settings.value("geometry")
        if geometry is not None:
            self.restoreGeometry(geometry)
        self.show_page(SEARCH)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._sidebar.set_narrow(narrow=event.size().width() < NARROW_BELOW)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.add_folders(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._settings.setValue("geometry", self.saveGeometry())
        self._settings.sync()
        self._refreshing.stop()
        self._indexing.stop()
        self._operations.close()
        super().closeEvent(event)
