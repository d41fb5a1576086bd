"""What is left out of a folder: its patterns, a line for each."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QWidget

from semsearch.records import Source
from semsearch_ui.presentation import paths
from semsearch_ui.theme import GRID
from semsearch_ui.widgets.layouts import column, frame, label


class ExcludesDialog(QDialog):
    """``chosen`` carries the patterns as they shall be from now on."""

    chosen = Signal(list)

    def __init__(self, owner: QWidget, source: Source) -> None:
        super().__init__(owner)
        self._before = list(source.exclude)
        self.setWindowTitle(self.tr("What to skip"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(560, 400)
        heading = self.tr("What to skip in %1").replace("%1", paths.short(source.path))
        self.patterns = QPlainTextEdit("\n".join(self._before))
        self.patterns.setPlaceholderText("*.log\n/Archive/\n>10M")
        self.patterns.setAccessibleName(heading)
        self.patterns.setTabChangesFocus(True)
        around = frame("card")
        column(around, margin=GRID).addWidget(self.patterns)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        save = buttons.addButton(self.tr("Save"), QDialogButtonBox.ButtonRole.AcceptRole)
        save.setProperty("look", "primary")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = column(self, margin=2 * GRID, spacing=GRID + GRID // 2)
        layout.addWidget(label(heading, "section", wrap=True))
        layout.addWidget(label(self._help(), "muted", wrap=True))
        layout.addWidget(around, 1)
        layout.addWidget(buttons)

    def accept(self) -> None:
        patterns = [line.strip() for line in self.patterns.toPlainText().splitlines() if line.strip()]
        if patterns != self._before:
            self.chosen.emit(patterns)
        super().accept()

    def _help(self) -> str:
        return self.tr(
            "One pattern a line, as in .gitignore: *.log for files of that name, /Archive/ for a folder at the top, "
            ">10M for what is larger. Hidden and cache folders are never read anyway."
        )
