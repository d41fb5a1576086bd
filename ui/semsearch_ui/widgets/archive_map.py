"""The archive as a map: move it, look closer, ask a point what it is, draw a line around some."""

import os
from collections.abc import Callable, Sequence

os.environ.setdefault("PYQTGRAPH_QT_LIB", "PySide6")

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPen
from PySide6.QtWidgets import QToolTip

from semsearch_ui.presentation.colouring import Colouring
from semsearch_ui.theme import Theme
from semsearch_ui.widgets.map_items import NamesItem, PointsItem, inside

REACH = 10.0
"""Pixels from which a point is meant."""

_ZOOM, _STRIDE = 1.25, 0.1


class ArchiveMapView(pg.PlotWidget):  # type: ignore[misc]  # pyqtgraph has no types
    """``picked`` carries the numbers of the points that were clicked on or drawn around.

    Dragging moves the map, or draws a lasso while Shift is held or lassoing is on; the wheel zooms, a click beside all
    points picks none. From the keyboard: arrows, plus, minus, and 0 for all of it.
    """

    picked = Signal(list)

    def __init__(self, theme: Theme) -> None:
        super().__init__(enableMenu=False)
        self._theme = theme
        self._caption: Callable[[int], str] = lambda _: ""
        self._lassoing = False
        self._line: list[QPointF] | None = None
        self._pressed: QPointF | None = None
        self._points, self._names = PointsItem(), NamesItem()
        self._rope = pg.PlotCurveItem()
        for item in (self._points, self._names, self._rope):
            self.addItem(item, ignoreBounds=True)
        self._box = self.getPlotItem().getViewBox()
        self._box.setDefaultPadding(0)
        self.hideButtons()
        for side in ("left", "bottom"):
            self.hideAxis(side)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Map of the archive"))
        theme.changed.connect(self._tint)
        self._tint()

    # -- what is shown --

    def show_points(self, xs: Sequence[float], ys: Sequence[float], caption: Callable[[int], str]) -> None:
        """Show documents at their places; `caption` says what is told where the mouse rests on one."""
        self._caption = caption
        self._points.show_points(xs, ys)
        self.show_all()

    def colour(self, colouring: Colouring, palette: Sequence[str], others: str) -> None:
        self._points.paint_in(colouring.numbers, palette, others)

    def name(self, names: Sequence[tuple[str, float, float, str]]) -> None:
        """Write names (text, x, y, colour) on the map, the most important first."""
        self._names.show_names(names, self._theme.font(0.9, bold=True), self._theme.colours.surface)

    def light(self, lit: Sequence[int] | None) -> None:
        """Let only some points stand out; None for all."""
        if lit is None:
            self._points.light(None)
        else:
            which = np.zeros(len(self._points.places), dtype=bool)
            which[list(lit)] = True
            self._points.light(which)

    def show_all(self) -> None:
        self._box.setRange(self._points.boundingRect(), padding=0)

    def set_lassoing(self, on: bool) -> None:
        self._lassoing = on
        self.setCursor(Qt.CursorShape.CrossCursor if on else Qt.CursorShape.ArrowCursor)

    # -- the mouse and the keyboard --

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed = event.position()
            if self._lassoing or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self._line = [self._at(event.position())]
                return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._line is not None:
            self._line.append(self._at(event.position()))
            corners = _corners(self._line)
            self._rope.setData(*np.vstack([corners, corners[:1]]).T)
            return
        if not event.buttons():
            self._tell(event)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._line is not None:
            line, self._line = self._line, None
            self._rope.setData([], [])
            found = np.flatnonzero(inside(self._points.places, _corners(line)))
            if len(found):
                self.picked.emit(found.tolist())
                return
        if self._pressed is not None and (event.position() - self._pressed).manhattanLength() < 4:
            clicked = self._points.nearest(event.position(), REACH)
            self.picked.emit([] if clicked is None else [clicked])
        self._pressed = None
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.show_all()
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        QToolTip.hideText()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        strides = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1)}
        key = Qt.Key(event.key())
        if key in strides:
            across, up = strides[key]
            size = self._box.viewRect()
            self._box.translateBy(x=_STRIDE * across * size.width(), y=_STRIDE * up * size.height())
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._box.scaleBy((1 / _ZOOM, 1 / _ZOOM))
        elif key is Qt.Key.Key_Minus:
            self._box.scaleBy((_ZOOM, _ZOOM))
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

    def _at(self, position: QPointF) -> QPointF:
        """A position of the widget as a place on the map."""
        found: QPointF = self._box.mapSceneToView(self.mapToScene(position.toPoint()))
        return found

    def _tint(self) -> None:
        colours = self._theme.colours
        self.setBackground(QColor(colours.surface))
        self._rope.setPen(QPen(QColor(colours.accent), 0, Qt.PenStyle.DashLine))


def _corners(line: Sequence[QPointF]) -> NDArray[np.float64]:
    return np.array([(point.x(), point.y()) for point in line])
