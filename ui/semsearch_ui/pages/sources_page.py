"""What is searched: folders, how they stand, and what in them had to be left out."""

from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QMessageBox,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from semsearch.records import SkippedFile, Source
from semsearch_ui.desk import Desk
from semsearch_ui.models.folders import SkippedModel, SkippedRole, SourceRole, SourcesModel
from semsearch_ui.pages.page import Page
from semsearch_ui.presentation import counts, coverage, paths, skips
from semsearch_ui.theme import GRID
from semsearch_ui.upkeep import Situation
from semsearch_ui.widgets.empty_state import EmptyState
from semsearch_ui.widgets.excludes_dialog import ExcludesDialog
from semsearch_ui.widgets.layouts import ThemedButton, column, frame, label, row
from semsearch_ui.widgets.message_header import ElidedLabel, Heading
from semsearch_ui.widgets.opening import show_in_folder

MOST_SHOWN = 6
"""Folders that are listed before the list scrolls."""

NARROW_BELOW = 100
"""Letters in a line from which there is room for the words on all buttons."""

LEAST_LETTERS = 15
"""How wide a column is at least."""

MEASURED_ROWS = 40
"""Rows that a column is made to fit; there may be thousands."""


class SourcesPage(Page):
    """The folders above, the files that could not be read below."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._sources = SourcesModel(self)
        self._skipped = SkippedModel(self)
        self._indexing = False
        self._paused = False
        self._known_skipped: tuple[SkippedFile, ...] = ()
        self._table = _table(self.tr("Folders that are searched"))
        self._table.setModel(self._sources)
        self._left_out = _table(self.tr("Skipped files"))
        self._left_out.setModel(self._skipped)
        self._left_out.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._build()

    def visit(self) -> None:
        """The page comes into view."""
        self._table.setFocus()

    def know(self, situation: Situation) -> None:
        catalogue, indexing = situation.catalogue, situation.indexing
        self._indexing, self._paused = indexing, catalogue.paused
        self._sights.setCurrentIndex(1 if catalogue.sources else 0)
        self._standing.say(self._in_words(situation) if catalogue.sources else "")
        sizes = catalogue.status.bytes
        self._size.setText(
            self.tr("Index size: %1").replace("%1", counts.file_size(sum(sizes.values()))) if catalogue.sources else ""
        )
        self._pause.say(self.tr("Resume") if catalogue.paused else self.tr("Pause"))
        self._index.say(self.tr("Cancel") if indexing else self.tr("Index now"))
        for button in (self._skip, self._remove, self._pause, self._index):
            button.setVisible(bool(catalogue.sources))
        for button in (self._skip, self._remove):
            button.setEnabled(not indexing)
        self._show_sources(catalogue.sources)
        self._show_left_out(catalogue.skipped)

    def _show_sources(self, sources: tuple[Source, ...]) -> None:
        chosen = self._chosen()
        self._sources.show(sources)
        row = next((at for at, source in enumerate(sources) if chosen and source.path == chosen.path), 0)
        if sources:
            self._table.setCurrentIndex(self._sources.index(row, 0))
        _scroll(self._table, needed=len(sources) > MOST_SHOWN)
        self._folders.setFixedHeight(_height(self._table, min(max(1, len(sources)), MOST_SHOWN)))

    def _show_left_out(self, skipped: tuple[SkippedFile, ...]) -> None:
        if skipped != self._known_skipped:  # what is selected stays so
            self._known_skipped = skipped
            self._skipped.show(skipped)
        self._left_out_title.setText(skips.how_many(skipped))
        self._left_out_card.setVisible(bool(skipped))
        self._left_out_card.setMaximumHeight(_height(self._left_out, len(skipped)))
        self._fit_left_out()
        for button in (self._again, self._exclude):
            button.setVisible(bool(skipped))
        self._offer_for_left_out()

    def _fit_left_out(self) -> None:
        _scroll(self._left_out, needed=self._left_out_card.maximumHeight() > self._left_out_card.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < NARROW_BELOW * self.fontMetrics().averageCharWidth()
        for button in (self._skip, self._remove, self._pause, self._index):
            button.be_brief(brief=narrow)
            button.setToolTip(button.accessibleName() if narrow else "")
        QTimer.singleShot(0, self, self._fit_left_out)

    def _offer_for_left_out(self) -> None:
        """What can be done with what is selected among the files that were left out."""
        some = bool(self._selected_files())
        self._again.say(self.tr("Retry") if some else self.tr("Retry all"))
        self._again.setEnabled(not self._indexing)
        self._exclude.setEnabled(some and not self._indexing)
        self._show_file.setEnabled(some)

    def _in_words(self, situation: Situation) -> str:
        if self._paused:
            return self.tr("Paused. Changes on disk are picked up when you resume.")
        known = coverage.in_words(
            situation.catalogue.status, indexing=situation.indexing, seconds_left=situation.seconds_left
        )
        if known or situation.indexing:
            return known
        if situation.resting:
            return self.tr("Waiting: %1").replace("%1", situation.resting)
        if not situation.watching:
            return self.tr("Stopped. Changes are picked up when you index again.")
        return self.tr("Up to date. Changes on disk are picked up automatically.")

    def _chosen(self) -> Source | None:
        source = self._table.currentIndex().data(SourceRole)
        return source if isinstance(source, Source) else None

    def _index_or_cancel(self) -> None:
        if self._indexing:
            self.desk.upkeep.cancel()
        else:
            self.desk.upkeep.index_now()

    def _ask_to_remove(self) -> None:
        source = self._chosen()
        if source is None or not self._remove.isEnabled():
            return
        box = QMessageBox(self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle(self.tr("Remove folder"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(self.tr("Stop searching %1?").replace("%1", paths.short(source.path)))
        box.setInformativeText(self.tr("The files stay where they are. You can add the folder again at any time."))
        yes = box.addButton(self.tr("Remove"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        yes.clicked.connect(lambda: self.desk.upkeep.remove(Path(source.path)))
        box.open()

    def _ask_what_to_skip(self) -> None:
        source = self._chosen()
        if source is not None and self._skip.isEnabled():
            dialog = ExcludesDialog(self, source)
            dialog.chosen.connect(lambda patterns: self.desk.upkeep.set_excludes(Path(source.path), patterns))
            dialog.open()

    def _selected_files(self) -> list[Path]:
        rows = self._left_out.selectionModel().selectedRows()
        files = [index.data(SkippedRole) for index in rows]
        return list(dict.fromkeys(Path(file.path) for file in files if isinstance(file, SkippedFile)))

    def _retry(self) -> None:
        """Read what is selected again, or, where nothing is, all that was left out."""
        files = self._selected_files() or list(dict.fromkeys(Path(file.path) for file in self._known_skipped))
        if files and not self._indexing:
            self.desk.upkeep.retry(files)

    def _leave_out(self) -> None:
        files = self._selected_files()
        if files and not self._indexing:
            self.desk.upkeep.exclude(files)

    def _show_in_folder(self) -> None:
        for file in self._selected_files()[:1]:
            show_in_folder(file, self, self.desk.failed.emit)

    # -- building --

    def _build(self) -> None:
        add = ThemedButton(self.tr("Add folder…"), self.theme, "primary", "add")
        add.clicked.connect(self.desk.folder_wanted)
        self._index = ThemedButton(self.tr("Index now"), self.theme, "", "refresh")
        self._index.clicked.connect(self._index_or_cancel)
        self._remove = ThemedButton(self.tr("Remove…"), self.theme, "", "remove")
        self._remove.clicked.connect(self._ask_to_remove)
        self._skip = ThemedButton(self.tr("Excludes…"), self.theme, "", "settings")
        self._skip.clicked.connect(self._ask_what_to_skip)
        register = self.desk.commands.add
        what, removal = self.tr("What to skip in the folder…"), self.tr("Remove the folder")
        register(self._table, what, "Ctrl+Shift+H", self._ask_what_to_skip, icon="settings", page="folders")
        register(self._table, removal, "Del", self._ask_to_remove, icon="remove", page="folders")
        self._table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        head = row(spacing=GRID)
        head.addWidget(Heading(self.tr("Folders")), 1)
        self._pause = ThemedButton(self.tr("Pause"), self.theme, "", "pause")
        self._pause.clicked.connect(lambda: self.desk.upkeep.pause(paused=not self._paused))
        for button in (self._skip, self._remove, self._pause, self._index, add):
            head.addWidget(button)
        nothing = EmptyState(
            self.theme,
            "folders",
            self.tr("No folders yet"),
            self.tr("Add a folder with mail or documents, or drop one onto this window. Your files are never changed."),
        )
        self._sights = QStackedWidget()
        self._sights.addWidget(nothing)
        self._sights.addWidget(self._lists())
        layout = column(self, margin=2 * GRID, spacing=2 * GRID)
        self._standing = ElidedLabel()
        self._standing.setProperty("look", "muted")
        self._size = label("", "muted")
        below = row(spacing=GRID)
        below.addWidget(self._standing, 1)
        below.addWidget(self._size)
        layout.addLayout(head)
        layout.addLayout(below)
        layout.addWidget(self._sights, 1)

    def _lists(self) -> QWidget:
        for table, stretched in ((self._table, (0,)), (self._left_out, (0, 2))):
            header = table.horizontalHeader()
            header.setResizeContentsPrecision(MEASURED_ROWS)
            header.setMinimumSectionSize(LEAST_LETTERS * table.fontMetrics().averageCharWidth())
            for at in range(header.count()):
                stretch, fit = QHeaderView.ResizeMode.Stretch, QHeaderView.ResizeMode.ResizeToContents
                header.setSectionResizeMode(at, stretch if at in stretched else fit)
        self._folders = _card(self._table)
        self._left_out_title = label("", "muted")
        self._again = ThemedButton(self.tr("Retry"), self.theme, "", "refresh")
        self._exclude = ThemedButton(self.tr("Exclude"), self.theme, "", "remove")
        add_action = self.desk.commands.add
        again = add_action(
            self._left_out, self.tr("Try reading the file again"), "Ctrl+R", self._retry, icon="refresh", page="folders"
        )
        exclude = add_action(
            self._left_out, self.tr("Stop reading this file"), "Ctrl+Shift+X", self._leave_out, icon="remove",
            page="folders",
        )  # fmt: skip
        self._show_file = add_action(
            self._left_out, self.tr("Show in folder"), "Ctrl+Shift+O", self._show_in_folder, icon="folders",
            page="folders",
        )  # fmt: skip
        self._left_out.selectionModel().selectionChanged.connect(lambda *_: self._offer_for_left_out())
        self._skipped.modelReset.connect(self._offer_for_left_out)
        self._left_out.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._again.clicked.connect(again.trigger)
        self._exclude.clicked.connect(exclude.trigger)
        page = QWidget()
        layout = column(page, spacing=GRID)
        layout.addWidget(self._folders)
        layout.addSpacing(GRID)
        head = row(spacing=GRID)
        head.addWidget(self._left_out_title, 1)
        head.addWidget(self._again)
        head.addWidget(self._exclude)
        layout.addLayout(head)
        self._left_out_card = _card(self._left_out)
        layout.addWidget(self._left_out_card, 1000)
        layout.addStretch(1)
        return page


def _card(table: QTableView) -> QFrame:
    card = frame("card")
    inner = column(card, margin=1)
    inner.setContentsMargins(1, 4, 1, 4)
    inner.addWidget(table)
    return card


def _scroll(table: QTableView, *, needed: bool) -> None:
    """Offer to scroll only where whole rows are hidden, and not for the line below the last one."""
    policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if needed else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    table.setVerticalScrollBarPolicy(policy)


def _height(table: QTableView, rows: int) -> int:
    """Pixels of a card that shows `rows` of its table."""
    shown = rows * table.verticalHeader().defaultSectionSize()
    return table.horizontalHeader().sizeHint().height() + shown + GRID + 1  # without the line below the last one


def _table(name: str) -> QTableView:
    table = QTableView()
    table.setAccessibleName(name)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(max(36, table.fontMetrics().height() + 2 * GRID))
    table.horizontalHeader().setHighlightSections(False)
    table.setItemDelegate(_Cell(table))
    return table


class _Cell(QStyledItemDelegate):
    """Paths give way in the middle, sentences at their end."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        path = index.column() == 0
        option.textElideMode = Qt.TextElideMode.ElideMiddle if path else Qt.TextElideMode.ElideRight
