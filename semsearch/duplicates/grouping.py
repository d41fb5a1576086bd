"""Similar pairs -> groups of duplicates. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

Node = TypeVar("Node")


@dataclass(frozen=True, slots=True)
class Star(Generic[Node]):
    """A group: the member to keep, and the others, each similar enough to it, with their similarity to it."""

    keep: Node
    others: tuple[tuple[Node, float], ...]


def stars(
    one: NDArray[np.int64],
    other: NDArray[np.int64],
    similarity: NDArray[np.float64],
    ranking: Sequence[int],
    pinned: Collection[int] = (),
) -> list[Star[int]]:
    """Groups in which every member is similar to the one that is kept; near-matches never chain.

    Documents are numbered from 0; `one` and `other`, of shape (pairs,), are similar enough, and no two pairs are of the
    same two. Going from the most preferred document, the first of the `ranking` of all, to the least, those that are
    `pinned` before all others, each one that is not in a group yet founds one and takes its free neighbours in, but
    none that is pinned: so whatever a group would lose has a kept counterpart, and the order of the pairs does not
    matter.
    """
    held = set(pinned)
    ranked = np.array(sorted(ranking, key=lambda document: document not in held), dtype=np.int64)
    place = np.empty(len(ranked), dtype=np.int64)
    place[ranked] = np.arange(len(ranked))
    left, right = place[np.concatenate([one, other])], place[np.concatenate([other, one])]
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
    """Where the similarities of a corpus fall into two heaps: the threshold that separates them best (Otsu 1979), or
    None where there are too few to tell."""
    values = np.sort(similarities)
    if len(values) < FEWEST_PAIRS or values[0] == values[-1]:
        return None
    below = np.arange(1, len(values))
    total = np.cumsum(values)
    lower = total[:-1] / below
    upper = (total[-1] - total[:-1]) / (len(values) - below)
    between = below * (len(values) - below) * (upper - lower) ** 2
    between[values[1:] == values[:-1]] = -1.0  # there is no room between equal ones
    place = int(between.argmax())
    return round(float(values[place] + values[place + 1]) / 2, 3)


FEWEST_PAIRS = 20
