"""What was done or noticed, told above the lower edge of the page, without moving anything on it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

from semsearch_ui.theme import GRID, Theme
from semsearch_ui.widgets.banner import Banner
from semsearch_ui.widgets.buttons import ThemedButton

SHOWN_MS, UNDO_MS = 6_000, 12_000
"""How long a notice stays, and one that offers a way back."""

WIDEST = 560
"""Pixels."""


class Toast(Banner):
    """Goes away by itself; while the mouse rests on it, it stays."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._page = parent
        self._undo: Callable[[], None] | None = None
        self._undo_button = ThemedButton(self.tr("Undo"), theme, "quiet")
        self._undo_button.clicked.connect(self.take_back)
        self.add(self._undo_button)
        self._fading = QTimer(self, singleShot=True)
        self._fading.timeout.connect(self.dismiss)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        parent.installEventFilter(self)

    @property
    def offers_undo(self) -> bool:
        return self._undo is not None

    def notice(self, heading: str, text: str = "") -> None:
        """Tell what happened."""
        self._tell(heading, text, None, SHOWN_MS)

    def offer_undo(self, done: str, undo: Callable[[], None]) -> None:
        """Say what was done, with a button that takes it back."""
        self._tell(done, "", undo, UNDO_MS)

    def take_back(self) -> None:
        undo = self._undo
        self.dismiss()
        if undo is not None:
            undo()

    def dismiss(self) -> None:
        self._fading.stop()
        self._undo = None
        super().dismiss()

    def _tell(self, heading: str, text: str, undo: Callable[[], None] | None, milliseconds: int) -> None:
        self._undo = undo
        self._undo_button.setVisible(undo is not None)
        self._fading.start(milliseconds)
        self.say(heading, text, kind="notice")
        self._place()
        self.raise_()

    def _place(self) -> None:
        around = self._page.rect()
        width = min(self.unbroken_width(), WIDEST, around.width() - 4 * GRID)
        height = max(self.heightForWidth(width), self.sizeHint().height())
        self.setGeometry((around.width() - width) // 2, around.height() - height - 2 * GRID, width, height)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.HoverEnter:
            self._fading.stop()
        elif event.type() is QEvent.Type.HoverLeave and self.isVisible():
            self._fading.start()
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)
