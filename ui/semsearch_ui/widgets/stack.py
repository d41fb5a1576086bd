"""Widgets of which one is seen."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedLayout, QWidget


class Stack(QFrame):
    """As a `QStackedWidget`, but a frame for screen readers. Of Qt's they say "layered pane" whenever the focus comes
    in, before what it comes to. ``turned`` says that another one is seen."""

    turned = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._stack = QStackedLayout(self)
        self._stack.currentChanged.connect(lambda _: self.turned.emit())

    def addWidget(self, widget: QWidget) -> None:
        self._stack.addWidget(widget)

    def currentIndex(self) -> int:
        return self._stack.currentIndex()

    def currentWidget(self) -> QWidget | None:
        return self._stack.currentWidget()

    def setCurrentIndex(self, index: int) -> None:
        self._stack.setCurrentIndex(index)

    def setCurrentWidget(self, widget: QWidget) -> None:
        self._stack.setCurrentWidget(widget)
