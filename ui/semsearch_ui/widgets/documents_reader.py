"""Documents in a list, and the one that is chosen beside or below it, to be read."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from semsearch.records import Hit
from semsearch_ui.desk import Desk
from semsearch_ui.hit_actions import HitActions
from semsearch_ui.presentation.arranging import Row
from semsearch_ui.presentation.trail import Question
from semsearch_ui.theme import GRID
from semsearch_ui.widgets.layouts import column, frame, row
from semsearch_ui.widgets.message_header import ElidedLabel
from semsearch_ui.widgets.message_preview import MessagePreview
from semsearch_ui.widgets.results_view import ResultsView

LEAST = 240
"""Pixels of width of the list, and of what is read."""


class DocumentsReader(QSplitter):
    """What no question has found: without relevance and reasons. Similar ones are looked for on the search page."""

    def __init__(self, desk: Desk, owner: QWidget, page: str) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._actions = HitActions(owner, desk, page)
        for wanted in (self._actions.find_similar, self._actions.more_like):
            wanted.connect(desk.similar_wanted.emit)
        self._actions.less.setVisible(False)
        self._results = ResultsView(desk.theme, self._actions)
        self._preview = MessagePreview(desk, self._actions, page)
        self._preview.similar_to_text.connect(desk.similar_wanted.emit)
        self._results.current_hit.connect(lambda hit: self._preview.read(hit, Question()))
        self._results.read_on.connect(self._read_on)
        self._results.opened.connect(self._preview.setFocus)
        self._about = ElidedLabel()
        self._about.setProperty("look", "muted")
        self._build()

    def say(self, about: str) -> None:
        """Tell what is listed, before it is there."""
        self._about.say(about)

    def show_documents(self, hits: Sequence[Hit]) -> None:
        self._results.show_rows([Row(hit, ranked=False) for hit in hits], same_question=False)

    def read_beside(self, beside: bool) -> None:
        """Read beside the list where there is room for that, else below it."""
        arrangement = Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical
        if arrangement != self.orientation():
            self.setOrientation(arrangement)
            self.setSizes([420, 580])

    def _read_on(self, back: bool) -> None:
        if not self._preview.read_on(back=back):
            self._results.step(-1 if back else 1)

    def _build(self) -> None:
        listed = frame("reader")
        head = row(spacing=GRID)
        head.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        head.addWidget(self._about, 1)
        inner = column(listed, spacing=0)
        inner.addLayout(head)
        inner.addWidget(frame("rule"))
        inner.addWidget(self._results, 1)
        self.setChildrenCollapsible(False)
        for part in (listed, self._preview):
            part.setMinimumWidth(LEAST)
            self.addWidget(part)
