"""Vectors -> pairs that may say the same. Pure."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

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
