"""The dense side of a query: how far a cosine stands out among those of unrelated texts of the same index. Pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from semsearch.records import Scale, Vectors
from semsearch.store.vectors.background import SAMPLE, Background, Style
from semsearch.store.vectors.generations import Generation
from semsearch.unit_vectors import normalised

DIRECTIONS = 3
"""Number of principal components removed before texts of an index are compared with each other: these tell how a text
is written rather than what it says (Mu and Viswanath 2018, arXiv:1702.01417)."""

MIN_SAMPLE = 100
"""Texts in a sample from which on these components are reliable."""

PRIOR_WEIGHT = 10
"""Number of texts that the model's own scale counts for beside those of the sample."""

OUTSTANDING = 4
"""Standard deviations above the mean of a sample from which on a text of it is taken for a related one."""

REFERENCE_TEXTS = 350
"""Number of texts above which the maximum of their cosines is expected to be higher."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Projection:
    """Removes what all vectors have in common: their `mean`, shape (dim,), and `directions`, shape (few, dim)."""

    mean: Vectors
    directions: Vectors

    def __call__(self, rows: Vectors) -> Vectors:
        """The residuals of rows of shape (n, dim), each of length 1."""
        rest: Vectors = rows - self.mean
        rest -= (rest @ self.directions.T) @ self.directions
        return normalised(rest)

    def cosines(self, rows: Vectors, vector: Vectors) -> Floats:
        """The cosines of the residuals of rows with a vector, shape (n,), in one product instead of several passes."""
        rest = vector - (vector @ self.directions.T) @ self.directions
        products = rows @ np.vstack([rest, self.mean, self.directions]).T
        along = products[:, 2:] - self.directions @ self.mean
        squares = np.einsum("ij,ij->i", rows, rows) - 2 * products[:, 1] + self.mean @ self.mean
        lengths = np.sqrt(np.maximum(squares - np.einsum("ij,ij->i", along, along), 1e-18))
        cosines: Floats = (products[:, 0] - rest @ self.mean) / lengths
        return cosines


@dataclass(frozen=True, slots=True)
class Meaning:
    """The vector of a query, shape (dim,), with the mean and the standard deviation of its cosines with unrelated texts
    of each `Style`. Each text is measured against those of its style, so that none is preferred.

    The means are raised by the `expected_excess` of the index. A ``projection`` is applied to the vectors of texts
    before they are compared. ``affinity`` is how near the query is to the texts of all styles on average, in standard
    deviations of the model's scale; about 0 for most queries.
    """

    generation: Generation
    vector: Vectors
    means: tuple[float, ...]
    deviations: tuple[float, ...]
    affinity: float
    projection: Projection | None = None

    def z_scores(self, rows: Vectors, styles: Sequence[int]) -> Floats:
        """How many standard deviations each row is above unrelated texts of its style, shape (n,)."""
        return self.standardised(
            self.projection.cosines(rows, self.vector) if self.projection else rows @ self.vector, styles
        )

    def standardised(self, cosines: Floats, styles: Sequence[int]) -> Floats:
        """The same for cosines with the vector, shape (n,)."""
        kinds = np.asarray(styles, dtype=np.int64)
        scores: Floats = (cosines - np.asarray(self.means)[kinds]) / np.asarray(self.deviations)[kinds]
        return scores


def projection(background: Background) -> Projection | None:
    """The projection that removes what the texts of an index have in common; None if the sample is too small."""
    bodies = background.vectors[background.bodies]
    if len(bodies) < MIN_SAMPLE:
        return None
    mean: Vectors = bodies.mean(axis=0)
    _, directions = np.linalg.eigh(np.cov(bodies, rowvar=False))
    return Projection(mean, directions[:, : -DIRECTIONS - 1 : -1].T.astype(np.float32))


def measured(
    generation: Generation,
    vector: Vectors,
    background: Background,
    scale: Scale,
    projected: Projection | None = None,
) -> Meaning:
    """A query vector, measured against the background.

    `scale` is that of the generation, a prior for small samples. `projected` is the projection that was applied to the
    vector and to the background, if any.
    """
    cosines = background.vectors @ vector
    deviation = (scale.same - scale.unrelated) / 3
    prior = (0.0, 0.1) if projected else (scale.unrelated - 2 * deviation, deviation)
    bodies, *styled = (
        cosines[chosen] for chosen in (background.bodies, *(background.styles == each for each in Style))
    )
    if background.texts > SAMPLE:  # whether an answer is in it is chance
        bodies, *styled = map(_without_answers, (bodies, *styled))
    whole = _moments(bodies, *prior)
    moments = [_moments(sample, *whole) for sample in styled]
    affinity = (sum(mean for mean, _ in moments) / len(moments) - prior[0]) / prior[1] - 1
    means = tuple(
        mean + expected_excess(background.texts * background.share(style)) * deviation
        for style, (mean, deviation) in zip(Style, moments, strict=True)
    )
    return Meaning(generation, vector, means, tuple(deviation for _, deviation in moments), affinity, projected)


def expected_excess(texts: float) -> float:
    """By how many standard deviations the maximum of so many unrelated texts is expected to exceed that of
    `REFERENCE_TEXTS`: the maximum of n normal values is about sqrt(2 ln n) (Leadbetter, Lindgren and Rootzén 1983)."""
    return math.sqrt(2 * math.log(max(texts, REFERENCE_TEXTS))) - math.sqrt(2 * math.log(REFERENCE_TEXTS))


def _without_answers(cosines: Floats) -> Floats:
    """Those that do not stand out: an answer among some tens of texts would be the measure of how far it does."""
    return cosines[cosines <= cosines.mean() + OUTSTANDING * cosines.std()] if len(cosines) else cosines


def _moments(cosines: Floats, prior_mean: float, prior_deviation: float) -> tuple[float, float]:
    """Mean and standard deviation of cosines pooled with `PRIOR_WEIGHT` more that have the prior's."""
    count = len(cosines)
    if not count:
        return prior_mean, prior_deviation
    mean, variance = float(cosines.mean()), float(cosines.var())
    total = count + PRIOR_WEIGHT
    pooled = (count * mean + PRIOR_WEIGHT * prior_mean) / total
    between = count * PRIOR_WEIGHT / total * (mean - prior_mean) ** 2
    return pooled, max(1e-6, ((count * variance + PRIOR_WEIGHT * prior_deviation**2 + between) / total) ** 0.5)
