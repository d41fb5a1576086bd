"""The searches that a person keeps, to be renamed, put in another order, and taken off the list."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from semsearch_ui.presentation.saved_search import SavedSearch
from semsearch_ui.theme import GRID, Theme
from semsearch_ui.widgets.buttons import ThemedButton
from semsearch_ui.widgets.dialogs import CardDialog
from semsearch_ui.widgets.flow_layout import FlowLayout
from semsearch_ui.widgets.layouts import column

translate = QCoreApplication.translate

QueryRole = Qt.ItemDataRole.UserRole + 1


class SavedSearches(CardDialog):
    """``arranged`` carries the searches as they shall be from now on, if that is otherwise than before."""

    arranged = Signal(list)

    def __init__(self, owner: QWidget, theme: Theme, searches: Sequence[SavedSearch]) -> None:
        self._before = list(searches)
        self._theme = theme
        heading = translate("SavedSearches", "Saved searches")
        note = translate("SavedSearches", "Drag a search to move it; double-click to give it another name.")
        self._list = QListWidget()
        self._list.setAccessibleName(heading)
        self._list.setProperty("look", "entries")
        self._list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self._list.setDefaultDropAction(Qt.DropAction.MoveAction)
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for search in searches:
            self._list.addItem(_item(search))
        self._list.itemChanged.connect(_tidy)
        content = QWidget()
        ways = QWidget()
        flow = FlowLayout(ways, spacing=GRID // 2)
        for button in (
            self._action(translate("SavedSearches", "Rename"), "F2", "rename", self._edit),
            self._action(translate("SavedSearches", "Move up"), "Alt+Up", "up", lambda: self._move(-1)),
            self._action(translate("SavedSearches", "Move down"), "Alt+Down", "down", lambda: self._move(1)),
            self._action(translate("SavedSearches", "Remove"), "Del", "remove", self._remove),
        ):
            flow.addWidget(button)
        inside = column(content, spacing=0)
        inside.addWidget(self._list, 1)
        inside.addWidget(ways)
        super().__init__(owner, heading, heading, note, content, translate("SavedSearches", "Save"))
        self.resize(560, 440)
        self._list.setCurrentRow(0)
        self._list.setFocus()

    def accept(self) -> None:
        searches = [_search(self._list.item(at)) for at in range(self._list.count())]
        if searches != self._before:
            self.arranged.emit(searches)
        super().accept()

    def _action(self, text: str, keys: str, icon: str, act: Callable[[], object]) -> ThemedButton:
        """In the menu of the list, by a key there, and as a button below it."""
        action = QAction(self._theme.icon(icon), text, self._list)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda _checked=False: act())
        self._list.addAction(action)
        button = ThemedButton(text, self._theme, "quiet", icon)
        button.setToolTip(f"{text} ({action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)})")
        button.does(action)
        return button

    def _edit(self) -> None:
        if self._list.currentItem() is not None:
            self._list.editItem(self._list.currentItem())

    def _move(self, by: int) -> None:
        """Let the current search change places with one beside it, if there is one."""
        row = self._list.currentRow()
        if 0 <= row + by < self._list.count() and row >= 0:
            self._list.insertItem(row + by, self._list.takeItem(row))
            self._list.setCurrentRow(row + by)

    def _remove(self) -> None:
        self._list.takeItem(self._list.currentRow())


def _item(search: SavedSearch) -> QListWidgetItem:
    item = QListWidgetItem(search.name)
    item.setData(QueryRole, search.query)
    item.setToolTip(search.query)
    item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled | Qt.ItemFlag.ItemIsEditable)
    return item


def _search(item: QListWidgetItem) -> SavedSearch:
    return SavedSearch(item.data(QueryRole), item.text())


def _tidy(item: QListWidgetItem) -> None:
    """What a person has written for a name."""
    search = _search(item)
    item.setText(search.renamed(search.name).name)  # Qt tells nothing of the same text
