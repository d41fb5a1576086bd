"""What rows of several lists have in common."""

from PySide6.QtCore import QObject, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate

from semsearch_ui.colours import Colours
from semsearch_ui.presentation.titles import titled
from semsearch_ui.theme import Theme

FIRST_STRONG_ISOLATE = "\u2068"
"""Before a text whose direction is that of its first letter, whatever stands around it."""


class ThemedDelegate(QStyledItemDelegate):
    """A delegate that paints in the colours and the letters of the theme."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme


def paint_ground(painter: QPainter, row: QRect, state: QStyle.StateFlag, colours: Colours) -> None:
    """The ground of a row, which tells whether it is selected or under the mouse, and the line below it; a frame, where
    a person has come to it by the keyboard."""
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(row, QColor(colours.selected))
        painter.fillRect(QRect(row.left(), row.top(), 3, row.height()), QColor(colours.accent))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(row, QColor(colours.hover))
    painter.fillRect(QRect(row.left(), row.bottom(), row.width(), 1), QColor(colours.border))
    by_keyboard = QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_KeyboardFocusChange
    if state & by_keyboard == by_keyboard:
        painter.setPen(QColor(colours.accent))
        painter.drawRect(QRectF(row).adjusted(0.5, 0.5, -0.5, -0.5))


def elided(text: str, font: QFont, width: int) -> str:
    """One line, cut at its end to `width` pixels."""
    return QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width)


def elided_title(title: str, font: QFont, width: int) -> str:
    """A title in one line, cut at its end, which in a title in Arabic or Hebrew is on its left."""
    return f"{FIRST_STRONG_ISOLATE}{elided(titled(title), font, width)}"


def draw_words(painter: QPainter, line: QRect, words: str, font: QFont, colour: str, *, right: bool = False) -> None:
    """One line that is known to have room."""
    painter.setFont(font)
    painter.setPen(QColor(colour))
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(line, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, words)


def paint_words(painter: QPainter, line: QRect, text: str, font: QFont, colour: str, *, right: bool = False) -> int:
    """One elided line; its width in pixels comes back."""
    shown = elided(text, font, line.width())
    draw_words(painter, line, shown, font, colour, right=right)
    return QFontMetrics(font).horizontalAdvance(shown)


def paint_bar(painter: QPainter, bar: QRectF, value: float, ground: str, ink: str) -> None:
    """How much of a quiet bar is filled; the least is a dot, and `value` may lie outside of 0..1."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for width, colour in ((bar.width(), ground), (max(bar.height(), bar.width() * min(max(value, 0.0), 1.0)), ink)):
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(QRectF(bar.left(), bar.top(), width, bar.height()), bar.height() / 2, bar.height() / 2)
