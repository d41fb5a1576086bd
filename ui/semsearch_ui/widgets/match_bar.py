"""Which of the marked words is shown, and the way to the next and the previous one."""

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from semsearch.records import Span
from semsearch_ui.desk import Desk
from semsearch_ui.presentation import counts
from semsearch_ui.theme import GRID
from semsearch_ui.widgets.buttons import ActionToolButton
from semsearch_ui.widgets.layouts import label, row


class MatchBar(QWidget):
    """``moved`` carries the place to bring into view."""

    moved = Signal(object)

    def __init__(self, desk: Desk, owner: QWidget, page: str) -> None:
        super().__init__()
        self._places: list[Span] = []
        self._at = -1
        self._said = label("", "muted")
        add = partial(desk.commands.add, owner, page=page, on_selection=True)
        following = add(self.tr("Next match"), "F3", lambda: self._step(1), icon="down")
        previous = add(self.tr("Previous match"), "Shift+F3", lambda: self._step(-1), icon="up")
        self._steps = (previous, following)
        layout = row(self, spacing=GRID // 2)
        layout.addWidget(self._said)
        for action, icon in ((previous, "up"), (following, "down")):
            layout.addWidget(ActionToolButton(action, desk.theme, icon))
        self.show_places([], 0, counted=False)

    def show_places(self, places: list[Span], first: int, *, counted: bool) -> None:
        """Begin with `first` of `places`; they are counted where they are words, and not a passage."""
        self._places, self._at = places, first
        self.setVisible(counted and len(places) > 0)
        for step in self._steps:
            step.setEnabled(len(places) > 0)
        if places:
            self._go()

    def _step(self, by: int) -> None:
        if self._places:
            self._at = (self._at + by) % len(self._places)
            self._go()

    def _go(self) -> None:
        said = self.tr("%1 of %2").replace("%1", counts.number(self._at + 1))
        self._said.setText(said.replace("%2", counts.number(len(self._places))))
        place = self._places[self._at]
        # The text is laid out when the events that wait have been handled.
        QTimer.singleShot(0, self, lambda: self.moved.emit(place))
