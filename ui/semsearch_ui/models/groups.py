"""Groups of duplicates as a tree of two levels: the group, and its members below it, of which those that shall go are
marked."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QLocale, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QFont

from semsearch.records import DuplicateGroup, DuplicateMember, Tier
from semsearch_ui.models import NUMBERS, Index, header
from semsearch_ui.presentation import counts, dates, paths, people, reviewing
from semsearch_ui.presentation.facts import joined
from semsearch_ui.presentation.titles import titled

GroupRole = Qt.ItemDataRole.UserRole + 1
MemberRole = Qt.ItemDataRole.UserRole + 2

FIRST = 100
"""Groups that are listed at first: a tree lays out all of its rows, 2,500 groups in half a second."""

COLUMNS = 6
TITLE, SENDER, DATE, FOLDER, SIZE, SIMILARITY = range(COLUMNS)
_ITEM = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_FLAGS = {
    (member, free): _ITEM
    | (Qt.ItemFlag.ItemNeverHasChildren if member else Qt.ItemFlag.NoItemFlags)
    | (Qt.ItemFlag.ItemIsUserCheckable if free else Qt.ItemFlag.NoItemFlags)
    for member in (False, True)
    for free in (False, True)
}
"""By whether it is a member, and whether it can be marked: to join flags takes longer than to look them up, and a tree
asks for those of every row that it lays out."""


class GroupsModel(QAbstractItemModel):
    """An index's internal id is 0 for a group, else one more than the row of its group. ``blank`` are the columns in
    which nothing stands: of whom and when, where there is no mail."""

    marks_changed = Signal()

    def __init__(self, parent: QObject | None = None, now: Callable[[], datetime] = dates.local_now) -> None:
        super().__init__(parent)
        self._groups: tuple[DuplicateGroup, ...] = ()
        self._removable: tuple[frozenset[int], ...] = ()
        self._listed = 0
        self._marked: set[int] = set()
        self._marked_of: dict[Tier, set[int]] = {}
        self._shown: set[int] = set()
        self.blank: frozenset[int] = frozenset()
        self._now = now
        self._bold = QFont()
        self._bold.setBold(True)

    def show(self, groups: tuple[DuplicateGroup, ...], among: tuple[DuplicateGroup, ...] = ()) -> None:
        """Show groups, `among` all that there are; a mark on a member that is still there, and not to be kept, stays,
        also while its group is not shown. Each tier has its own: in another nobody has looked at what is marked."""
        self.beginResetModel()
        self._groups = groups
        self._listed = min(FIRST, len(groups))
        self._removable = tuple(map(reviewing.removable, groups))
        self._shown = set().union(*self._removable)
        among = among or groups
        members = [member for group in among for member in group.members]
        filled = {SENDER: any(each.sender for each in members), DATE: any(each.date for each in members)}
        self.blank = frozenset(column for column, said in filled.items() if not said)
        if among:
            self._marked = self._marked_of.setdefault(among[0].tier, set())
            self._marked &= set().union(*map(reviewing.removable, among))
        self.endResetModel()
        self.marks_changed.emit()

    def list_more(self, least: int = 0) -> None:
        """List twice as many groups as so far, and at `least` so many, of those that there are."""
        listed = min(max(2 * self._listed, least), len(self._groups))
        if listed > self._listed:
            self.beginInsertRows(QModelIndex(), self._listed, listed - 1)
            self._listed = listed
            self.endInsertRows()

    @property
    def marked(self) -> frozenset[int]:
        """Ids of the members that shall go, as far as they are shown."""
        return frozenset(self._marked & self._shown)

    @property
    def groups(self) -> tuple[DuplicateGroup, ...]:
        """All that are shown, also those that are listed only once a person comes to them."""
        return self._groups

    def mark(self, ids: Iterable[int], *, marked: bool) -> None:
        """Mark members, or take their marks away; the kept ones and those kept by hand have none."""
        told = self._shown & set(ids)
        if marked:
            self._marked |= told
        else:
            self._marked -= told
        for row, group in enumerate(self._groups[: self._listed]):
            if not self._removable[row].isdisjoint(told):
                top, first = self.createIndex(row, TITLE, 0), self.createIndex(0, TITLE, row + 1)
                last = self.createIndex(len(group.members) - 1, TITLE, row + 1)
                self.dataChanged.emit(top, top, [Qt.ItemDataRole.CheckStateRole])
                self.dataChanged.emit(first, last, [Qt.ItemDataRole.CheckStateRole])
        self.marks_changed.emit()

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:
        if not (0 <= row < self.rowCount(parent) and 0 <= column < COLUMNS):  # Qt's own hasIndex asks thrice as long
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index = QModelIndex()) -> Any:  # noqa: ANN401 - Qt overloads it with QObject.parent
        if not index.isValid() or index.internalId() == 0:
            return QModelIndex()
        return self.createIndex(int(index.internalId()) - 1, 0, 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        if not parent.isValid():
            return self._listed
        if parent.internalId() != 0 or parent.column() != 0:
            return 0
        return len(self._groups[parent.row()].members)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: ARG002
        return COLUMNS

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        words = (self.tr("Subject"), self.tr("From"), self.tr("Date"), self.tr("Folder"))
        titles = (*words, self.tr("Size"), self.tr("Similarity"))
        return header(titles, (SIZE, SIMILARITY), section, orientation, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _FLAGS[index.internalId() != 0, self._check_state(index) is not None]

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or self._check_state(index) is None:
            return False
        member = index.data(MemberRole)
        ids = [member.id] if member is not None else [each.id for each in reviewing.others(index.data(GroupRole))]
        self.mark(ids, marked=Qt.CheckState(value) is not Qt.CheckState.Unchecked)
        return True

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        group, member = self._at(index)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return (
                    self._of_group(group, index.column())
                    if member is None
                    else self._of_member(member, index.column(), kept=member.id == group.keep)
                )
            case Qt.ItemDataRole.ToolTipRole if member is not None:
                return paths.located(member.path, member.part)
            case Qt.ItemDataRole.TextAlignmentRole if index.column() in (SIZE, SIMILARITY):
                return NUMBERS
            case Qt.ItemDataRole.CheckStateRole:
                return self._check_state(index)
            case Qt.ItemDataRole.FontRole if member is None:
                return self._bold
            case _ if role == GroupRole:
                return group
            case _ if role == MemberRole:
                return member
        return None

    def _at(self, index: Index) -> tuple[DuplicateGroup, DuplicateMember | None]:
        """The group of a row, and its member, None where the row is the group's own."""
        if index.internalId() == 0:
            return self._groups[index.row()], None
        group = self._groups[int(index.internalId()) - 1]
        return group, group.members[index.row()]

    def _of_group(self, group: DuplicateGroup, column: int) -> str:
        if column != TITLE:
            return ""
        return joined(titled(group.members[0].title), reviewing.extent(group))

    def _check_state(self, index: Index) -> Qt.CheckState | None:
        """Whether a member is marked, or all or some of a group; None where nothing can be."""
        if index.column() != TITLE:
            return None
        place = int(index.internalId())
        free = self._removable[place - 1 if place else index.row()]
        of_it = free & {self._groups[place - 1].members[index.row()].id} if place else free
        if not of_it:
            return None
        if of_it <= self._marked:
            return Qt.CheckState.Checked
        return Qt.CheckState.Unchecked if of_it.isdisjoint(self._marked) else Qt.CheckState.PartiallyChecked

    def _of_member(self, member: DuplicateMember, column: int, *, kept: bool) -> str:
        match column:
            case _ if column == TITLE:
                return titled(member.title)
            case _ if column == SENDER:
                return people.name_of(member.sender)
            case _ if column == DATE:
                return dates.in_words(member.date, self._now())
            case _ if column == FOLDER:
                return paths.nearest_folders(member.path)
            case _ if column == SIZE:
                return counts.file_size(member.size)
            case _ if kept:
                return self.tr("kept")
            case _:
                return f"{QLocale().toString(100 * member.similarity, 'f', 1)}%" if member.similarity < 1 else "100%"
