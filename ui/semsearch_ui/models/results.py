"""Ranked hits as a list."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from semsearch.records import Hit
from semsearch_ui.presentation import dates, people, relevance

Index = QModelIndex | QPersistentModelIndex

HitRole = Qt.ItemDataRole.UserRole + 1
FirstWeakRole = Qt.ItemDataRole.UserRole + 2


class ResultsModel(QAbstractListModel):
    """The hits of one search, in the order they came. ``FirstWeakRole`` is true for the first hit that is probably
    unrelated, above which the list draws a divider."""

    def __init__(self, parent: QObject | None = None, now: Callable[[], datetime] = dates.local_now) -> None:
        super().__init__(parent)
        self._hits: tuple[Hit, ...] = ()
        self._first_weak: int | None = None
        self._now = now

    def show(self, hits: tuple[Hit, ...]) -> None:
        self.beginResetModel()
        self._hits = hits
        self._first_weak = next((row for row, hit in enumerate(hits) if relevance.is_weak(hit.relevance)), None)
        self.endResetModel()

    def hit(self, row: int) -> Hit:
        return self._hits[row]

    def row_of(self, document_id: int) -> int | None:
        return next((row for row, hit in enumerate(self._hits) if hit.id == document_id), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= index.row() < len(self._hits):
            return None
        hit = self._hits[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return hit.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(hit)
            case _ if role == HitRole:
                return hit
            case _ if role == FirstWeakRole:
                return index.row() == self._first_weak
        return None

    def _spoken(self, hit: Hit) -> str:
        parts = (
            hit.title,
            people.name_of(hit.sender),
            dates.in_words(hit.date, self._now()),
            f"{relevance.in_words(hit.relevance)}, {relevance.in_percent(hit.relevance)}",
        )
        return ", ".join(part for part in parts if part)
