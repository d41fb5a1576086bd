"""Actions with their keys, as a list: in the palette, and among the settings."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFontMetrics,
    QIcon,
    QPainter,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import QListView, QStyle, QStyleOptionViewItem

from semsearch_ui.commands import Command
from semsearch_ui.models import Index
from semsearch_ui.theme import GRID, ICON, Theme
from semsearch_ui.widgets.painting import ThemedDelegate, paint_words

CommandRole, KeysRole = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2


class ActionList(QListView):
    """Rows are drawn as they come into view: to lay out labels for a hundred actions takes too long."""

    def __init__(self, theme: Theme, name: str, around: int) -> None:
        """`around` are the pixels above and below the words of a row."""
        super().__init__()
        self._theme = theme
        self._around = around
        self._rows = QStandardItemModel(self)
        self.setModel(self._rows)
        self.setItemDelegate(_Row(theme, self))
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @property
    def row_height(self) -> int:
        return QFontMetrics(self._theme.font()).height() + 2 * self._around

    @property
    def count(self) -> int:
        return self._rows.rowCount()

    def clear(self) -> None:
        self._rows.clear()

    def add_heading(self, words: str) -> None:
        self._add(words, words)

    def add_action(self, command: Command, *, icon: bool) -> None:
        words, keys = command.action.text(), command.keys
        row = self._add(words, f"{words}, {keys}")
        row.setData(keys, KeysRole)
        row.setData(command, CommandRole)
        if icon:
            row.setIcon(command.action.icon())

    def go_to(self, row: int) -> None:
        """Make a row current, or the nearest there is. Screen readers say it although the focus stays in a field."""
        self.setCurrentIndex(self._rows.index(min(max(row, 0), self.count - 1), 0))
        if self.count:
            event = QAccessibleEvent(self, QAccessible.Event.Focus)
            event.setChild(self.currentIndex().row())
            QAccessible.updateAccessibility(event)

    def _add(self, words: str, spoken: str) -> QStandardItem:
        row = QStandardItem(words)
        row.setData(spoken, Qt.ItemDataRole.AccessibleTextRole)
        row.setEditable(False)
        self._rows.appendRow(row)
        return row


class _Row(ThemedDelegate):
    """Its icon and its name on the left, its keys quietly on the right; quiet is a heading, too."""

    def __init__(self, theme: Theme, listed: ActionList) -> None:
        super().__init__(theme, listed)
        self._listed = listed

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        return QSize(1, self._listed.row_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours, font, area = self._theme.colours, self._theme.font(), QRect(option.rect)
        keys, icon = index.data(KeysRole) or "", index.data(Qt.ItemDataRole.DecorationRole)
        painter.save()
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus):
            painter.fillRect(area, QColor(colours.selected))
        if isinstance(icon, QIcon):
            size = self._theme.scaled(ICON)
            area.adjust(GRID, 0, -GRID, 0)
            icon.paint(painter, QRect(area.left(), area.center().y() - (size - 1) // 2, size, size))
        width = paint_words(painter, area, keys, font, colours.muted, right=True)
        if isinstance(icon, QIcon):
            area.setLeft(area.left() + size + GRID)
        area.setRight(area.right() - width - 2 * GRID)
        paint_words(painter, area, str(index.data()), font, colours.text if keys else colours.muted)
        painter.restore()
