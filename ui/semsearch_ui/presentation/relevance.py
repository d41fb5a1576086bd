"""What a calibrated relevance in 0..1 means to a person."""

from PySide6.QtCore import QCoreApplication

WEAK = 0.1
"""Below this a hit is probably unrelated: 0 is what two unrelated documents get. The library's own floor."""

translate = QCoreApplication.translate


def in_words(relevance: float) -> str:
    """How close a hit is, one of five steps."""
    if relevance < WEAK:
        return translate("Relevance", "Probably unrelated")
    if relevance < 0.3:
        return translate("Relevance", "Loosely related")
    if relevance < 0.55:
        return translate("Relevance", "Related")
    if relevance < 0.8:
        return translate("Relevance", "Close match")
    return translate("Relevance", "Very close match")


def in_percent(relevance: float) -> str:
    """A relevance as a whole percentage, from 0% to 100%."""
    return f"{round(100 * min(max(relevance, 0.0), 1.0))}%"
