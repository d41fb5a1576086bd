"""Whether two texts say the same: a logistic regression over their vectors and their words. Pure.

A cosine alone cannot tell a paraphrase from a template that was filled in twice: "approved" and "rejected", March and
April, lie as near to each other. The weights were fitted by benchmarks/meaning_training.py.
"""

import json
from collections import Counter
from collections.abc import Sequence
from functools import cache

import numpy as np

from semsearch.duplicates.near import contradicts
from semsearch.duplicates.wording import Wording
from semsearch.records import Vectors
from semsearch.settings import resources

FEATURES = (
    "relevance", "relevance_squared", "overlap", "containment", "order", "trigrams", "relevance_x_overlap",
    "quantities_differ", "quantities_missing", "names_differ", "names_missing", "negation", "opposites", "length",
    "other_language", "other_language_x_relevance", "substituted", "short",
)  # fmt: skip


SAME_MEANING = 0.5
"""The probability from which two texts count as saying the same, unless a threshold is given."""

MEANING_FLOOR = 0.3
"""The least probability that is kept, so that a lower threshold needs no second look."""


def says_the_same(pairs: Sequence[tuple[Wording, Wording, float]]) -> list[float]:
    """For each pair of texts, with the relevance of their cosine, the probability that they say the same, in 0..1."""
    if not pairs:
        return []
    chances = _sameness(np.asarray([features(*pair) for pair in pairs], dtype=np.float32))
    ruled_out = [_false_friends(one, other) for one, other, _ in pairs]
    return [0.0 if out else round(float(chance), 4) for chance, out in zip(chances, ruled_out, strict=True)]


def _false_friends(one: Wording, other: Wording) -> bool:
    """Whether each text names an amount, a number or a date that the other does not, or one denies the other."""
    return min(_unmatched(one.quantities, other.quantities)) > 0 or contradicts(one, other)


def features(one: Wording, other: Wording, relevance: float) -> list[float]:
    """What is known of a pair. `relevance` is its cosine on the model's scale, see `Generation.passage_scale`."""
    a, b = one.content, other.content
    shared, either = len(a & b), len(a | b)
    foreign = one.is_cyrillic != other.is_cyrillic
    overlap = shared / either if either else 0.0
    left, right = len(a - b), len(b - a)
    quantities = _unmatched(one.quantities, other.quantities)
    names = (0, 0) if foreign else (_missing(one.names, other), _missing(other.names, one))
    longer = max(len(one.stems), len(other.stems), 1)
    shorter = max(1, min(len(one.stems), len(other.stems)))
    return [
        relevance,
        relevance * relevance,
        overlap,
        shared / max(1, min(len(a), len(b))),
        0.0 if foreign else in_order(one.stems, other.stems),
        0.0 if foreign else _dice(one.trigrams, other.trigrams),
        relevance * overlap,
        float(min(quantities) > 0),
        float(max(quantities) > 0 and min(quantities) == 0),
        float(min(2, *names)),
        min(3.0, abs(names[0] - names[1])),
        float((one.negations > 0) != (other.negations > 0)),
        float(one.opposes(other)),
        float(np.log(longer / shorter)),
        float(foreign),
        foreign * relevance,
        0.0 if foreign else min(left, right) / max(1, min(len(a), len(b))) * (overlap > 0.3),
        1.0 / shorter,
    ]


def in_order(one: Sequence[str], other: Sequence[str]) -> float:
    """The share of words that two texts have in common in the same order, in 0..1: twice the length of the longest
    common subsequence by the length of both."""
    from rapidfuzz.distance import Indel

    return float(Indel.normalized_similarity(one, other))


def _sameness(rows: Vectors) -> Vectors:
    """The probability that each pair says the same, from its features, shape (n, len(FEATURES))."""
    means, scales, weights, bias = _weights()
    logits = (rows - means) / scales @ weights + bias
    chances: Vectors = 1.0 / (1.0 + np.exp(-logits.clip(-30, 30)))
    return chances


@cache
def _weights() -> tuple[Vectors, Vectors, Vectors, float]:
    stored = json.loads((resources() / "duplicates" / "meaning.json").read_text(encoding="utf-8"))
    if tuple(stored["features"]) != FEATURES:
        raise ValueError("resources/duplicates/meaning.json was fitted for other features; run the training again")
    mean, scale, weights = (np.asarray(stored[key], dtype=np.float32) for key in ("mean", "scale", "weights"))
    return mean, scale, weights, float(stored["bias"])


def _unmatched(one: Counter[str], other: Counter[str]) -> tuple[int, int]:
    return len(one.keys() - other.keys()), len(other.keys() - one.keys())


def _missing(names: frozenset[str], other: Wording) -> int:
    """Names that the other text lacks, however it writes them."""
    known = set(other.stems)
    return sum(name not in known for name in names)


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / max(1, len(one) + len(other))
