"""Why a document was found: the sentences that say most, each with how much it says."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from semsearch.records import Reasons, Sentence
from semsearch_ui.presentation import marks, relevance
from semsearch_ui.presentation.reasons import strongest
from semsearch_ui.theme import GRID, Theme
from semsearch_ui.widgets.layouts import clear, column, follow_in_tab_order, label, row
from semsearch_ui.widgets.painting import paint_bar

LONGEST = 160
"""Letters of a sentence; the whole of it stands below."""

BAR = QSize(32, 4)


class ReasonsView(QFrame):
    """``chosen`` carries the text of a sentence to show."""

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("look", "reasons")
        self._theme = theme
        self._reasons: Reasons | None = None
        self._related, self._brief, self._hidden = True, False, False
        self._heading = label(self.tr("Why it was found"), "name")
        self._words = label("", "muted", wrap=True)
        self._lines = column(spacing=GRID // 2)
        layout = column(self, spacing=GRID // 2)
        layout.setContentsMargins(GRID + GRID // 2, GRID, GRID + GRID // 2, GRID)
        layout.addWidget(self._heading)
        layout.addLayout(self._lines)
        layout.addWidget(self._words)
        theme.changed.connect(self._fill)
        self.hide()

    def show_reasons(self, reasons: Reasons | None, *, related: bool = True) -> None:
        """`related` is whether the document is an answer at all."""
        self._reasons, self._related = reasons, related
        self._fill()

    def fit(self, *, brief: bool, hidden: bool) -> None:
        """Show the best sentence alone, or nothing, where there is no room for more."""
        if (brief, hidden) != (self._brief, self._hidden):
            self._brief, self._hidden = brief, hidden
            self._fill()

    def _fill(self) -> None:
        clear(self._lines)
        reasons = self._reasons
        best = strongest(reasons, related=self._related) if reasons is not None else []
        most = best[0].meaning if best else 0.0
        for sentence in best[:1] if self._brief else sorted(best, key=lambda one: one.span.start):
            self._lines.addWidget(self._line(sentence, sentence.meaning / most if most > 0 else 1.0))
        follow_in_tab_order(self, self.findChildren(_Clickable))
        words = reasons.words if reasons is not None else ()
        self._words.setText(self.tr("Matching words: %1").replace("%1", ", ".join(words)))
        self._words.setVisible(bool(words) and not (self._brief and best))
        self._heading.setVisible(not self._brief)
        self.setVisible((bool(best) or bool(words)) and not self._hidden)

    def _line(self, sentence: Sentence, weight: float) -> QWidget:
        """A sentence, with its `weight` beside the one that says most."""
        line = _Clickable(sentence.text, lambda: self.chosen.emit(sentence.text))
        inner = row(line, spacing=GRID)
        inner.addWidget(_Bar(self._theme, weight))
        text, spans = marks.shortened(*marks.one_line(sentence.text, sentence.marks), LONGEST)
        colours = self._theme.colours
        words = QLabel(
            marks.marked_html(text, spans).replace(
                'class="mark"', f'style="background-color: {colours.mark}; color: {colours.on_mark}"'
            )
        )
        words.setTextFormat(Qt.TextFormat.RichText)  # else Qt guesses, and shows &quot; as it stands
        words.setWordWrap(True)
        inner.addWidget(words, 1)
        return line


class _Clickable(QFrame):
    """Taken by a click, or by Enter or Space."""

    def __init__(self, name: str, clicked: Callable[[], None]) -> None:
        super().__init__()
        self.setProperty("look", "reason")
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._clicked = clicked

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002
        self._clicked()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._clicked()
        else:
            super().keyPressEvent(event)


class _Bar(QWidget):
    """How much a sentence says, as a quiet bar."""

    def __init__(self, theme: Theme, value: float) -> None:
        super().__init__()
        self._theme = theme
        self._value = value
        self.setFixedSize(theme.scaled(BAR.width()), theme.scaled(2 * GRID))
        self.setAccessibleName(relevance.in_percent(value))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter, colours = QPainter(self), self._theme.colours
        height = self._theme.scaled(BAR.height())
        bar = QRectF(0, (self.height() - height) / 2, self.width(), height)
        paint_bar(painter, bar, self._value, colours.border, colours.accent)
        painter.end()
