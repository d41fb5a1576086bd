"""Records the candidates and scores of one hybrid search, to fuse them again for each mode."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from unittest.mock import patch

from semsearch.records import Mode, SearchResult
from semsearch.search import rank
from semsearch.search.rank import Evidence, Ranked, Weights

_fuse = rank.fuse


@dataclass(frozen=True, slots=True)
class Recording:
    """A search whose candidates can be ranked in any mode. ``example`` is the document that was searched with, which is
    never a result."""

    evidence: Sequence[Evidence]
    weights: Weights
    example: int | None

    def ranked(self, mode: Mode) -> list[Ranked]:
        """The candidates in the order of `rank.fuse` in a mode, without those that the mode cannot find."""
        return [
            found
            for found in _fuse(self.evidence, mode, self.weights)
            if found.evidence.document_id != self.example
            and (mode != "semantic" or found.evidence.dense is not None)
            and (mode != "keyword" or found.evidence.keyword is not None)
        ]

    def order(self, mode: Mode, without: frozenset[int] = frozenset()) -> list[int]:
        """The ids of the ranked documents, except those in `without`."""
        ids = (found.evidence.document_id for found in self.ranked(mode))
        return [document_id for document_id in ids if document_id not in without]

    def relevance(self, without: frozenset[int] = frozenset()) -> float:
        """The relevance of the first result of hybrid search, 0 if there is none."""
        kept = (found.relevance for found in self.ranked("hybrid") if found.evidence.document_id not in without)
        return next(kept, 0.0)


def record(search: Callable[[], SearchResult], example: int | None = None) -> Recording:
    """Run a hybrid search and record what it fuses."""
    seen: list[Recording] = []

    def fuse(evidence: Collection[Evidence], mode: Mode, weights: Weights) -> Sequence[Ranked]:
        seen.append(Recording(list(evidence), weights, example))
        return _fuse(evidence, mode, weights)

    with patch.object(rank, "fuse", fuse):
        search()
    return seen[-1]
