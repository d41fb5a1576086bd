"""A neighbour graph -> points in two dimensions, near ones together. Pure.

The objective of UMAP (McInnes, Healy and Melville 2018, arXiv:1802.03426): neighbours attract each other by the weight
of their edge, any two points repel each other. Instead of edge by edge, all points move at once, which is matrix
arithmetic alone and equal for equal input.
"""

import numpy as np

from semsearch.records import Vectors
from semsearch.topics.neighbours import Neighbours

ROUNDS, FEWEST_ROUNDS, MANY = 200, 60, 10_000
"""How often the points move; above `MANY` of them less often, in proportion."""

A = 1.5
"""How attraction falls with distance, 1 / (1 + A d^2): close to UMAP's curve for a least distance of 0.1, without its
powers, which take half of the time."""

_REPELLING = 4  # random other points, for each point and round
_FARTHEST = 4.0  # a single push, UMAP's limit too
_SPREAD = 10.0  # of the points at the start
_NEAR = 5  # neighbours between which a new point is placed
_SEED = 0


def layout(directions: Vectors, near: Neighbours, start: Vectors | None = None) -> Vectors:
    """Coordinates of each row, shape (n, 2), within -1..1.

    Points begin at their first two principal components, or at `start`, shape (n, 2), so that a map that is known moves
    as little as it must.
    """
    count, k = near.rows.shape
    if count < 3:
        return np.linspace([-0.5, 0], [0.5, 0], count, dtype=np.float32).reshape(-1, 2)
    random = np.random.default_rng(_SEED)
    points = _scaled(_principal(directions) if start is None else start) * np.float32(_SPREAD)
    points += np.float32(1e-3) * random.standard_normal(points.shape, dtype=np.float32)
    sources, targets = np.repeat(np.arange(count), k), near.rows.ravel()
    weights = _weights(near).ravel()
    rounds = max(FEWEST_ROUNDS, min(ROUNDS, ROUNDS * MANY // count))
    for done in range(rounds):
        pull = _attraction(points[sources] - points[targets], weights)
        moves = _repulsion(points[:, None, :] - points[random.integers(0, count, (count, _REPELLING))])
        moves += pull.reshape(count, k, 2).sum(axis=1)
        for axis in range(2):
            moves[:, axis] -= np.bincount(targets, pull[:, axis], count)
        points += np.float32(1 - done / rounds) * moves
    placed: Vectors = _scaled(points)
    return placed


def between(cosines: Vectors, points: Vectors) -> Vectors:
    """Where new rows belong on a map: amid the `_NEAR` points that are nearest by `cosines`, shape (new, n)."""
    nearest = min(_NEAR, cosines.shape[1])
    columns = np.argpartition(cosines, cosines.shape[1] - nearest, axis=1)[:, -nearest:]
    weights = np.exp(10.0 * np.take_along_axis(cosines, columns, axis=1))
    placed: Vectors = (points[columns] * weights[:, :, None]).sum(axis=1) / weights.sum(axis=1)[:, None]
    return placed.astype(np.float32)


def _attraction(differences: Vectors, weights: Vectors) -> Vectors:
    """The pull along each edge, shape (edges, 2)."""
    squares = np.square(differences).sum(axis=1)
    pull: Vectors = differences * (-2 * np.float32(A) * weights / (1 + np.float32(A) * squares))[:, None]
    limited: Vectors = pull.clip(-_FARTHEST, _FARTHEST)
    return limited


def _repulsion(differences: Vectors) -> Vectors:
    """The push on each point by others, shape (n, 2), from the differences, shape (n, others, 2)."""
    squares = np.square(differences).sum(axis=2)
    push: Vectors = differences * (2 / ((np.float32(0.001) + squares) * (1 + np.float32(A) * squares)))[:, :, None]
    total: Vectors = push.clip(-_FARTHEST, _FARTHEST).sum(axis=1)
    return total


def _weights(near: Neighbours) -> Vectors:
    """For each edge a weight that falls from 1, at a row's nearest, as its cosine falls; a row's edges sum to the
    logarithm of their number (the fuzzy set of UMAP, section 3.1)."""
    distances = near.cosines[:, :1] - near.cosines
    wanted = np.log2(max(2, near.rows.shape[1]))
    low = np.full(len(distances), 1e-4, dtype=np.float32)
    high = np.full(len(distances), 10.0, dtype=np.float32)
    for _ in range(24):
        middle = (low + high) / 2
        too_much = np.exp(-distances / middle[:, None]).sum(axis=1) > wanted
        high, low = np.where(too_much, middle, high), np.where(too_much, low, middle)
    weights: Vectors = np.exp(-distances / middle[:, None])
    return weights


def _principal(directions: Vectors) -> Vectors:
    """The first two principal components' scores, with a sign that does not depend on the machine."""
    centred = directions - directions.mean(axis=0)
    _, vectors = np.linalg.eigh(centred.T @ centred)
    axes = vectors[:, :-3:-1]
    axes = axes * np.sign(axes[np.abs(axes).argmax(axis=0), range(axes.shape[1])])
    scores: Vectors = (centred @ axes).astype(np.float32)
    return scores


def _scaled(points: Vectors) -> Vectors:
    """Into -1..1, the middle in the middle, both axes by one measure."""
    middle = (points.max(axis=0) + points.min(axis=0)) / 2
    half = max(float(np.abs(points - middle).max()), 1e-12)
    scaled: Vectors = (points - middle) / half
    return scaled
