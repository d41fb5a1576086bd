"""Groups of duplicates as a tree, all of it open."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyle, QStyleOptionViewItem, QTreeView

from semsearch.records import DuplicateGroup, DuplicateMember
from semsearch_ui.memory import Memory
from semsearch_ui.models import Index
from semsearch_ui.models.groups import (
    DATE,
    FOLDER,
    SENDER,
    SIMILARITY,
    SIZE,
    TITLE,
    GroupRole,
    GroupsModel,
    MemberRole,
)
from semsearch_ui.presentation import dates, reviewing
from semsearch_ui.theme import BOX, GRID, Theme
from semsearch_ui.widgets.painting import ThemedDelegate, elided_title, paint_words

LETTERS = {SENDER: 18, DATE: 14, FOLDER: 22, SIZE: 11, SIMILARITY: 11}
"""How wide columns are before a person has moved them, and where dates are no longer than that."""

TITLE_LETTERS = 28
"""What a title has room for at least: where there is less, the columns of `SPARED` go, one after the other."""

SPARED = (FOLDER, SIZE, SENDER, DATE)
"""Columns in the order in which they are hidden: what tells two duplicates apart least goes first."""

AMPLE_LETTERS, SHARES = 72, {FOLDER: 0.3, SENDER: 0.15}
"""A title that has more room than so many letters shares it: what it is compared by should not stand far off."""

COLUMNS = "review columns"


class GroupsView(QTreeView):
    """The tree of groups, always unfolded. Where a person puts the edges of columns is remembered."""

    def __init__(self, theme: Theme, model: GroupsModel) -> None:
        super().__init__()
        self._groups = model
        self.setModel(model)
        self.setItemDelegate(_Row(theme, self))
        self.setAccessibleName(self.tr("Groups of duplicates"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setUniformRowHeights(True)
        self.setItemsExpandable(False)
        self.setRootIsDecorated(False)
        self.setIndentation(2 * GRID)
        header = self.header()
        header.setSectionsMovable(False)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        self._sizes = {at: self._width(letters) for at, letters in LETTERS.items()}
        longest = max(map(self.fontMetrics().horizontalAdvance, dates.of_each_month()))
        self._sizes[DATE] = max(self._sizes[DATE], longest + 4 * GRID)
        for at, size in self._sizes.items():
            header.setSectionResizeMode(at, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(at, size)
        self._placing = self._moved = False
        header.sectionResized.connect(self._resized)
        model.modelReset.connect(lambda: self._share(self.viewport().width()))
        model.modelReset.connect(lambda: self._unfold(0))
        model.rowsInserted.connect(lambda _, first: self._unfold(first))
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def restore(self, memory: Memory) -> None:
        """Let columns be as wide as a person left them."""
        for at, width in zip(self._sizes, memory.texts(COLUMNS), strict=False):
            if width.isdecimal():
                self.header().resizeSection(at, int(width))

    def leave(self, memory: Memory) -> None:
        """Remember the columns that a person has made wider or narrower."""
        if self._moved:
            memory.keep(COLUMNS, [str(size) for size in self._sizes.values()])

    def selected_groups(self) -> tuple[DuplicateGroup, ...]:
        """The groups that a person has selected: more than one, or one by its heading, as something is always
        current."""
        indexes = self.selectionModel().selectedRows(TITLE)
        groups = {group.id: group for index in indexes if isinstance(group := index.data(GroupRole), DuplicateGroup)}
        by_heading = any(index.data(MemberRole) is None for index in indexes)
        return tuple(groups.values()) if len(groups) > 1 or by_heading else ()

    def go_to(self, group: int) -> None:
        """Show the first duplicate of a group."""
        if group >= self._groups.rowCount():
            self._groups.list_more(group + 1)
        top = self._groups.index(group, TITLE)
        rest = [at for at, each in enumerate(self._groups.groups[group].members) if each.id != top.data(GroupRole).keep]
        index = self._groups.index(rest[0] if rest else 0, TITLE, top)
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        )
        self.scrollTo(self._groups.index(self._groups.rowCount(top) - 1, TITLE, top))
        self.scrollTo(top)

    def selectAll(self) -> None:
        """Also what is listed only as a person comes to it."""
        self._groups.list_more(len(self._groups.groups))
        super().selectAll()

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """End leads to the end also of what is listed only as a person comes to it."""
        if action is QAbstractItemView.CursorAction.MoveEnd:
            self._groups.list_more(len(self._groups.groups))
        return super().moveCursor(action, modifiers)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._share(event.size().width())
        super().resizeEvent(event)

    def _share(self, width: int) -> None:
        """Titles keep their room: what stands beside the texts that are compared goes first, and what is blank."""
        sizes = {at: size for at, size in self._sizes.items() if at not in self._groups.blank}
        room = width - self._width(TITLE_LETTERS) - sum(sizes.values())
        self._placing = True
        for at in SPARED:
            hidden = room < 0 or at not in sizes
            self.setColumnHidden(at, hidden)
            room += sizes.get(at, 0) if hidden else 0
        more = max(0, room + self._width(TITLE_LETTERS) - self._width(AMPLE_LETTERS))
        for at, share in SHARES.items():
            if not self._moved and not self.isColumnHidden(at):
                self.header().resizeSection(at, self._sizes[at] + round(share * more))
        self._placing = False

    def _resized(self, column: int, _before: int, size: int) -> None:
        """One that is hidden has no size, and its own when it comes back."""
        if size and column in self._sizes and not self._placing and size != self._sizes[column]:
            self._sizes[column] = size
            self._moved = True

    def _width(self, letters: int) -> int:
        return letters * self.fontMetrics().averageCharWidth() + 4 * GRID

    def _unfold(self, first: int) -> None:
        """Groups from the `first` of those that are new on."""
        for at in range(first, self._groups.rowCount()):
            self.setFirstColumnSpanned(at, QModelIndex(), True)
        self.expandAll()

    def _scrolled(self, value: int) -> None:
        if value and value >= self.verticalScrollBar().maximum() - self.verticalScrollBar().pageStep():
            self._groups.list_more()


class _Row(ThemedDelegate):
    """What is kept has a lock where the others have a box to mark them, also those kept by hand, in the accent's
    colour. Behind the title of a group stands quietly how large it is."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if index.column() != TITLE or index.data(MemberRole) is not None:
            return
        drawn = QStyleOptionViewItem(option)
        self.initStyleOption(drawn, index)
        line = drawn.widget.style().subElementRect(QStyle.SubElement.SE_ItemViewItemText, drawn, drawn.widget)
        line.setLeft(line.left() + QFontMetrics(drawn.font).horizontalAdvance(drawn.text) + 2 * GRID)
        paint_words(painter, line, reviewing.extent(index.data(GroupRole)), option.font, self._theme.colours.muted)

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        if index.column() == FOLDER:
            option.textElideMode = Qt.TextElideMode.ElideLeft
        member = index.data(MemberRole)
        if index.column() == TITLE and member is None:
            group = index.data(GroupRole)
            behind = option.fontMetrics.horizontalAdvance(reviewing.extent(group)) + 8 * GRID
            option.text = elided_title(group.members[0].title, option.font, option.rect.width() - behind)
        free = index.column() != TITLE or index.data(Qt.ItemDataRole.CheckStateRole) is not None
        if isinstance(member, DuplicateMember) and not free:
            size = self._theme.scaled(BOX)
            option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
            option.state &= ~QStyle.StateFlag.State_Open  # in which drawings are as those of what is checked
            option.icon = self._theme.icon("lock", "accent" if member.pinned else "muted")
            option.decorationSize = QSize(size, size)
