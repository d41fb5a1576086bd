"""Scores of chunks and keywords -> the order of documents. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from semsearch.records import Mode

DENSE_WEIGHT = 0.3
"""Weight of meaning against keywords in the convex sum of hybrid search; benchmarks/quality.py measures it."""

FLOOR = 0.1
"""Relevance below which a document is probably unrelated."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Cosines to relevance: `unrelated` is what two unrelated texts have (0), `same` two of one meaning (1)."""

    unrelated: float
    same: float

    def relevance(self, cosine: float) -> float:
        """The place of a cosine between the two, not cut off."""
        return (cosine - self.unrelated) / max(self.same - self.unrelated, 1e-6)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a document. ``dense`` and ``keyword`` are in 0..1, None where that side found nothing or did not
    run; ``text_id`` is the text of the chunk that decided."""

    document_id: int
    dense: float | None = None
    keyword: float | None = None
    text_id: int | None = None


@dataclass(frozen=True, slots=True)
class Ranked:
    """A document in its place. ``score`` ranks, ``relevance`` in 0..1 is for people."""

    evidence: Evidence
    score: float
    relevance: float
    dense_part: float
    keyword_part: float


def unscored(document_id: int) -> Ranked:
    """A document that is listed because it passes the filters, where nothing is asked of its text."""
    return Ranked(Evidence(document_id), 1.0, 1.0, 0.0, 0.0)


def best_chunks(chunk_scores: Iterable[tuple[int, int, float]]) -> dict[int, tuple[float, int]]:
    """(document, text, score) of chunks -> for each document the score of its best chunk and that chunk's text."""
    best: dict[int, tuple[float, int]] = {}
    for document_id, text_id, score in chunk_scores:
        if document_id not in best or score > best[document_id][0]:
            best[document_id] = (score, text_id)
    return best


def fuse(
    dense: Mapping[int, tuple[float, int]],
    keyword: Mapping[int, float],
    mode: Mode,
    exact: Mapping[int, float] = MappingProxyType({}),
) -> list[Ranked]:
    """Documents, best first, by the convex sum of both scores; by one of them in the other modes.

    Fusing scores beat fusing ranks in our measurements (cf. Bruch, Gai and Ingber 2023, arXiv:2210.11934). Both sides
    are on scales of their own meaning, not stretched by the best hit of this query: a poor best hit stays poor. The
    relevance is the chance that either side is right, as if they were independent. `exact` is the share of the query's
    identifiers that a document has: no vagueness makes up for it.
    """
    weight = {"hybrid": DENSE_WEIGHT, "semantic": 1.0, "keyword": 0.0}[mode]
    ranked = []
    for document_id in dense.keys() | keyword.keys() | exact.keys():
        near, text_id = dense.get(document_id, (None, None))
        words = keyword.get(document_id)
        dense_part = weight * (near or 0.0)
        keyword_part = (1 - weight) * (words or 0.0)
        sure = min(1.0, max(0.0, near or 0.0)) if mode != "keyword" else 0.0
        found = min(1.0, max(0.0, words or 0.0)) if mode != "semantic" else 0.0
        evidence = Evidence(document_id, near, words, text_id)
        copied = exact.get(document_id, 0.0)
        relevance = max(1 - (1 - sure) * (1 - found), copied)
        ranked.append(Ranked(evidence, dense_part + keyword_part + copied, relevance, dense_part, keyword_part))
    return sorted(ranked, key=lambda item: (-item.score, item.evidence.document_id))
