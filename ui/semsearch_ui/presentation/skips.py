"""Why a file was left out, in words."""

from PySide6.QtCore import QCoreApplication

from semsearch.records import SkipReason

_translate = QCoreApplication.translate


def in_words(reason: SkipReason) -> str:
    match reason:
        case SkipReason.ENCRYPTED:
            return _translate("Skipped", "Encrypted")
        case SkipReason.UNSUPPORTED:
            return _translate("Skipped", "Not a kind of file that is read")
        case SkipReason.EMPTY:
            return _translate("Skipped", "No text in it")
        case SkipReason.TOO_LARGE:
            return _translate("Skipped", "Too large")
        case SkipReason.CORRUPT:
            return _translate("Skipped", "Damaged")
        case SkipReason.TIMEOUT:
            return _translate("Skipped", "Took too long to read")
        case SkipReason.CRASHED:
            return _translate("Skipped", "Its reader crashed")
        case SkipReason.UNREADABLE:
            return _translate("Skipped", "Cannot be opened")
        case SkipReason.EXCLUDED:
            return _translate("Skipped", "Excluded by you")
