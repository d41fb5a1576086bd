"""Documents in a list, and the one that is chosen beside or below it, to be read."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from semsearch_ui.desk import Desk
from semsearch_ui.hit_actions import HitActions
from semsearch_ui.widgets.layouts import column, frame
from semsearch_ui.widgets.message_preview import MessagePreview
from semsearch_ui.widgets.results_view import ResultsView

LEAST = 240
"""Pixels of width of the list, and of what is read."""

SHARES = [420, 580]
"""How the list and what is read share the room, unless a person has moved what divides them."""


class Reader(QSplitter):
    """Enter leads from the list into the document, the blank through it and on to the next one."""

    def __init__(self, desk: Desk, actions: HitActions, page: str, heading: QWidget | None = None) -> None:
        """`heading` stands above the list."""
        super().__init__()
        self.results = ResultsView(desk.theme, actions)
        self.preview = MessagePreview(desk, actions, page)
        self.results.opened.connect(self.preview.focus)
        self.results.read_on.connect(self._read_on)
        listed = frame("reader")
        inner = column(listed, spacing=0)
        if heading is not None:
            inner.addWidget(heading)
            inner.addWidget(frame("rule"))
        inner.addWidget(self.results, 1)
        self.setChildrenCollapsible(False)
        for at, part in enumerate((listed, self.preview)):
            part.setMinimumWidth(LEAST)
            self.addWidget(part)
            self.setStretchFactor(at, SHARES[at])

    def read_beside(self, *, beside: bool) -> None:
        """Read beside the list where there is room for that, else below it."""
        arrangement = Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical
        if arrangement != self.orientation():
            self.setOrientation(arrangement)
            self.setSizes(SHARES)

    def _read_on(self, back: bool) -> None:
        if not self.preview.read_on(back=back):
            self.results.step(-1 if back else 1)
