"""Where a link really leads, before it opens."""

from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel, QWidget

from semsearch_ui.presentation.message import breakable
from semsearch_ui.theme import GRID
from semsearch_ui.widgets.dialogs import ask

OPENABLE = frozenset({"http", "https", "mailto"})

translate = QCoreApplication.translate


def ask_about(link: QUrl, owner: QWidget) -> None:
    """Tell where a link leads, and open it only on the person's word; what is no page or address is never opened."""
    title = translate("Links", "Open this link?")
    target = breakable(link.toString(QUrl.ComponentFormattingOption.FullyEncoded)[:500])
    if link.scheme().lower() in OPENABLE:
        said = translate("Links", "The link leads to %1").replace("%1", link.host() or link.path())
        ask(owner, title, said, target, translate("Links", "Open"), lambda: QDesktopServices.openUrl(link))
    else:
        said = translate("Links", "This link is not opened, because it does not lead to a web page or an address.")
        ask(owner, title, said, target, "", None)


class LinkTarget(QLabel):
    """Where the link under the mouse leads, in the lower corner of what is read, over it: nothing moves for it."""

    def __init__(self, reader: QWidget) -> None:
        super().__init__(reader)
        self._reader = reader
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("look", "target")
        self.hide()

    def tell(self, target: str) -> None:
        """Show the target of a link; an empty one hides it again."""
        room = self._reader.size()
        self.setText(self.fontMetrics().elidedText(target, Qt.TextElideMode.ElideMiddle, room.width() - 8 * GRID))
        self.adjustSize()
        self.move(GRID, room.height() - self.height() - GRID)
        self.setVisible(bool(target))
