"""How one hit looks in the list of results."""

from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from PySide6.QtCore import QObject, QPoint, QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QStyleOptionViewItem

from semsearch.records import Span
from semsearch_ui.colours import Colours
from semsearch_ui.models import Index
from semsearch_ui.models.results import RowRole
from semsearch_ui.presentation import counts, dates, marks, paths, people
from semsearch_ui.presentation.arranging import Row
from semsearch_ui.presentation.facts import BETWEEN, joined
from semsearch_ui.theme import GRID, ICON, Theme
from semsearch_ui.widgets.lines import break_into_lines, cut_to_lines
from semsearch_ui.widgets.painting import (
    ThemedDelegate,
    draw_words,
    elided,
    elided_title,
    paint_bar,
    paint_ground,
    paint_words,
)

PADDING, ABOVE = 2 * GRID, GRID + GRID // 2
"""Pixels beside a row, and above and below what it says."""

GAP = GRID // 2
BAR = QSize(48, 4)
INSIDE = 3 * GRID
"""How far a mail below another one of its thread is moved in."""
SNIPPET_LINES = 2
NARROW_BELOW = 42
"""Letters in a line below which a title has its line for itself: the date stands below it, the bar below the icon."""

KEPT = 256
"""Rows whose words stay broken into lines: to do that takes longer than to draw them."""


@dataclass(frozen=True, slots=True)
class _Setting:
    """What the lines of every row depend on, in the list and around it."""

    width: int
    bold: QFont
    small: QFont
    colours: Colours
    today: date

    @property
    def is_narrow(self) -> bool:
        return self.width < NARROW_BELOW * QFontMetrics(self.small).averageCharWidth()


@dataclass(frozen=True, slots=True)
class _Lines:
    """What a row says, each line cut to its room."""

    date: str
    title: str
    about: str
    snippet: QTextLayout


