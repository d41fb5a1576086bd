"""Text broken into a few lines."""

from encodings import utf_16_le

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QTextLayout, QTextOption

from semsearch_ui.widgets.layouts import LEFT


def break_into_lines(layout: QTextLayout, width: int, most: int) -> list[int]:
    """Break a layout into at most so many lines of `width` pixels; where each begins, in UTF-16 units."""
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setAlignment(LEFT)
    layout.setTextOption(option)
    starts: list[int] = []
    height = 0.0
    layout.beginLayout()
    while len(starts) < most:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, height))
        height += line.height()
        starts.append(line.textStart())
    layout.endLayout()
    return starts


def cut_to_lines(text: str, font: QFont, width: int, most: int) -> str:
    """`text` cut so that it fills so many lines, with an ellipsis where something was cut."""
    starts = break_into_lines(QTextLayout(text, font), width, most)
    if len(starts) < most:
        return text
    encoded, _ = utf_16_le.encode(text)
    head, last = (utf_16_le.decode(part)[0] for part in (encoded[: 2 * starts[-1]], encoded[2 * starts[-1] :]))
    return head + QFontMetrics(font).elidedText(last, Qt.TextElideMode.ElideRight, width)
