"""Every action with its keys, by the page that it belongs to."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QWidget

from semsearch_ui.commands import Command
from semsearch_ui.desk import Desk
from semsearch_ui.theme import GRID
from semsearch_ui.widgets.action_list import ActionList
from semsearch_ui.widgets.layouts import row


class ShortcutList(QWidget):
    """Two columns, filled as evenly as whole pages allow. `visit` fills them anew where pages were made since."""

    def __init__(self, desk: Desk, titles: Mapping[str, str]) -> None:
        """`titles` are those of the pages, by their names."""
        super().__init__()
        self._desk = desk
        self._titles = {"": self.tr("Everywhere"), **titles}
        self._listed = 0
        self._columns = [ActionList(desk.theme, self.tr("Shortcuts"), GRID // 4) for _ in range(2)]
        layout = row(self, spacing=3 * GRID)
        for listed in self._columns:
            listed.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
            listed.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            layout.addWidget(listed, 1, Qt.AlignmentFlag.AlignTop)

    def visit(self) -> None:
        if len(self._desk.commands.all()) == self._listed:
            return
        self._listed = len(self._desk.commands.all())
        for listed in self._columns:
            listed.clear()
        for heading, commands in self._by_page():
            shorter = min(self._columns, key=lambda listed: listed.count)
            if shorter.count:
                shorter.add_heading("")
            shorter.add_heading(heading)
            for command in commands:
                shorter.add_action(command, icon=False)
        for listed in self._columns:
            listed.setFixedHeight(listed.row_height * listed.count)

    def _by_page(self) -> list[tuple[str, list[Command]]]:
        """What can be done on each page, below its name; what several pages have in common comes once, below all their
        names."""
        pages: dict[tuple[str, str], list[Command]] = {}
        for command in filter(lambda command: command.action.isVisible(), self._desk.commands.all()):
            pages.setdefault((command.action.text(), command.keys), []).append(command)
        found: dict[tuple[str, ...], list[Command]] = {}
        for alike in pages.values():
            where = tuple(title for key, title in self._titles.items() if key in {command.page for command in alike})
            found.setdefault(where, []).append(alike[0])
        order = list(self._titles.values())
        ordered = sorted(found, key=lambda where: (order.index(where[0]), len(where)))
        return [(", ".join(where), found[where]) for where in ordered]
