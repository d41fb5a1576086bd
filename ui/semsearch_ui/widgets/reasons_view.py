"""Why a document was found: the sentences that say most, each with how much it says."""

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QStyle, QStyleOption, QWidget

from semsearch.records import Reasons, Sentence
from semsearch_ui.presentation import marks, relevance
from semsearch_ui.presentation.relevance import strongest
from semsearch_ui.theme import GRID, Theme
from semsearch_ui.widgets.buttons import pressed_by_enter
from semsearch_ui.widgets.layouts import LEFT, clear, column, follow_in_tab_order, label, row
from semsearch_ui.widgets.painting import paint_bar
from semsearch_ui.widgets.recoloured import Recoloured

LONGEST = 160
"""Letters of a sentence; the whole of it stands below."""

MOST_WORDS = 8
"""Of the like of a long text: more tell nothing, and are marked in it anyway."""

BAR = QSize(32, 4)


class ReasonsView(Recoloured):
    """``chosen`` carries the text of a sentence to show."""

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.setProperty("look", "reasons")
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

    def colour(self) -> None:
        self._fill()

    def _fill(self) -> None:
        clear(self._lines)
        reasons = self._reasons
        best = strongest(reasons, related=self._related) if reasons is not None else []
        most = best[0].meaning if best else 0.0
        for sentence in best[:1] if self._brief else sorted(best, key=lambda one: one.span.start):
            line = _Line(self._theme, sentence, sentence.meaning / most if most > 0 else 1.0)
            line.clicked.connect(partial(self.chosen.emit, sentence.text))
            self._lines.addWidget(line)
            line.show()  # now: a layout would show it a moment after what is around it, which has made room
        follow_in_tab_order(self, self.findChildren(_Line))
        words = reasons.words if reasons is not None else ()
        listed = ", ".join([*words[:MOST_WORDS], *(["…"] if len(words) > MOST_WORDS else [])])
        self._words.setText(self.tr("Matching words: %1").replace("%1", listed))
        self._words.setVisible(bool(words) and not (self._brief and best))
        self._heading.setVisible(not self._brief)
        self.setVisible((bool(best) or bool(words)) and not self._hidden)


class _Line(QAbstractButton):
    """A sentence, with its `weight` beside the one that says most."""

    def __init__(self, theme: Theme, sentence: Sentence, weight: float) -> None:
        super().__init__()
        self.setProperty("look", "reason")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        text, spans = marks.one_line(sentence.text, sentence.marks)
        self.setAccessibleName(f"{text}, {relevance.in_percent(weight)}")
        text, spans = marks.shortened(text, spans, LONGEST)
        look = f'style="background-color: {theme.colours.mark}; color: {theme.colours.on_mark}"'
        words = QLabel(marks.marked_html(text, spans).replace('class="mark"', look))
        words.setTextFormat(Qt.TextFormat.RichText)  # else Qt guesses, and shows &quot; as it stands
        words.setWordWrap(True)
        words.setAlignment(LEFT)
        inner = row(self, spacing=GRID)
        inner.addWidget(_Bar(theme, weight))
        inner.addWidget(words, 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not pressed_by_enter(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """What the style sheet says; the words are labels."""
        painter, option = QPainter(self), QStyleOption()
        option.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        painter.end()


class _Bar(QWidget):
    """How much a sentence says, as a quiet bar."""

    def __init__(self, theme: Theme, value: float) -> None:
        super().__init__()
        self._theme = theme
        self._value = value
        self.setFixedSize(theme.scaled(BAR.width()), theme.scaled(2 * GRID))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter, colours = QPainter(self), self._theme.colours
        height = self._theme.scaled(BAR.height())
        bar = QRectF(0, (self.height() - height) / 2, self.width(), height)
        paint_bar(painter, bar, self._value, colours.border, colours.accent)
        painter.end()
