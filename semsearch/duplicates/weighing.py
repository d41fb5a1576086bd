"""Vectors -> pairs that may say the same. Pure."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from semsearch.rank import Scale
from semsearch.records import Vectors

BLOCK = 1024
_TILE = 4096

CANDIDATE_RELEVANCE = 0.45
"""On the model's scale of cosines, the least from which two texts are looked at: below it none says the same."""

SLACK = 0.03
"""How much the cosine of two texts' mean vectors may lie below their similarity."""


def against(block: Vectors, known: Vectors, threshold: float) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Pairs of a block's rows with known rows, numbered from 0, and with each other, numbered after the known ones."""
    yield from pairs_above(block, known, threshold)
    for rows, columns in pairs_above(block, block, threshold):
        before = columns < rows
        yield rows[before], columns[before] + len(known)


def pairs_above(
    block: Vectors, known: Vectors, threshold: float
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Rows of `block` and of `known` whose cosine is at least `threshold`.

    Exact: every pair is looked at, tile by tile, so that no more than a tile of cosines is ever held.
    """
    buffer = np.empty((len(block), min(_TILE, len(known))), dtype=np.float32)
    for left in range(0, len(known), _TILE):
        tile = known[left : left + _TILE]
        cosines = np.matmul(block, tile.T, out=buffer[:, : len(tile)])
        if cosines.max() >= threshold:
            rows, columns = np.nonzero(cosines >= threshold)
            yield rows, columns + left


def mean_vector(chunks: Vectors) -> Vectors:
    """The direction of the sum of a text's chunks, shape (chunks, dim)."""
    total: Vectors = chunks.sum(axis=0, dtype=np.float32)
    return total / max(float(np.linalg.norm(total)), 1e-12)


def coverage(one: Vectors, other: Vectors) -> float:
    """The similarity of the text that is covered worse by the other: the mean, over its chunks, of the cosine with the
    nearest chunk of the other. So a long text is no duplicate of the one it quotes from."""
    if len(one) == len(other) == 1:
        return min(1.0, float(one[0] @ other[0]))
    table = one @ other.T
    return min(1.0, float(min(table.max(axis=1).mean(), table.max(axis=0).mean())))


def candidate_cosine(scale: Scale) -> float:
    """The cosine from which two texts are looked at."""
    return scale.unrelated + CANDIDATE_RELEVANCE * (scale.same - scale.unrelated)
