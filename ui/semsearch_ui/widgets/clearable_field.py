"""A line to type in, with a cross that clears it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from semsearch_ui.theme import GRID, Theme
from semsearch_ui.widgets.buttons import ThemedIcon, ThemedToolButton
from semsearch_ui.widgets.layouts import row


class ClearableField(QLineEdit):
    """May have a drawing before the text. Both are as large as the letters ask for, where what `QLineEdit.addAction`
    shows has one size for all."""

    def __init__(self, theme: Theme, icon: str = "") -> None:
        super().__init__()
        self._cross = ThemedToolButton(self.tr("Clear"), theme, "close")
        self._cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._cross.setCursor(Qt.CursorShape.ArrowCursor)
        self._cross.clicked.connect(self.clear)
        self._cross.hide()
        inside = row(self, spacing=0)
        inside.setContentsMargins(GRID, 0, GRID // 2, 0)
        before = 0
        if icon:
            drawing = ThemedIcon(theme, icon)
            drawing.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            before = drawing.width() + GRID // 2
            inside.addWidget(drawing)
        inside.addStretch(1)
        inside.addWidget(self._cross)
        self.setTextMargins(before, 0, self._cross.sizeHint().width(), 0)
        self.textChanged.connect(self._offer_to_clear)

    def write(self, text: str) -> None:
        """Put `text` into the field without anybody being told that it was typed."""
        self.blockSignals(True)
        self.setText(text)
        self.blockSignals(False)
        self._offer_to_clear()

    def _offer_to_clear(self) -> None:
        self._cross.setVisible(bool(self.text()))
