"""Vectors to nearness in meaning: how far a cosine stands out among those of unrelated texts of one index. Pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from semsearch.records import Vectors
from semsearch.store.background import Background, Style
from semsearch.store.generations import Generation

DIRECTIONS = 3
"""Of the directions in which texts of an index differ most, those taken out where texts are compared with each other:
they tell how a text is written rather than what it says (Mu and Viswanath 2018, arXiv:1702.01417)."""

ENOUGH = 100
"""Texts in a sample from which those directions can be known."""

BELIEF = 10
"""What the model's own scale counts for, in texts, where the sample is small."""

FEW = 350
"""Texts from which on the best of unrelated ones is expected to stand out further."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Projection:
    """Takes the common part out of vectors: their `mean`, shape (dim,), and `directions`, shape (few, dim)."""

    mean: Vectors
    directions: Vectors

    def __call__(self, rows: Vectors) -> Vectors:
        """Of rows of shape (n, dim), what tells them apart, each of length 1."""
        rest = rows - self.mean
        rest = rest - (rest @ self.directions.T) @ self.directions
        told: Vectors = rest / np.maximum(np.linalg.norm(rest, axis=1, keepdims=True), 1e-9)
        return told


@dataclass(frozen=True, slots=True)
class Meaning:
    """What is looked for by meaning. ``vector`` has shape (dim,).

    ``centres`` and ``spreads`` are the mean and the standard deviation of its cosines with unrelated texts of each
    `Style`: each is measured against its own, so that none is preferred. The mean is raised by what the best of many
    unrelated texts gets by chance more than the best of few.
    """

    generation: Generation
    vector: Vectors
    centres: tuple[float, ...]
    spreads: tuple[float, ...]
    projection: Projection | None = None

    def nearness(self, rows: Vectors, styles: Sequence[int]) -> Floats:
        """How many standard deviations above unrelated texts of its style each row is, shape (n,)."""
        return self.standing((self.projection(rows) if self.projection else rows) @ self.vector, styles)

    def standing(self, cosines: Floats, styles: Sequence[int]) -> Floats:
        """The same of cosines with the vector, shape (n,)."""
        kinds = np.asarray(styles, dtype=np.int64)
        near: Floats = (cosines - np.asarray(self.centres)[kinds]) / np.asarray(self.spreads)[kinds]
        return near


def projection(background: Background) -> Projection | None:
    """What the texts of an index have in common; None where they are too few to know."""
    bodies = background.vectors[background.bodies]
    if len(bodies) < ENOUGH:
        return None
    mean: Vectors = bodies.mean(axis=0)
    _, directions = np.linalg.eigh(np.cov(bodies, rowvar=False))
    return Projection(mean, directions[:, : -DIRECTIONS - 1 : -1].T.astype(np.float32))


def measured(
    generation: Generation,
    vector: Vectors,
    background: Background,
    scale: tuple[float, float],
    told: Projection | None = None,
) -> Meaning:
    """A vector with what unrelated texts get. `scale` is the model's own, of unrelated texts and of those that mean the
    same, for an index with few texts. `told` has been applied to both, and is to be to what the vector is compared
    with."""
    cosines = background.vectors @ vector
    unrelated, same = scale
    spread = (same - unrelated) / 3
    prior = (0.0, 0.1) if told else (unrelated - 2 * spread, spread)
    whole = _moments(cosines[background.bodies], *prior)
    centres, spreads = [], []
    for style in Style:
        alike = background.styles == style
        centre, spread = _moments(cosines[alike], *whole)
        raised = chance(background.texts * background.share(style))
        centres.append(centre + raised * spread)
        spreads.append(spread)
    return Meaning(generation, vector, tuple(centres), tuple(spreads), told)


def chance(texts: float) -> float:
    """By how many standard deviations more the best of so many unrelated texts stands out than the best of `FEW`: the
    maximum of n normal values is about sqrt(2 ln n) (Leadbetter, Lindgren and Rootzén 1983)."""
    return math.sqrt(2 * math.log(max(texts, FEW))) - math.sqrt(2 * math.log(FEW))


def _moments(cosines: Floats, centre: float, spread: float) -> tuple[float, float]:
    """Mean and standard deviation of cosines, together with `BELIEF` more that have this centre and spread."""
    count = len(cosines)
    if not count:
        return centre, spread
    mean, variance = float(cosines.mean()), float(cosines.var())
    total = count + BELIEF
    pooled = (count * mean + BELIEF * centre) / total
    between = count * BELIEF / total * (mean - centre) ** 2
    return pooled, max(1e-6, ((count * variance + BELIEF * spread**2 + between) / total) ** 0.5)
