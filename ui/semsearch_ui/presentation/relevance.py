"""What a calibrated relevance in 0..1 means to a person, and which sentences of a document tell why it was found."""

from PySide6.QtCore import QCoreApplication

from semsearch.records import Hit, Reasons, Sentence

SHOWN = 3
"""Sentences at most."""

SHARE = 1 / 3
"""Of what the strongest sentence says: one that says less says nothing beside it."""

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


def strongest(reasons: Reasons, *, related: bool) -> list[Sentence]:
    """The few sentences that tell most, each once, the strongest first: by their meaning, or as they have words of the
    question.

    `related` is whether the document is an answer at all. Of one that is not, meaning tells nothing; of one that is, at
    least one sentence is told.
    """
    sentences = sorted(
        (one for one in reasons.sentences if not one.in_title), key=lambda one: one.meaning, reverse=True
    )
    least = SHARE * max(0.0, sentences[0].meaning) if sentences and related else 1.0
    chosen: dict[str, Sentence] = {}
    for one in sentences:
        if one.marks or one.meaning > least:
            chosen.setdefault(one.text, one)
    return list(chosen.values())[:SHOWN] or (sentences[:1] if related else [])
