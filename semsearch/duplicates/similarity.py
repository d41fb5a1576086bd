"""Vectors -> pairs that may say the same. Pure."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from semsearch.records import Vectors

BLOCK = 1024
_TILE = 1024
_PAIRS = 8192
_ROUNDING = 1e-5

_LEADING = (32, 48, 64, 96, 128, 192, 256)
_FEWEST, _GROWN, _SAMPLE = 2048, 4, 2048
"""Vectors from which turning them is worth while, how often it is thought over, and by how many of them."""

_WHOLE = 20_000
"""Looking at a pair whole costs as much as one coordinate of so many pairs (measured; they have to be gathered)."""

CANDIDATE_RELEVANCE = 0.45
"""On the model's scale of cosines, the least from which two texts are looked at: below it none says the same."""

SLACK = 0.03
"""How much the cosine of two texts' mean vectors may lie below their similarity."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Cosines to relevance: `unrelated` is what two unrelated texts have (0), `same` two of one meaning (1)."""

    unrelated: float
    same: float

    def relevance(self, cosine: float) -> float:
        """The place of a cosine between the two, not cut off."""
        return (cosine - self.unrelated) / max(self.same - self.unrelated, 1e-6)


class Directions:
    """Vectors of length 1 in the order in which they came, and, of new ones, all pairs with a cosine of at least
    `threshold`.

    Exact: which pairs are found depends on nothing else. Quick, as the vectors are turned so that a few leading
    coordinates hold most of what tells them apart. What is left of a vector enters as its length, one coordinate more:
    the product of two such short vectors is never below their cosine (Cauchy and Schwarz), and only the few pairs in
    which it reaches the threshold are looked at whole.
    """

    def __init__(self, threshold: float) -> None:
        self._threshold = threshold
        self._count = 0
        self._rows: Vectors = np.empty((0, 0), dtype=np.float32)
        self._short = self._rows
        self._turn: Vectors | None = None
        self._turned = _FEWEST // _GROWN
        """How many there were when it was last found out how to turn them."""

    def __len__(self) -> int:
        return self._count

    def extend(self, rows: Vectors) -> None:
        """Know these as well, shape (n, dim)."""
        start, self._count = self._count, self._count + len(rows)
        self._rows = _written(self._rows, start, rows)
        if self._count >= _GROWN * self._turned:
            self._turned = self._count
            self._turn = _leading(self._rows[: self._count : -(-self._count // _SAMPLE)], self._threshold)
            start, self._short = 0, np.empty((0, 0), dtype=np.float32)
        if self._turn is not None:
            self._short = _written(self._short, start, _shortened(self._rows[start : self._count], self._turn))

    def pairs(self, block: Vectors) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64], Vectors]]:
        """Rows of `block`, shape (n, dim), and what each is paired with: known rows, numbered from 0, and earlier rows
        of the block, numbered after these; with their cosines. Each pair comes once."""
        short, known = block, self._rows[: self._count]
        if self._turn is not None:
            short, known = _shortened(block, self._turn), self._short[: self._count]
        for left in range(0, self._count, _TILE):
            rows, columns = _reaching(short, known[left : left + _TILE], self._threshold)
            yield from self._looked_at(block, rows, self._rows, columns + left, 0)
        rows, columns = _reaching(short, short, self._threshold)
        before = columns < rows
        yield from self._looked_at(block, rows[before], block, columns[before], self._count)

    def _looked_at(
        self, block: Vectors, rows: NDArray[np.int64], others: Vectors, columns: NDArray[np.int64], first: int
    ) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64], Vectors]]:
        for start in range(0, len(rows), _PAIRS):
            left, right = rows[start : start + _PAIRS], columns[start : start + _PAIRS]
            cosines = np.einsum("ij,ij->i", block[left], others[right])
            near = cosines >= self._threshold
            yield left[near], right[near] + first, cosines[near]


def _leading(sample: Vectors, threshold: float) -> Vectors | None:
    """The turn to as many leading coordinates, shape (dim, count), as make looking at all pairs cheapest; None where
    that is all of them."""
    dim = sample.shape[1]
    turn: Vectors = np.linalg.eigh((sample.T @ sample).astype(np.float64))[1][:, ::-1].astype(np.float32)
    best, cost = None, float(dim)
    for count in _LEADING:
        if count < cost:
            short = _shortened(sample, turn[:, :count])
            reaching = np.count_nonzero(short @ short.T >= threshold) - len(sample)
            if (new := count + _WHOLE * reaching / len(sample) ** 2) < cost:
                best, cost = np.ascontiguousarray(turn[:, :count]), new
    return best


def _shortened(rows: Vectors, turn: Vectors) -> Vectors:
    """The leading coordinates, and the length of what they leave out: shape (n, count + 1)."""
    leading = rows @ turn
    rest = np.linalg.norm(rows - leading @ turn.T, axis=1, keepdims=True)
    return np.hstack([leading, rest])


