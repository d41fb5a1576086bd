"""The actions that fit what is typed, as a list with their shortcuts."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeySequence

from semsearch_ui.commands import Command
from semsearch_ui.models import Index
from semsearch_ui.presentation.palette_match import matching

CommandRole = Qt.ItemDataRole.UserRole + 1
KeysRole = Qt.ItemDataRole.UserRole + 2


class CommandsModel(QAbstractListModel):
    """One row for each action: its name, its icon, and by `KeysRole` its shortcut."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._commands: list[Command] = []
        self._shown: list[Command] = []

    def offer(self, commands: list[Command]) -> None:
        """Choose among these from now on."""
        self._commands = commands
        self.narrow("")

    def narrow(self, typed: str) -> None:
        """Keep those that fit, the best first."""
        self.beginResetModel()
        names = [command.action.text() for command in self._commands]
        self._shown = [self._commands[at] for at in matching(typed, names)]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        command = self._shown[index.row()]
        keys = command.action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return command.action.text()
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{command.action.text()}, {keys}" if keys else command.action.text()
            case Qt.ItemDataRole.DecorationRole:
                return command.action.icon()
            case _ if role == CommandRole:
                return command
            case _ if role == KeysRole:
                return keys
        return None
