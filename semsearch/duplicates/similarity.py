"""Pairs of texts with similar vectors. Pure."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from semsearch.records import Vectors

BLOCK = 1024
"""Rows that `SimilarityJoin.pairs` is best called with, and of which it takes as many at once from those added."""

_PAIRS = 1024
_ROUNDING = 1e-5

_DIMENSIONS = (32, 48, 64, 96, 128, 192, 256)
"""Dimensions of the projection that are considered."""

_MIN_PROJECTED = 2048
"""Number of vectors from which a projection pays."""

_REFIT_GROWTH = 4
"""Factor by which the number of vectors has to grow before the projection is fitted again."""

_FIT_SAMPLE = 2048
"""Number of vectors that the projection is fitted to."""

_VERIFY_COST = 20_000
"""Cost of the exact cosine of one pair, which has to be gathered, in products of a single coordinate (measured)."""

CANDIDATE_RELEVANCE = 0.45
"""The minimum relevance, on the scale of the model, of two texts that may have the same meaning."""

SLACK = 0.03
"""How far the cosine of two texts' mean vectors may lie below their similarity."""


_Number = TypeVar("_Number", bound=np.floating[Any])

Rows = NDArray[np.int64]
MayPair = Callable[[Rows, Rows], NDArray[np.bool_]]


