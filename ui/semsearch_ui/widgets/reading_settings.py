"""How files are read: whether text in scans is recognised, and when indexing rests."""

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QWidget

from semsearch.records import Recognition
from semsearch_ui.desk import Desk
from semsearch_ui.operations.reading import Reading
from semsearch_ui.presentation import library_words
from semsearch_ui.theme import BOX, GRID, Theme
from semsearch_ui.widgets.layouts import column, label, row


class ReadingSettings(QWidget):
    """A box for what is not read by default, and what else a person may wonder about."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._reading = Reading(desk.operations)
        self._on = QCheckBox(self.tr("Recognise text in scans and pictures"))
        self._on.clicked.connect(self._switch)
        self._about = label("", "muted", wrap=True, selectable=True)  # it may name a command
        self._waits = QCheckBox(self.tr("Wait with large updates while running on battery"))
        self._waits.setChecked(True)
        self._waits.clicked.connect(self._wait)
        meanwhile = self.tr("A few new messages are indexed at once all the same, and so is what you ask for.")
        layout = column(self, spacing=GRID)
        layout.addWidget(self._on)
        layout.addLayout(_below(desk.theme, self._about))
        layout.addWidget(self._waits)
        layout.addLayout(_below(desk.theme, label(meanwhile, "muted", wrap=True)))

    def visit(self) -> None:
        if self._desk.operations.is_open:
            self._reading.recognition(self._show)
            self._reading.waiting(self._waits.setChecked)

    def _show(self, recognition: Recognition) -> None:
        self._on.setChecked(recognition.on)
        self._on.setEnabled(recognition.on or not recognition.missing)
        missing = library_words.in_words(recognition.missing)
        self._about.setText(
            f"{missing[0].upper()}{missing[1:]}"
            if missing
            else self.tr("In Russian and English, by Tesseract. Each picture is read once, after everything else.")
        )

    def _switch(self, on: bool) -> None:
        def done(recognition: Recognition) -> None:
            self._show(recognition)
            self._desk.upkeep.index_now()

        self._reading.recognise(done, self.visit, on=on)

    def _wait(self, on: bool) -> None:
        self._reading.wait(self._waits.setChecked, self.visit, on=on)


def _below(theme: Theme, hint: QLabel) -> QHBoxLayout:
    """A hint that begins where the words of the box above it begin."""
    line = row()
    line.setContentsMargins(theme.scaled(BOX) + GRID, 0, 0, 0)
    line.addWidget(hint)
    return line
