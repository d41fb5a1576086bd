"""What a calibrated relevance in 0..1 means to a person."""

from PySide6.QtCore import QCoreApplication

WEAK = 0.1
"""Below this a hit is shown as probably unrelated: 0 is what two unrelated documents get."""

_translate = QCoreApplication.translate


def is_weak(relevance: float) -> bool:
    return relevance < WEAK


def in_words(relevance: float) -> str:
    if is_weak(relevance):
        return _translate("Relevance", "Probably unrelated")
    if relevance < 0.3:
        return _translate("Relevance", "Loosely related")
    if relevance < 0.55:
        return _translate("Relevance", "Related")
    if relevance < 0.8:
        return _translate("Relevance", "Close match")
    return _translate("Relevance", "Very close match")


def in_percent(relevance: float) -> str:
    return f"{round(100 * min(max(relevance, 0.0), 1.0))}%"
