"""What a calibrated relevance in 0..1 means to a person."""

from PySide6.QtCore import QCoreApplication

from semsearch.records import Hit

translate = QCoreApplication.translate


def in_words(hit: Hit) -> str:
    """How close a hit is, one of five steps; which hits are probably unrelated the library says."""
    if hit.below_floor:
        return translate("Relevance", "Probably unrelated")
    if hit.relevance < 0.4:
        return translate("Relevance", "Loosely related")
    if hit.relevance < 0.6:
        return translate("Relevance", "Related")
    if hit.relevance < 0.8:
        return translate("Relevance", "Close match")
    return translate("Relevance", "Very close match")


def in_percent(relevance: float) -> str:
    """A relevance as a whole percentage, from 0% to 100%."""
    return f"{round(100 * min(max(relevance, 0.0), 1.0))}%"
