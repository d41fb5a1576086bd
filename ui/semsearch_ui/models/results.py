"""Ranked hits as a list."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import PurePath

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from semsearch.records import Hit
from semsearch_ui.models import Index
from semsearch_ui.presentation import counts, dates, people, relevance
from semsearch_ui.presentation.arranging import Row
from semsearch_ui.presentation.titles import titled

HitRole = Qt.ItemDataRole.UserRole + 1
RowRole = Qt.ItemDataRole.UserRole + 2


class ResultsModel(QAbstractListModel):
    """Rows of one search, which can be dragged out: the view knows as what. Below them there may be one without a hit,
    which offers those that are farther from the question."""

    def __init__(self, parent: QObject | None = None, now: Callable[[], datetime] = dates.local_now) -> None:
        super().__init__(parent)
        self._rows: Sequence[Row] = ()
        self._folded = False
        self._now = now

    def show(self, rows: Sequence[Row], *, folded: bool = False) -> None:
        """`folded` is whether there are farther ones, to be offered."""
        self.beginResetModel()
        self._rows, self._folded = rows, folded
        self.endResetModel()

    @property
    def hits(self) -> list[Hit]:
        """In the order of the rows."""
        return [row.hit for row in self._rows]

    def row_of(self, document_id: int) -> int | None:
        """Where a document stands."""
        return next((at for at, row in enumerate(self._rows) if row.hit.id == document_id), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows) + self._folded

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= index.row() < self.rowCount():
            return None
        if index.row() == len(self._rows):
            return self.tr("Show less related results") if role == Qt.ItemDataRole.DisplayRole else None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.hit.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(row)
            case _ if role == HitRole:
                return row.hit
            case _ if role == RowRole:
                return row
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if self.data(index, HitRole) is not None else flags

    def _spoken(self, row: Row) -> str:
        """Who comes first: the mails of a conversation have one subject."""
        hit = row.hit
        parts = (
            people.name_of(hit.sender) or PurePath(hit.path).name,
            titled(hit.title),
            dates.in_words(hit.date, self._now()),
            f"{relevance.in_words(hit)}, {relevance.in_percent(hit.relevance)}" if row.ranked else "",
            counts.more_in_thread(row.more) if row.more else "",
            counts.more_copies(len(hit.copies)) if hit.copies else "",
            " ".join(hit.snippet.split()),
        )
        return ", ".join(part for part in parts if part)
