"""What would happen to duplicates, document by document, before it does."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QWidget

from semsearch.records import ActedOn, ActionReport
from semsearch_ui.presentation import counts, library_words, paths
from semsearch_ui.widgets.dialogs import CardDialog, table

translate = QCoreApplication.translate


class ActionPreview(CardDialog):
    """Accepted when the person wants it done."""

    def __init__(self, owner: QWidget, report: ActionReport, verb: str) -> None:
        going = [item for item in report.items if item.deed != "skip"]
        size = counts.file_size(sum(item.size for item in going))
        heading = f"{verb}: {counts.documents(len(going))}, {size}"
        note = translate("ActionPreview", "Nothing is deleted for good. Afterwards “Undo” brings everything back.")
        super().__init__(owner, verb, heading, note, _list(report.items), verb, allowed=bool(going))
        self.resize(680, 420)


def _list(items: Sequence[ActedOn]) -> QTreeWidget:
    headings = [translate("ActionPreview", "Document"), translate("ActionPreview", "What happens")]
    shown = sorted(items, key=lambda item: item.deed != "skip")
    rows = ((paths.located(item.path, item.part), _outcome(item)) for item in shown)
    made = table(
        translate("ActionPreview", "What would happen"), headings, ([(cell, cell) for cell in row] for row in rows)
    )
    made.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Interactive)
    made.header().resizeSection(1, 260)
    return made


def _outcome(item: ActedOn) -> str:
    deed = {
        "trash": translate("ActionPreview", "to the trash"),
        "move": translate("ActionPreview", "to the folder"),
        "hide": translate("ActionPreview", "hide from search"),
        "skip": translate("ActionPreview", "stays"),
    }[item.deed]
    return f"{deed}: {library_words.in_words(item.reason)}" if item.reason else deed
