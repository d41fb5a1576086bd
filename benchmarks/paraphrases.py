"""Pairs of sentences judged by people, which the semantic tier of duplicates is trained and tested on.

STS-B in English, in Russian translation, and across both, with its own training and development sets; and ParaPhraser,
of which a quarter is held out, by connected components, so that no sentence is in both parts.
"""

import csv
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal
from xml.etree import ElementTree as ET

import numpy as np
from numpy.typing import NDArray

from benchmarks.disjoint_sets import DisjointSets
from benchmarks.places import corpus

SAME, OTHER = 4.5, 3.0
"""STS pairs with a score above the first have the same meaning, those below the second do not; the others are
unclear."""

HELD_OUT = 0.25


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of sentences. ``labels`` are 1 for the same meaning, 0 for another, -1 for unclear; ``degrees`` are the
    similarity in 0..1. Pairs with equal ``groups`` are connected by common sentences or originals of these."""

    name: str
    first: tuple[str, ...]
    second: tuple[str, ...]
    labels: NDArray[np.int64]
    degrees: NDArray[np.float32]
    groups: NDArray[np.uint64]

    def __len__(self) -> int:
        return len(self.first)

    def where(self, rows: NDArray[np.bool_], name: str = "") -> "Pairs":
        """The pairs selected by a mask."""
        first, second = (
            tuple(text for text, kept in zip(side, rows, strict=True) if kept) for side in (self.first, self.second)
        )
        return Pairs(name or self.name, first, second, self.labels[rows], self.degrees[rows], self.groups[rows])

    @property
    def labelled(self) -> "Pairs":
        """The pairs with a clear label."""
        return self.where(self.labels >= 0)


def sts(part: Literal["train", "dev"]) -> list[Pairs]:
    """STS-B in English, in Russian, and the first sentence in English with the second in Russian."""
    english, russian = (_sts(language, part) for language in ("en", "ru"))
    across = replace(english, name=f"STS {part}, en–ru", second=russian.second)
    return [english, replace(russian, groups=english.groups), across]


def ru_paraphraser() -> tuple[Pairs, Pairs]:
    """ParaPhraser's pairs of headlines: the training part and the held-out part."""
    text = corpus("ru-paraphraser/paraphrases.xml").read_text(encoding="utf-8")
    # Its declaration names an encoding that expat does not know.
    pairs = [
        {value.get("name"): value.text or "" for value in pair}
        for pair in ET.fromstring(text.partition("?>")[2]).iter("paraphrase")  # noqa: S314 - a corpus
    ]
    classes = np.array([int(pair["class"]) for pair in pairs])
    first, second = (tuple(pair[name] for pair in pairs) for name in ("text_1", "text_2"))
    groups = _components(first, second)
    labels = np.select([classes == 1, classes == -1], [1, 0], -1)
    degrees = np.select([classes == 1, classes == 0], [1.0, 0.3], 0.0).astype(np.float32)
    every = Pairs("ParaPhraser", first, second, labels, degrees, groups)
    held = groups < np.uint64(HELD_OUT * 2**64)
    return every.where(~held), every.where(held, "ParaPhraser, held out")


def folds(pairs: Pairs, count: int) -> NDArray[np.int64]:
    """The fold of each pair; connected pairs are in the same."""
    return (pairs.groups % np.uint64(count)).astype(np.int64)


def _sts(language: str, part: str) -> Pairs:
    with corpus(f"stsb/stsb-{language}-{part}.csv").open(encoding="utf-8", newline="") as file:
        rows = [(first, second, float(score)) for first, second, score in csv.reader(file)]
    first, second = tuple(row[0] for row in rows), tuple(row[1] for row in rows)
    scores = np.array([row[2] for row in rows], dtype=np.float32)
    labels = np.select([scores > SAME, scores < OTHER], [1, 0], -1)
    degrees = (1 / (1 + np.exp(-3 * (scores - 4)))).astype(np.float32)
    return Pairs(f"STS {part}, {language}", first, second, labels, degrees, _components(first, second))


def _components(first: Sequence[str], second: Sequence[str]) -> NDArray[np.uint64]:
    """A digest for each pair, equal for pairs that are connected by common sentences."""
    sets = DisjointSets[str]()
    for one, other in zip(first, second, strict=True):
        low, high = sorted((sets.find(one), sets.find(other)))
        sets.join(high, low)
    digests = [hashlib.sha256(sets.find(text).encode()).digest()[:8] for text in first]
    return np.frombuffer(b"".join(digests), dtype=">u8").astype(np.uint64)
