"""What is left out of a folder: its patterns, a line for each."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from semsearch.records import Source
from semsearch_ui.presentation import paths
from semsearch_ui.widgets.dialogs import CardDialog

translate = QCoreApplication.translate


class ExcludesDialog(CardDialog):
    """``chosen`` carries the patterns as they shall be from now on."""

    chosen = Signal(list)

    def __init__(self, owner: QWidget, source: Source) -> None:
        self._before = list(source.exclude)
        heading = translate("ExcludesDialog", "What to skip in %1").replace("%1", paths.short(source.path))
        self.patterns = QPlainTextEdit("\n".join(self._before))
        self.patterns.setPlaceholderText("*.log\n/Archive/\n>10M")
        self.patterns.setAccessibleName(heading)
        self.patterns.setTabChangesFocus(True)
        note = translate(
            "ExcludesDialog",
            "One pattern a line, as in .gitignore: *.log for files of that name, /Archive/ for a folder at the top, "
            ">10M for what is larger. Hidden and cache folders are never read anyway.",
        )
        title, save = translate("ExcludesDialog", "What to skip"), translate("ExcludesDialog", "Save")
        super().__init__(owner, title, heading, note, self.patterns, save)
        self.resize(560, 400)
        self.patterns.setFocus()

    def accept(self) -> None:
        patterns = [line.strip() for line in self.patterns.toPlainText().splitlines() if line.strip()]
        if patterns != self._before:
            self.chosen.emit(patterns)
        super().accept()
