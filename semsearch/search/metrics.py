"""Measures of rankings: reciprocal rank, nDCG and recall, with bootstrap confidence intervals. Pure.

A ranking is a list of distinct document ids, best first; relevance is binary.
"""

import math
from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from semsearch.records import Estimate

DEPTH = 10
"""Cutoff of all measures: about as many hits as a person looks at."""

RESAMPLES = 1000
SEED = 20261123

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judged:
    """The measures of one ranking, each in 0..1."""

    reciprocal_rank: float
    ndcg: float
    recall: float


def judge(ranking: Sequence[int], relevant: Collection[int]) -> Judged:
    """The measures of a ranking at `DEPTH`; `relevant` is not empty."""
    places = [place for place, found in enumerate(ranking[:DEPTH], 1) if found in relevant]
    return Judged(
        reciprocal_rank=1 / places[0] if places else 0.0,
        ndcg=_gain(places) / _gain(range(1, min(len(relevant), DEPTH) + 1)),
        recall=len(places) / len(relevant),
    )


def grouped_mean(values: Sequence[float] | Floats, groups: Sequence[Hashable]) -> Estimate:
    """The mean with a 95 % interval from resampling whole groups (the cluster bootstrap, Field and Welsh 2007,
    doi:10.1111/j.1467-9868.2007.00593.x): the queries of one thread or paragraph are not independent."""
    numbers = {group: number for number, group in enumerate(dict.fromkeys(groups))}
    membership = np.array([numbers[group] for group in groups])
    sums = np.bincount(membership, weights=values)
    counts = np.bincount(membership)
    draws = np.random.default_rng(SEED).integers(0, len(sums), (RESAMPLES, len(sums)))
    return estimate(float(np.mean(values)), sums[draws].sum(axis=1) / counts[draws].sum(axis=1))


def estimate(value: float, resampled: Floats) -> Estimate:
    """A value with its 95 % confidence interval, the percentiles of its bootstrap resamples."""
    low, high = np.percentile(resampled, [2.5, 97.5])
    return Estimate(value, float(low), float(high))


def _gain(places: Collection[int]) -> float:
    """The discounted cumulative gain of relevant documents at these ranks (Järvelin and Kekäläinen 2002,
    doi:10.1145/582415.582418)."""
    return sum(1 / math.log2(place + 1) for place in places)
