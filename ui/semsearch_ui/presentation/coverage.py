"""How much of what is known can be found by meaning, said honestly."""

from PySide6.QtCore import QCoreApplication

from semsearch.records import Status
from semsearch_ui.presentation.pace import remaining

translate = QCoreApplication.translate


def in_words(status: Status, *, indexing: bool, seconds_left: float | None = None) -> str:
    """ "" where everything can be found both ways."""
    if status.coverage >= 1 or not status.documents:
        return ""
    if not indexing:
        said = translate("Coverage", "Keyword search ready; meaning %1%")
    elif seconds_left is None:
        said = translate("Coverage", "Keyword search ready; meaning %1%, in progress")
    else:
        said = translate("Coverage", "Keyword search ready; meaning %1%, %2").replace("%2", remaining(seconds_left))
    return said.replace("%1", str(int(100 * status.coverage)))
