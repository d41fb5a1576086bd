"""What is drawn on the map: the points, and the names of topics over them.

To draw each of 100,000 points by itself takes half a second. Here they are written into an image as an array, in some
milliseconds, once for each view: what moves over it, such as the lasso, costs nothing.
"""

from collections.abc import Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPixmap, QTransform

FAINT = 0.16
"""Opacity of what is not looked at."""

ROOM, WIDEST = 45_000, 28
"""Square pixels of the map for each name, and how many letters one may have: there must be more map than names."""

PLATE, ROUND = 0.85, 4
"""Opacity of what a name is written on, and pixels of its round corners."""

MARGIN = 24
"""Pixels around the image in which discs at its edge end."""

_SURROUND = 0.08


class Points:
    """Points in their colours; those that are not `lit` are faint."""

    def __init__(self) -> None:
        self._places: NDArray[np.float64] = np.empty((0, 2))
        self._colours: NDArray[np.uint32] = np.empty(0, dtype=np.uint32)
        self._faint: NDArray[np.uint32] = np.empty(0, dtype=np.uint32)
        self._lit: NDArray[np.bool_] | None = None
        self._drawn: tuple[object, QImage] | None = None
        self._screen: NDArray[np.float64] = np.empty((0, 2))
        self.bounds = QRectF()

    def show_points(self, xs: Sequence[float], ys: Sequence[float]) -> None:
        self._places = np.column_stack([np.asarray(xs, dtype=np.float64), np.asarray(ys, dtype=np.float64)])
        self._screen = np.full_like(self._places, np.nan)
        self.bounds = _around(self._places)
        self._lit = self._drawn = None

    def paint_in(self, numbers: Sequence[int], palette: Sequence[str], others: str) -> None:
        """Give each point the colour of its number; `others` has -1, at the end of the palette."""
        table = np.array([_argb(colour) for colour in (*palette, others)], dtype=np.uint32)
        faint = np.array([_argb(colour, FAINT) for colour in (*palette, others)], dtype=np.uint32)
        places = np.asarray(numbers, dtype=np.int64)
        self._colours, self._faint, self._drawn = table[places], faint[places], None

    def light(self, lit: NDArray[np.bool_] | None) -> None:
        """Let only some points stand out; None for all."""
        self._lit, self._drawn = lit, None

    @property
    def places(self) -> NDArray[np.float64]:
        """Where the points are, shape (n, 2)."""
        return self._places

    def nearest(self, at: QPointF, reach: float) -> int | None:
        """The point nearest to a place of the view, in pixels, None where there is none within `reach`."""
        if not len(self._screen):
            return None
        squares = np.square(self._screen - (at.x(), at.y())).sum(axis=1)
        if not np.isfinite(squares).any():
            return None
        found = int(np.nanargmin(squares))
        return found if squares[found] <= reach * reach else None

    def paint(self, painter: QPainter, transform: QTransform, size: QSize, ratio: float) -> None:
        """`transform` leads from places to pixels of a view of `size`, of which a device has `ratio` for each."""
        if not len(self._places) or len(self._colours) != len(self._places):
            return
        key = (_numbers(transform), size.toTuple(), ratio)
        if self._drawn is None or self._drawn[0] != key:
            self._screen = _mapped(self._places, transform)
            self._drawn = (key, self._image(size, ratio))
        painter.drawImage(QPointF(0, 0), self._drawn[1])

    def _image(self, size: QSize, ratio: float) -> QImage:
        width, height = round(size.width() * ratio), round(size.height() * ratio)
        pixels = np.zeros((height + 2 * MARGIN, width + 2 * MARGIN), dtype=np.uint32)
        radius = ratio * _radius(len(self._places))
        centres = np.floor(self._screen * ratio).astype(np.int64)
        # Faint ones first, so that those that stand out lie over them.
        if self._lit is None:
            _stamp(pixels, centres, self._colours, radius)
        else:
            _stamp(pixels, centres[~self._lit], self._faint[~self._lit], radius)
            _stamp(pixels, centres[self._lit], self._colours[self._lit], 1.25 * radius)
        whole = pixels.shape[1], pixels.shape[0]
        image = QImage(pixels.data, *whole, 4 * whole[0], QImage.Format.Format_ARGB32_Premultiplied)
        image = image.copy(MARGIN, MARGIN, width, height)
        image.setDevicePixelRatio(ratio)
        return image


