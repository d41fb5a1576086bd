"""One real search, every order: what both sides said of the candidates is kept, and fused again at will."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from unittest.mock import patch

from semsearch import rank
from semsearch.records import Mode, SearchResult

_fuse = rank.fuse


@dataclass(frozen=True, slots=True)
class Recording:
    """The hits of a search as a person gets them, and both scores of all its candidates. ``example`` is the document
    that was asked with, which is never an answer."""

    hits: tuple[int, ...]
    dense: Mapping[int, tuple[float, int]]
    keyword: Mapping[int, float]
    example: int | None

    def order(self, mode: Mode) -> list[int]:
        """The documents as `rank.fuse` orders them in a mode, those that this mode cannot find left out."""
        fused = _fuse(self.dense, self.keyword, mode)
        return [
            found.evidence.document_id
            for found in fused
            if found.evidence.document_id != self.example
            and (mode != "semantic" or found.evidence.dense is not None)
            and (mode != "keyword" or found.evidence.keyword is not None)
        ]


def record(search: Callable[[], SearchResult], example: int | None = None) -> Recording:
    """Run a hybrid search and keep what it fused."""
    seen: list[tuple[Mapping[int, tuple[float, int]], Mapping[int, float]]] = []

    def fuse(dense: Mapping[int, tuple[float, int]], keyword: Mapping[int, float], mode: Mode) -> Sequence[rank.Ranked]:
        seen.append((dict(dense), dict(keyword)))
        return _fuse(dense, keyword, mode)

    with patch.object(rank, "fuse", fuse):
        found = search()
    dense, keyword = seen[-1] if seen else ({}, {})
    return Recording(tuple(hit.id for hit in found.hits), dense, keyword, example)


@contextmanager
def dense_weight(weight: float) -> Iterator[None]:
    """Rank with another weight of meaning against keywords."""
    with patch.object(rank, "DENSE_WEIGHT", weight):
        yield
