"""Groups of duplicates from pairs of similar documents. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

Node = TypeVar("Node")

FEWEST_PAIRS = 20
"""Pairs from which `suggested_threshold` suggests one."""


@dataclass(frozen=True, slots=True)
class Star(Generic[Node]):
    """A group: the member to keep, and the others, each with its similarity to that one."""

    keep: Node
    others: tuple[tuple[Node, float], ...]


def stars(
    one: NDArray[np.int64],
    other: NDArray[np.int64],
    similarity: NDArray[np.float64],
    ranking: Sequence[int],
    pinned: Collection[int] = (),
) -> list[Star[int]]:
    """Groups in which every member is similar to the one that is kept, so that similarities never chain.

    Documents are numbered from 0. `one` and `other`, shape (pairs,), are the similar documents, each pair listed once.
    This is star clustering (Aslam, Pelekhov and Rus 2004, doi:10.7155/jgaa.00084) with the centres chosen by
    preference: the documents are visited in the order of `ranking`, which lists all of them, the `pinned` ones first.
    Each that is in no group yet becomes the centre of one, with those of its neighbours that are in no group and not
    pinned. So every member that could be removed has a counterpart that is kept, and the order of the pairs does not
    matter.
    """
    held = set(pinned)
    ranked = np.array(sorted(ranking, key=lambda document: document not in held), dtype=np.int64)
    rank_of = np.empty(len(ranked), dtype=np.int64)
    rank_of[ranked] = np.arange(len(ranked))
    left, right = rank_of[np.concatenate([one, other])], rank_of[np.concatenate([other, one])]
    by_left = np.argsort(left)
    bounds = np.searchsorted(left[by_left], np.arange(len(ranked) + 1)).tolist()
    groups = []
    taken = np.zeros(len(ranked), dtype=np.bool_)
    for keep, (start, stop) in enumerate(pairwise(bounds)):
        if start == stop or taken[keep]:
            continue
        taken[keep] = True
        rows = by_left[start:stop]
        rows = rows[~taken[right[rows]] & (right[rows] >= len(held))]
        others, degrees = right[rows], similarity[rows % len(one)]
        taken[others] = True
        if len(others):
            order = np.lexsort((others, -degrees))
            members = zip(ranked[others[order]].tolist(), degrees[order].tolist(), strict=True)
            groups.append(Star(int(ranked[keep]), tuple(members)))
    return groups


def suggested_threshold(similarities: NDArray[np.float64]) -> float | None:
    """The threshold that best separates the similarities of a corpus into two classes (Otsu 1979,
    doi:10.1109/TSMC.1979.4310076), or None if there are too few."""
    values = np.sort(similarities)
    if len(values) < FEWEST_PAIRS or values[0] == values[-1]:
        return None
    below = np.arange(1, len(values))
    total = np.cumsum(values)
    lower = total[:-1] / below
    upper = (total[-1] - total[:-1]) / (len(values) - below)
    between = below * (len(values) - below) * (upper - lower) ** 2
    between[values[1:] == values[:-1]] = -1.0  # no threshold fits between equal values
    cut = int(between.argmax())
    return round(float(values[cut] + values[cut + 1]) / 2, 3)
