"""The list of hits, and the context menu on each."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QDrag, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from semsearch.records import Hit
from semsearch_ui.models import Index
from semsearch_ui.models.results import HitRole, ResultsModel
from semsearch_ui.presentation.arranging import Row
from semsearch_ui.theme import Theme
from semsearch_ui.widgets.buttons import ENTER
from semsearch_ui.widgets.hit_actions import HitActions, carried
from semsearch_ui.widgets.layouts import pop_up
from semsearch_ui.widgets.result_delegate import ResultDelegate

DRAGGED = 32
"""Pixels of the drawing that is dragged: the whole row would hide what it is dragged to."""


class ResultsView(QListView):
    """``current_hit`` tells which hit is current, None where none is; ``chosen`` that a person has made it so;
    ``opened`` that they want to read it; ``read_on`` asks for the next page of what is read, with True for the one
    before; ``bottom`` says that there is nothing below; ``farther`` asks for those that are folded away."""

    current_hit = Signal(object)
    chosen = Signal()
    opened = Signal()
    read_on = Signal(bool)
    bottom = Signal()
    farther = Signal()

    def __init__(self, theme: Theme, actions: HitActions) -> None:
        super().__init__()
        self._theme, self._actions = theme, actions
        self._results = ResultsModel(self)
        self._chosen = False
        self._choosing = True
        self.setModel(self._results)
        self.setItemDelegate(ResultDelegate(theme, self))
        self.setAccessibleName(self.tr("Results"))
        self.setUniformItemSizes(True)  # so that a hundred thousand are laid out at once
        self.setMouseTracking(True)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(24)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self.clicked.connect(self._unfold)
        self.doubleClicked.connect(lambda _: self.opened.emit())

    def step(self, by: int) -> None:
        """Choose the next result, or with -1 the one before."""
        ways = QAbstractItemView.CursorAction
        way = ways.MoveDown if by > 0 else ways.MoveUp
        self.setCurrentIndex(self.moveCursor(way, Qt.KeyboardModifier.NoModifier))

    def show_rows(
        self, rows: Sequence[Row], *, same_question: bool, folded: bool = False, read: int | None = None
    ) -> None:
        """Fill the list; `folded` is whether farther ones are offered below. While the question stays the same, what is
        being read stays current and where it was on the screen; without it the document `read` is, which was when the
        question was asked before, else the first one. What is unfolded begins where that was offered."""
        old = self.currentIndex()
        reading = old.data(HitRole)
        height = self.visualRect(old).top() if old.isValid() else 0
        stays = same_question and self._chosen and old.isValid()
        self._results.show(rows, folded=folded)
        if stays:
            row = self._results.row_of(reading.id) if isinstance(reading, Hit) else min(old.row(), len(rows) - 1)
        else:
            row = None if read is None else self._results.row_of(read)
        if not rows:
            self.current_hit.emit(None)
            return
        self._chosen = row is not None
        self._make_current(row or 0)
        if row is None:
            self.scrollToTop()
        elif not stays:
            self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)
        else:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.visualRect(self.currentIndex()).top() - height)

    def _make_current(self, row: int) -> None:
        self._choosing = False
        self.setCurrentIndex(self._results.index(row))
        self._choosing = True

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if self._choosing:
            self._chosen = True
            if previous.isValid():
                self.chosen.emit()
        hit = current.data(HitRole) if current.isValid() else None
        if isinstance(hit, Hit):
            self.current_hit.emit(hit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (*ENTER, Qt.Key.Key_Space) or not self.currentIndex().isValid():
            super().keyPressEvent(event)
        elif self._unfold(self.currentIndex()):
            pass
        elif event.key() in ENTER:
            self.opened.emit()
        else:
            self.read_on.emit(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))

    def startDrag(self, supported: Qt.DropAction) -> None:  # noqa: ARG002
        hit = self.currentIndex().data(HitRole)
        if isinstance(hit, Hit):
            self._actions.with_file(hit, partial(self._drag, hit.kind))

    def _drag(self, kind: str, file: Path) -> None:
        """Drag the file of a hit, if the person still does: one may have had to be made."""
        if QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            drag = QDrag(self)
            drag.setMimeData(carried(file))
            drag.setPixmap(self._theme.icon(kind, "accent").pixmap(self._theme.scaled(DRAGGED)))
            drag.exec(Qt.DropAction.CopyAction)

    def _unfold(self, index: Index) -> bool:
        """Ask for those that are farther, if that is what `index` offers."""
        offered = index.isValid() and index.data(HitRole) is None
        if offered:
            self.farther.emit()
        return offered

    def _scrolled(self, value: int) -> None:
        if value and value >= self.verticalScrollBar().maximum() - self.height():
            self.bottom.emit()

    def _show_menu(self, position: QPoint) -> None:
        index = self.indexAt(position)
        if index.data(HitRole) is not None:
            self.setCurrentIndex(index)
            pop_up(self._actions.menu(self), self, position)