class Names:
    """Names at places of the map, the first ones first: as many as there is room for, none covering another."""

    def __init__(self) -> None:
        self._names: Sequence[tuple[str, float, float, str]] = ()
        self._drawn: dict[tuple[str, str, float], QPixmap] = {}
        self._font = QFont()
        self._ground = QColor()

    def show_names(self, names: Sequence[tuple[str, float, float, str]], font: QFont, ground: str) -> None:
        """`names` are text, x, y and colour, the most important first."""
        self._names, self._font, self._ground, self._drawn = names, font, QColor(ground), {}
        self._ground.setAlphaF(PLATE)

    def paint(self, painter: QPainter, transform: QTransform, size: QSize, ratio: float) -> None:
        """As `Points.paint`."""
        metrics = QFontMetricsF(self._font)
        view = QRectF(QPointF(0, 0), QSizeF(size)).adjusted(2, 2, -2, -2)
        widest = WIDEST * metrics.averageCharWidth()
        taken: list[QRectF] = []
        for text, x, y, colour in self._names:
            if len(taken) >= view.width() * view.height() / ROOM:
                break
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, widest)
            box = QRectF(0, 0, metrics.horizontalAdvance(shown) + 10, metrics.height() + 4)
            box.moveCenter(transform.map(QPointF(x, y)))
            if not view.contains(box) or any(box.intersects(other) for other in taken):
                continue
            taken.append(box.adjusted(-4, -2, 4, 2))
            painter.drawPixmap(box.topLeft(), self._written(shown, colour, box.size(), ratio))

    def _written(self, text: str, colour: str, size: QSizeF, ratio: float) -> QPixmap:
        """A name on a plate of the ground's colour, through which points shimmer. To draw one takes as long as to move
        a thousand points."""
        known = self._drawn.get((text, colour, ratio))
        if known is not None:
            return known
        made = self._drawn[text, colour, ratio] = QPixmap((size * ratio).toSize())
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._ground)
        plate = QRectF(QPointF(0, 0), size)
        painter.drawRoundedRect(plate, ROUND, ROUND)
        painter.setFont(self._font)
        painter.setPen(QColor(colour))
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, text)
        painter.end()
        return made


def _around(places: NDArray[np.float64]) -> QRectF:
    """The rectangle of all places with room around. Its two directions mean nothing by themselves, and each may fill
    the view: hence a margin for each."""
    if not len(places):
        return QRectF()
    (left, top), (right, bottom) = places.min(axis=0), places.max(axis=0)
    across, up = (_SURROUND * max(extent, 1e-6) for extent in (right - left, bottom - top))
    return QRectF(left - across, top - up, right - left + 2 * across, bottom - top + 2 * up)


def inside(places: NDArray[np.float64], corners: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which places, shape (n, 2), lie in a polygon, shape (corners, 2): those from which a ray crosses its edge an odd
    number of times."""
    found = np.zeros(len(places), dtype=bool)
    if len(corners) < 3:
        return found
    low, high = corners.min(axis=0), corners.max(axis=0)
    candidates = np.flatnonzero(((places >= low) & (places <= high)).all(axis=1))
    x, y = places[candidates].T
    crossed = np.zeros(len(candidates), dtype=bool)
    for (x1, y1), (x2, y2) in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        if y1 != y2:
            crossed ^= ((y1 > y) != (y2 > y)) & (x < (x2 - x1) * (y - y1) / (y2 - y1) + x1)
    found[candidates] = crossed
    return found


def _stamp(pixels: NDArray[np.uint32], centres: NDArray[np.int64], colours: NDArray[np.uint32], radius: float) -> None:
    """Write a disc of each colour around each centre, smooth at its rim. `pixels` has a margin all around."""
    height, width = pixels.shape
    inner = (width - 2 * MARGIN, height - 2 * MARGIN)
    reach = min(MARGIN, int(np.ceil(radius)))
    near = ((centres > -reach) & (centres < np.add(inner, reach))).all(axis=1)
    starts = (centres[near, 1] + MARGIN) * width + centres[near, 0] + MARGIN
    colours = colours[near]
    offsets = [(dx, dy) for dx in range(-reach, reach + 1) for dy in range(-reach, reach + 1)]
    covered = sorted((min(1.0, radius + 0.5 - float(np.hypot(*offset))), offset) for offset in offsets)
    flat = pixels.reshape(-1)
    # The faintest pixels of all discs first, so that no rim lies over another's middle.
    for share, group in groupby(covered, key=lambda each: each[0]):
        if share > 0:
            shade = _scaled(colours, round(256 * share))
            for _, (dx, dy) in group:
                flat[starts + (dy * width + dx)] = shade


def _scaled(colours: NDArray[np.uint32], share: int) -> NDArray[np.uint32]:
    """Premultiplied colours times `share` / 256, two channels at a time."""
    pair, factor = np.uint32(0x00FF00FF), np.uint32(share)
    even = (((colours & pair) * factor) >> np.uint32(8)) & pair
    odd = (((colours >> np.uint32(8)) & pair) * factor) & ~pair
    return even | odd


def _radius(count: int) -> float:
    """Pixels; fewer points are larger."""
    return 4.5 if count < 500 else 3.5 if count < 3_000 else 2.5 if count < 20_000 else 1.25


def _argb(colour: str, opacity: float = 1.0) -> int:
    """A colour as premultiplied ARGB32."""
    made = QColor(colour)
    alpha = round(255 * opacity)
    channels = (alpha, *(round(channel * opacity) for channel in (made.red(), made.green(), made.blue())))
    return int.from_bytes(bytes(channels), "big")


def _mapped(places: NDArray[np.float64], t: QTransform) -> NDArray[np.float64]:
    x, y = places[:, 0], places[:, 1]
    mapped = np.empty_like(places)
    mapped[:, 0] = t.m11() * x + t.m21() * y + t.dx()
    mapped[:, 1] = t.m12() * x + t.m22() * y + t.dy()
    return mapped


def _numbers(t: QTransform) -> tuple[float, ...]:
    return (t.m11(), t.m12(), t.m21(), t.m22(), t.dx(), t.dy())
