"""What a page of the window is."""

from dataclasses import dataclass

from PySide6.QtWidgets import QFrame

from semsearch_ui.desk import Desk
from semsearch_ui.operations.sourcing import Catalogue


@dataclass(frozen=True, slots=True)
class Situation:
    """What there is to search, whether more is being read right now and how long that still takes, as far as anybody
    knows, whether changes will be noticed, and why they wait for now: such as that the computer runs on battery."""

    catalogue: Catalogue
    indexing: bool = False
    watching: bool = False
    seconds_left: float | None = None
    resting: str = ""


class Page(QFrame):
    """A page beside the sidebar. It is made when it is first needed, and told what changes from then on."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("look", "page")
        self.desk = desk
        self.theme = desk.theme

    def visit(self) -> None:
        """The page comes into view: take the focus, look again if something changed."""

    def leave(self) -> None:
        """The window closes: remember what should be as it was next time."""

    def know(self, situation: Situation) -> None:
        """Learn what there is to search; also told to a page that was just made."""

    def outdated(self) -> None:
        """What is indexed has changed."""
