"""Groups of duplicates as a tree, all of it open."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView

from semsearch.records import DuplicateGroup
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
from semsearch_ui.theme import GRID


class GroupsView(QTreeView):
    def __init__(self, model: GroupsModel) -> None:
        super().__init__()
        self._groups = model
        self.setModel(model)
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
        for at, width in ((SENDER, 136), (DATE, 112), (FOLDER, 144), (SIZE, 76), (SIMILARITY, 88)):
            header.setSectionResizeMode(at, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(at, width)
        model.modelReset.connect(self._span_groups)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def selected_groups(self) -> tuple[DuplicateGroup, ...]:
        """The groups that a person has selected: more than one, or one by its heading, as something is always
        current."""
        indexes = self.selectionModel().selectedRows(TITLE)
        groups = {group.id: group for index in indexes if isinstance(group := index.data(GroupRole), DuplicateGroup)}
        by_heading = any(index.data(MemberRole) is None for index in indexes)
        return tuple(groups.values()) if len(groups) > 1 or by_heading else ()

    def go_to(self, group: int) -> None:
        """Show the first duplicate of a group."""
        top = self._groups.index(group, TITLE)
        rest = [at for at, each in enumerate(self._groups.groups[group].members) if each.id != top.data(GroupRole).keep]
        index = self._groups.index(rest[0] if rest else 0, TITLE, top)
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        )
        self.scrollTo(self._groups.index(self._groups.rowCount(top) - 1, TITLE, top))
        self.scrollTo(top)

    def _span_groups(self) -> None:
        for at in range(self._groups.rowCount()):
            self.setFirstColumnSpanned(at, QModelIndex(), True)
