"""The k nearest neighbours of every row of a matrix. Pure.

Up to `EXACT_LIMIT` rows all pairs are compared. Above, the rows are assigned to the cells of an inverted file (Jégou,
Douze and Schmid 2011, doi:10.1109/TPAMI.2010.57), and each row is compared with the rows of the cells nearest to its
own. These are matrix products only: many times faster than building an HNSW graph for a single use, and deterministic.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from semsearch.progress import Progress, Step, silent
from semsearch.records import Vectors

EXACT_LIMIT = 10_000
"""Rows up to which the search is exact."""

PROBED = 24
"""Cells that the rows of a cell are compared with, including its own."""

_BLOCK = 1024
_ITERATIONS = 4  # of k-means
_SAMPLE = 50  # rows per centre that k-means is run on
_SEED = 0


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The indices of each row's nearest other rows, and their cosines: both of shape (n, k), nearest first."""

    rows: NDArray[np.int64]
    cosines: Vectors


def neighbours(directions: Vectors, k: int, exact_limit: int = EXACT_LIMIT, progress: Progress = silent) -> Neighbours:
    """The `k` nearest other rows, or all if there are fewer, of each row of `directions`, shape (n, dim),
    L2-normalised."""
    count = len(directions)
    found = Neighbours(
        np.zeros((count, max(0, min(k, count - 1))), dtype=np.int64),
        np.zeros((count, max(0, min(k, count - 1))), dtype=np.float32),
    )
    if count < 2:
        return found
    cells, near = _cells(directions, progress) if count > exact_limit else ([np.arange(count)], np.zeros((1, 1), int))
    done = 0
    for cell, rows in enumerate(cells):
        probed = 0
        candidates = np.empty(0, dtype=np.int64)
        # The cells around a small cell are small, too: probe more until there are enough candidates.
        while probed < len(cells) and (probed < PROBED or len(candidates) <= found.rows.shape[1]):
            probed += PROBED
            candidates = np.concatenate([cells[other] for other in near[cell, :probed]])
        for start in range(0, len(rows), _BLOCK):
            progress(Step("compare", done, count))
            block = rows[start : start + _BLOCK]
            _compare(directions, block, candidates, found)
            done += len(block)
    progress(Step("compare", count, count))
    return found


def _compare(directions: Vectors, rows: NDArray[np.int64], candidates: NDArray[np.int64], into: Neighbours) -> None:
    """Store the nearest of `candidates` for each of `rows`, which are all among the candidates."""
    k = into.rows.shape[1]
    column_of = np.empty(len(directions), dtype=np.int64)
    column_of[candidates] = np.arange(len(candidates))
    cosines = directions[rows] @ directions[candidates].T
    cosines[np.arange(len(rows)), column_of[rows]] = -2.0
    near = np.argpartition(cosines, cosines.shape[1] - k, axis=1)[:, -k:]
    values = np.take_along_axis(cosines, near, axis=1)
    order = np.argsort(-values, axis=1, kind="stable")
    into.rows[rows] = candidates[np.take_along_axis(near, order, axis=1)]
    into.cosines[rows] = np.take_along_axis(values, order, axis=1)


def _cells(directions: Vectors, progress: Progress) -> tuple[list[NDArray[np.int64]], NDArray[np.int64]]:
    """The rows of each cell, and for each cell all cells by their nearness; by spherical k-means with k the square root
    of the number of rows."""
    random = np.random.default_rng(_SEED)
    count = int(np.sqrt(len(directions)))
    sample = directions[random.choice(len(directions), min(len(directions), _SAMPLE * count), replace=False)]
    centres = sample[:count].copy()
    for _ in range(_ITERATIONS):
        nearest = _nearest(sample, centres, progress)
        sums = np.zeros_like(centres)
        np.add.at(sums, nearest, sample)
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        centres = np.where(lengths > 0, sums / lengths.clip(min=1e-12), centres).astype(np.float32)
    own = _nearest(directions, centres, progress)
    near = np.argsort(-(centres @ centres.T), axis=1, kind="stable")
    return [np.flatnonzero(own == cell) for cell in range(count)], near


def _nearest(rows: Vectors, centres: Vectors, progress: Progress) -> NDArray[np.int64]:
    found = np.empty(len(rows), dtype=np.int64)
    for start in range(0, len(rows), _BLOCK):
        progress(Step("compare", 0))
        found[start : start + _BLOCK] = (rows[start : start + _BLOCK] @ centres.T).argmax(axis=1)
    return found
