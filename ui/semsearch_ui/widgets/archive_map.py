"""The archive as a map: move it, look closer, ask a point what it is, draw a line around some."""

from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from semsearch_ui.presentation.colouring import Colouring
from semsearch_ui.theme import Theme
from semsearch_ui.widgets.map_items import Names, Points, inside

REACH = 10.0
"""Pixels from which a point is meant."""

CLICK = 4.0
"""Pixels that the mouse may move in a click."""

NOTCH = 120.0
"""What a wheel turns by; Qt's unit is an eighth of a degree."""

ZOOM, STRIDE = 1.25, 0.1
"""How much closer a notch of the wheel looks, and how far a key moves, as a share of what is in view."""

CLOSEST = 1e-3
"""The least share of the map that fills the view."""


class ArchiveMapView(QWidget):
    """``picked`` carries the numbers of the points that were clicked on or drawn around.

    Dragging moves the map, or draws a lasso while Shift is held or lassoing is on; the wheel zooms, a click beside all
    points picks none, a double click shows all of it. From the keyboard: arrows, plus, minus, and 0 for all of it.
    """

    picked = Signal(list)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._caption: Callable[[int], str] = lambda _: ""
        self._points, self._names = Points(), Names()
        self._seen = QRectF(0, 0, 1, 1)
        self._lassoing = False
        self._line: list[QPointF] | None = None
        self._pressed: QPointF | None = None
        self._dragged: QPointF | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Map of the archive"))

    # -- what is shown --

    def show_points(self, xs: Sequence[float], ys: Sequence[float], caption: Callable[[int], str]) -> None:
        """Show documents at their places; `caption` says what is told where the mouse rests on one."""
        self._caption = caption
        self._points.show_points(xs, ys)
        self.show_all()

    def colour(self, colouring: Colouring, palette: Sequence[str], others: str) -> None:
        self._points.paint_in(colouring.numbers, palette, others)
        self.update()

    def name(self, names: Sequence[tuple[str, float, float, str]]) -> None:
        """Write names (text, x, y, colour) on the map, the most important first."""
        self._names.show_names(names, self._theme.font(0.9, bold=True), self._theme.colours.surface)
        self.update()

    def light(self, lit: Sequence[int] | None) -> None:
        """Let only some points stand out; None for all."""
        which = None
        if lit is not None:
            which = np.zeros(len(self._points.places), dtype=bool)
            which[list(lit)] = True
        self._points.light(which)
        self.update()

    def show_all(self) -> None:
        self._see(self._points.bounds)

    def set_lassoing(self, on: bool) -> None:
        self._lassoing = on
        self.setCursor(Qt.CursorShape.CrossCursor if on else Qt.CursorShape.ArrowCursor)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours, transform = self._theme.colours, self._transform()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours.surface))
        self._points.paint(painter, transform, self.size(), self.devicePixelRatioF())
        self._names.paint(painter, transform, self.size(), self.devicePixelRatioF())
        painter.setPen(QPen(QColor(colours.accent), 1.5, Qt.PenStyle.DashLine))
        if self._line is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawPolygon(QPolygonF(self._line))
        elif self.hasFocus() and self.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange):
            painter.setPen(QColor(colours.accent))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    # -- where one looks --

    def _transform(self) -> QTransform:
        """From places of the map, whose ys go up, to pixels. What is seen fills the view in both directions."""
        across, down = self.width() / self._seen.width(), self.height() / self._seen.height()
        return QTransform(across, 0, 0, -down, -self._seen.left() * across, self._seen.bottom() * down)

    def _see(self, part: QRectF) -> None:
        """Look at a part of the map; not at less than can be told apart, at more than there is, or beside it."""
        whole = self._points.bounds
        if part.isEmpty() or whole.isEmpty():
            return
        width = min(max(part.width(), CLOSEST * whole.width()), whole.width())
        height = min(max(part.height(), CLOSEST * whole.height()), whole.height())
        middle = part.center()
        self._seen = QRectF(
            min(max(middle.x() - width / 2, whole.left() - width / 2), whole.right() - width / 2),
            min(max(middle.y() - height / 2, whole.top() - height / 2), whole.bottom() - height / 2),
            width,
            height,
        )
        self.update()

    def _move(self, across: float, up: float) -> None:
        """Look further to the right and up, in shares of what is in view."""
        self._see(self._seen.translated(across * self._seen.width(), up * self._seen.height()))

    def _zoom(self, factor: float, around: QPointF) -> None:
        """Look `factor` times closer; what lies at the pixel `around` stays there."""
        x, y = around.x() / max(1, self.width()), 1 - around.y() / max(1, self.height())
        width, height = self._seen.width() / factor, self._seen.height() / factor
        left = self._seen.left() + x * (self._seen.width() - width)
        self._see(QRectF(left, self._seen.top() + y * (self._seen.height() - height), width, height))

    # -- the mouse and the keyboard --

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        self._pressed = self._dragged = event.position()
        if self._lassoing or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._line = [event.position()]

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._line is not None:
            self._line.append(event.position())
            self.update()
        elif self._dragged is not None:
            moved = event.position() - self._dragged
            self._dragged = event.position()
            self._move(-moved.x() / max(1, self.width()), moved.y() / max(1, self.height()))
        else:
            self._tell(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        line, self._line = self._line, None
        pressed, self._pressed, self._dragged = self._pressed, None, None
        if line is not None:
            self.update()
            back, _ = self._transform().inverted()
            corners = np.array([(place.x(), place.y()) for place in map(back.map, line)])
            found = np.flatnonzero(inside(self._points.places, corners))
            if len(found):
                self.picked.emit(found.tolist())
                return
        if pressed is not None and (event.position() - pressed).manhattanLength() < CLICK:
            clicked = self._points.nearest(event.position(), REACH)
            self.picked.emit([] if clicked is None else [clicked])

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self.show_all()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._zoom(ZOOM ** (event.angleDelta().y() / NOTCH), event.position())
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        QToolTip.hideText()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ways = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1)}
        key, middle = Qt.Key(event.key()), QPointF(self.rect().center())
        if key in ways:
            across, up = ways[key]
            self._move(STRIDE * across, STRIDE * up)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._zoom(ZOOM, middle)
        elif key is Qt.Key.Key_Minus:
            self._zoom(1 / ZOOM, middle)
        elif key is Qt.Key.Key_0:
            self.show_all()
        else:
            super().keyPressEvent(event)

    def _tell(self, event: QMouseEvent) -> None:
        found = self._points.nearest(event.position(), REACH)
        if found is None:
            QToolTip.hideText()
        else:
            QToolTip.showText(event.globalPosition().toPoint(), self._caption(found), self)
