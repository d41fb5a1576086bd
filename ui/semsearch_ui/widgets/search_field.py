"""The one field that everything is asked in: with history, and completion of operators and their values."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QListView, QStyleOptionViewItem

from semsearch_ui.models import Index
from semsearch_ui.presentation import completing
from semsearch_ui.presentation.completing import Completion
from semsearch_ui.presentation.narrowing import begun
from semsearch_ui.theme import GRID, Theme
from semsearch_ui.widgets.buttons import ENTER
from semsearch_ui.widgets.clearable_field import ClearableField
from semsearch_ui.widgets.painting import ThemedDelegate, paint_words

CompletionRole = Qt.ItemDataRole.UserRole + 1

Completions: TypeAlias = Callable[[str, Callable[[list[Completion]], None]], None]

KEPT = 30
"""Questions that are remembered."""


class SearchField(ClearableField):
    """``asked`` comes at once on Enter, ``down`` when the way goes into the list. `completions` finds what may
    follow an operator, and calls back."""

    asked = Signal()
    down = Signal()

    def __init__(self, theme: Theme, completions: Completions) -> None:
        super().__init__(theme, "search")
        self._completions = completions
        self._history: list[str] = []
        self.setProperty("look", "search")
        self.setPlaceholderText(self.tr("Search your mail and documents by meaning"))
        self.setAccessibleName(self.tr("Search"))
        self._offers = QStandardItemModel(self)
        self._completer = QCompleter(self._offers, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setWidget(self)
        popup = self._popup = QListView()
        popup.setProperty("look", "offers")
        popup.setWindowTitle(self.tr("Suggestions"))  # for screen readers
        popup.setAccessibleName(popup.windowTitle())
        self._completer.setPopup(popup)
        popup.setItemDelegate(_Offer(theme, popup))  # which setPopup has replaced by its own
        theme.dress(popup)
        popup.installEventFilter(self)
        popup.clicked.connect(self._complete)
        self.textEdited.connect(lambda _: self._offer())
        self.returnPressed.connect(self._ask)

    @property
    def history(self) -> list[str]:
        """The questions asked before, the newest first."""
        return self._history

    def remember(self, questions: list[str]) -> None:
        self._history = questions[:KEPT]

    def note(self) -> None:
        """The question in the field was a good one: keep it."""
        question = self.text().strip()
        if question:
            self._history = [question, *(old for old in self._history if old != question)][:KEPT]

    def go_on(self, letters: str) -> None:
        """Letters that were typed elsewhere belong to the end of the question."""
        self.setFocus()
        self.end(False)
        self.insert(letters)

    def offer_history(self) -> None:
        """Show what was asked before."""
        self._show(completing.earlier(self._history[:12]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down leads into the list, with Alt to earlier questions."""
        if event.key() != Qt.Key.Key_Down:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.offer_history()
        else:
            self.down.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Words are dropped into the question; of a file the window finds the like."""
        if event.mimeData().hasUrls():
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """With offers in view, Tab takes the one that is selected, else the first, and Enter the one that is selected,
        else it asks: nobody shall find another question than the one typed."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            chosen = self._popup.selectionModel().selectedIndexes()
            enter = event.key() in ENTER
            if event.key() == Qt.Key.Key_Tab or (enter and chosen):
                self._complete(chosen[0] if chosen else self._offers.index(0, 0))
                return True
            if enter:
                self._ask()
                return True
        return super().eventFilter(watched, event)

    def _ask(self) -> None:
        self._popup.hide()
        self.note()
        self.asked.emit()

    def _offer(self) -> None:
        """What the last word may become; nothing where the cursor stands inside the question."""
        typed = self.text()
        if self.cursorPosition() < len(typed):
            self._popup.hide()
        elif begun(typed):
            self._completions(typed, lambda found: self._show(found) if self.text() == typed else None)
        else:
            self._show(completing.words(typed, self._history))

    def _show(self, offers: Sequence[Completion]) -> None:
        self._offers.clear()
        for offer in offers:
            item = QStandardItem(offer.words)
            item.setData(offer, CompletionRole)
            item.setData(f"{offer.words} {offer.meaning}".strip(), Qt.ItemDataRole.AccessibleTextRole)
            self._offers.appendRow(item)
        if offers and self.hasFocus():
            self._completer.complete()
        else:
            self._popup.hide()

    def _complete(self, index: Index) -> None:
        chosen: Completion = index.data(CompletionRole)
        self._popup.hide()
        self.setText(chosen.of(self.text()))
        if chosen.is_begun:
            self._offer()


class _Offer(ThemedDelegate):
    """An offer, and quietly beside it what it means."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        meaning = index.data(CompletionRole).meaning
        if meaning:
            words = option.fontMetrics.horizontalAdvance(str(index.data()))
            room = option.rect.adjusted(words + 4 * GRID, 0, -GRID, 0)
            paint_words(painter, room, meaning, option.font, self._theme.colours.muted)
