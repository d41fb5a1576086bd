"""A layout that wraps, as words do."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QToolButton, QWidget, QWidgetItem


class FlowLayout(QLayout):
    """Items one after another, each in the middle of its line; a new line where the width ends. Lines are at least
    `line` pixels high, also the one that holds nothing yet, so that nothing below moves when it is filled."""

    def __init__(self, parent: QWidget, spacing: int, line: int = 0) -> None:
        super().__init__(parent)
        self._line = line
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def put_first(self, widgets: Sequence[QWidget]) -> None:
        """Add widgets before those that are there."""
        for at, widget in enumerate(widgets):
            self.addChildWidget(widget)
            self._items.insert(at, QWidgetItem(widget))
        self.invalidate()

    def buttons(self) -> list[QToolButton]:
        """All that are in it now, in order; those that were taken out live on for a moment."""
        widgets = [widget for item in self._items if (widget := item.widget()) is not None]
        return [
            button
            for widget in widgets
            for button in ([widget] if isinstance(widget, QToolButton) else widget.findChildren(QToolButton))
        ]

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        taken = self._items.pop(index) if 0 <= index < len(self._items) else None
        self.invalidate()
        return taken

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        width = max((item.minimumSize().width() for item in self._items), default=0)
        return QSize(width, max(self._line, *(item.sizeHint().height() for item in self._items), 0))

    def _arrange(self, area: QRect, *, move: bool) -> int:
        """Place the items in `area`; the height that they take."""
        lines: list[list[QLayoutItem]] = [[]]
        x = 0
        for item in self._items:
            if item.isEmpty():  # its widget is hidden
                continue
            width = min(item.sizeHint().width(), area.width())
            if lines[-1] and x + width > area.width():
                lines.append([])
                x = 0
            lines[-1].append(item)
            x += width + self.spacing()
        y = 0
        for line in lines:
            height = max(self._line, *(item.sizeHint().height() for item in line), 0)
            x = 0
            for item in line:
                size = item.sizeHint().boundedTo(QSize(area.width(), height))
                if move:
                    corner = QPoint(area.x() + x, area.y() + y + (height - size.height()) // 2)
                    item.setGeometry(QRect(corner, size))
                x += size.width() + self.spacing()
            y += height + self.spacing()
        return max(0, y - self.spacing())
