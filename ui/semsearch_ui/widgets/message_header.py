"""Who wrote what to whom, when, and where it lies."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from semsearch.records import Attached, Document
from semsearch_ui.presentation import counts, dates, paths, people
from semsearch_ui.presentation.facts import joined
from semsearch_ui.theme import GRID, Theme
from semsearch_ui.widgets.attachment_bar import FEW, MOST, AttachmentBar
from semsearch_ui.widgets.elided_label import ElidedLabel
from semsearch_ui.widgets.layouts import label

SPARED: tuple[tuple[str, ...], ...] = ((), ("labels", "path"), ("labels", "path", "to"))
"""What a header leaves out where there is little room, less and less of it."""

ALL_SPARED = (*SPARED[-1], "from", "date")
"""Where there is hardly any: the list says it as well."""


class MessageHeader(QFrame):
    """The lines above a message; those with nothing to say are not there."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._spared: Collection[str] = SPARED[0]
        self.attachments = AttachmentBar(theme)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID // 2)
        grid.setColumnStretch(1, 1)
        self._lines: dict[str, tuple[QLabel, QWidget]] = {}
        self._said: dict[str, str] = {}
        self._attached: Sequence[Attached] = ()
        for row, (key, name) in enumerate(
            (
                ("from", self.tr("From")),
                ("to", self.tr("To")),
                ("date", self.tr("Date")),
                ("labels", self.tr("Labels")),
                ("attachments", self.tr("Attached")),
                ("path", self.tr("File")),
            )
        ):
            mode = Qt.TextElideMode.ElideMiddle if key == "path" else Qt.TextElideMode.ElideRight
            value = self.attachments if key == "attachments" else ElidedLabel(mode=mode)
            self._lines[key] = label(name, "name", selectable=True), value
            for at, widget in enumerate(self._lines[key]):
                grid.addWidget(widget, row, at)
        attached, _ = self._lines["attachments"]
        attached.setContentsMargins(0, GRID // 2, 0, 0)  # beside the words on the first line of buttons
        grid.setAlignment(attached, Qt.AlignmentFlag.AlignTop)

    def show_document(self, document: Document, attachments: Sequence[Attached] = ()) -> None:
        place = paths.located(document.path, document.part)
        self._said = {
            "from": document.sender,
            "to": people.names_of(document.recipients),
            "date": dates.in_full(document.date, dates.local_now()),
            "labels": ", ".join(document.labels),
            "attachments": ", ".join(one.name for one in attachments),
            "path": joined(place, counts.file_size(document.size) if document.size else ""),
        }
        self._attached = attachments
        for key, (_, value) in self._lines.items():
            if isinstance(value, ElidedLabel):
                value.say(self._said[key])
        self._show_lines()

    def spare(self, lines: Collection[str]) -> None:
        """Leave these lines out, so that the text has their room."""
        if lines != self._spared:
            self._spared = lines
            self._show_lines()

    def _show_lines(self) -> None:
        self.attachments.show_attachments(self._attached, FEW if self._spared else MOST)
        for key, (name, value) in self._lines.items():
            shown = bool(self._said.get(key)) and key not in self._spared
            name.setVisible(shown)
            value.setVisible(shown)
        for inner in (self.attachments.layout(), self.layout()):  # now: what stands around it asks how high it is
            if inner is not None:
                inner.activate()
