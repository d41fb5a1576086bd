"""The files that had to be left out, each with its reason, and what can be done about them."""

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QWidget

from semsearch.records import SkippedFile, SkipReason
from semsearch_ui.desk import Desk
from semsearch_ui.models.folders import SkippedModel, SkippedRole
from semsearch_ui.presentation import skips
from semsearch_ui.theme import GRID
from semsearch_ui.widgets.buttons import ThemedButton
from semsearch_ui.widgets.elided_label import ElidedLabel
from semsearch_ui.widgets.layouts import column, row
from semsearch_ui.widgets.opening import show_in_folder
from semsearch_ui.widgets.row_table import RowTable


class SkippedFiles(QWidget):
    """How many there are, a table of them, and buttons for those that are selected."""

    def __init__(self, desk: Desk, page: str) -> None:
        super().__init__()
        self._desk = desk
        self._files: tuple[SkippedFile, ...] = ()
        self._model = SkippedModel(self)
        self._table = RowTable(self._model, self.tr("Skipped files"), stretched=(0, 2), spared=(1,), least=2)
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._table.selectionModel().selectionChanged.connect(lambda *_: self._offer())
        self._title = ElidedLabel("muted")

        def add(text: str, keys: str, slot: Callable[[], object], icon: str) -> QAction:
            return desk.commands.add(self._table, text, keys, slot, icon=icon, page=page, on_selection=True)

        self._retrying = add(self.tr("Try reading the file again"), "Ctrl+R", self._retry, "refresh")
        self._excluding = add(self.tr("Stop reading this file"), "Ctrl+Shift+X", self._exclude, "hide")
        self._showing = add(self.tr("Show in folder"), "Ctrl+Shift+O", self._show_in_folder, "folders")
        self._retry_button = ThemedButton(self.tr("Retry"), desk.theme, "", "refresh")
        self._retry_button.does(self._retrying)
        self._exclude_button = ThemedButton(self.tr("Exclude"), desk.theme, "", "hide")
        self._exclude_button.does(self._excluding)
        head = row(spacing=GRID)
        head.addWidget(self._title, 1)
        head.addWidget(self._retry_button)
        head.addWidget(self._exclude_button)
        layout = column(self, spacing=GRID)
        layout.addLayout(head)
        layout.addWidget(self._table.card, 1000)
        layout.addStretch(1)

    def show_files(self, files: tuple[SkippedFile, ...]) -> None:
        """Show what was left out."""
        if files != self._files:  # what is selected stays so
            self._files = files
            self._model.show(files)
        self._title.say(skips.how_many(files))
        for part in (self._table.card, self._retry_button, self._exclude_button):
            part.setVisible(bool(files))
        self._offer()

    def _offer(self) -> None:
        """What can be done with what is selected."""
        chosen = self._selected()
        some = bool(chosen)
        self._retry_button.say(self.tr("Retry") if some else self.tr("Retry all"))
        self._retrying.setEnabled(bool(chosen or _wanted(self._files)))
        self._excluding.setEnabled(bool(_wanted(chosen)))
        self._showing.setEnabled(some)

    def _selected(self) -> list[SkippedFile]:
        rows = self._table.selectionModel().selectedRows()
        return [file for at in rows if isinstance(file := self._model.data(at, SkippedRole), SkippedFile)]

    def _retry(self) -> None:
        """Read what is selected again, or, where nothing is, all that a person has not excluded."""
        self._desk.upkeep.retry(_paths(self._selected() or _wanted(self._files)))

    def _exclude(self) -> None:
        self._desk.upkeep.exclude(_paths(_wanted(self._selected())))

    def _show_in_folder(self) -> None:
        for file in _paths(self._selected())[:1]:
            show_in_folder(file, self, self._desk.failed.emit)


def _wanted(files: Iterable[SkippedFile]) -> list[SkippedFile]:
    """Those that a person has not excluded."""
    return [file for file in files if file.reason is not SkipReason.EXCLUDED]


def _paths(files: Iterable[SkippedFile]) -> list[Path]:
    """Each file once, also where several parts of it were left out."""
    return list(dict.fromkeys(Path(file.path) for file in files))
