"""Documents in a list, and the one that is chosen beside or below it, to be read; found, or without a question."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from semsearch.records import Hit
from semsearch_ui.desk import Desk
from semsearch_ui.presentation.arranging import Row
from semsearch_ui.presentation.trail import Question
from semsearch_ui.theme import GRID
from semsearch_ui.widgets.elided_label import ElidedLabel
from semsearch_ui.widgets.hit_actions import HitActions
from semsearch_ui.widgets.layouts import column, frame, row
from semsearch_ui.widgets.message_preview import MessagePreview
from semsearch_ui.widgets.results_view import ResultsView

LEAST = 240
"""Pixels of width of the list, and of what is read."""

SHARES, SHARES_BELOW = [420, 580], [500, 500]
"""How the list and what is read beside or below it share the room, unless a person has moved what divides them."""


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
            self.setSizes(SHARES if beside else SHARES_BELOW)

    def _read_on(self, back: bool) -> None:
        if not self.preview.read_on(back=back):
            self.results.step(-1 if back else 1)


class DocumentsReader(Reader):
    """Without relevance and reasons, and with a line that tells what is listed. Similar ones are looked for on the
    search page."""

    def __init__(self, desk: Desk, owner: QWidget, page: str) -> None:
        actions = HitActions(owner, desk, page)
        actions.search_elsewhere()
        self._about = ElidedLabel("muted")
        heading = QWidget()
        line = row(heading)
        line.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        line.addWidget(self._about)
        super().__init__(desk, actions, page, heading)
        self.read_beside(beside=False)
        self.results.current_hit.connect(lambda hit: self.preview.read(hit, Question()))
        self.preview.similar_to_text.connect(desk.similar_wanted.emit)

    def say(self, about: str) -> None:
        """Tell what is listed, before it is there."""
        self._about.say(about)

    def show_documents(self, hits: Sequence[Hit]) -> None:
        self.results.show_rows([Row(hit, ranked=False) for hit in hits], same_question=False)
