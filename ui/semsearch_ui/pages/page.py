"""What a page of the window is."""

from PySide6.QtWidgets import QFrame

from semsearch_ui.desk import Desk
from semsearch_ui.upkeep import Situation


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
