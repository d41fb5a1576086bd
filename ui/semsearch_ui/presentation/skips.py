"""Why a file was left out, in words."""

from PySide6.QtCore import QCoreApplication

from semsearch.records import SkipReason

translate = QCoreApplication.translate


def in_words(reason: SkipReason) -> str:
    match reason:
        case SkipReason.ENCRYPTED:
            return translate("Skipped", "Encrypted")
        case SkipReason.UNSUPPORTED:
            return translate("Skipped", "Not a kind of file that is read")
        case SkipReason.EMPTY:
            return translate("Skipped", "No text in it")
        case SkipReason.TOO_LARGE:
            return translate("Skipped", "Too large")
        case SkipReason.CORRUPT:
            return translate("Skipped", "Damaged")
        case SkipReason.TIMEOUT:
            return translate("Skipped", "Took too long to read")
        case SkipReason.CRASHED:
            return translate("Skipped", "Its reader crashed")
        case SkipReason.UNREADABLE:
            return translate("Skipped", "Cannot be opened")
        case SkipReason.EXCLUDED:
            return translate("Skipped", "Excluded by you")
