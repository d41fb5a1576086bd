"""Why a document was found: the sentences that say most, each with how much it says."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from semsearch.records import Reasons, Sentence
from semsearch_ui.presentation import marks, relevance
from semsearch_ui.presentation.relevance import strongest
from semsearch_ui.theme import GRID, Theme
from semsearch_ui.widgets.layouts import clear, column, follow_in_tab_order, label, row
from semsearch_ui.widgets.painting import paint_bar
from semsearch_ui.widgets.recoloured import Recoloured

LONGEST = 160
"""Letters of a sentence; the whole of it stands below."""

MOST_WORDS = 8
"""Of the like of a long text: more tell nothing, and are marked in it anyway."""

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
            line = _Line(self._theme, sentence, sentence.meaning / most if most > 0 else 1.0)
            line.chosen.connect(self.chosen)
            self._lines.addWidget(line)
            line.show()  # now: a layout would show it a moment after what is around it, which has made room
        follow_in_tab_order(self, self.findChildren(_Line))
        words = reasons.words if reasons is not None else ()
        listed = ", ".join([*words[:MOST_WORDS], *(["…"] if len(words) > MOST_WORDS else [])])
        self._words.setText(self.tr("Matching words: %1").replace("%1", listed))
        self._words.setVisible(bool(words) and not (self._brief and best))
        self._heading.setVisible(not self._brief)
        self.setVisible((bool(best) or bool(words)) and not self._hidden)


class _Line(Recoloured):
    """A sentence, with its `weight` beside the one that says most; ``chosen`` carries it at a click, Enter or Space."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, sentence: Sentence, weight: float) -> None:
        super().__init__(theme)
        self.setProperty("look", "reason")
        self.setAccessibleName(sentence.text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._sentence = sentence
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.RichText)  # else Qt guesses, and shows &quot; as it stands
        self._words.setWordWrap(True)
        inner = row(self, spacing=GRID)
        inner.addWidget(_Bar(theme, weight))
        inner.addWidget(self._words, 1)
        self.colour()

    def colour(self) -> None:
        text, spans = marks.shortened(*marks.one_line(self._sentence.text, self._sentence.marks), LONGEST)
        colours = self._theme.colours
        look = f'style="background-color: {colours.mark}; color: {colours.on_mark}"'
        self._words.setText(marks.marked_html(text, spans).replace('class="mark"', look))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002
        self.chosen.emit(self._sentence.text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self._sentence.text)
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
