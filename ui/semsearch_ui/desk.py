"""What every page is given: the theme, the library, the actions, the memory, and a way to reach the other pages."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from semsearch_ui.commands import Commands
from semsearch_ui.memory import Memory
from semsearch_ui.operations.core import Operations
from semsearch_ui.private_files import PrivateFiles
from semsearch_ui.theme import Theme


class Desk(QObject):
    """Signals go to whoever can do it: nobody needs to know another page.

    ``page_wanted`` names a page; ``similar_wanted`` carries a `Hit`, a path or a text whose like is to be found;
    ``search_wanted`` a query; ``folder_wanted`` asks for a folder to search, ``folders_chosen``
    carries some; ``exclusion_wanted`` carries files to leave out, ``excludes_wanted`` a folder with all patterns of
    what is left out of it; ``failed`` and ``noticed`` carry a heading and what to do about it.
    """

    page_wanted = Signal(str)
    similar_wanted = Signal(object)
    search_wanted = Signal(str)
    folder_wanted = Signal()
    folders_chosen = Signal(list)
    index_wanted = Signal()
    history_forgotten = Signal()
    restart_wanted = Signal()
    cancel_wanted = Signal()
    pause_wanted = Signal(bool)
    removal_wanted = Signal(Path)
    retry_wanted = Signal(list)
    exclusion_wanted = Signal(list)
    excludes_wanted = Signal(Path, list)
    failed = Signal(str, str)
    noticed = Signal(str, str)
    undo_offered = Signal(str, object)

    def __init__(self, theme: Theme, operations: Operations, memory: Memory) -> None:
        super().__init__(theme)
        self.theme = theme
        self.operations = operations
        self.memory = memory
        self.commands = Commands(theme)
        self.private_files = PrivateFiles()
        operations.failed.connect(self.failed)

    def offer_undo(self, done: str, undo: Callable[[], None]) -> None:
        """Say what was `done`, with a button that takes it back."""
        self.undo_offered.emit(done, undo)