def _reaching(rows: Vectors, others: Vectors, threshold: float) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The pairs of rows whose product reaches the threshold, or may do so but for rounding."""
    products = rows @ others.T
    least = np.float32(threshold - _ROUNDING)
    some = np.flatnonzero(products.max(axis=1, initial=-1.0) >= least)
    left, right = np.nonzero(products[some] >= least)
    return some[left], right


def _written(into: Vectors, start: int, rows: Vectors) -> Vectors:
    """A matrix with these rows from `start` on: the same, or, where they find no room in it, a larger one."""
    stop = start + len(rows)
    if stop > len(into):
        grown = np.empty((max(4 * BLOCK, stop * 5 // 4), rows.shape[1]), dtype=np.float32)
        if start:
            grown[:start] = into[:start]
        into = grown
    into[start:stop] = rows
    return into


def mean_vector(chunks: Vectors) -> Vectors:
    """The direction of the sum of a text's chunks, shape (chunks, dim)."""
    total: Vectors = chunks.sum(axis=0, dtype=np.float32)
    return total / max(float(np.linalg.norm(total)), 1e-12)


@dataclass(frozen=True, slots=True)
class Chunked:
    """Texts by their numbers, each with the vectors of its chunks: rows of one matrix, shape (chunks of all, dim)."""

    rows: Vectors
    places: Mapping[int, slice]

    @classmethod
    def of(cls, texts: Mapping[int, Vectors]) -> Self:
        """Of the chunks of each text, shape (chunks, dim)."""
        ends = np.cumsum([len(chunks) for chunks in texts.values()]).tolist()
        places = {text: slice(end - len(texts[text]), end) for text, end in zip(texts, ends, strict=True)}
        return cls(np.concatenate(list(texts.values())) if texts else np.empty((0, 0), dtype=np.float32), places)

    def __contains__(self, text: int) -> bool:
        return text in self.places

    def only(self, texts: Collection[int]) -> "Chunked":
        """Some of them."""
        return Chunked.of({text: self.rows[place] for text, place in self.places.items() if text in texts})

    def within(self, space: Callable[[Vectors], Vectors]) -> "Chunked":
        """The same texts in another space."""
        return Chunked(space(self.rows), self.places) if len(self.rows) else self

    def coverages(self, pairs: Sequence[tuple[int, int]]) -> list[float]:
        """The similarity of each pair, that of the text which is covered worse by the other: the mean, over its chunks,
        of the cosine with the nearest chunk of the other. So a long text is no duplicate of the one it quotes from."""
        found = np.zeros(len(pairs), dtype=np.float32)
        single: list[tuple[int, int, int]] = []
        places: dict[int, list[int]] = defaultdict(list)
        for at, (one, other) in enumerate(pairs):
            if self._has_one(one) or self._has_one(other):
                single.append((at, one, other) if self._has_one(one) else (at, other, one))
            else:
                places[one].append(at)
        self._cover_single(single, found)
        for one, these in places.items():  # all the partners of a text at a time
            own = self.rows[self.places[one]]
            others = [self.places[pairs[at][1]] for at in these]
            lengths = np.array([other.stop - other.start for other in others])
            starts = np.cumsum(lengths) - lengths
            table = own @ np.concatenate([self.rows[other] for other in others]).T
            theirs = np.add.reduceat(table.max(axis=0), starts) / lengths
            ours = np.maximum.reduceat(table, starts, axis=1).mean(axis=0)
            found[these] = np.minimum(ours, theirs)
        told: list[float] = np.minimum(found, 1.0).tolist()
        return told

    def _cover_single(self, pairs: Sequence[tuple[int, int, int]], found: Vectors) -> None:
        """Where a text is one chunk, the other is covered by it as well as the mean of its chunks is near to it, and no
        better than it is covered itself. `pairs` are a place in `found`, such a text, and the other."""
        others = sorted({other for _, _, other in pairs})
        number = {other: at for at, other in enumerate(others)}
        means = [self.rows[self.places[other]].mean(axis=0) for other in others]
        table = np.stack(means) if means else self.rows
        for start in range(0, len(pairs), _TILE):
            at, one, other = zip(*pairs[start : start + _TILE], strict=True)
            left = self.rows[[self.places[text].start for text in one]]
            found[list(at)] = np.einsum("ij,ij->i", left, table[[number[text] for text in other]])

    def _has_one(self, text: int) -> bool:
        place = self.places[text]
        return bool(place.stop - place.start == 1)


def candidate_cosine(scale: Scale) -> float:
    """The cosine from which two texts are looked at."""
    return scale.unrelated + CANDIDATE_RELEVANCE * (scale.same - scale.unrelated)
