"""The passage of a document that answers a query best, by dense and keyword evidence together.

The keyword index knows whole documents, and a long one has the words of any question somewhere: manuals would rank
above the note that answers (docs/decisions/0008-ranking.md).
"""

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import replace

from semsearch.search.probe import Probe
from semsearch.search.rank import Evidence
from semsearch.store.database import Connection
from semsearch.store.keywords.passage_shares import shares_of_passages
from semsearch.store.vectors.generations import read_texts

NEAREST = 8
"""Chunks examined in a document, those with the highest z-scores. All of them changed nothing."""

RERANKED = 10
"""Documents examined for a query, the first of those found. With 60, answers had the same ranks."""


def best_passages(
    connection: Connection,
    probe: Probe,
    found: Sequence[Evidence],
    z_scores: Mapping[int, Sequence[tuple[float, int]]],
) -> list[Evidence]:
    """The evidence for documents with that of their best passages in the place of what is known of them as a whole.
    `z_scores` has the z-score and the text of each known chunk, by document."""
    nearest = {each.document_id: heapq.nlargest(NEAREST, z_scores[each.document_id]) for each in found}
    text_ids = list({text_id for chunks in nearest.values() for _, text_id in chunks})
    texts = dict(zip(text_ids, read_texts(connection, text_ids), strict=True))
    passages = {document_id: [texts[text_id] for _, text_id in chunks] for document_id, chunks in nearest.items()}
    asked = [probe.terms, *([probe.translated] if probe.translated is not None else [])]
    shares, *translated = shares_of_passages(connection, asked, passages)
    best = []
    for each in found:
        of_passages = shares[each.document_id]
        for of_translated in translated if each.other_script else ():
            of_passages = list(map(max, of_passages, of_translated[each.document_id]))
        (z_score, text_id), share = max(
            zip(nearest[each.document_id], of_passages, strict=True),
            key=lambda passage: passage[0][0] + probe.weights.keyword * passage[1],
        )
        best.append(replace(each, dense=z_score, text_id=text_id, keyword=share))
    return best
