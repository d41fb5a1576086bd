"""Along the bottom of every page while something is being indexed, or written for the person."""

from time import monotonic

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QProgressBar

from semsearch.progress import Step
from semsearch_ui.presentation.pace import Pace
from semsearch_ui.theme import GRID, Theme
from semsearch_ui.widgets.buttons import ThemedButton
from semsearch_ui.widgets.layouts import column, label, row

PARTS = 1000
SHOWN_AFTER_MS = 800
"""A shorter run, such as that over one new mail, is not worth a moving picture."""


class ProgressStrip(QFrame):
    """What is being done, how much of it, how fast, how long still; and a way to stop indexing. While what the person
    asked for is written, for which indexing makes way, it tells of that."""

    cancel = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("look", "strip")
        self._pace = Pace()
        self._indexing = self._writing = False
        self._phase = label("", "strong")
        self._detail = label("", "muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Indexing progress"))
        self._cancel = ThemedButton(self.tr("Cancel"), theme)
        self._cancel.setAccessibleName(self.tr("Cancel indexing"))
        self._cancel.clicked.connect(self.cancel)
        room = self._cancel.sizePolicy()
        room.setRetainSizeWhenHidden(True)  # or the page above would move
        self._cancel.setSizePolicy(room)
        words = row(spacing=2 * GRID)
        words.addWidget(self._phase)
        words.addWidget(self._detail, 1)
        lines = column(spacing=GRID)
        lines.addLayout(words)
        lines.addWidget(self._bar)
        layout = row(self, spacing=3 * GRID)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.addLayout(lines, 1)
        layout.addWidget(self._cancel)
        self._appearing = QTimer(self, singleShot=True, interval=SHOWN_AFTER_MS)
        self._appearing.timeout.connect(self.show)
        self.hide()

    def begin(self) -> None:
        self._indexing = True
        self._start()

    def end(self) -> None:
        self._indexing = False
        self._start()

    def make_way(self) -> None:
        """Something is to be written, for which indexing waits."""
        self._writing = True
        self._start()

    def go_on(self) -> None:
        """It is written."""
        if self._writing:
            self._writing = False
            self._start()

    def follow(self, step: Step) -> None:
        standing = self._pace.at(step, monotonic())
        if not self._cancel.isEnabled():
            return
        self._phase.setText(standing.phase)
        self._detail.setText(standing.detail)
        if standing.fraction is None:
            self._bar.setRange(0, 0)
        else:
            self._bar.setRange(0, PARTS)
            self._bar.setUpdatesEnabled(False)  # or Qt paints at once, and with it whatever else waits to be painted
            self._bar.setValue(round(PARTS * standing.fraction))
            self._bar.setUpdatesEnabled(True)

    def _start(self) -> None:
        """Tell what is under way, of which there are no steps yet."""
        if not (self._indexing or self._writing):
            self._appearing.stop()
            self.hide()
            return
        self._pace = Pace()
        self._cancel.setEnabled(True)
        self._cancel.setHidden(self._writing)
        waits = self._indexing and self._writing
        self._phase.setText(
            self.tr("Indexing waits") if waits else self.tr("Saving") if self._writing else self.tr("Starting")
        )
        self._detail.setText(self.tr("What you asked for is done first.") if waits else "")
        self._bar.setRange(0, 0)
        self._appearing.start()

    def stopping(self) -> None:
        self._cancel.setEnabled(False)
        self._phase.setText(self.tr("Stopping"))
        self._detail.setText(self.tr("What was done is kept."))
