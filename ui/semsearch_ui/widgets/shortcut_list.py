"""Every action with its keys, by the page that it belongs to."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from semsearch_ui.commands import Command
from semsearch_ui.desk import Desk
from semsearch_ui.pages.places import places
from semsearch_ui.theme import GRID
from semsearch_ui.widgets.layouts import label, row

LINE = GRID // 4
"""Pixels above and below a line."""


class ShortcutList(QWidget):
    """Two columns, filled as evenly as whole pages allow, each one label: to lay out a hundred takes too long.
    `visit` fills them anew where pages were made since."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._listed = 0
        self._columns = label(wrap=True), label(wrap=True)
        layout = row(self, spacing=4 * GRID)
        for column in self._columns:
            column.setTextFormat(Qt.TextFormat.RichText)
            layout.addWidget(column, 1, Qt.AlignmentFlag.AlignTop)
        desk.theme.changed.connect(self._fill)

    def visit(self) -> None:
        if len(self._desk.commands.all()) != self._listed:
            self._fill()

    def _fill(self) -> None:
        commands = self._desk.commands.all()
        self._listed = len(commands)
        lines: tuple[list[str], list[str]] = [], []
        for title, inside in self._by_page(commands):
            side = lines[0] if len(lines[0]) <= len(lines[1]) else lines[1]
            side.append(self._heading(title, first=not side))
            side += [self._line(command) for command in inside]
        for column, said in zip(self._columns, lines, strict=True):
            column.setText(f'<table width="100%" cellspacing="0" cellpadding="0">{"".join(said)}</table>')

    def _heading(self, title: str, *, first: bool) -> str:
        above = 0 if first else 2 * GRID + LINE
        muted = self._desk.theme.colours.muted
        return f'<tr><td colspan="2" style="color: {muted}; padding: {above}px 0 {LINE}px 0">{escape(title)}</td></tr>'

    def _line(self, command: Command) -> str:
        keys = command.action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        muted, apart = self._desk.theme.colours.muted, f"padding: {LINE}px 0"
        return (
            f'<tr><td style="{apart}">{escape(command.action.text())}</td>'
            f'<td align="right" style="{apart}; color: {muted}; white-space: nowrap">{escape(keys)}</td></tr>'
        )

    def _by_page(self, commands: list[Command]) -> list[tuple[str, list[Command]]]:
        titles = [("", self.tr("Everywhere")), *((place.key, place.title) for place in places())]
        grouped = [(title, [one for one in commands if one.page == key]) for key, title in titles]
        return [(title, inside) for title, inside in grouped if inside]
