"""Vectors -> clusters, by the graph of nearest neighbours. Pure.

Density-based clustering (HDBSCAN) leaves half of the mails out, as in 384 dimensions hardly any place is dense.
Communities in the graph of neighbours cover everything, need no number of clusters, and cost what finding the
neighbours costs.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from semsearch.records import Vectors

NEIGHBOURS = 10
"""Edges that start at a vector. With few, one topic falls apart; with many, small topics drown in larger ones."""

RESOLUTION = 4.0
"""Of the modularity (Reichardt and Bornholdt 2006): the higher, the more and smaller clusters."""

FEW = 200
"""Of fewer vectors the resolution is lower in proportion, down to 1: there are not as many topics in them."""

SMALLEST = 3
"""Members of a cluster; what is in a smaller one goes to the nearest cluster."""

_BLOCK = 1024
_SEED = 0
_ROUNDING = 1e-4


@dataclass(frozen=True, slots=True)
class Clusters:
    """``members`` are row numbers, the nearest to the centre first, the largest cluster first. ``nearness`` is each
    row's cosine with the centre of its cluster, both taken relative to the mean of all; -1 for a row in none."""

    members: tuple[tuple[int, ...], ...]
    nearness: Vectors


def clusters(vectors: Vectors) -> Clusters:
    """Clusters of the rows of `vectors`, shape (n, dim), normalised; equal for equal input.

    Communities of the neighbour graph by the Leiden algorithm (Traag, Waltman and van Eck 2019, arXiv:1810.08473). Rows
    that are like no others (nearness not above 0) are in no cluster.
    """
    if len(vectors) < SMALLEST:
        return Clusters((), np.full(len(vectors), -1.0, dtype=np.float32))
    centred = _centred(vectors)
    labels = _communities(centred)
    sizes = np.bincount(labels)
    kept: NDArray[np.int64] = np.flatnonzero(sizes >= SMALLEST)
    if not len(kept):
        return Clusters((), np.full(len(vectors), -1.0, dtype=np.float32))
    centres = _normalised(np.stack([centred[labels == label].sum(axis=0) for label in kept]))
    cosines = centred @ centres.T
    places = np.where(sizes[labels] >= SMALLEST, np.searchsorted(kept, labels), cosines.argmax(axis=1))
    nearness = cosines[np.arange(len(centred)), places]
    nearness[nearness <= 0] = -1.0
    found: list[tuple[int, ...]] = []
    for place in range(len(kept)):
        rows = np.flatnonzero((places == place) & (nearness > 0))
        if len(rows) < SMALLEST:
            nearness[rows] = -1.0
        else:
            found.append(tuple(rows[np.argsort(-nearness[rows], kind="stable")].tolist()))
    return Clusters(tuple(sorted(found, key=lambda rows: (-len(rows), rows))), nearness)


def _communities(centred: Vectors) -> NDArray[np.int64]:
    # Imported here: SciPy is large, and only topics need it.
    from sknetwork.clustering import Leiden

    resolution = max(1.0, RESOLUTION * min(1.0, len(centred) / FEW))
    found: NDArray[np.int64] = Leiden(resolution=resolution, random_state=_SEED).fit_predict(_graph(centred))
    return found


def _graph(centred: Vectors) -> Any:  # noqa: ANN401 - SciPy has no types
    """The symmetric neighbour graph. An edge weighs the squared cosine of its ends, hardly anything below zero."""
    from scipy.sparse import csr_matrix

    count = len(centred)
    nearest = min(NEIGHBOURS, count - 1)
    columns = np.empty((count, nearest), dtype=np.int64)
    weights = np.empty((count, nearest), dtype=np.float32)
    for start in range(0, count, _BLOCK):
        cosines = centred[start : start + _BLOCK] @ centred.T
        rows = np.arange(len(cosines))
        cosines[rows, start + rows] = -2.0
        near = np.argpartition(-cosines, nearest - 1, axis=1)[:, :nearest]
        columns[start : start + _BLOCK] = near
        weights[start : start + _BLOCK] = np.take_along_axis(cosines, near, axis=1)
    sources = np.repeat(np.arange(count), nearest)
    edges = csr_matrix((np.square(weights.clip(min=1e-3)).ravel(), (sources, columns.ravel())), shape=(count, count))
    return (edges + edges.T) / 2


def _centred(vectors: Vectors) -> Vectors:
    """Directions from the mean of all; rows that differ from it by rounding alone become 0, near to nothing."""
    differences: Vectors = vectors - vectors.mean(axis=0)
    differences[np.linalg.norm(differences, axis=1) < _ROUNDING] = 0
    return _normalised(differences)


def _normalised(rows: Vectors) -> Vectors:
    normalised: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True).clip(min=1e-12)
    return normalised
