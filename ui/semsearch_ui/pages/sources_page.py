"""What is searched: folders, how they stand, and what in them had to be left out."""

from functools import partial
from pathlib import Path

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from semsearch.records import Source
from semsearch_ui.desk import Desk
from semsearch_ui.models.folders import SourceRole, SourcesModel
from semsearch_ui.operations.sourcing import Catalogue
from semsearch_ui.pages.page import Page
from semsearch_ui.presentation import counts, pace, paths, skips
from semsearch_ui.theme import GRID
from semsearch_ui.upkeep import Situation
from semsearch_ui.widgets.buttons import ThemedButton, fit_words
from semsearch_ui.widgets.dialogs import ask
from semsearch_ui.widgets.elided_label import ElidedLabel, Heading
from semsearch_ui.widgets.empty_state import EmptyState
from semsearch_ui.widgets.excludes_dialog import ExcludesDialog
from semsearch_ui.widgets.layouts import column, label, row
from semsearch_ui.widgets.row_table import RowTable
from semsearch_ui.widgets.skipped_files import SkippedFiles
from semsearch_ui.widgets.stack import Stack

KEY = "folders"


class SourcesPage(Page):
    """The folders above, the files that were left out below."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._sources = SourcesModel(self)
        self._paused = False
        name = self.tr("Folders that are searched")
        self._table = RowTable(self._sources, name, stretched=(0,), spared=(3, 2), most=6)
        self._skipped = SkippedFiles(desk, KEY)
        self._build()

    def visit(self) -> None:
        """The page comes into view."""
        (self._table if self._sights.currentIndex() else self._add).setFocus()

    def know(self, situation: Situation) -> None:
        catalogue, indexing = situation.catalogue, situation.indexing
        self._paused = catalogue.paused
        if bool(catalogue.sources) != bool(self._sights.currentIndex()):
            self._sights.setCurrentIndex(1 if catalogue.sources else 0)
            if self.isVisible():
                self.visit()
        self._standing.say(self._in_words(situation) if catalogue.sources else "")
        sizes = catalogue.status.bytes
        self._size.setText(
            self.tr("Index size: %1").replace("%1", counts.file_size(sum(sizes.values()))) if catalogue.sources else ""
        )
        self._pause.say(self.tr("Resume") if catalogue.paused else self.tr("Pause"))
        self._pause.show_icon("resume" if catalogue.paused else "pause")
        for button in (self._skip, self._remove, self._pause, self._index):
            button.setVisible(bool(catalogue.sources))
        pressed = self.window().focusWidget() is self._index  # disabled, it would lose the focus
        self._index.setEnabled(not indexing or pressed)
        for action in self._on_folder:
            action.setEnabled(bool(catalogue.sources))
        self._fit()
        self._show_sources(catalogue, indexing=indexing and not catalogue.paused)
        in_skipped = self._skipped.isAncestorOf(self.window().focusWidget())
        self._skipped.show_files(catalogue.skipped)
        if in_skipped and not catalogue.skipped:  # else the focus would leave the page
            self._table.setFocus()

    def _show_sources(self, catalogue: Catalogue, *, indexing: bool) -> None:
        chosen, sources = self._chosen(), catalogue.sources
        self._sources.show(sources, catalogue.skipped, indexing=indexing)
        row = next((at for at, source in enumerate(sources) if chosen and source.path == chosen.path), 0)
        if sources:
            self._table.setCurrentIndex(self._sources.index(row, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there is no room for all words in the first line, the buttons that act on folders are icons."""
        beside = self._heading.sizeHint().width() + self._add.sizeHint().width()
        fit_words((self._skip, self._remove, self._pause, self._index), self.width() - beside - 6 * GRID)

    def _in_words(self, situation: Situation) -> str:
        if self._paused:
            return self.tr("Paused. Changes on disk are picked up when you resume.")
        known = pace.coverage(situation.catalogue.status)
        if known:
            return known
        if situation.indexing:
            return self.tr("Looking for changes…")
        if situation.resting:
            return self.tr("Waiting: %1").replace("%1", situation.resting)
        if not situation.watching:
            return self.tr("Stopped. Changes are picked up when you index again.")
        locked = skips.left_out(situation.catalogue.sources, situation.catalogue.skipped)
        if locked:
            names = ", ".join(Path(path).name for path in locked)
            return self.tr("Cannot be read: %1. Once you may read it, index again.").replace("%1", names)
        return self.tr("Up to date. Changes on disk are picked up automatically.")

    def _chosen(self) -> Source | None:
        source = self._table.currentIndex().data(SourceRole)
        return source if isinstance(source, Source) else None

    def _ask_to_remove(self) -> None:
        source = self._chosen()
        if source is None:
            return
        said = self.tr("Stop searching %1?").replace("%1", paths.short(source.path))
        more = self.tr("The files stay where they are. You can add the folder again at any time.")
        remove = partial(self.desk.upkeep.remove, Path(source.path))
        ask(self, self.tr("Remove folder"), said, more, self.tr("Remove"), remove)

    def _ask_what_to_skip(self) -> None:
        source = self._chosen()
        if source is not None:
            dialog = ExcludesDialog(self, source)
            dialog.chosen.connect(lambda patterns: self.desk.upkeep.set_excludes(Path(source.path), patterns))
            dialog.open()

    # -- building --

    def _build(self) -> None:
        self._add = ThemedButton(self.tr("Add folder…"), self.theme, "primary", "add")
        self._add.clicked.connect(self.desk.folder_wanted)
        self._index = ThemedButton(self.tr("Index now"), self.theme, "", "refresh")
        self._index.clicked.connect(self.desk.upkeep.index_now)
        self._remove = ThemedButton(self.tr("Remove…"), self.theme, "", "remove")
        self._skip = ThemedButton(self.tr("Excludes…"), self.theme, "", "settings")
        register = partial(self.desk.commands.add, self._table, page=KEY, on_selection=True)
        self._on_folder = (
            register(self.tr("What to skip in the folder…"), "Ctrl+Shift+H", self._ask_what_to_skip, icon="settings"),
            register(self.tr("Remove the folder"), "Del", self._ask_to_remove, icon="remove"),
        )
        for button, action in zip((self._skip, self._remove), self._on_folder, strict=True):
            button.does(action)
        head = row(spacing=GRID)
        self._heading = Heading(self.tr("Folders"))
        head.addWidget(self._heading, 1)
        self._pause = ThemedButton(self.tr("Pause"), self.theme, "", "pause")
        self._pause.clicked.connect(lambda: self.desk.upkeep.pause(paused=not self._paused))
        for button in (self._skip, self._remove, self._pause, self._index, self._add):
            head.addWidget(button)
        nothing = EmptyState(
            self.theme,
            "folders",
            self.tr("No folders yet"),
            self.tr("Add a folder with mail or documents, or drop one onto this window. Your files are never changed."),
        )
        self._sights = Stack()
        self._sights.addWidget(nothing)
        self._sights.addWidget(self._lists())
        layout = column(self, margin=2 * GRID, spacing=2 * GRID)
        self._standing = ElidedLabel("muted")
        self._size = label("", "muted")
        below = row(spacing=GRID)
        below.addWidget(self._standing, 1)
        below.addWidget(self._size)
        layout.addLayout(head)
        layout.addLayout(below)
        layout.addWidget(self._sights, 1)

    def _lists(self) -> QWidget:
        page = QWidget()
        layout = column(page, spacing=2 * GRID)
        layout.addWidget(self._table.card, 1000)
        layout.addWidget(self._skipped, 1)
        return page