class ResultDelegate(ThemedDelegate):
    """Title and date; sender and relevance, in a narrow list title; sender and date; two lines of the passage that
    matched, its words marked; or the offer to show farther ones. All rows have one height: where those begin that are
    probably unrelated, a line that says so takes the room of the second line of the passage."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(theme, parent)
        self._setting: _Setting | None = None
        self._lines: dict[Row, _Lines] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        bold, small = (QFontMetrics(font).height() for font in (self._theme.font(bold=True), self._theme.font(0.95)))
        height = ABOVE + bold + GAP + small + GAP + SNIPPET_LINES * small + ABOVE
        return QSize(1, height)  # a list makes its rows as wide as itself

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, area, above = index.data(RowRole), QRect(option.rect), ABOVE
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row is None:
            paint_ground(painter, area, option.state, self._theme.colours)
            self._paint_offer(painter, area.adjusted(PADDING, above, -PADDING, -above), index.data())
            painter.restore()
            return
        if row.first_weak:
            area.setTop(self._paint_divider(painter, area))
            above //= 2
        paint_ground(painter, area, option.state, self._theme.colours)
        start = PADDING + (INSIDE if row.inside else 0)
        self._paint_hit(painter, area.adjusted(start, above, -PADDING, -above), row)
        painter.restore()

    def _paint_divider(self, painter: QPainter, area: QRect) -> int:
        """At the top of a row; where the rest of it begins comes back."""
        colours, bold, small = self._theme.colours, self._theme.font(0.95, bold=True), self._theme.font(0.95)
        strip = QRect(area.left(), area.top(), area.width(), QFontMetrics(small).height() + ABOVE)
        painter.fillRect(strip, QColor(colours.window))
        painter.fillRect(QRect(strip.left(), strip.bottom(), strip.width(), 1), QColor(colours.border))
        line = strip.adjusted(PADDING, 0, -PADDING, 0)
        line.setLeft(line.left() + paint_words(painter, line, self.tr("Probably unrelated"), bold, colours.muted))
        meaning = self.tr("little in common with what you asked for")
        paint_words(painter, line, f"{BETWEEN}{meaning}", small, colours.muted)
        return strip.bottom() + 1

    def _paint_offer(self, painter: QPainter, area: QRect, words: str) -> None:
        icon = self._theme.scaled(ICON)
        beside = QRect(area.left(), area.center().y() - icon // 2, icon, icon)
        self._theme.icon("down", "accent").paint(painter, beside)
        area.setLeft(beside.right() + GRID + GAP)
        paint_words(painter, area, words, self._theme.font(), self._theme.colours.accent)

    def _paint_hit(self, painter: QPainter, area: QRect, row: Row) -> None:
        colours = self._theme.colours
        hit, weak = row.hit, row.weak
        bold, small, icon = self._theme.font(bold=True), self._theme.font(0.95), self._theme.scaled(ICON)
        first, second = QFontMetrics(bold).height(), QFontMetrics(small).height()
        beside = QPoint(0, max(0, (first - icon) // 2))  # in the middle of the first line
        self._theme.icon(hit.kind).paint(painter, QRect(area.topLeft() + beside, QSize(icon, icon)))
        middle = area.top() + first + GAP + second / 2  # of the second line
        area = area.adjusted(icon + GRID + GAP, 0, 0, 0)
        setting = _Setting(area.width(), bold, small, colours, dates.local_now().date())
        lines, narrow = self._broken(row, setting), setting.is_narrow
        if row.ranked:
            width, height = icon if narrow else self._bar_width, self._theme.scaled(BAR.height())
            left = area.left() - icon - GRID - GAP if narrow else area.right() - width
            bar = QRectF(left, middle - height / 2, width, height)
            paint_bar(painter, bar, hit.relevance, colours.border, colours.muted if weak else colours.accent)

        line = QRect(area.left(), area.top(), area.width(), first)
        below = QRect(area.left(), line.bottom() + 1 + GAP, area.width(), second)
        draw_words(painter, below if narrow else line, lines.date, small, colours.muted, right=True)
        draw_words(painter, line, lines.title, bold, colours.muted if weak else colours.text)
        draw_words(painter, below, lines.about, small, colours.muted)

        painter.setPen(QColor(colours.muted if weak else colours.text))
        lines.snippet.draw(painter, QPointF(area.left(), below.bottom() + 1 + GAP))

    @property
    def _bar_width(self) -> int:
        return self._theme.scaled(BAR.width())

    def _broken(self, row: Row, setting: _Setting) -> _Lines:
        """What a row says, broken into lines once for each width."""
        if setting != self._setting or len(self._lines) > KEPT:
            self._lines.clear()
            self._setting = setting
        if row not in self._lines:
            self._lines[row] = self._break(row, setting)
        return self._lines[row]

    def _break(self, row: Row, setting: _Setting) -> _Lines:
        hit, small = row.hit, QFontMetrics(setting.small)
        when = dates.in_words(hit.date, dates.local_now())
        dated = small.horizontalAdvance(when) + PADDING if when else 0
        barred = self._bar_width + PADDING if row.ranked else 0
        first, second = (0, dated) if setting.is_narrow else (dated, barred)
        title = elided_title(hit.title, setting.bold, setting.width - first)
        room = setting.width - second
        about = elided(self._about(row, small, room), setting.small, room)
        text, spans = marks.beginning_near(*marks.one_line(hit.snippet, hit.marks))
        if text.endswith(" …"):  # which would stand alone on the second line where the rest fills the first
            text = f"{text[:-2]}\N{NO-BREAK SPACE}…"
        snippet = _snippet(text, spans, setting, SNIPPET_LINES - row.first_weak)
        return _Lines(when, title, about, snippet)

    @staticmethod
    def _about(row: Row, metrics: QFontMetrics, width: int) -> str:
        """Who or which file, how many more there are, and in which folder; the last ones go where there is no room."""
        hit = row.hit
        parts = [people.name_of(hit.sender) or PurePath(hit.path).name]
        if row.more:
            parts.append(counts.more_in_thread(row.more))
        if hit.copies:
            parts.append(counts.more_copies(len(hit.copies)))
        parts.append(paths.folder_name(hit.path, mailbox=paths.in_mailbox(hit)))
        while len(parts) > 1 and metrics.horizontalAdvance(joined(*parts)) > width:
            parts.pop()
        return joined(*parts)


def _snippet(text: str, spans: tuple[Span, ...], setting: _Setting, lines: int) -> QTextLayout:
    """The beginning of a text in so many lines, its spans marked."""
    layout = QTextLayout(cut_to_lines(text, setting.small, setting.width, lines), setting.small)
    marked = QTextCharFormat()
    marked.setBackground(QColor(setting.colours.mark))
    marked.setForeground(QColor(setting.colours.on_mark))
    ranges = []
    for span in marks.utf16(text, spans):
        stretch = QTextLayout.FormatRange()
        stretch.start, stretch.length, stretch.format = span.start, span.end - span.start, marked
        ranges.append(stretch)
    layout.setFormats(ranges)
    break_into_lines(layout, setting.width, lines)
    return layout
