"""What was done or noticed, told above the lower edge of the page, without moving anything on it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from semsearch_ui.theme import GRID, Theme
from semsearch_ui.widgets.banner import Banner
from semsearch_ui.widgets.buttons import ThemedButton

SHOWN_MS, UNDO_MS = 6_000, 12_000
"""How long a notice stays, and an offer of a way back."""

WIDEST = 560
"""Pixels."""


class Toast(Banner):
    """Goes away by itself; while the mouse rests on it, or it has the focus, it stays."""

    def __init__(self, theme: Theme, page: QWidget, above: "Toast | None" = None) -> None:
        """Stands `above` another one, while that is there."""
        super().__init__(theme, page)
        self._page, self._above = page, above
        self._fading = QTimer(self, singleShot=True)
        self._fading.timeout.connect(self._fade)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        page.installEventFilter(self)
        if above is not None:
            above.shown.connect(self._place)

    def notice(self, heading: str, text: str = "") -> None:
        """Tell what happened."""
        self._tell(heading, text, SHOWN_MS)

    def dismiss(self) -> None:
        self._fading.stop()
        super().dismiss()

    def _tell(self, heading: str, text: str, milliseconds: int) -> None:
        self._fading.start(milliseconds)
        self.say(heading, text, kind="notice")
        self._place()
        self.raise_()

    def _fade(self) -> None:
        if self.isAncestorOf(self.window().focusWidget()):
            self._fading.start()
        else:
            self.dismiss()

    def _place(self) -> None:
        self.setGeometry(self.area())

    def area(self) -> QRect:
        """Where on the page it stands."""
        around, bottom = self._page.width(), self._page.height() - 2 * GRID
        if self._above is not None and not self._above.isHidden():
            bottom = self._above.area().top() - GRID
        width = min(self.unbroken_width(), WIDEST, around - 4 * GRID)
        height = max(self.heightForWidth(width), self.sizeHint().height())
        return QRect((around - width) // 2, bottom - height, width, height)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._place()  # before the mouse could enter it elsewhere

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


@dataclass(frozen=True, eq=False, slots=True)
class _Deed:
    """What was ``done``, and what takes it back."""

    done: str
    undo: Callable[[], None]


class UndoToast(Toast):
    """Says what was done last, and offers to take it back, then what was done before. It goes away, but not what can be
    taken back, of which there is some if ``offers`` says so; ``taken_back`` says what is being. Notices stand above it
    and leave it there."""

    offers = Signal(bool)
    taken_back = Signal(str)

    def __init__(self, theme: Theme, page: QWidget) -> None:
        super().__init__(theme, page)
        self._deeds: list[_Deed] = []
        button = ThemedButton(self.tr("Undo"), theme, "quiet")
        button.clicked.connect(self.take_back)
        self.add(button)

    def offer(self, done: str, undo: Callable[[], None]) -> None:
        """Say what was done, with a button that takes it back."""
        self._deeds.append(_Deed(done, undo))
        self.offers.emit(True)
        self._tell(done, "", UNDO_MS)

    def take_back(self) -> None:
        """Take back what was done last."""
        if self._deeds:
            self._undo(self._deeds[-1])

    def take_back_by(self, undo: Callable[[], None]) -> None:
        """Take back the last of what `undo` takes back, also where that was not offered."""
        deed = next((deed for deed in reversed(self._deeds) if deed.undo == undo), None)
        if deed is None:
            undo()
        else:
            self._undo(deed)

    def _undo(self, deed: _Deed) -> None:
        self._deeds.remove(deed)
        self.offers.emit(bool(self._deeds))
        if self._deeds:
            self._tell(self.tr("Before that: %1").replace("%1", self._deeds[-1].done), "", UNDO_MS)
        else:
            self.dismiss()
        self.taken_back.emit(deed.done)
        deed.undo()
