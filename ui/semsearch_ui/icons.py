"""The drawings of resources/icons, each in the colours that the theme has when it is painted."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from semsearch.settings import resources
from semsearch_ui.colours import Colours, Role


class Drawing(QIconEngine):
    """Paints one drawing in the colour of its `role`, in the accent's where it is checked, faintly where nothing can be
    done with it. What shows it need not be told of a change between light and dark: it is painted again anyway."""

    def __init__(self, name: str, role: Role, colours: Callable[[], Colours]) -> None:
        super().__init__()
        self._name, self._role, self._colours = name, role, colours

    def clone(self) -> QIconEngine:
        return Drawing(self._name, self._role, self._colours)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatio()
        painter.drawPixmap(rect.topLeft(), self.scaledPixmap(rect.size(), mode, state, ratio))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """`size` is in logical pixels, each of which are `scale` of the device."""
        role: Role = "border" if mode is QIcon.Mode.Disabled else "accent" if state is QIcon.State.On else self._role
        pixels = round(min(size.width(), size.height()) * scale)
        drawn = QPixmap(drawing(self._name, getattr(self._colours(), role), pixels))
        drawn.setDevicePixelRatio(scale)
        return drawn


def icon_path(name: str) -> Path:
    """The SVG file of an icon."""
    return resources() / "icons" / f"{name}.svg"


def application_icon() -> QIcon:
    return QIcon(str(icon_path("semsearch")))


@lru_cache(maxsize=1024)
def drawing(name: str, colour: str, pixels: int) -> QPixmap:
    """A drawing of so many pixels, its ``currentColor`` replaced."""
    svg = icon_path(name).read_text(encoding="utf-8").replace("currentColor", colour)
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(pixmap.rect()))
    painter.end()
    return pixmap
