"""A table of whole rows on a card, as high as its rows where there is room."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from semsearch_ui.models import Index
from semsearch_ui.theme import GRID
from semsearch_ui.widgets.layouts import column, frame

LEAST_LETTERS = 15
"""How wide a column that is stretched is at least."""

MEASURED_ROWS = 40
"""Rows that a column is made to fit; there may be thousands."""


class RowTable(QTableView):
    """Columns in `stretched` share the width that the others leave; the first one has paths. Where that is too little,
    those in `spared` are hidden, one after another. Its `card`, which it lies on, is as high as its rows, but for more
    than `most`, where there is room, and never lower than for the `least`."""

    def __init__(
        self,
        model: QAbstractItemModel,
        name: str,
        *,
        stretched: Collection[int],
        spared: Sequence[int],
        least: int = 1,
        most: int | None = None,
    ) -> None:
        super().__init__()
        self._stretched, self._spared, self._least, self._most = stretched, spared, least, most
        self.setModel(model)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(max(36, self.fontMetrics().height() + 2 * GRID))
        self.setItemDelegate(_Cell(self))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setResizeContentsPrecision(MEASURED_ROWS)
        stretch, fit = QHeaderView.ResizeMode.Stretch, QHeaderView.ResizeMode.ResizeToContents
        for at in range(header.count()):
            header.setSectionResizeMode(at, stretch if at in stretched else fit)
        self.card = frame("card")
        inner = column(self.card)
        inner.setContentsMargins(1, GRID // 2, 1, GRID)
        inner.addWidget(self)
        model.modelReset.connect(self._fit)
        model.dataChanged.connect(self._spare)

    def showEvent(self, event: QShowEvent) -> None:
        """Now the letters are those of the style sheet."""
        super().showEvent(event)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._spare()
        super().resizeEvent(event)
        self._let_scroll()

    def _fit(self) -> None:
        self._spare()
        self._fit_card()
        self._let_scroll()

    def _fit_card(self) -> None:
        rows = max(1, self.model().rowCount())
        self.card.setMinimumHeight(self._card_height(min(rows, self._least)))
        self.card.setMaximumHeight(self._card_height(min(rows, self._most or rows)))

    def _card_height(self, rows: int) -> int:
        """Pixels of a card that shows so many rows, without the line below the last one."""
        shown = rows * self.verticalHeader().defaultSectionSize()
        return self.horizontalHeader().sizeHint().height() + shown + GRID + GRID // 2 + 1

    def _let_scroll(self) -> None:
        """Offer to scroll only where whole rows are hidden, and not for the line below the last one."""
        needed = self.viewport().height() < self.model().rowCount() * self.verticalHeader().defaultSectionSize() - 1
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if needed else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)

    def _spare(self) -> None:
        header = self.horizontalHeader()
        room = self.viewport().width() - len(self._stretched) * LEAST_LETTERS * self.fontMetrics().averageCharWidth()
        needed = {
            at: max(header.sectionSizeHint(at), self.sizeHintForColumn(at))
            for at in range(header.count())
            if at not in self._stretched
        }
        for at in self._spared:
            self.setColumnHidden(at, sum(needed.values()) > room)
            if self.isColumnHidden(at):
                del needed[at]


class _Cell(QStyledItemDelegate):
    """Paths give way in the middle, sentences at their end."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        path = index.column() == 0
        option.textElideMode = Qt.TextElideMode.ElideMiddle if path else Qt.TextElideMode.ElideRight
