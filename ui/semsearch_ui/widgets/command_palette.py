"""Ctrl+K: every action of the window, found by a few letters of what people call it."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from semsearch_ui.commands import Command
from semsearch_ui.desk import Desk
from semsearch_ui.models import Index
from semsearch_ui.presentation.palette_match import matching
from semsearch_ui.theme import GRID
from semsearch_ui.widgets.action_list import ActionList, CommandRole
from semsearch_ui.widgets.layouts import column, label

WIDTH, MOST_SHOWN = 560, 10
"""Pixels, and actions before the list scrolls."""


class CommandPalette(QDialog):
    """A field and a list below it. What is chosen happens after the palette has closed."""

    def __init__(self, owner: QWidget, desk: Desk) -> None:
        super().__init__(owner)
        self.setWindowFlags(Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setProperty("look", "palette")
        self.setWindowTitle(self.tr("All actions"))  # for screen readers
        self._owner = owner
        self._desk = desk
        self._opening = desk.commands.add(owner, self.tr("All actions…"), "Ctrl+K", self.ask, icon="more")
        self._field = QLineEdit()
        self._field.setPlaceholderText(self.tr("What do you want to do?"))
        self._field.setAccessibleName(self.tr("Find an action"))
        self._offered: list[Command] = []
        self._list = ActionList(desk.theme, self.tr("Actions"), GRID + GRID // 4)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.clicked.connect(self._take)
        self._field.textChanged.connect(self._narrow)
        self._field.returnPressed.connect(lambda: self._take(self._list.currentIndex()))
        self._field.installEventFilter(self)
        self._nothing = label(self.tr("No action matches"), "muted")
        self._nothing.setContentsMargins(GRID, 0, GRID, GRID)
        layout = column(self, margin=GRID, spacing=GRID)
        layout.addWidget(self._field)
        layout.addWidget(self._list, 1)
        layout.addWidget(self._nothing)

    def ask(self) -> None:
        """Open over the window, with what can be done right now, but for opening it."""
        here = self._owner
        self._offered = [one for one in self._desk.commands.offered() if one.action is not self._opening]
        self._field.clear()
        width = min(WIDTH, here.width() - 4 * GRID)
        self.setFixedWidth(width)
        self._narrow("")
        corner = here.mapToGlobal(here.rect().topLeft())
        self.move(corner.x() + (here.width() - width) // 2, corner.y() + 8 * GRID)
        self.open()
        self._field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            moves = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
            step = moves.get(Qt.Key(event.key()))
            if step is not None:
                self._list.go_to(self._list.currentIndex().row() + step)
                return True
        return super().eventFilter(watched, event)

    def _narrow(self, typed: str) -> None:
        self._list.clear()
        for at in matching(typed, [f"{command.action.text()} {command.also}" for command in self._offered]):
            self._list.add_action(self._offered[at], icon=True)
        self._list.go_to(0)
        rows = self._list.count
        self._list.setVisible(rows > 0)
        self._nothing.setVisible(rows == 0)
        room = max(0, self._owner.height() - 16 * GRID - self._field.sizeHint().height())
        self._list.setFixedHeight(min(min(rows, MOST_SHOWN) * self._list.row_height, room))
        self.setFixedHeight(self.sizeHint().height())

    def _take(self, index: Index) -> None:
        command = index.data(CommandRole)
        self.close()
        if isinstance(command, Command):
            if command.page and not command.in_view:
                self._desk.page_wanted.emit(command.page)
            command.action.trigger()
