"""Groups of duplicates as a tree of two levels: the group, and its members below it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from semsearch.records import DuplicateGroup, DuplicateMember
from semsearch_ui.presentation import counts, dates, people, places

Index = QModelIndex | QPersistentModelIndex

GroupRole = Qt.ItemDataRole.UserRole + 1
MemberRole = Qt.ItemDataRole.UserRole + 2

TITLE, SENDER, DATE, FOLDER, SIMILARITY = range(5)


class GroupsModel(QAbstractItemModel):
    """An index's internal id is 0 for a group, else one more than the row of its group."""

    def __init__(self, parent: QObject | None = None, now: Callable[[], datetime] = dates.local_now) -> None:
        super().__init__(parent)
        self._groups: tuple[DuplicateGroup, ...] = ()
        self._now = now
        self._bold = QFont()
        self._bold.setBold(True)

    def show(self, groups: tuple[DuplicateGroup, ...]) -> None:
        self.beginResetModel()
        self._groups = groups
        self.endResetModel()

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index = QModelIndex()) -> Any:  # noqa: ANN401, B008 - Qt overloads it with QObject.parent
        if not index.isValid() or index.internalId() == 0:
            return QModelIndex()
        return self.createIndex(int(index.internalId()) - 1, 0, 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return len(self._groups)
        if parent.internalId() != 0 or parent.column() != 0:
            return 0
        return len(self._groups[parent.row()].members)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: ARG002, B008
        return 5

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section == SIMILARITY:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("Subject"), self.tr("From"), self.tr("Date"), self.tr("Folder"), self.tr("Similarity"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        is_group = index.internalId() == 0
        group = self._groups[index.row() if is_group else int(index.internalId()) - 1]
        member = None if is_group else group.members[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return (
                    self._of_group(group, index.column()) if member is None else self._of_member(member, index.column())
                )
            case Qt.ItemDataRole.ToolTipRole if member is not None:
                return places.located(member.path, member.part)
            case Qt.ItemDataRole.TextAlignmentRole if index.column() == SIMILARITY:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.FontRole if is_group:
                return self._bold
            case _ if role == GroupRole:
                return group
            case _ if role == MemberRole:
                return member
        return None

    def _of_group(self, group: DuplicateGroup, column: int) -> str:
        return f"{group.members[0].title}  ({counts.documents(len(group.members))})" if column == TITLE else ""

    def _of_member(self, member: DuplicateMember, column: int) -> str:
        match column:
            case 0:
                return member.title
            case 1:
                return people.name_of(member.sender)
            case 2:
                return dates.in_words(member.date, self._now())
            case 3:
                return places.nearest_folders(member.path)
            case _:
                return f"{100 * member.similarity:.1f}%" if member.similarity < 1 else "100%"
