"""Every action with its keys, by the page that it belongs to."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QAction, QColor, QFontMetrics, QKeySequence, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyleOptionViewItem, QWidget

from semsearch_ui.desk import Desk
from semsearch_ui.models import Index
from semsearch_ui.models.shortcuts import Line, LineRole, ShortcutsModel
from semsearch_ui.pages.places import places
from semsearch_ui.theme import GRID, Theme
from semsearch_ui.widgets.layouts import row
from semsearch_ui.widgets.painting import ThemedDelegate, paint_words


class ShortcutList(QWidget):
    """Two columns, filled as evenly as whole pages allow. They draw what is in view: to lay out a label for each of a
    hundred actions takes too long. `visit` fills them anew where pages were made since."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._listed = 0
        self._columns = [(ShortcutsModel(self), QListView()) for _ in range(2)]
        layout = row(self, spacing=3 * GRID)
        for model, view in self._columns:
            view.setModel(model)
            view.setItemDelegate(_Row(desk.theme, view))
            view.setAccessibleName(self.tr("Shortcuts"))
            view.setUniformItemSizes(True)
            view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            layout.addWidget(view, 1, Qt.AlignmentFlag.AlignTop)

    def visit(self) -> None:
        if len(self._desk.commands.all()) == self._listed:
            return
        self._listed = len(self._desk.commands.all())
        sides: tuple[list[Line], list[Line]] = [], []
        for lines in self._by_page():
            side = sides[0] if len(sides[0]) <= len(sides[1]) else sides[1]
            side += [Line(""), *lines] if side else lines
        height = row_height(self._desk.theme)
        for (model, view), side in zip(self._columns, sides, strict=True):
            model.show(side)
            view.setFixedHeight(height * len(side))

    def _by_page(self) -> list[list[Line]]:
        """The lines of each page, below its name; what several pages have in common comes once, below all their
        names."""
        titles = {"": self.tr("Everywhere"), **{place.key: place.title for place in places()}}
        pages: dict[Line, list[str]] = {}
        for command in filter(lambda command: command.action.isVisible(), self._desk.commands.all()):
            pages.setdefault(Line(command.action.text(), _keys(command.action)), []).append(command.page)
        found: dict[tuple[str, ...], list[Line]] = {}
        for line, keys in pages.items():
            where = tuple(title for key, title in titles.items() if key in keys)
            found.setdefault(where, [Line(", ".join(where))]).append(line)
        order = list(titles.values())
        return [found[where] for where in sorted(found, key=lambda where: (order.index(where[0]), len(where)))]


def _keys(action: QAction) -> str:
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


def row_height(theme: Theme) -> int:
    return QFontMetrics(theme.font()).height() + GRID // 2


class _Row(ThemedDelegate):
    """An action and, quietly on the right, its keys."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        return QSize(1, row_height(self._theme))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(LineRole)
        colours, font, area = self._theme.colours, self._theme.font(), QRect(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(area, QColor(colours.selected))
        keys = paint_words(painter, area, line.keys, font, colours.muted, right=True)
        room = area.adjusted(0, 0, -keys - GRID, 0)
        paint_words(painter, room, line.words, font, colours.text if line.keys else colours.muted)
        painter.restore()
