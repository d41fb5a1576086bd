"""All that stands above the results: the field, the examples, what narrows the search, and how it went."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QMenu, QWidget

from semsearch.records import Facets, SearchResult
from semsearch_ui.desk import Desk
from semsearch_ui.operations.finding import Finding
from semsearch_ui.presentation import counts, library_words, nothing_there
from semsearch_ui.presentation.facts import joined
from semsearch_ui.presentation.narrowing import narrowed, narrowings, widened
from semsearch_ui.presentation.trail import Question
from semsearch_ui.theme import GRID
from semsearch_ui.widgets.buttons import ActionToolButton, ThemedButton
from semsearch_ui.widgets.chips import ExampleBar, NarrowingBar
from semsearch_ui.widgets.elided_label import ElidedLabel
from semsearch_ui.widgets.layouts import column, entry, row
from semsearch_ui.widgets.search_field import SearchField
from semsearch_ui.widgets.search_tools import SearchTools

TRAIL_WIDTH = 320
"""Pixels of an earlier question in the menu of the way back."""


class SearchHead(QWidget):
    """``asked`` carries a query, and whether Enter was pressed or a chip clicked, and not only a letter typed."""

    asked = Signal(str, bool)
    back = Signal(int)
    forward = Signal()
    without = Signal(object)

    def __init__(self, desk: Desk, owner: QWidget, page: str) -> None:
        super().__init__()
        self.field = SearchField(desk.theme, Finding(desk.operations).completions)
        self.field.remember(desk.memory.texts("history"))
        desk.history_forgotten.connect(self._forget)
        self._desk = desk
        self.tools = SearchTools(desk, owner, page)
        self._examples = ExampleBar(desk.theme)
        self._narrowing = NarrowingBar(desk.theme)
        self._status = ElidedLabel("muted")
        self._told = self._covered = ""
        self._suggestion = ThemedButton("", desk.theme, "quiet")
        self._suggestion.hide()
        self._suggested = ""
        add = desk.commands.add
        self._back_action = add(owner, self.tr("Back"), "Alt+Left", lambda: self.back.emit(1), icon="back", page=page)
        self._forward_action = add(owner, self.tr("Forward"), "Alt+Right", self.forward.emit, icon="right", page=page)
        add(owner, self.tr("Recent searches"), "Ctrl+H", self._show_history, icon="search", page=page)
        self._back = ActionToolButton(self._back_action, desk.theme, "back")
        self._back.setMenu(QMenu(self._back))
        self._back.setPopupMode(ActionToolButton.ToolButtonPopupMode.DelayedPopup)
        self._lay_out()
        self.field.textChanged.connect(lambda: self.asked.emit(self.field.text(), False))
        self.field.asked.connect(lambda: self.asked.emit(self.field.text(), True))
        self.tools.chosen.connect(self._put)
        self.tools.save.connect(lambda: self.tools.keep(self.field.text()))
        self._suggestion.clicked.connect(lambda: self._put(self._suggested))
        self._narrowing.narrow.connect(lambda operator: self._put(narrowed(self.field.text(), operator)))
        self._narrowing.widen.connect(lambda written: self._put(widened(self.field.text(), written)))
        self._examples.without.connect(self.without)

    def show_question(self, question: Question, earlier: list[str], *, can_go_forward: bool) -> None:
        """`earlier` are the questions that one can go back to, the last one first."""
        self._back_action.setEnabled(bool(earlier))
        self._forward_action.setEnabled(can_go_forward)
        self._back.menu().clear()
        for steps, words in enumerate(earlier, 1):
            shown = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, TRAIL_WIDTH)
            entry(self._back.menu(), shown, partial(self.back.emit, steps))
        self._examples.show_examples(question.more, question.less)
        self._narrowing.show_query(narrowings(question.query))
        self._narrowing.setVisible(not question.is_empty and not question.by_example)
        if question.is_empty or question.by_example:
            self._narrowing.show_facets(None)

    def show_facets(self, facets: Facets) -> None:
        self._narrowing.show_facets(facets)

    def show_result(self, result: SearchResult, asked_for: int) -> None:
        """How many there are, and what the library remarks; `asked_for` bounded how many."""
        related = sum(not hit.below_floor for hit in result.hits)
        asked = narrowings(self.field.text())  # but for what was searched as text, of which there is a notice
        self._narrowing.show_query([one for one in asked if not any(one.written in said for said in result.notices)])
        self._suggested = result.suggestion
        others = [
            library_words.in_words(notice)
            for notice in result.notices
            if not self._suggested or self._suggested not in notice
        ]
        if any(map(library_words.asks_for_repair, result.notices)):
            self._desk.operations.damaged.emit()
        found = [counts.found(related, more=related >= asked_for)] if result.hits else []  # else the page says so
        told = joined(*found, *others) if related else joined(*others, *found)
        self.say(told)
        spoken = told or nothing_there.not_found(indexing=False)[0]
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._status, spoken))
        said = self.tr("Did you mean “%1”?").replace("%1", result.suggestion)
        self._suggestion.say(self.fontMetrics().elidedText(said, Qt.TextElideMode.ElideMiddle, self.width() // 2))
        self._suggestion.setToolTip(said)
        self._suggestion.setVisible(bool(result.suggestion and result.hits))  # else it stands on the page

    def say(self, words: str) -> None:
        self._told = words
        self._suggestion.hide()
        self._show_status()

    def cover(self, words: str) -> None:
        """How much of what there is can be found by meaning."""
        self._covered = words
        self._show_status()

    def _show_status(self) -> None:
        self._status.say(joined(self._told, self._covered))

    def _put(self, query: str) -> None:
        self.field.write(query)
        self.field.note()
        self.asked.emit(query, True)

    def _forget(self) -> None:
        """Earlier questions are remembered no more; offers to take that back."""
        before = self.field.history
        self.field.remember([])

        def again() -> None:
            self.field.remember(list(dict.fromkeys((*self.field.history, *before))))

        self._desk.undo_offered.emit(self.tr("Search history cleared"), again)

    def _show_history(self) -> None:
        self.field.setFocus()
        if not self.field.history:
            self._desk.noticed.emit(self.tr("Nothing was searched yet"), "")
        self.field.offer_history()

    def _lay_out(self) -> None:
        first = row(spacing=GRID)
        first.addWidget(self._back)
        first.addWidget(self.field, 1)
        first.addWidget(self.tools)
        last = row(spacing=GRID)
        last.addWidget(self._status, 1)
        last.addWidget(self._suggestion)
        last.addWidget(self.tools.order_button)
        layout = column(self, spacing=GRID)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, GRID)
        layout.addLayout(first)
        layout.addWidget(self._examples)
        layout.addWidget(self._narrowing)
        layout.addLayout(last)
