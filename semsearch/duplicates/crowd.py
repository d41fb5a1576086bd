"""Texts that have so many others like them that their pairs are not listed, as what a robot writes. Pure.

Their pairs are found when they are asked for. Counting shared words leaves few candidates (as in prefix filtering,
Bayardo, Ma and Srikant 2007, doi:10.1145/1242572.1242591, and its extension by Wang, Li and Feng 2012,
doi:10.1145/2213836.2213847): if a text of n words has to have m of them in common with another, any k of them include
at least k - (n - m) of these. The rarest k are looked up.
"""

import math
from collections.abc import Sequence
from copy import copy
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from semsearch.duplicates.near import FEWEST, NEAR_FLOOR, near_similarities
from semsearch.duplicates.similarity import MayPair
from semsearch.duplicates.stem_codes import CodedText

_SAMPLED, _SAMPLED_WORDS = 700, 100_000
"""Texts, and words of them, whose similarities are computed for their distribution: at most a few seconds of work."""

_MOST_REPEATED = 1 << 13
"""More than the number of times that a word can occur in a text."""

_LOOKED_UP = 0.5
"""How many texts, as a share of all, are looked up for a text by its rarest words: the more, the fewer are compared."""

_ROUNDING = 1e-9

_LOW, _PIECE = 0xFFFFFFFF, 1 << 18

Numbers = NDArray[np.int64]
_Small = NDArray[np.int32]
_NONE: tuple[Numbers, NDArray[np.float64]] = np.empty(0, dtype=np.int64), np.empty(0)


class CrowdPairs:
    """All similar pairs of texts, without a list of them.

    ``texts`` are coded by one `StemCodes`. Text i has the number ``numbers[i]`` among ``count`` contents, of which the
    others are not in the crowd.
    """

    def __init__(self, texts: Sequence[CodedText], numbers: Sequence[int], count: int) -> None:
        self._texts = texts
        self._may_pair: MayPair | None = None
        self._numbers = np.array(numbers, dtype=np.int64)
        self._row_of = np.full(count, -1)
        self._row_of[self._numbers] = np.arange(len(texts))
        self._lengths = np.array([len(text.stems) for text in texts], dtype=np.int64)
        self._subjects = np.array([len(text.subject_blanks) for text in texts], dtype=np.int64)
        self._starts = np.cumsum(self._lengths) - self._lengths
        owners = np.repeat(np.arange(len(texts), dtype=np.int32), self._lengths)
        self._words = _by_frequency(texts, owners)
        self._ends = np.concatenate([[0], np.cumsum(np.bincount(self._words))])
        self._with_word = owners[np.argsort(self._words, kind="stable")]

    def where(self, may_pair: MayPair) -> "CrowdPairs":
        """Without the pairs that may not be, of contents given by number."""
        found = copy(self)
        found._may_pair = may_pair  # noqa: SLF001 - of this class
        return found

    def similar(self, number: int, free: NDArray[np.bool_], least: float) -> tuple[Numbers, NDArray[np.float64]]:
        """The contents among the free ones, shape (count,), that have at least this similarity with one, and their
        similarities."""
        row = int(self._row_of[number])
        if row < 0:
            return _NONE
        least = max(least, NEAR_FLOOR)
        rows = self._likely(row, least)
        rows = rows[free[self._numbers[rows]] & (rows != row)]
        if self._may_pair is not None:
            rows = rows[self._may_pair(np.full(len(rows), number), self._numbers[rows])]
        if not len(rows):
            return _NONE
        similarities = near_similarities(self._texts[row], [self._texts[at] for at in rows.tolist()], least)
        enough = similarities > 0
        return self._numbers[rows[enough]], similarities[enough]

    def distribution(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The similarities of all pairs from `NEAR_FLOOR` on, and how many pairs each stands for.

        Of many texts some are compared, the same ones in whatever order they came.
        """
        order = sorted(range(len(self._texts)), key=lambda at: _mixed(self._texts[at]))[:_SAMPLED]
        enough = np.searchsorted(np.cumsum(self._lengths[order]), _SAMPLED_WORDS, side="right")
        chosen = [self._texts[at] for at in order[:enough]]
        found = [near_similarities(text, chosen[:at]) for at, text in enumerate(chosen)]
        similarities = np.concatenate([np.empty(0), *found])
        similarities = similarities[similarities > 0]
        weight = len(self._texts) * (len(self._texts) - 1) / max(1, len(chosen) * (len(chosen) - 1))
        return similarities, np.full(len(similarities), weight)

    def _likely(self, row: int, least: float) -> Numbers:
        """The texts that may have at least this similarity with one.

        If two texts of n and m words, with subjects of s and u, are alike but for their numbers, they need
        least * (n + m + s + u) - min(n, m) - 2 * min(s, u) words in common, numbers included, to be so similar. Of all
        m and u that is fewest for m = n and u = s.
        """
        length, subject = int(self._lengths[row]), int(self._subjects[row])
        needed = math.ceil((2 * least - 1) * length - 2 * (1 - least) * subject - _ROUNDING)
        if length < FEWEST:
            return np.empty(0, dtype=np.int64)
        if needed <= 0:
            return np.arange(len(self._texts))
        words = self._words[self._starts[row] : self._starts[row] + length]
        starts, stops = self._ends[words], self._ends[words + 1]
        affordable = int(np.searchsorted(np.cumsum(stops - starts), _LOOKED_UP * len(self._texts), side="right"))
        taken = max(length - needed + 1, affordable)
        ranges = zip(starts[:taken].tolist(), stops[:taken].tolist(), strict=True)
        shared = np.bincount(np.concatenate([self._with_word[start:stop] for start, stop in ranges]))
        return np.asarray((shared >= needed - (length - taken)).nonzero()[0])


def _by_frequency(texts: Sequence[CodedText], owners: _Small) -> _Small:
    """The words of all texts, text by text, as numbers that grow with how frequent a word is, in ascending order.

    The second of the same word in a text counts as another word. ``owners`` is the text of each word. Sorting numbers
    of both in one, in place, takes a fifth of the memory of sorting by one and the other.
    """
    written = "".join(text.stems for text in texts).encode("utf-32-le", "surrogatepass")
    both = _sorted_within(owners, np.frombuffer(written, dtype="<u4"))
    first = np.flatnonzero(np.diff(both, prepend=-1))
    repeated = np.arange(len(both), dtype=np.int32) - np.repeat(
        first.astype(np.int32), np.diff(first, append=len(both))
    )
    both &= _LOW
    both *= _MOST_REPEATED
    both += repeated
    known, counts = np.unique(both, return_counts=True)
    rank = np.empty(len(counts), dtype=np.int32)
    rank[np.argsort(counts, kind="stable")] = np.arange(len(counts), dtype=np.int32)
    for start in range(0, len(both), _PIECE):
        piece = both[start : start + _PIECE]
        piece[:] = rank[np.searchsorted(known, piece)]
    return (_sorted_within(owners, both) & _LOW).astype(np.int32)


def _sorted_within(owners: _Small, numbers: NDArray[np.integer]) -> Numbers:
    """The numbers in the lower half of the bits, in ascending order within each owner, which is in the upper half."""
    both = owners.astype(np.int64) << 32
    both |= numbers
    both.sort()
    return both


def _mixed(text: CodedText) -> tuple[int, str, str]:
    """A key that puts texts in an order of chance, the same in every run."""
    return crc32(text.text.encode(errors="surrogatepass")), text.text, text.title
