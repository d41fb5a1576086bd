"""Every action with its keys, by the page that it belongs to."""

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QWidget

from semsearch_ui.commands import Command
from semsearch_ui.desk import Desk
from semsearch_ui.pages.places import places
from semsearch_ui.theme import GRID
from semsearch_ui.widgets.layouts import label


class ShortcutList(QWidget):
    """Two columns, filled as evenly as whole pages allow. `visit` fills it anew where pages were made since."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._listed = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(3 * GRID)
        self._grid.setVerticalSpacing(GRID // 2)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(2, 1)

    def visit(self) -> None:
        commands = self._desk.commands.all()
        if len(commands) == self._listed:
            return
        self._listed = len(commands)
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        used = [0, 0]
        for title, inside in self._by_page(commands):
            side = 0 if used[0] <= used[1] else 1
            self._grid.addWidget(label(title, "name"), used[side], 2 * side)
            for at, command in enumerate(inside, used[side] + 1):
                keys = command.action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
                self._grid.addWidget(label(command.action.text(), wrap=True), at, 2 * side)
                self._grid.addWidget(label(keys, "muted"), at, 2 * side + 1)
            used[side] += len(inside) + 1

    def _by_page(self, commands: list[Command]) -> list[tuple[str, list[Command]]]:
        titles = [("", self.tr("Everywhere")), *((place.key, place.title) for place in places())]
        grouped = [(title, [one for one in commands if one.page == key]) for key, title in titles]
        return [(title, inside) for title, inside in grouped if inside]
