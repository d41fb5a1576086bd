"""Records the candidates and scores of one hybrid search, to fuse them again for each mode."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from unittest.mock import patch

from semsearch.records import Mode, SearchResult
from semsearch.search import rank
from semsearch.search.rank import Ranked

_fuse = rank.fuse


@dataclass(frozen=True, slots=True)
class Recording:
    """A search whose candidates can be ranked in any mode. ``example`` is the document that was searched with, which is
    never a result."""

    fuse: Callable[[Mode], Sequence[Ranked]]
    example: int | None

    def ranked(self, mode: Mode) -> list[Ranked]:
        """The candidates in the order of `rank.fuse` in a mode, without those that the mode cannot find."""
        return [
            found
            for found in self.fuse(mode)
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
    seen: list[Callable[[Mode], Sequence[Ranked]]] = []

    def fuse(dense: Any, keyword: Any, mode: Mode, *weights: Any, **further: Any) -> Sequence[Ranked]:  # noqa: ANN401
        seen.append(partial(_again, dict(dense), dict(keyword), weights, further))
        return _fuse(dense, keyword, mode, *weights, **further)

    with patch.object(rank, "fuse", fuse):
        search()
    return Recording(seen[-1], example)


def _again(
    dense: dict[int, tuple[float, int]],
    keyword: dict[int, float],
    weights: tuple[Any, ...],
    further: dict[str, Any],
    mode: Mode,
) -> Sequence[Ranked]:
    return _fuse(dense, keyword, mode, *weights, **further)
