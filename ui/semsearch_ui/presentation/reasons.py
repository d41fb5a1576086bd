"""Which sentences of a document tell why it was found."""

from semsearch.records import Reasons, Sentence

SHOWN = 3
"""Sentences at most."""

SHARE = 1 / 3
"""Of what the strongest sentence says: one that says less says nothing beside it."""


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
