"""Whether two texts have the same meaning: a logistic regression over their vectors and their words. Pure.

A cosine alone cannot tell a paraphrase from the same form with other data: "approved" and "rejected", or March and
April, are just as close. The weights were fitted by benchmarks/meaning_training.py: "adapted" for the model that has an
`adapter.Adapter`, "plain" for all others.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from semsearch.duplicates.foreign_names import name_others
from semsearch.duplicates.near import contradicts, implies_negation
from semsearch.duplicates.wording import Wording
from semsearch.language.lexicon import translations
from semsearch.records import Vectors
from semsearch.settings import resources

FEATURES = (
    "relevance", "relevance_squared", "adapted", "overlap", "coverage", "substituted", "quantities_missing",
    "negation", "replaced", "short_foreign", "cyrillic", "other_language",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TextPair:
    """Two texts and the similarity of their vectors: ``relevance`` is their cosine on the model's scale
    (`records.Scale`), ``adapted`` their cosine in the adapted space, None if the model has no adapter."""

    one: Wording
    other: Wording
    relevance: float
    adapted: float | None = None


SAME_MEANING = 0.5
"""The default threshold: the probability from which two texts count as having the same meaning."""

MEANING_FLOOR = 0.3
"""The minimum probability of stored pairs, so that a lower threshold than the default needs no new comparison."""


def same_meaning(pairs: Sequence[TextPair]) -> list[float]:
    """The probability of each pair of texts to have the same meaning, 0 for `false_friends`.

    ``adapted`` must be given for all pairs or for none.
    """
    # In archives of mailing lists most candidates name different numbers, and the other features cost more.
    possible = [at for at, pair in enumerate(pairs) if not _differ_in_quantities(pair.one, pair.other)]
    scores = [0.0] * len(pairs)
    if possible:
        head = _head("plain" if pairs[0].adapted is None else "adapted")
        chances = head(np.asarray([features(pairs[at]) for at in possible], dtype=np.float32))
        for at, chance in zip(possible, chances.tolist(), strict=True):
            if chance < MEANING_FLOOR or not _deny(pairs[at].one, pairs[at].other):
                scores[at] = round(chance, 4)
    return scores


def false_friends(one: Wording, other: Wording) -> bool:
    """Whether each text names a quantity (a number or a date) that the other does not, in another alphabet several, or
    there other people and places; or each says much that the other does not; or they contradict each other."""
    return _differ_in_quantities(one, other) or _deny(one, other)


def same_meaning_at_most(
    relevance: Vectors,
    adapted: Vectors | None,
    fewest: NDArray[np.int64],
    cyrillic: NDArray[np.bool_],
    foreign: NDArray[np.bool_],
) -> Vectors:
    """What `same_meaning` cannot exceed, whatever the words of the texts are: shape (pairs,), as all that is given.

    ``relevance`` and ``adapted`` as in `TextPair`, ``fewest`` words with a meaning in either text; whether both are
    ``cyrillic``, or only one is, ``foreign``.
    """
    known: dict[str, NDArray[Any]] = {
        "relevance": relevance,
        "relevance_squared": relevance**2,
        "adapted": relevance if adapted is None else adapted,
        "short_foreign": foreign / np.maximum(1, fewest),
        "cyrillic": cyrillic,
        "other_language": foreign,
    }
    return _head("plain" if adapted is None else "adapted").at_most(known)


MUCH, MUCH_OF_EACH = 13, 0.25
"""Two texts say other things if they have at least so many words with a meaning that the other lacks, and each of them
this share of its own."""

OTHER_QUANTITIES = 0.15
"""Two texts in two alphabets name other quantities if each names at least this share of its own that the other lacks:
long translations differ in a few, such as a misprint or a date of publication. In one alphabet any will do, as in a
form."""

SIGNATURE = 32
"""The length of a `signature` in bytes."""


def signature(text: Wording) -> bytes:
    """A bit set of the quantities that a text names, each hashed to one of its bits."""
    bits = 0
    for quantity in text.quantities:
        bits |= 1 << crc32(quantity.encode()) % (8 * SIGNATURE)
    return bits.to_bytes(SIGNATURE)


def may_agree(ones: NDArray[np.uint64], others: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Which pairs of signatures, shape (n, SIGNATURE / 8), may belong to texts with the same quantities: shape (n,).

    If each signature has a bit that the other lacks, each text names a quantity that the other does not: in one
    alphabet, they have another meaning.
    """
    first, second = ones & ~others, others & ~ones
    for column in range(1, first.shape[1]):  # several times as fast as a reduction along so short an axis
        first[:, 0] |= first[:, column]
        second[:, 0] |= second[:, column]
    return np.asarray((first[:, 0] == 0) | (second[:, 0] == 0))


