"""The menus of a search: saved searches and export beside the field, the order of results above them."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from semsearch_ui.desk import Desk
from semsearch_ui.presentation import saved_search
from semsearch_ui.presentation.arranging import ORDERS, Order
from semsearch_ui.presentation.saved_search import SavedSearch
from semsearch_ui.widgets.buttons import ThemedButton, ThemedToolButton
from semsearch_ui.widgets.layouts import entry, grouped_menu, row
from semsearch_ui.widgets.saved_searches import SavedSearches

LONGEST = 60
"""Letters of a saved search in a menu."""


class SearchTools(QWidget):
    """``ordered`` says that the order or the grouping has changed, ``laid_out`` whether a person wants to read below
    the list, ``chosen`` carries a saved question. ``order_button`` tells the order, and stands where its owner puts it.
    """

    ordered = Signal()
    laid_out = Signal(bool)
    chosen = Signal(str)
    save = Signal()
    export = Signal(str)

    def __init__(self, desk: Desk, owner: QWidget, page: str) -> None:
        super().__init__()
        self._desk = desk
        self.order: Order = desk.memory.choice("order", ORDERS)
        self._saved = [saved_search.read(line) for line in desk.memory.texts("saved")]
        self._names: dict[Order, str] = {
            "relevance": self.tr("Most relevant first"),
            "newest": self.tr("Newest first"),
            "oldest": self.tr("Oldest first"),
        }
        add = desk.commands.add
        self._orders = QActionGroup(self)
        for at, order in enumerate(ORDERS):
            set_order = partial(self._set_order, order)
            action = add(owner, self._names[order], f"Alt+{at + 1}", set_order, icon="sort", page=page)
            _make_checkable(action, checked=order == self.order)
            self._orders.addAction(action)
        group = add(owner, self.tr("Conversations together"), "Alt+4", self.ordered.emit, icon="email", page=page)
        self._group = self._remembered(group, "threads")
        read_below = self.tr("Read below the list")
        below = add(owner, read_below, "Alt+5", lambda: self.laid_out.emit(self.below), icon="below", page=page)
        self._below = self._remembered(below, "below")
        self._keep = add(owner, self.tr("Save this search"), "Ctrl+D", self.save.emit, icon="saved", page=page)
        self._arrange = add(
            owner, self.tr("Arrange saved searches…"), "Ctrl+Shift+B", self._ask_to_arrange, icon="rename", page=page
        )
        self._exports = [
            add(owner, self.tr("Export results as CSV…"), "Ctrl+E", partial(self.export.emit, "csv"), icon="export",
                page=page),
            add(owner, self.tr("Export results as JSON…"), "Ctrl+J", partial(self.export.emit, "json"), icon="export",
                page=page),
        ]  # fmt: skip
        layout = row(self, spacing=0)
        self._arrange.setEnabled(bool(self._saved))
        saved = QMenu(self)
        saved.setToolTipsVisible(True)
        saved.aboutToShow.connect(lambda: self._fill(saved))
        layout.addWidget(self._button(self.tr("Saved searches"), "saved", saved))
        layout.addWidget(self._button(self.tr("Export"), "export", grouped_menu(self, self._exports)))
        self.order_button = ThemedButton(self._names[self.order], desk.theme, "menu", "sort")
        groups = self._orders.actions(), (self._group,), (self._below,)
        self.order_button.setMenu(grouped_menu(self.order_button, *groups))
        kept = self.order_button.sizePolicy()
        kept.setRetainSizeWhenHidden(True)  # for nothing shall move when results come
        self.order_button.setSizePolicy(kept)
        self.order_button.hide()

    @property
    def threads(self) -> bool:
        """Whether mails of a conversation stand together."""
        return self._group.isChecked()

    @property
    def below(self) -> bool:
        """Whether a person wants to read below the list."""
        return self._below.isChecked()

    def offer(self, *, question: bool, results: bool) -> None:
        """What makes sense right now."""
        self._keep.setEnabled(question)
        self.order_button.setVisible(results)
        for action in (*self._orders.actions(), self._group, *self._exports):
            action.setEnabled(results)

    def keep(self, query: str) -> None:
        """Save a question, on one line: what is pasted may have tabs in it."""
        query = " ".join(query.split())
        before = self._saved
        if any(query == search.query for search in before):
            self._desk.noticed.emit(self.tr("“%1” is already saved").replace("%1", query), "")
            return
        self._put([*before, SavedSearch(query, query)])
        self._desk.undo_offered.emit(self.tr("“%1” saved").replace("%1", query), lambda: self._put(before))

    def _button(self, name: str, icon: str, menu: QMenu) -> ThemedToolButton:
        button = ThemedToolButton(name, self._desk.theme, icon)
        button.setMenu(menu)
        button.setPopupMode(button.ToolButtonPopupMode.InstantPopup)
        return button

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        menu.addAction(self._keep)
        menu.addSeparator()
        for search in self._saved:
            asked = entry(menu, _short(search.name), partial(self.chosen.emit, search.query))
            asked.setToolTip(search.query)
        if not self._saved:
            nothing: QAction = menu.addAction(self.tr("Nothing is saved yet"))
            nothing.setEnabled(False)
            return
        menu.addSeparator()
        menu.addAction(self._arrange)

    def _ask_to_arrange(self) -> None:
        dialog = SavedSearches(self, self._desk.theme, self._saved)
        dialog.arranged.connect(self._arranged)
        dialog.open()

    def _arranged(self, searches: list[SavedSearch]) -> None:
        before = self._saved
        self._put(searches)
        self._desk.undo_offered.emit(self.tr("Saved searches changed"), lambda: self._put(before))

    def _put(self, saved: list[SavedSearch]) -> None:
        self._saved = saved
        self._arrange.setEnabled(bool(saved))
        self._desk.memory.keep("saved", [search.line for search in saved])

    def _set_order(self, order: Order) -> None:
        self.order = order
        self.order_button.say(self._names[order])
        self._orders.actions()[ORDERS.index(order)].setChecked(True)
        self._desk.memory.keep("order", order)
        self.ordered.emit()

    def _remembered(self, action: QAction, name: str) -> QAction:
        """An action that can be checked, which it is as it was last time."""
        memory = self._desk.memory
        action.toggled.connect(lambda checked: memory.keep(name, "yes" if checked else "no"))
        return _make_checkable(action, checked=memory.text(name) == "yes")


def _short(query: str) -> str:
    return query if len(query) <= LONGEST else f"{query[:LONGEST]}…"


def _make_checkable(action: QAction, *, checked: bool) -> QAction:
    """A menu then shows the mark in place of the icon."""
    action.setCheckable(True)
    action.setChecked(checked)
    action.setIconVisibleInMenu(False)
    return action