class SimilarityJoin:
    """An exact, incremental join: finds all pairs of unit vectors with a cosine of at least `threshold`.

    Vectors are projected onto their leading principal axes, with the norm of the residual as one more coordinate. By
    the Cauchy-Schwarz inequality the product of two projections is never below the cosine of the vectors, so that exact
    cosines are needed only for the few pairs whose projections reach the threshold.
    """

    def __init__(self, threshold: float, expected: int = 0) -> None:
        """Of vectors of which `expected` will be added: there is room for them, so that none are copied for more."""
        self._threshold = threshold
        self._expected = expected
        self._count = 0
        self._rows: Vectors = np.empty((0, 0), dtype=np.float32)
        self._projected = self._rows
        self._axes: Vectors | None = None
        self._fitted_at = _MIN_PROJECTED // _REFIT_GROWTH  # the number of vectors when the axes were last fitted

    def __len__(self) -> int:
        return self._count

    def extend(self, rows: Vectors) -> None:
        """Add vectors, shape (n, dim), to those that later ones are compared with."""
        start, self._count = self._count, self._count + len(rows)
        self._rows = with_rows(self._rows, start, rows, self._expected)
        if self._count >= _REFIT_GROWTH * self._fitted_at:
            self._fitted_at = self._count
            self._axes = _best_axes(self._rows[: self._count : -(-self._count // _FIT_SAMPLE)], self._threshold)
            start, self._projected = 0, np.empty((0, 0), dtype=np.float32)
        if self._axes is not None:
            for first in range(start, self._count, BLOCK):  # all at once would take more memory than they do
                new = _project(self._rows[first : min(first + BLOCK, self._count)], self._axes)
                self._projected = with_rows(self._projected, first, new, self._expected)

    def pairs(self, block: Vectors, may: MayPair | None = None) -> Iterator[tuple[Rows, Rows, Vectors]]:
        """The pairs of the rows of `block`, shape (n, dim), with the added vectors and with each other, as far as they
        `may` be pairs.

        Yields arrays of equal length: rows of the block, the partner of each, and their cosines. Partners are numbered
        in the order of addition, with the block's own rows after all others. Each pair comes once. `may` is given rows
        of the block and their partners, and says which of them to look at: once for each `BLOCK` of partners begun.
        """
        projected, known = block, self._rows[: self._count]
        if self._axes is not None:
            projected, known = _project(block, self._axes), self._projected[: self._count]
        for left in range(0, self._count, BLOCK):
            rows, columns = _candidates(projected, known[left : left + BLOCK], self._threshold)
            yield from self._verified(block, rows, self._rows, columns + left, 0, may)
        rows, columns = _candidates(projected, projected, self._threshold)
        before = columns < rows
        yield from self._verified(block, rows[before], block, columns[before], self._count, may)

    def _verified(
        self, block: Vectors, rows: Rows, others: Vectors, columns: Rows, first: int, may: MayPair | None
    ) -> Iterator[tuple[Rows, Rows, Vectors]]:
        if may is not None:
            allowed = may(rows, columns + first)
            rows, columns = rows[allowed], columns[allowed]
        cosines = paired_products(block, rows, others, columns)
        near = cosines >= self._threshold
        if near.any():
            yield rows[near], columns[near] + first, cosines[near]


def paired_products(block: Vectors, rows: Rows, others: Vectors, columns: Rows) -> Vectors:
    """The products of pairs of vectors, shape (pairs,): of each of the `rows` of `block` with one of the `others`."""
    found = np.empty(len(rows), dtype=np.float32)
    for start in range(0, len(rows), _PAIRS):
        part = slice(start, start + _PAIRS)
        found[part] = np.einsum("ij,ij->i", block[rows[part]], others[columns[part]])
    return found


def _best_axes(sample: Vectors, threshold: float) -> Vectors | None:
    """As many leading principal axes, shape (dim, count), as make the join cheapest; None if no projection is."""
    dim = sample.shape[1]
    axes: Vectors = np.linalg.eigh((sample.T @ sample).astype(np.float64))[1][:, ::-1].astype(np.float32)
    best, cost = None, float(dim)
    for count in _DIMENSIONS:
        if count < cost:
            projected = _project(sample, axes[:, :count])
            candidates = np.count_nonzero(projected @ projected.T >= threshold) - len(sample)
            if (new := count + _VERIFY_COST * candidates / len(sample) ** 2) < cost:
                best, cost = np.ascontiguousarray(axes[:, :count]), new
    return best


def _project(rows: Vectors, axes: Vectors) -> Vectors:
    """The coordinates along the axes and the norm of the residual: shape (n, count + 1)."""
    leading = rows @ axes
    residual = np.linalg.norm(rows - leading @ axes.T, axis=1, keepdims=True)
    return np.hstack([leading, residual])


def _candidates(rows: Vectors, others: Vectors, threshold: float) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The pairs of rows whose product reaches the threshold, within rounding."""
    products = rows @ others.T
    least = np.float32(threshold - _ROUNDING)
    some = np.flatnonzero(products.max(axis=1, initial=-1.0) >= least)
    left, right = np.nonzero(products[some] >= least)
    return some[left], right


def with_rows(into: NDArray[_Number], start: int, rows: NDArray[_Number], expected: int = 0) -> NDArray[_Number]:
    """`into` with these rows written from `start` on, or a larger copy of it if they do not fit, with room for as many
    as are `expected` in all."""
    stop = start + len(rows)
    if stop > len(into):
        grown = np.empty((max(4 * BLOCK, stop * 5 // 4, expected), rows.shape[1]), dtype=rows.dtype)
        if start:
            grown[:start] = into[:start]
        into = grown
    into[start:stop] = rows
    return into


@dataclass(frozen=True)
class ChunkVectors:
    """The vectors of the chunks of several texts: one matrix, shape (chunks of all texts, dim), and the rows of each
    text by its id, in the same order."""

    rows: Vectors
    slices: Mapping[int, slice]

    @classmethod
    def of(cls, texts: Mapping[int, Vectors]) -> Self:
        """From the chunks of each text, shape (chunks, dim)."""
        ends = np.cumsum([len(chunks) for chunks in texts.values()]).tolist()
        slices = {text: slice(end - len(texts[text]), end) for text, end in zip(texts, ends, strict=True)}
        return cls(np.concatenate(list(texts.values())) if texts else np.empty((0, 0), dtype=np.float32), slices)

    def __contains__(self, text: int) -> bool:
        return text in self.slices

    def only(self, texts: Collection[int]) -> "ChunkVectors":
        """These texts alone."""
        return ChunkVectors.of({text: self.rows[rows] for text, rows in self.slices.items() if text in texts})

    def within(self, space: Callable[[Vectors], Vectors]) -> "ChunkVectors":
        """The same texts with their vectors mapped into another space."""
        return ChunkVectors(space(self.rows), self.slices) if len(self.rows) else self

    def coverages(self, pairs: Sequence[tuple[int, int]]) -> list[float]:
        """For each pair of texts the lower of the two coverages of one by the other.

        The coverage of a text by another is the mean, over its chunks, of the cosine with the nearest chunk of the
        other. A short text that is contained in a long one is well covered by it, but not the other way round.
        """
        found = np.zeros(len(pairs), dtype=np.float32)
        single: list[int] = []
        partners: dict[int, list[int]] = defaultdict(list)
        for at, (one, other) in enumerate(pairs):
            if self._is_single(one) or self._is_single(other):
                single.append(at)
            else:
                partners[one].append(at)
        # The product of a chunk with the mean of another text's chunks is how well it covers that text; how well it is
        # covered itself is the maximum of these cosines, and so not the lower one.
        left, right = (np.array([self._numbers[pairs[at][side]] for at in single], dtype=np.int64) for side in (0, 1))
        found[single] = paired_products(self._means, left, self._means, right)
        for one, these in partners.items():  # all partners of a text at once
            own = self.rows[self.slices[one]]
            others = [self.slices[pairs[at][1]] for at in these]
            lengths = np.array([other.stop - other.start for other in others])
            starts = np.cumsum(lengths) - lengths
            table = own @ np.concatenate([self.rows[other] for other in others]).T
            theirs = np.add.reduceat(table.max(axis=0), starts) / lengths
            ours = np.maximum.reduceat(table, starts, axis=1).mean(axis=0)
            found[these] = np.minimum(ours, theirs)
        lower: list[float] = np.minimum(found, 1.0).tolist()
        return lower

    @cached_property
    def _numbers(self) -> Mapping[int, int]:
        return {text: number for number, text in enumerate(self.slices)}

    @cached_property
    def _means(self) -> Vectors:
        """The means of the chunks of each text in `slices`, shape (texts, dim)."""
        starts = np.array([rows.start for rows in self.slices.values()], dtype=np.int64)
        lengths = np.diff(starts, append=len(self.rows))
        means: Vectors = np.add.reduceat(self.rows, starts)
        means /= lengths[:, np.newaxis]
        return means

    def _is_single(self, text: int) -> bool:
        rows = self.slices[text]
        return bool(rows.stop - rows.start == 1)
