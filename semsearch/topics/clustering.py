"""Clusters of vectors by community detection in the graph of nearest neighbours. Pure.

Density-based clustering (HDBSCAN) leaves half of the mails unassigned, as hardly any region of 384 dimensions is dense.
Communities in the neighbour graph cover all documents, need no number of clusters, and cost little more than finding
the neighbours.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from semsearch.progress import Progress, Step, silent
from semsearch.records import Vectors
from semsearch.topics.communities import communities
from semsearch.topics.neighbours import Neighbours, neighbours
from semsearch.unit_vectors import mean_direction, normalised

NEIGHBOURS = 10
"""Out-degree of the graph. If it is low, topics fall apart; if it is high, small topics merge into larger ones."""

RESOLUTION = 4.0
"""Resolution of the modularity (Reichardt and Bornholdt 2006, doi:10.1103/PhysRevE.74.016110): the higher it is, the
more and smaller are the clusters."""

FEW = 200
"""With fewer vectors the resolution is reduced in proportion, down to 1, as they have fewer topics."""

SMALLEST = 3
"""Minimum size of a cluster; the members of smaller ones are assigned to the nearest cluster."""

SHARPNESS = 20.0
"""Slope of the logistic function that maps the difference of two cosines to a confidence: 0.1 to 0.88."""

MIN_COMMON = 0.3
"""Share of the smaller of two sets that they must have in common for one to continue the other."""

_BLOCK = 8192  # rows that are worked on at once: copies of all would take gigabytes
_ROUNDING = 1e-4
_SPLIT_RESOLUTIONS = (0.25, 0.5, 1.0, 2.0, 4.0)  # tried in order


@dataclass(frozen=True, slots=True)
class Assignment:
    """For each row the index of its centre, the cosine with it, and a confidence in 0..1 that it belongs there rather
    than to the next best centre: 0.5 is a tie, and below it another centre is nearer."""

    centres: NDArray[np.int64]
    cosines: Vectors
    confidences: Vectors


def centred(vectors: Vectors, mean: Vectors) -> Vectors:
    """The normalised differences of vectors, shape (n, dim), from `mean`; 0 for those equal to it within rounding.

    The vectors of an encoder lie in a narrow cone; removing its axis makes their cosines more informative (Mu and
    Viswanath 2018, arXiv:1702.01417).
    """
    directions = np.empty_like(vectors)
    for start in range(0, len(vectors), _BLOCK):
        differences = vectors[start : start + _BLOCK] - mean
        differences[np.linalg.norm(differences, axis=1) < _ROUNDING] = 0
        directions[start : start + _BLOCK] = normalised(differences)
    return directions


def clusters(directions: Vectors, progress: Progress = silent) -> list[NDArray[np.int64]]:
    """Clusters of the rows of `directions`, shape (n, dim), the largest first; every row is in exactly one.

    They are communities of the neighbour graph.

    Raises:
        SemsearchError: see `communities`.
    """
    resolution = max(1.0, RESOLUTION * min(1.0, len(directions) / FEW))
    near = neighbours(directions, NEIGHBOURS, progress=progress)
    return _clusters(directions, near, resolution, progress)


def split(directions: Vectors, progress: Progress = silent) -> list[NDArray[np.int64]]:
    """The rows of a cluster in two or more clusters, as few as possible; a single one if it cannot be split.

    Raises:
        SemsearchError: see `communities`.
    """
    near = neighbours(directions, NEIGHBOURS, progress=progress)
    for resolution in _SPLIT_RESOLUTIONS:
        found = _clusters(directions, near, resolution, progress)
        if len(found) > 1:
            break
    return found


def assign(directions: Vectors, centres: Vectors, chosen: NDArray[np.int64] | None = None) -> Assignment:
    """Assign each row to its nearest centre, or to the one whose index is in `chosen`, shape (n,)."""
    count = len(directions)
    nearest = np.zeros(count, dtype=np.int64) if chosen is None else chosen
    own, next_best = np.empty(count, dtype=np.float32), np.empty(count, dtype=np.float32)
    for start in range(0, count, _BLOCK):
        block = slice(start, start + _BLOCK)
        cosines = directions[block] @ centres.T
        rows = np.arange(len(cosines))
        if chosen is None:
            nearest[block] = cosines.argmax(axis=1)
        own[block] = cosines[rows, nearest[block]]
        cosines[rows, nearest[block]] = -np.inf
        next_best[block] = cosines.max(axis=1)
    confidences: Vectors = 1.0 / (1.0 + np.exp(-SHARPNESS * (own - next_best)))
    return Assignment(nearest, own, confidences.astype(np.float32))


def matched(old: Sequence[frozenset[int]], new: Sequence[frozenset[int]]) -> dict[int, int]:
    """Which new sets continue old ones: indices in `new` to indices in `old`, each at most once.

    The matching maximises the number of common members (the assignment problem). A pair counts only if the common
    members are at least `MIN_COMMON` of the smaller set.
    """
    from scipy.optimize import linear_sum_assignment

    home = {member: number for number, members in enumerate(old) for member in members}
    common = np.zeros((len(new), len(old)), dtype=np.int64)
    for number, members in enumerate(new):
        for member in members:
            if member in home:
                common[number, home[member]] += 1
    pairs = zip(*linear_sum_assignment(-common), strict=True)
    return {
        int(number): int(index)
        for number, index in pairs
        if common[number, index] >= MIN_COMMON * max(1, min(len(new[number]), len(old[index])))
    }


def _clusters(directions: Vectors, near: Neighbours, resolution: float, progress: Progress) -> list[NDArray[np.int64]]:
    if len(directions) < 2 * SMALLEST:
        return [np.arange(len(directions))] if len(directions) else []
    progress(Step("group", 0))
    labels = communities(near, resolution, progress)
    sizes = np.bincount(labels)
    kept = np.flatnonzero(sizes >= SMALLEST)
    if not len(kept):
        return [np.arange(len(directions))]
    centres = np.stack([mean_direction(directions[labels == label]) for label in kept])
    assigned = np.searchsorted(kept, labels)
    small = sizes[labels] < SMALLEST
    assigned[small] = assign(directions[small], centres).centres
    found = [np.flatnonzero(assigned == index) for index in range(len(kept))]
    return sorted(found, key=lambda rows: (-len(rows), int(rows[0])))
