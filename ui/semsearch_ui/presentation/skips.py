"""Why a file was left out, in words."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from semsearch.records import SkippedFile, SkipReason
from semsearch_ui.presentation import counts

translate = QCoreApplication.translate


def in_words(reason: SkipReason) -> str:
    match reason:
        case SkipReason.ENCRYPTED:
            return translate("Skipped", "Encrypted")
        case SkipReason.UNSUPPORTED:
            return translate("Skipped", "Unsupported kind of file")
        case SkipReason.EMPTY:
            return translate("Skipped", "No text in it")
        case SkipReason.TOO_LARGE:
            return translate("Skipped", "Too large")
        case SkipReason.CORRUPT:
            return translate("Skipped", "Damaged")
        case SkipReason.TIMEOUT:
            return translate("Skipped", "Took too long to read")
        case SkipReason.CRASHED:
            return translate("Skipped", "Reading it crashed")
        case SkipReason.UNREADABLE:
            return translate("Skipped", "Cannot be opened")
        case SkipReason.EXCLUDED:
            return translate("Skipped", "Excluded by you")


def how_many(skipped: Sequence[SkippedFile]) -> str:
    """Whole files, and parts of files such as attachments."""
    parts = sum(one.part is not None for one in skipped)
    said = [counts.files(len(skipped) - parts)] if len(skipped) > parts else []
    if parts:
        said.append(counts.parts(parts))
    if not said:
        return translate("Skipped", "Nothing was skipped")
    return translate("Skipped", "Skipped: %1").replace("%1", ", ".join(said))
