"""The one field that everything is asked in: with history, and completion of operators and senders."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QListView, QStyleOptionViewItem

from semsearch.records import OPERATORS, QUOTES
from semsearch_ui.models import Index
from semsearch_ui.presentation.facet_names import operator_in_words
from semsearch_ui.presentation.narrowing import completed, last_word
from semsearch_ui.presentation.people import address_of, name_of
from semsearch_ui.theme import GRID, Theme
from semsearch_ui.widgets.clearable_field import ClearableField
from semsearch_ui.widgets.painting import ThemedDelegate

CompletionRole = Qt.ItemDataRole.UserRole + 1
MeaningRole = Qt.ItemDataRole.UserRole + 2

BEGUN = 3
"""Letters of an operator from which it is offered, until it is whole: "in" and "to" stand in many questions."""

KEPT = 30
"""Questions that are remembered."""


class SearchField(ClearableField):
    """``asked`` comes at once on Enter, ``typed`` with every change, ``down`` when the way goes into the list.
    `senders` finds whom to complete, and calls back."""

    asked = Signal()
    typed = Signal()
    down = Signal()

    def __init__(self, theme: Theme, senders: Callable[[str, Callable[[list[str]], None]], None]) -> None:
        super().__init__(theme, "search")
        self._senders = senders
        self._history: list[str] = []
        self.setProperty("look", "search")
        self.setPlaceholderText(self.tr("Search your mail and documents by meaning"))
        self.setAccessibleName(self.tr("Search"))
        self._offers = QStandardItemModel(self)
        self._completer = QCompleter(self._offers, self)
        self._completer.setCompletionRole(CompletionRole)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setWidget(self)
        popup = QListView()
        popup.setProperty("look", "offers")
        self._completer.setPopup(popup)
        popup.setItemDelegate(_Offer(theme, popup))  # which setPopup has replaced by its own
        theme.dress(popup)
        self._completer.activated.connect(self._complete)
        self.textEdited.connect(lambda _: self._offer())
        self.textChanged.connect(self.typed)
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

    def offer_history(self) -> None:
        """Show what was asked before."""
        self._show([_Completion(old, old) for old in self._history[:12]])

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

    def _ask(self) -> None:
        self._offer_nothing()
        self.note()
        self.asked.emit()

    def _offer(self) -> None:
        """What the last word may become; nothing where the cursor stands inside the question."""
        typed, word = self.text(), last_word(self.text())
        if self.cursorPosition() < len(typed) or len(word) < 2:
            self._offer_nothing()
            return
        name, colon, value = word.partition(":")
        if colon and name.lower() in ("from", "to"):
            if value:
                self._senders(value.strip(QUOTES), lambda found: self._show_people(name, word, found))
            return
        begun = word.lower() if len(word) >= BEGUN else ":"
        operators = [f"{one}:" for one in OPERATORS if one.startswith(begun) and one != begun]
        before = [old for old in self._history if old.lower().startswith(typed.lower()) and old != typed]
        named = [_Completion(one, one, operator_in_words(one.removesuffix(":"))) for one in operators]
        self._show([*named, *(_Completion(old, old) for old in before[:5])])

    def _show_people(self, name: str, word: str, found: list[str]) -> None:
        if last_word(self.text()) == word:
            self._show([_Completion(_operator(name, sender), *_told(sender)) for sender in found])

    def _show(self, offers: "Sequence[_Completion]") -> None:
        self._offers.clear()
        for offer in offers:
            item = QStandardItem(offer.words)
            item.setData(offer.completion, CompletionRole)
            item.setData(offer.meaning, MeaningRole)
            item.setData(f"{offer.words} {offer.meaning}".strip(), Qt.ItemDataRole.AccessibleTextRole)
            self._offers.appendRow(item)
        if offers and self.hasFocus():
            self._completer.complete()
        else:
            self._offer_nothing()

    def _offer_nothing(self) -> None:
        popup = self._completer.popup()
        if popup is not None:
            popup.hide()

    def _complete(self, chosen: str) -> None:
        whole = chosen in self._history
        text = chosen if whole else completed(self.text(), chosen)
        # After QCompleter has done its own writing.
        QTimer.singleShot(0, self, lambda: self.setText(text if text.endswith(":") or whole else f"{text} "))


@dataclass(frozen=True, slots=True)
class _Completion:
    """What the last word, or the whole question, may become; and how that is offered."""

    completion: str
    words: str
    meaning: str = ""


def _told(sender: str) -> tuple[str, str]:
    """A name, and the address where that says more."""
    name, address = name_of(sender), address_of(sender)
    return name, address if address != name else ""


def _operator(name: str, sender: str) -> str:
    """``from:`` with an address, or with a name where there is no address."""
    value = address_of(sender) or sender.replace('"', "")
    return f'{name}:"{value}"' if " " in value else f"{name}:{value}"


class _Offer(ThemedDelegate):
    """An offer, and quietly beside it what it means."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        meaning = index.data(MeaningRole)
        if meaning:
            words = option.fontMetrics.horizontalAdvance(str(index.data()))
            room = option.rect.adjusted(words + 4 * GRID, 0, -GRID, 0)
            painter.setPen(QColor(self._theme.colours.muted))
            shown = option.fontMetrics.elidedText(meaning, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
