"""A view of text from strangers: it shows what it is given and fetches nothing, from nowhere."""

from collections.abc import Iterable

from PySide6.QtCore import QByteArray, QPoint, Qt, QUrl
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QFocusEvent,
    QFontMetrics,
    QImage,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QLabel, QScrollBar, QTextBrowser, QTextEdit, QWidget

from semsearch.records import Span
from semsearch_ui.theme import GRID

LONGEST_LINE = 120
"""Letters in a line, however wide the window is: longer ones are hard to read."""


def longest_line(metrics: QFontMetrics) -> int:
    """Pixels of a line that can still be read with ease."""
    return LONGEST_LINE * metrics.averageCharWidth()


class SafeBrowser(QTextBrowser):
    """Every resource that a document asks for, local or remote, is an empty one, and no link is followed: a click
    on one is only told, by ``anchorClicked``, with its real target."""

    def __init__(self, margin: int = 0) -> None:
        """`margin` is in pixels, around the text."""
        super().__init__()
        self.document().setDocumentMargin(margin)
        self.setLineWrapMode(QTextBrowser.LineWrapMode.FixedPixelWidth)
        # A bar that comes and goes has everything laid out three times: without it, with it, and to be sure.
        self.setVerticalScrollBar(_QuietScrollBar())
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setAcceptDrops(False)
        self._marks: list[tuple[list[Span], QTextCharFormat]] = []
        self._marked: Span | None = None  # the part of the text over which marks lie
        self.verticalScrollBar().valueChanged.connect(self._mark_what_is_seen)

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: ARG002
        # A null image is not enough: QTextDocument then falls back to reading file:// itself.
        if kind == QTextDocument.ResourceType.ImageResource.value:
            empty = QImage(1, 1, QImage.Format.Format_ARGB32)
            empty.fill(0)
            return empty
        return QByteArray(b" ")

    def lay_on_paper(self, *, white: bool) -> None:
        """Show what follows on `white` paper, whatever the theme, or on the theme's own ground."""
        look = "paper" if white else ""
        if self.property("look") != look:
            self.setProperty("look", look)
            self.style().unpolish(self)
            self.style().polish(self)

    def setHtml(self, text: str) -> None:
        """Show another text, without marks."""
        self._marks = []
        super().setHtml(text)

    def mark_spans(self, *marks: tuple[Iterable[Span], str, str]) -> None:
        """Mark spans, counted in UTF-16 units of the text shown, each kind with its ground and ink; later ones lie over
        earlier ones."""
        self._marks = []
        for spans, ground, ink in marks:
            look = QTextCharFormat()
            look.setBackground(QColor(ground))
            look.setForeground(QColor(ink))
            self._marks.append((list(spans), look))
        self._marked = None
        self._mark_what_is_seen()

    def _mark_what_is_seen(self) -> None:
        """Lay marks over what is in view, and a page before and after it: a book may have thousands."""
        width, page = self.viewport().width(), self.viewport().height()
        seen = self._from(QPoint(0, 0), QPoint(width, page))
        if self._marked and self._marked.start <= seen.start and seen.end <= self._marked.end:
            return
        self._marked = near = self._from(QPoint(0, -page), QPoint(width, 2 * page))
        selections, length = [], self.document().characterCount()  # another text may be there by now, or none
        for spans, look in self._marks:
            for span in spans:
                if span.start <= near.end and near.start <= span.end < length:
                    selection = QTextEdit.ExtraSelection()
                    cursor = QTextCursor(self.document())
                    cursor.setPosition(span.start)
                    cursor.setPosition(span.end, QTextCursor.MoveMode.KeepAnchor)
                    selection.cursor = cursor
                    selection.format = look
                    selections.append(selection)
        self.setExtraSelections(selections)

    def _from(self, first: QPoint, last: QPoint) -> Span:
        """The part of the text between two points of the view."""
        return Span(self.cursorForPosition(first).position(), self.cursorForPosition(last).position())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is read stays in view when its lines are broken anew."""
        bar, first = self.verticalScrollBar(), self.cursorForPosition(QPoint(0, 0))
        scrolled = bar.value() > 0
        longest = longest_line(self.fontMetrics()) + 2 * round(self.document().documentMargin())
        self.setLineWrapColumnOrWidth(min(longest, self.viewport().width()))
        super().resizeEvent(event)
        if scrolled:
            bar.setValue(bar.value() + self.cursorRect(first).top())
        self._mark_what_is_seen()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who listens has a cursor, as screen readers read the line that it is in; for others its keys scroll."""
        reading = Qt.TextInteractionFlag.TextBrowserInteraction
        if QAccessible.isActive():
            reading |= Qt.TextInteractionFlag.TextSelectableByKeyboard
        self.setTextInteractionFlags(reading)
        super().focusInEvent(event)

    def turn_page(self, *, back: bool) -> bool:
        """Scroll by a page, but for a line; False at the end, or at the beginning."""
        bar = self.verticalScrollBar()
        before, step = bar.value(), max(1, self.viewport().height() - self.fontMetrics().lineSpacing())
        bar.setValue(before + (-step if back else step))
        return bar.value() != before

    def go_to(self, place: Span) -> None:
        """Bring a place, in UTF-16 units, into the upper half of the view, and the cursor to it, unless something is
        selected."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(place.start, max(0, self.document().characterCount() - 1)))
        bar = self.verticalScrollBar()
        before = bar.value()
        if not self.textCursor().hasSelection():
            self.setTextCursor(cursor)
            bar.setValue(before)  # Qt would bring it to the edge
        top = self.cursorRect(cursor).top() + before
        if not bar.value() <= top <= bar.value() + 2 * self.viewport().height() // 3:
            bar.setValue(top - self.viewport().height() // 3)


class _QuietScrollBar(QScrollBar):
    """Always has its room, and is seen where there is anything to scroll."""

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.maximum() > self.minimum():
            super().paintEvent(event)


class LinkTarget(QLabel):
    """Where the link under the mouse leads, in the lower corner of what is read, over it: nothing moves for it."""

    def __init__(self, reader: QWidget) -> None:
        super().__init__(reader)
        self._reader = reader
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("look", "target")
        self.hide()

    def tell(self, target: str) -> None:
        """Show the target of a link; an empty one hides it again."""
        room = self._reader.size()
        self.setText(self.fontMetrics().elidedText(target, Qt.TextElideMode.ElideMiddle, room.width() - 8 * GRID))
        self.adjustSize()
        self.move(GRID, room.height() - self.height() - GRID)
        self.setVisible(bool(target))
