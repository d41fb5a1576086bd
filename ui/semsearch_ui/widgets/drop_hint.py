"""What will become of files that are held over the window."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from semsearch_ui.theme import GRID, Theme
from semsearch_ui.widgets.buttons import ThemedIcon
from semsearch_ui.widgets.layouts import column, label


class DropHint(QFrame):
    """Lies over a page while something is held over it; nothing below moves."""

    def __init__(self, theme: Theme, page: QWidget) -> None:
        super().__init__(page)
        self.setProperty("look", "drop")
        self._page = page
        self._icon = ThemedIcon(theme, "similar", 40)
        self._words = label("", "section", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout = column(self, margin=4 * GRID, spacing=2 * GRID)
        layout.addStretch(2)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self._words)
        layout.addStretch(3)
        self.hide()

    def offer(self, icon: str, words: str) -> None:
        self._icon.show_icon(icon)
        self._words.setText(words)
        self.setGeometry(self._page.rect().adjusted(GRID, GRID, -GRID, -GRID))
        self.raise_()
        self.show()
