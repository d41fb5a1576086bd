"""A two-dimensional layout of a neighbour graph. Pure.

It optimises the objective of UMAP (McInnes, Healy and Melville 2018, arXiv:1802.03426): neighbours attract each other
by the weight of their edge, and all points repel each other. UMAP samples edges one by one; here all points move at
once, which is plain matrix arithmetic, and deterministic.
"""

import numpy as np

from semsearch.progress import Progress, Step, silent
from semsearch.records import Vectors
from semsearch.topics.neighbours import Neighbours

ROUNDS, FEWEST_ROUNDS, MANY = 200, 60, 10_000
"""Number of iterations; above `MANY` points it decreases in proportion to their number, down to `FEWEST_ROUNDS`."""

A = 1.5
"""Parameter of the similarity of two points at distance d, 1 / (1 + A d^2). The curve is close to UMAP's
1 / (1 + a d^2b) with min_dist 0.1, whose power would take half of the time."""

_NEGATIVES = 4  # random points that repel each point in each iteration
_CLIP = 4.0  # limit on a single force, as in UMAP
_SPREAD = 10.0  # initial range of the coordinates
_NEAR = 5  # neighbours that a new point is placed between
_SEED = 0


def layout(directions: Vectors, near: Neighbours, start: Vectors | None = None, progress: Progress = silent) -> Vectors:
    """The coordinates of each row, shape (n, 2), in -1..1.

    The initial positions are the first two principal components, or `start`, shape (n, 2): an existing map then changes
    as little as possible.
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
        progress(Step("place", done, rounds))
        pull = _attraction(points[sources] - points[targets], weights)
        moves = _repulsion(points[:, None, :] - points[random.integers(0, count, (count, _NEGATIVES))])
        moves += pull.reshape(count, k, 2).sum(axis=1)
        for axis in range(2):
            moves[:, axis] -= np.bincount(targets, pull[:, axis], count)
        points += np.float32(1 - done / rounds) * moves
    progress(Step("place", rounds, rounds))
    placed: Vectors = _scaled(points)
    return placed


def between(cosines: Vectors, points: Vectors) -> Vectors:
    """Positions for new rows, shape (new, 2): weighted means of the `_NEAR` points nearest by `cosines`, shape (new,
    n)."""
    nearest = min(_NEAR, cosines.shape[1])
    columns = np.argpartition(cosines, cosines.shape[1] - nearest, axis=1)[:, -nearest:]
    weights = np.exp(10.0 * np.take_along_axis(cosines, columns, axis=1))
    placed: Vectors = (points[columns] * weights[:, :, None]).sum(axis=1) / weights.sum(axis=1)[:, None]
    return placed.astype(np.float32)


def _attraction(differences: Vectors, weights: Vectors) -> Vectors:
    """The attractive force along each edge, shape (edges, 2)."""
    squares = np.square(differences).sum(axis=1)
    pull: Vectors = differences * (-2 * np.float32(A) * weights / (1 + np.float32(A) * squares))[:, None]
    limited: Vectors = pull.clip(-_CLIP, _CLIP)
    return limited


def _repulsion(differences: Vectors) -> Vectors:
    """The repulsive force on each point, shape (n, 2), from its differences to other points, shape (n, others, 2)."""
    squares = np.square(differences).sum(axis=2)
    push: Vectors = differences * (2 / ((np.float32(0.001) + squares) * (1 + np.float32(A) * squares)))[:, :, None]
    total: Vectors = push.clip(-_CLIP, _CLIP).sum(axis=1)
    return total


def _weights(near: Neighbours) -> Vectors:
    """The edge weights of UMAP's fuzzy set (section 3.1), shape (n, k): 1 for the nearest neighbour and decreasing with
    the cosine, with a scale such that the weights of a row sum to log2(k)."""
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
    """The scores of the first two principal components, with signs that do not depend on the machine."""
    mean = directions.mean(axis=0)
    _, vectors = np.linalg.eigh(directions.T @ directions - len(directions) * np.outer(mean, mean))
    axes = vectors[:, :-3:-1]
    axes = axes * np.sign(axes[np.abs(axes).argmax(axis=0), range(axes.shape[1])])
    scores: Vectors = (directions @ axes - mean @ axes).astype(np.float32)
    return scores


def _scaled(points: Vectors) -> Vectors:
    """Centre the points and scale both axes by the same factor, into -1..1."""
    middle = (points.max(axis=0) + points.min(axis=0)) / 2
    half = max(float(np.abs(points - middle).max()), 1e-12)
    scaled: Vectors = (points - middle) / half
    return scaled
