"""How one hit looks in the list of results."""

from collections.abc import Callable
from datetime import datetime
from encodings import utf_16_le
from pathlib import PurePath

from PySide6.QtCore import QObject, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyleOptionViewItem

from semsearch.records import Span
from semsearch_ui.models import Index
from semsearch_ui.models.results import RowRole
from semsearch_ui.presentation import counts, dates, marks, paths, people
from semsearch_ui.presentation.arranging import Row
from semsearch_ui.presentation.titles import titled
from semsearch_ui.theme import GRID, ICON, Theme
from semsearch_ui.widgets.painting import ThemedDelegate, paint_bar, paint_ground, paint_words

PADDING, ABOVE = 2 * GRID, GRID + GRID // 2
"""Pixels beside a row, and above and below what it says."""

GAP = GRID // 2
BAR = QSize(48, 4)
INSIDE = 3 * GRID
"""How far a mail below another one of its thread is moved in."""
SNIPPET_LINES = 2
BETWEEN = "  ·  "


class ResultDelegate(ThemedDelegate):
    """Title and date; sender and relevance; two lines of the passage that matched, its words marked. All rows have
    one height, the divider too, which says what it divides."""

    def __init__(
        self, theme: Theme, parent: QObject | None = None, now: Callable[[], datetime] = dates.local_now
    ) -> None:
        super().__init__(theme, parent)
        self._now = now

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        bold, small = (QFontMetrics(font).height() for font in (self._theme.font(bold=True), self._theme.font(0.95)))
        height = ABOVE + bold + GAP + small + GAP + SNIPPET_LINES * small + ABOVE
        return QSize(1, height)  # a list makes its rows as wide as itself

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(RowRole)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRect(option.rect)
        if isinstance(row, Row):
            paint_ground(painter, area, option.state, self._theme.colours)
            start = PADDING + (INSIDE if row.inside else 0)
            self._paint_hit(painter, area.adjusted(start, ABOVE, -PADDING, -ABOVE), row)
        else:
            self._paint_divider(painter, area, str(index.data()))
        painter.restore()

    def _paint_divider(self, painter: QPainter, area: QRect, heading: str) -> None:
        colours, bold, small = self._theme.colours, self._theme.font(bold=True), self._theme.font(0.95)
        painter.fillRect(area, QColor(colours.window))
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), QColor(colours.border))
        first, second = QFontMetrics(bold).height(), QFontMetrics(small).height()
        line = QRect(area.left() + PADDING, 0, area.width() - 2 * PADDING, first)
        line.moveTop(area.center().y() - (first + GAP + second) // 2)
        paint_words(painter, line, heading, bold, colours.muted)
        line = QRect(line.left(), line.bottom() + 1 + GAP, line.width(), second)
        paint_words(painter, line, self.tr("Little in common with what you asked for"), small, colours.muted)

    def _paint_hit(self, painter: QPainter, area: QRect, row: Row) -> None:
        colours = self._theme.colours
        hit, weak = row.hit, row.hit.below_floor
        bold, small, icon = self._theme.font(bold=True), self._theme.font(0.95), self._theme.scaled(ICON)
        beside = QPoint(0, max(0, (QFontMetrics(bold).height() - icon) // 2))  # in the middle of the first line
        self._theme.icon(hit.kind).paint(painter, QRect(area.topLeft() + beside, QSize(icon, icon)))
        area = area.adjusted(icon + GRID + GAP, 0, 0, 0)

        line = QRect(area.left(), area.top(), area.width(), QFontMetrics(bold).height())
        date_width = paint_words(painter, line, dates.in_words(hit.date, self._now()), small, colours.muted, right=True)
        line.setRight(line.right() - date_width - (PADDING if date_width else 0))
        paint_words(painter, line, titled(hit.title), bold, colours.muted if weak else colours.text)

        line = QRect(area.left(), line.bottom() + 1 + GAP, area.width(), QFontMetrics(small).height())
        about = QRect(line)
        if row.ranked:
            width, height = self._theme.scaled(BAR.width()), self._theme.scaled(BAR.height())
            bar = QRectF(line.right() - width, line.center().y() - height / 2 + 1, width, height)
            paint_bar(painter, bar, hit.relevance, colours.border, colours.muted if weak else colours.accent)
            about.setRight(line.right() - width - PADDING)
        paint_words(painter, about, self._about(row, QFontMetrics(small), about.width()), small, colours.muted)

        text, spans = marks.beginning_near(*marks.one_line(hit.snippet, hit.marks))
        top = QPointF(area.left(), line.bottom() + 1 + GAP)
        self._paint_snippet(painter, top, area.width(), text, spans, muted=weak)

    @staticmethod
    def _about(row: Row, metrics: QFontMetrics, width: int) -> str:
        """Who or which file, how many more there are, and in which folder; the last ones go where there is no room."""
        hit = row.hit
        parts = [people.name_of(hit.sender) or PurePath(hit.path).name]
        if row.more:
            parts.append(counts.more_in_thread(row.more))
        if hit.copies:
            parts.append(counts.more_copies(len(hit.copies)))
        parts.append(paths.nearest_folders(hit.path, 1))
        while len(parts) > 1 and metrics.horizontalAdvance(BETWEEN.join(parts)) > width:
            parts.pop()
        return BETWEEN.join(parts)

    def _paint_snippet(
        self, painter: QPainter, top: QPointF, width: int, text: str, spans: tuple[Span, ...], *, muted: bool
    ) -> None:
        colours = self._theme.colours
        font = self._theme.font(0.95)
        layout = QTextLayout(_fitted(text, font, width), font)
        layout.setTextOption(_wrapping())
        marked = QTextCharFormat()
        marked.setBackground(QColor(colours.mark))
        marked.setForeground(QColor(colours.on_mark))
        ranges = []
        for span in marks.utf16(text, spans):
            stretch = QTextLayout.FormatRange()
            stretch.start, stretch.length, stretch.format = span.start, span.end - span.start, marked
            ranges.append(stretch)
        layout.setFormats(ranges)
        _lay_out(layout, width)
        painter.setPen(QColor(colours.muted if muted else colours.text))
        layout.draw(painter, top)


def _wrapping() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


def _lay_out(layout: QTextLayout, width: int) -> list[int]:
    """Break a layout into at most `SNIPPET_LINES` lines; where each begins, in UTF-16 units."""
    starts: list[int] = []
    height = 0.0
    layout.beginLayout()
    while len(starts) < SNIPPET_LINES:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, height))
        height += line.height()
        starts.append(line.textStart())
    layout.endLayout()
    return starts


def _fitted(text: str, font: QFont, width: int) -> str:
    """`text` cut so that it fills the lines of a snippet, with an ellipsis where something was cut."""
    layout = QTextLayout(text, font)
    layout.setTextOption(_wrapping())
    starts = _lay_out(layout, width)
    if len(starts) < SNIPPET_LINES:
        return text
    encoded, _ = utf_16_le.encode(text)
    head, last = (utf_16_le.decode(part)[0] for part in (encoded[: 2 * starts[-1]], encoded[2 * starts[-1] :]))
    return head + QFontMetrics(font).elidedText(last, Qt.TextElideMode.ElideRight, width)
