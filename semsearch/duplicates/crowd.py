"""Texts that have so many others like them that their pairs are not listed, as what a robot writes. Pure.

Their pairs are found when they are asked for. Prefix filtering (Bayardo, Ma and Srikant 2007,
doi:10.1145/1242572.1242591) leaves few candidates: with the words of each text in order of frequency, the rarest first,
two texts with many words in common share one of the first few.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from semsearch.duplicates.near import FEWEST, NEAR_FLOOR, CodedText, near_similarities

_SAMPLED, _SAMPLED_WORDS = 700, 100_000
"""Texts, and words of them, whose similarities are computed for their distribution: at most a few seconds of work."""

_MOST_REPEATED = 1 << 13
"""More than the number of times that a word can occur in a text."""

_ROUNDING = 1e-9

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Postings:
    """The rarest words of each text, as many as two texts of some similarity share one of: ``words`` holds those of
    text i from ``starts[i]`` to ``stops[i]``, and ``texts`` the texts with word w from ``ends[w]`` to ``ends[w + 1]``.
    """

    words: Numbers
    starts: Numbers
    stops: Numbers
    texts: Numbers
    ends: Numbers

    def sharing(self, text: int) -> NDArray[np.bool_]:
        """The texts that share one of these words with a text, shape (texts,)."""
        found = np.zeros(len(self.starts), dtype=np.bool_)
        for word in self.words[self.starts[text] : self.stops[text]].tolist():
            found[self.texts[self.ends[word] : self.ends[word + 1]]] = True
        return found


class CrowdPairs:
    """All similar pairs of texts, without a list of them.

    ``texts`` are coded by one `StemCodes`. Text i has the number ``numbers[i]`` among ``count`` contents, of which the
    others are not in the crowd.
    """

    def __init__(self, texts: Sequence[CodedText], numbers: Sequence[int], count: int) -> None:
        self._texts = texts
        self._numbers = np.array(numbers, dtype=np.int64)
        self._row_of = np.full(count, -1)
        self._row_of[self._numbers] = np.arange(len(texts))
        self._lengths = np.array([len(text.stems) for text in texts], dtype=np.int64)
        self._subjects = np.array([len(text.subject_blanks) for text in texts], dtype=np.int64)
        self._starts = np.cumsum(self._lengths) - self._lengths
        self._owners = np.repeat(np.arange(len(texts)), self._lengths)
        self._words = _by_frequency(texts, self._owners)
        self._postings = self._rarest(NEAR_FLOOR)
        self._least = NEAR_FLOOR

    def similar(self, number: int, free: NDArray[np.bool_], least: float) -> tuple[Numbers, NDArray[np.float64]]:
        """The contents among the free ones, shape (count,), that have at least this similarity with one, and their
        similarities."""
        row = int(self._row_of[number])
        if row < 0:
            return np.empty(0, dtype=np.int64), np.empty(0)
        least = max(least, NEAR_FLOOR)
        if least != self._least:
            self._postings, self._least = self._rarest(least), least
        rows = np.flatnonzero(self._postings.sharing(row) & free[self._numbers])
        rows = rows[rows != row]
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

    def _rarest(self, least: float) -> _Postings:
        """As many words of each text as have one in common with those of every other at least so similar.

        If two texts of n and m words, with subjects of s and u, are alike but for their numbers, they need
        least * (n + m + s + u) - min(n, m) - 2 * min(s, u) words in common, numbers included, to be so similar. Of all
        m and u that is fewest for m = n and u = s.
        """
        needed = np.ceil((2 * least - 1) * self._lengths - 2 * (1 - least) * self._subjects - _ROUNDING)
        stops = self._starts + np.clip(self._lengths - needed + 1, 0, self._lengths).astype(np.int64)
        stops[self._lengths < FEWEST] = self._starts[self._lengths < FEWEST]
        taken = np.flatnonzero(np.arange(len(self._words)) < stops[self._owners])
        words, owners = self._words[taken], self._owners[taken]
        ends = np.searchsorted(np.sort(words), np.arange(self._words.max(initial=-1) + 2))
        return _Postings(self._words, self._starts, stops, owners[np.argsort(words, kind="stable")], ends)


def _by_frequency(texts: Sequence[CodedText], owners: Numbers) -> Numbers:
    """The words of all texts, text by text, as numbers that grow with how frequent a word is, in ascending order.

    The second of the same word in a text counts as another word.
    """
    codes = np.frombuffer("".join(text.stems for text in texts).encode("utf-32-le", "surrogatepass"), dtype="<u4")
    order = np.lexsort((codes, owners))
    codes, owners = codes[order].astype(np.int64), owners[order]
    first = np.flatnonzero((np.diff(codes, prepend=-1) != 0) | (np.diff(owners, prepend=-1) != 0))
    repeated = np.arange(len(codes)) - np.repeat(first, np.diff(first, append=len(codes)))
    _, words, counts = np.unique(codes * _MOST_REPEATED + repeated, return_inverse=True, return_counts=True)
    rank = np.empty(len(counts), dtype=np.int64)
    rank[np.argsort(counts, kind="stable")] = np.arange(len(counts))
    numbered = rank[words]
    return np.asarray(numbered[np.lexsort((numbered, owners))])


def _mixed(text: CodedText) -> tuple[int, tuple[str, ...]]:
    """A key that puts texts in an order of chance, the same in every run."""
    return crc32(" ".join(text.body.stems).encode(errors="surrogatepass")), text.subject.stems