def features(pair: TextPair) -> list[float]:
    """The features of a pair that are not `false_friends`, in the order of `FEATURES`."""
    one, other = pair.one, pair.other
    adapted = pair.relevance if pair.adapted is None else pair.adapted
    foreign = one.is_cyrillic != other.is_cyrillic
    overlap = _share(one.content & other.content, one.content | other.content)
    fewest = max(1, min(len(one.content), len(other.content)))
    substituted = min(len(one.content - other.content), len(other.content - one.content)) / fewest
    ours, theirs = _unsaid(one.content, other.content, foreign=foreign)
    return [
        pair.relevance,
        pair.relevance**2,
        adapted,
        overlap,
        min(_share_said(one.content, ours), _share_said(other.content, theirs)),
        0.0 if foreign or overlap <= 0.3 else substituted,
        float(one.quantities != other.quantities),
        float((one.negations > 0) != (other.negations > 0) and not implies_negation(one, other)),
        float(ours == theirs == 1 and not foreign),
        foreign / fewest,
        float(one.is_cyrillic and other.is_cyrillic),
        float(foreign),
    ]


def _share(some: frozenset[str], every: frozenset[str]) -> float:
    return len(some) / max(1, len(every))


def _unsaid(one: frozenset[str], other: frozenset[str], *, foreign: bool) -> tuple[int, int]:
    """How many words of each text the other lacks, also translated or as a synonym: a word with a common
    translation."""
    ones, others = one - other, other - one
    said = others if foreign else frozenset[str]().union(*map(_translations, others))
    meant = ones if foreign else frozenset[str]().union(*map(_translations, ones))
    return len(ones) - _meeting(ones, said), len(others) - _meeting(others, meant)


def _share_said(words: frozenset[str], unsaid: int) -> float:
    return (len(words) - unsaid) / max(1, len(words))


def _meeting(words: frozenset[str], known: frozenset[str]) -> int:
    """How many words have a translation among the known ones."""
    return len([word for word in words if not known.isdisjoint(_translations(word))]) if known else 0


@lru_cache(maxsize=50_000)
def _translations(stem: str) -> frozenset[str]:
    """The stems that translate a stem into the other language."""
    return frozenset(translations(stem))


@dataclass(frozen=True, slots=True)
class _Head:
    """A logistic regression over standardised features; the arrays have shape (len(FEATURES),)."""

    mean: Vectors
    scale: Vectors
    weights: Vectors
    bias: float

    def __call__(self, rows: Vectors) -> Vectors:
        return _chances((rows - self.mean) / self.scale @ self.weights + self.bias)

    def at_most(self, known: Mapping[str, NDArray[Any]]) -> Vectors:
        """The highest value for rows with the known features, each of shape (n,); all others are in 0..1."""
        slopes = self.weights / self.scale
        others = [slope for name, slope in zip(FEATURES, slopes, strict=True) if name not in known]
        logits = sum(slopes[FEATURES.index(name)] * values for name, values in known.items())
        most = np.maximum(others, 0).sum() - self.mean @ slopes + self.bias
        return _chances(logits + most)


def _chances(logits: NDArray[Any]) -> Vectors:
    chances: Vectors = 1.0 / (1.0 + np.exp(-logits.clip(-30, 30)))
    return chances


@cache
def _head(name: Literal["adapted", "plain"]) -> _Head:
    stored = json.loads((resources() / "duplicates" / "meaning.json").read_text(encoding="utf-8"))
    if tuple(stored["features"]) != FEATURES:
        raise ValueError("resources/duplicates/meaning.json was fitted for other features; run the training again")
    mean, scale, weights = (np.asarray(stored[name][key], dtype=np.float32) for key in ("mean", "scale", "weights"))
    return _Head(mean, scale, weights, float(stored[name]["bias"]))


def _deny(one: Wording, other: Wording) -> bool:
    return _say_much_else(one, other) or contradicts(one, other) or name_others(one, other)


def _say_much_else(one: Wording, other: Wording) -> bool:
    """Whether each of two texts in one alphabet says much that the other does not, as two rules of one law do: vectors
    of long sentences are near for their subject and a few terms."""
    if one.is_cyrillic != other.is_cyrillic:
        return False
    ours, theirs = _unsaid(one.content, other.content, foreign=False)
    least = min(ours / max(1, len(one.content)), theirs / max(1, len(other.content)))
    return ours + theirs >= MUCH and least >= MUCH_OF_EACH


def _differ_in_quantities(one: Wording, other: Wording) -> bool:
    ours, theirs = one.quantities - other.quantities, other.quantities - one.quantities
    if not (ours and theirs) or one.is_cyrillic == other.is_cyrillic:
        return bool(ours and theirs)
    return min(_share(ours, one.quantities), _share(theirs, other.quantities)) >= OTHER_QUANTITIES
