"""The contents by the bands of their signatures (`near.bands`): those with a band in common may be similar. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Self

import numpy as np
from numpy.typing import NDArray

from semsearch.duplicates.near import Bands

MOST_LISTED = 32
"""Contents with a band in common up to which their pairs are listed."""

_HALF, _LOW = np.uint64(32), np.uint64(0xFFFFFFFF)

Contents = NDArray[np.int64]
_Entries = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class BandIndex:
    """Contents (`compared.id`) by band. Immutable: an extended one takes its place once what it tells is stored.

    ``runs`` are entries in ascending order, each a band in the upper half of its bits and a content in the lower. A run
    is less than half as long as the one before (the logarithmic method, Bentley and Saxe 1980), so that an index grows
    to n entries in O(n log n). ``crowded`` says of each content whether it is, or was, in a band with more than
    `MOST_LISTED`.
    """

    runs: tuple[_Entries, ...] = ()
    crowded: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(1, dtype=np.bool_))

    @classmethod
    def of(cls, contents: Contents, bands: Bands, crowded: Contents) -> Self:
        """Of contents, shape (n,) in ascending order, with the bands of each, shape (n, BANDS); which are ``crowded``
        is known."""
        marks = np.zeros(1 + max([0, *contents[-1:].tolist()]), dtype=np.bool_)
        marks[crowded] = True
        return cls((_entries(contents, bands),), marks)

    @property
    def last(self) -> int:
        """The highest content."""
        return len(self.crowded) - 1

    def extended(self, contents: Contents, bands: Bands) -> "BandIndex":
        """With more contents above those known; `contents` and `bands` as in `of`."""
        runs = [*self.runs, _entries(contents, bands)]
        while len(runs) > 1 and 2 * len(runs[-1]) >= len(runs[-2]):
            runs[-2:] = [np.sort(np.concatenate(runs[-2:]), kind="stable")]
        marks = np.zeros(1 + max([self.last, *contents[-1:].tolist()]), dtype=np.bool_)
        marks[: len(self.crowded)] = self.crowded
        grown = BandIndex(tuple(runs), marks)
        own, counts = np.unique(bands, return_counts=True)
        sizes = grown._sizes(own)
        full = sizes > MOST_LISTED
        marks[contents[np.isin(bands, own[full]).any(axis=1)]] = True
        marks[grown._members(own[full & (sizes - counts <= MOST_LISTED)])[1]] = True
        return grown

    def newly_crowded(self, before: "BandIndex") -> Contents:
        """The contents that are crowded and were not before, in ascending order."""
        marks = self.crowded.copy()
        marks[: len(before.crowded)] &= ~before.crowded
        return np.flatnonzero(marks)

    def candidates(self, contents: Contents, bands: Bands) -> tuple[Contents, Contents]:
        """The pairs of some contents of this index, given as in `of`, and those before them that have a band in common,
        but not of two crowded ones: two arrays, shape (pairs,), in ascending order."""
        entries = _entries(contents, bands)
        own, keys = (entries & _LOW).astype(np.int64), (entries >> _HALF).astype(np.uint32)
        listed = self._sizes(keys) <= MOST_LISTED
        at, others = self._members(keys[listed])
        ones = own[listed][at]
        wanted = (others < ones) & ~(self.crowded[ones] & self.crowded[others])
        pairs = np.unique(_packed(ones[wanted], others[wanted]))
        return (pairs >> _HALF).astype(np.int64), (pairs & _LOW).astype(np.int64)

    def _sizes(self, bands: NDArray[np.uint32]) -> NDArray[np.int64]:
        """How many contents are in each of these bands, which are in ascending order."""
        sizes = np.zeros(len(bands), dtype=np.int64)
        for _, starts, stops in self._ranges(bands):
            sizes += stops - starts
        return sizes

    def _members(self, bands: NDArray[np.uint32]) -> tuple[NDArray[np.int64], Contents]:
        """The contents in each of these bands, which are in ascending order: numbers of bands, and contents."""
        at, found = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
        for run, starts, stops in self._ranges(bands):
            lengths = stops - starts
            before = np.cumsum(lengths) - lengths
            rows = np.repeat(starts - before, lengths) + np.arange(lengths.sum())
            at.append(np.repeat(np.arange(len(bands)), lengths))
            found.append((run[rows] & _LOW).astype(np.int64))
        return np.concatenate(at), np.concatenate(found)

    def _ranges(self, bands: NDArray[np.uint32]) -> Iterator[tuple[_Entries, NDArray[np.int64], NDArray[np.int64]]]:
        """Each run, and where in it each of the bands begins and ends."""
        first = bands.astype(np.uint64) << _HALF
        for run in self.runs:
            yield run, np.searchsorted(run, first), np.searchsorted(run, first | _LOW, side="right")


def _entries(contents: Contents, bands: Bands) -> _Entries:
    return np.sort(_packed(bands, contents[:, np.newaxis]), axis=None)


def _packed(upper: NDArray[np.integer], lower: NDArray[np.integer]) -> _Entries:
    return upper.astype(np.uint64) << _HALF | lower.astype(np.uint64)
