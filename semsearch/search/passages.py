"""The passage of a document that answers a query best, by dense and keyword evidence together.

The keyword index knows whole documents, and a long one has the words of any question somewhere: manuals would rank
above the note that answers (docs/decisions/0008-ranking.md).
"""

import heapq
from collections.abc import Mapping, Sequence

from semsearch.search.probe import Probe
from semsearch.store.database import Connection
from semsearch.store.keywords.passage_shares import shares_of_passages
from semsearch.store.vectors.generations import read_texts

NEAREST = 8
"""Chunks examined in a document, those with the highest z-scores. All of them changed nothing."""

RERANKED = 10
"""Documents examined for a query, the first of those found. With 60, answers had the same ranks."""

RERANKED_BY_ONE_WORD = 30
"""The same if some have only an unsure translation of the one word asked for: others have to take their places."""


def reranked(probe: Probe) -> int:
    """How many documents are examined for a probe."""
    unsure = probe.translated is not None and probe.translated.reliance
    return RERANKED_BY_ONE_WORD if unsure else RERANKED


def best_passages(
    connection: Connection,
    probe: Probe,
    z_scores: Mapping[int, Sequence[tuple[float, int]]],
    other_script: frozenset[int],
) -> tuple[dict[int, tuple[float, int]], dict[int, float]]:
    """For each document the z-score and the text of its best passage, and the keyword score of that passage.
    `z_scores` has the z-score and the text of each known chunk."""
    nearest = {document_id: heapq.nlargest(NEAREST, chunks) for document_id, chunks in z_scores.items()}
    text_ids = list({text_id for chunks in nearest.values() for _, text_id in chunks})
    texts = dict(zip(text_ids, read_texts(connection, text_ids), strict=True))
    passages = {document_id: [texts[text_id] for _, text_id in chunks] for document_id, chunks in nearest.items()}
    asked = [probe.terms, *([probe.translated] if probe.translated is not None else [])]
    shares, *translated = shares_of_passages(connection, asked, passages)
    for of_translated in translated:
        for document_id in of_translated.keys() & other_script:
            shares[document_id] = list(map(max, shares[document_id], of_translated[document_id]))
    dense: dict[int, tuple[float, int]] = {}
    keyword: dict[int, float] = {}
    for document_id, of_passages in shares.items():
        (z_score, text_id), share = max(
            zip(nearest[document_id], of_passages, strict=True),
            key=lambda each: each[0][0] + probe.weights.keyword * each[1],
        )
        dense[document_id], keyword[document_id] = (z_score, text_id), share
    return dense, keyword
