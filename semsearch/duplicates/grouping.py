"""Groups of duplicates from pairs of similar documents. Pure."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from semsearch.progress import Progress, Step, silent

Node = TypeVar("Node")

Neighbours = Callable[[int, NDArray[np.bool_]], tuple[NDArray[np.int64], NDArray[np.float64]]]
"""Given a document, and which documents are free, shape (documents,): the free ones that are similar to it, and their
similarities."""

_TOLD = 100
"""Documents from one step of progress to the next."""

FEWEST_PAIRS = 100
"""Pairs from which `suggested_threshold` suggests one: fifteen notices in one frame make as many."""


@dataclass(frozen=True, slots=True)
class Star(Generic[Node]):
    """A group: the member to keep, and the others, each with its similarity to that one."""

    keep: Node
    others: tuple[tuple[Node, float], ...]


def stars(
    count: int,
    one: NDArray[np.int64],
    other: NDArray[np.int64],
    similarity: NDArray[np.float64],
    ranking: Sequence[int],
    pinned: Collection[int] = (),
    unlisted: Neighbours | None = None,
    progress: Progress = silent,
) -> list[Star[int]]:
    """Groups in which every member is similar to the one that is kept, so that similarities never chain.

    Documents are numbered from 0 to `count` - 1. `one` and `other`, shape (pairs,), are the similar documents, each
    pair listed once. This is star clustering (Aslam, Pelekhov and Rus 2004, doi:10.7155/jgaa.00084) with the centres
    chosen by preference: the documents are visited in the order of `ranking`, which lists those that take part, the
    `pinned` ones first. Each that is in no group yet becomes the centre of one, with those of its neighbours that are
    in no group and not pinned; `unlisted` finds neighbours besides those in the list. So every member that could be
    removed has a counterpart that is kept, and the order of the pairs does not matter.

    Raises:
        Cancelled: raised by `progress`.
    """
    held = np.zeros(count, dtype=np.bool_)
    held[list(pinned)] = True
    ranked = np.array(sorted(ranking, key=lambda document: not held[document]), dtype=np.int64)
    rank_of = np.zeros(count, dtype=np.int64)
    rank_of[ranked] = np.arange(len(ranked))
    left, right = np.concatenate([one, other]), np.concatenate([other, one])
    by_left = np.argsort(left)
    bounds = np.searchsorted(left[by_left], np.arange(count + 1)).tolist()
    groups = []
    free = np.zeros(count, dtype=np.bool_)
    free[ranked] = ~held[ranked]
    centres = ranked if unlisted is not None else ranked[np.isin(ranked, left)]
    for visited, keep in enumerate(centres.tolist()):
        if visited % _TOLD == 0:
            progress(Step("group", visited, len(centres)))
        if not (free[keep] or held[keep]):
            continue
        free[keep] = False
        rows = by_left[bounds[keep] : bounds[keep + 1]]
        rows = rows[free[right[rows]]]
        others, degrees = right[rows], similarity[rows % max(1, len(one))]
        free[others] = False
        if unlisted is not None:
            more, more_degrees = unlisted(keep, free)
            free[more] = False
            others, degrees = np.concatenate([others, more]), np.concatenate([degrees, more_degrees])
        if len(others):
            order = np.lexsort((rank_of[others], -degrees))
            groups.append(Star(keep, tuple(zip(others[order].tolist(), degrees[order].tolist(), strict=True))))
    progress(Step("group", len(centres), len(centres)))
    return groups


def suggested_threshold(similarities: NDArray[np.float64], weights: NDArray[np.float64]) -> float | None:
    """The threshold that best separates the similarities of a corpus into two classes (Otsu 1979,
    doi:10.1109/TSMC.1979.4310076), or None if there are too few. Each counts as many times as its weight says."""
    order = np.argsort(similarities)
    values, count = similarities[order], np.cumsum(weights[order])
    if not len(values) or count[-1] < FEWEST_PAIRS or values[0] == values[-1]:
        return None
    below, above = count[:-1], count[-1] - count[:-1]
    total = np.cumsum(values * weights[order])
    lower = total[:-1] / below
    upper = (total[-1] - total[:-1]) / above
    between = below * above * (upper - lower) ** 2
    between[values[1:] == values[:-1]] = -1.0  # no threshold fits between equal values
    cut = int(between.argmax())
    return round(float(values[cut] + values[cut + 1]) / 2, 3)
