"""Everything a person can do in the window, by name: each with a shortcut, an icon, and a line in the palette."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from semsearch_ui.theme import Theme


def keys_of(action: QAction) -> str:
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


@dataclass(frozen=True, slots=True)
class Command:
    """``page`` is the page that it belongs to, "" where it works everywhere; ``on_selection`` whether it is about what
    is selected there, or being read; ``also`` other words that people call it by."""

    action: QAction
    page: str
    on_selection: bool
    also: str

    @property
    def keys(self) -> str:
        """Its shortcut, as people read it."""
        return keys_of(self.action)

    @property
    def in_view(self) -> bool:
        """Whether the part of the window that it belongs to is seen."""
        owner = self.action.parent()
        return isinstance(owner, QWidget) and owner.isVisible()


class Commands(QObject):
    """Where actions are registered, so that the palette and the list of shortcuts know them all."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._theme = theme
        self._commands: list[Command] = []

    def add(
        self,
        owner: QWidget,
        text: str,
        keys: str,
        slot: Callable[[], object],
        *,
        icon: str = "right",
        page: str = "",
        on_selection: bool = False,
        also: str = "",
    ) -> QAction:
        """Register an action: `text` as people read it, `keys` as in "Ctrl+Shift+F".

        Where `page` is given the shortcut works in `owner` and its children only, so that two pages may use the same
        one, and the palette goes to that page first; what is done with a selection it offers there only. It finds the
        action by the words of `also` too. The action lives as long as `owner`.
        """
        action = QAction(text, owner)
        action.setShortcut(QKeySequence(keys))
        everywhere, here = Qt.ShortcutContext.WindowShortcut, Qt.ShortcutContext.WidgetWithChildrenShortcut
        action.setShortcutContext(here if page else everywhere)
        action.setIcon(self._theme.icon(icon))
        action.triggered.connect(lambda _checked=False: slot())
        owner.addAction(action)
        command = Command(action, page, on_selection, also)
        self._commands.append(command)
        action.destroyed.connect(lambda: self._forget(command))
        return action

    def all(self) -> list[Command]:
        """In the order in which they were registered."""
        return list(self._commands)

    def offered(self) -> list[Command]:
        """What can be done right now, first on the page in view, and nothing with what is selected out of view. Of what
        pages have in common, that of the one in view, else the first."""
        named: dict[str, Command] = {}
        for command in self._commands:
            name, seen = command.action.text(), command.in_view
            if command.action.isEnabled() and (seen or not (command.on_selection or name in named)):
                named[name] = command
        return sorted(named.values(), key=lambda command: not (command.page and command.in_view))

    def _forget(self, command: Command) -> None:
        if command in self._commands:
            self._commands.remove(command)
