"""What every page is given: the theme, the library, what keeps it up to date, the actions, the memory, and a way to
reach the other pages and the person."""

from PySide6.QtCore import QObject, Signal

from semsearch_ui.commands import Commands
from semsearch_ui.index_process import IndexProcess
from semsearch_ui.memory import Memory
from semsearch_ui.operations.core import Operations
from semsearch_ui.private_files import PrivateFiles
from semsearch_ui.theme import Theme
from semsearch_ui.upkeep import Upkeep


class Desk(QObject):
    """Signals go to whoever can do it: nobody needs to know another page.

    ``page_wanted`` names a page; ``similar_wanted`` carries a `Hit`, paths or a text whose like is to be found;
    ``folder_wanted`` asks the person for a folder to search, ``restart_wanted`` for the window to be built anew;
    ``history_forgotten`` says that earlier questions are to be offered no more. ``failed`` and ``noticed`` carry a
    heading and what to do about it, ``undo_offered`` what was done and how to take it back; ``undo_wanted`` carries
    how that a page has a key for, so that it is offered no more.
    """

    page_wanted = Signal(str)
    similar_wanted = Signal(object)
    folder_wanted = Signal()
    restart_wanted = Signal()
    history_forgotten = Signal()
    failed = Signal(str, str)
    noticed = Signal(str, str)
    undo_offered = Signal(str, object)
    undo_wanted = Signal(object)

    def __init__(self, theme: Theme, operations: Operations, memory: Memory) -> None:
        super().__init__(theme)
        self.theme = theme
        self.operations = operations
        self.memory = memory
        self.commands = Commands(theme)
        self.private_files = PrivateFiles()
        self.upkeep = Upkeep(operations, IndexProcess(operations.home))
        operations.failed.connect(self.failed)
        self.upkeep.failed.connect(self.failed)
        self.upkeep.noticed.connect(self.noticed)
        self.upkeep.undo_offered.connect(self.undo_offered)
