"""Vectors -> clusters, by the graph of nearest neighbours. Pure.

Density-based clustering (HDBSCAN) leaves half of the mails out, as in 384 dimensions hardly any place is dense.
Communities in the graph of neighbours cover everything, need no number of clusters, and cost what finding the
neighbours costs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from semsearch.records import Vectors
from semsearch.topics.neighbours import Neighbours, neighbours

NEIGHBOURS = 10
"""Edges that start at a vector. With few, one topic falls apart; with many, small topics drown in larger ones."""

RESOLUTION = 4.0
"""Of the modularity (Reichardt and Bornholdt 2006): the higher, the more and smaller clusters."""

FEW = 200
"""Of fewer vectors the resolution is lower in proportion, down to 1: there are not as many topics in them."""

SMALLEST = 3
"""Members of a cluster; what is in a smaller one goes to the nearest cluster."""

SHARPNESS = 20.0
"""How fast confidence grows with the difference of two cosines; at 20, a tenth makes it 0.88."""

_SEED = 0
_ROUNDING = 1e-4
_COARSER = (0.25, 0.5, 1.0, 2.0, 4.0)  # resolutions that a cluster is parted with, until it falls into two


@dataclass(frozen=True, slots=True)
class Assignment:
    """For each row the number of its centre, the cosine with it, and a confidence in 0..1: how clearly it is nearer to
    that centre than to the next. 0.5 is a tie, less is for a row that its neighbours hold where it is."""

    places: NDArray[np.int64]
    nearness: Vectors
    confidence: Vectors


def centred(vectors: Vectors, mean: Vectors) -> Vectors:
    """Directions from `mean`; rows that differ from it by rounding alone become 0, near to nothing.

    Vectors of one encoder lie in a narrow cone (Mu and Viswanath 2018, arXiv:1702.01417); from its middle they differ.
    """
    differences: Vectors = vectors - mean
    differences[np.linalg.norm(differences, axis=1) < _ROUNDING] = 0
    return _normalised(differences)


def clusters(directions: Vectors) -> list[NDArray[np.int64]]:
    """The rows of `directions`, shape (n, dim), as clusters, the largest first; every row is in one.

    Communities of the neighbour graph by the Leiden algorithm (Traag, Waltman and van Eck 2019, arXiv:1810.08473).
    """
    resolution = max(1.0, RESOLUTION * min(1.0, len(directions) / FEW))
    return _clusters(directions, neighbours(directions, NEIGHBOURS), resolution)


def parts(directions: Vectors) -> list[NDArray[np.int64]]:
    """One cluster's rows in as few clusters as it falls into, but in two at least; one alone where it does not."""
    near = neighbours(directions, NEIGHBOURS)
    for resolution in _COARSER:
        found = _clusters(directions, near, resolution)
        if len(found) > 1:
            break
    return found


def centre(directions: Vectors) -> Vectors:
    """The direction of the sum of rows; of none, or of rows that cancel out, 0."""
    direction: Vectors = _normalised(directions.sum(axis=0, keepdims=True))[0]
    return direction


def assign(directions: Vectors, centres: Vectors, places: NDArray[np.int64] | None = None) -> Assignment:
    """Each row with its nearest centre, or with the one that `places` says."""
    cosines = directions @ centres.T
    rows = np.arange(len(directions))
    if places is None:
        places = cosines.argmax(axis=1)
    own: Vectors = cosines[rows, places].copy()
    if len(centres) == 1:
        return Assignment(places, own, np.ones(len(directions), dtype=np.float32))
    cosines[rows, places] = -2.0
    confidence: Vectors = 1.0 / (1.0 + np.exp(-SHARPNESS * (own - cosines.max(axis=1))))
    return Assignment(places, own, confidence.astype(np.float32))


def matched(old: Sequence[frozenset[int]], new: Sequence[frozenset[int]], least: float = 0.3) -> dict[int, int]:
    """Which new set goes on as which old one: new number -> old number, each at most once.

    The pairs with the most members in common in all (the assignment problem); a pair counts whose common members are at
    least the share `least` of one of the two.
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
        int(number): int(place)
        for number, place in pairs
        if common[number, place] >= least * max(1, min(len(new[number]), len(old[place])))
    }


def _clusters(directions: Vectors, near: Neighbours, resolution: float) -> list[NDArray[np.int64]]:
    if len(directions) < 2 * SMALLEST:
        return [np.arange(len(directions))] if len(directions) else []
    labels = _communities(near, resolution)
    sizes = np.bincount(labels)
    kept = np.flatnonzero(sizes >= SMALLEST)
    if not len(kept):
        return [np.arange(len(directions))]
    centres = np.stack([centre(directions[labels == label]) for label in kept])
    places = np.searchsorted(kept, labels)
    small = sizes[labels] < SMALLEST
    places[small] = assign(directions[small], centres).places
    found = [np.flatnonzero(places == place) for place in range(len(kept))]
    return sorted(found, key=lambda rows: (-len(rows), int(rows[0])))


def _communities(near: Neighbours, resolution: float) -> NDArray[np.int64]:
    # Imported here: SciPy is large, and only topics need it.
    from sknetwork.clustering import Leiden

    found: NDArray[np.int64] = Leiden(resolution=resolution, random_state=_SEED).fit_predict(_graph(near))
    return found


def _graph(near: Neighbours) -> Any:  # noqa: ANN401 - SciPy has no types
    """The symmetric neighbour graph. An edge weighs the squared cosine of its ends, hardly anything below zero."""
    from scipy.sparse import csr_matrix

    count, k = near.rows.shape
    sources = np.repeat(np.arange(count), k)
    weights = np.square(near.cosines.clip(min=1e-3)).ravel()
    edges = csr_matrix((weights, (sources, near.rows.ravel())), shape=(count, count))
    return (edges + edges.T) / 2


def _normalised(rows: Vectors) -> Vectors:
    normalised: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True).clip(min=1e-12)
    return normalised
