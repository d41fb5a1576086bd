"""Why a file was left out, in words."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QCoreApplication

from semsearch.records import SkippedFile, SkipReason, Source
from semsearch_ui.presentation import counts

translate = QCoreApplication.translate


def in_words(reason: SkipReason) -> str:
    return {
        SkipReason.ENCRYPTED: translate("Skipped", "Encrypted"),
        SkipReason.UNSUPPORTED: translate("Skipped", "Unsupported kind of file"),
        SkipReason.EMPTY: translate("Skipped", "No text in it"),
        SkipReason.TOO_LARGE: translate("Skipped", "Too large"),
        SkipReason.CORRUPT: translate("Skipped", "Damaged"),
        SkipReason.TIMEOUT: translate("Skipped", "Took too long to read"),
        SkipReason.CRASHED: translate("Skipped", "Reading it crashed"),
        SkipReason.UNREADABLE: translate("Skipped", "Cannot be opened"),
        SkipReason.EXCLUDED: translate("Skipped", "Excluded by you"),
    }[reason]


def left_out(sources: Iterable[Source], skipped: Iterable[SkippedFile]) -> dict[str, SkippedFile]:
    """The sources of which nothing can be read, by their paths."""
    paths = {source.path for source in sources}
    return {file.path: file for file in skipped if file.path in paths and file.part is None}


def how_many(skipped: Sequence[SkippedFile]) -> str:
    """Whole files, and parts of files such as attachments."""
    parts = sum(one.part is not None for one in skipped)
    said = [counts.files(len(skipped) - parts)] if len(skipped) > parts else []
    if parts:
        said.append(counts.parts(parts))
    if not said:
        return translate("Skipped", "Nothing was skipped")
    return translate("Skipped", "Skipped: %1").replace("%1", ", ".join(said))
