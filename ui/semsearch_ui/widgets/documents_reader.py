"""Documents that no question has found, to be read."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from semsearch.records import Hit
from semsearch_ui.desk import Desk
from semsearch_ui.hit_actions import HitActions
from semsearch_ui.presentation.arranging import Row
from semsearch_ui.presentation.trail import Question
from semsearch_ui.theme import GRID
from semsearch_ui.widgets.elided_label import ElidedLabel
from semsearch_ui.widgets.layouts import row
from semsearch_ui.widgets.reader import Reader


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
        self.setOrientation(Qt.Orientation.Vertical)
        self.results.current_hit.connect(lambda hit: self.preview.read(hit, Question()))
        self.preview.similar_to_text.connect(desk.similar_wanted.emit)

    def say(self, about: str) -> None:
        """Tell what is listed, before it is there."""
        self._about.say(about)

    def show_documents(self, hits: Sequence[Hit]) -> None:
        self.results.show_rows([Row(hit, ranked=False) for hit in hits], same_question=False)
