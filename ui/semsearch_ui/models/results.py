"""Ranked hits as a list."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, QUrl

from semsearch.records import Hit
from semsearch_ui.presentation import dates, people, relevance
from semsearch_ui.presentation.arranging import Row

Index = QModelIndex | QPersistentModelIndex

HitRole = Qt.ItemDataRole.UserRole + 1
RowRole = Qt.ItemDataRole.UserRole + 2

PORTION = 200
"""Rows that the list learns of at once; a view lays all rows out that its model has told it."""


class ResultsModel(QAbstractListModel):
    """Rows of one search, told to the view in portions. What is dragged out is the file; of a message
    inside an mbox, the text of its path."""

    def __init__(self, parent: QObject | None = None, now: Callable[[], datetime] = dates.local_now) -> None:
        super().__init__(parent)
        self._rows: Sequence[Row] = ()
        self._told = 0
        self._rows_of: dict[int, int] = {}
        self._now = now

    def show(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self._rows = rows
        self._told = min(PORTION, len(rows))
        self._rows_of = {row.hit.id: at for at, row in enumerate(rows)}
        self.endResetModel()

    @property
    def has_more(self) -> bool:
        """Whether the view does not know of all rows yet."""
        return self._told < len(self._rows)

    @property
    def hits(self) -> list[Hit]:
        """All of them, told or not."""
        return [row.hit for row in self._rows]

    def row_of(self, document_id: int) -> int | None:
        """Where a document stands, if the view knows of it."""
        at = self._rows_of.get(document_id)
        return at if at is not None and at < self._told else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else self._told

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._told < len(self._rows)

    def fetchMore(self, parent: Index) -> None:
        if parent.isValid():
            return
        more = min(PORTION, len(self._rows) - self._told)
        if more > 0:
            self.beginInsertRows(QModelIndex(), self._told, self._told + more - 1)
            self._told += more
            self.endInsertRows()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= index.row() < self._told:
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.hit.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(row.hit)
            case _ if role == HitRole:
                return row.hit
            case _ if role == RowRole:
                return row
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else flags

    def mimeTypes(self) -> list[str]:
        return ["text/uri-list", "text/plain"]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        carried = QMimeData()
        hits = [hit for index in indexes if isinstance(hit := index.data(HitRole), Hit)]
        whole = [hit.path for hit in hits if hit.part is None and Path(hit.path).exists()]
        carried.setUrls([QUrl.fromLocalFile(path) for path in whole])
        carried.setText("\n".join(hit.path for hit in hits))
        return carried

    def _spoken(self, hit: Hit) -> str:
        parts = (
            hit.title,
            people.name_of(hit.sender),
            dates.in_words(hit.date, self._now()),
            f"{relevance.in_words(hit.relevance)}, {relevance.in_percent(hit.relevance)}",
        )
        return ", ".join(part for part in parts if part)
