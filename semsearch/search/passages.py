"""Of a document the passage that says most of what is asked, by its meaning and its words together.

The keyword index knows documents, and a long one has the words of any question somewhere: manuals would stand before
the note that answers (docs/decisions/0008-ranking.md).
"""

import heapq
from collections.abc import Mapping, Sequence

from semsearch.search.probing import Probe
from semsearch.store.database import Connection
from semsearch.store.generations import read_texts
from semsearch.store.passage_shares import shares_of_passages

NEAREST = 8
"""Chunks of a document that are looked at, those nearest in meaning. All of them changed nothing."""

LOOKED_AT = 10
"""Documents that are looked at for a question, the first of those found. With 60 answers stood in the same places."""


def choose(
    connection: Connection,
    probe: Probe,
    near: Mapping[int, Sequence[tuple[float, int]]],
    elsewhere: frozenset[int],
) -> tuple[dict[int, tuple[float, int]], dict[int, float]]:
    """For each document the nearness and the text of the passage that says most, and the share of the words that
    it has. `near` has nearness and text of all their chunks that are known."""
    nearest = {document_id: heapq.nlargest(NEAREST, chunks) for document_id, chunks in near.items()}
    text_ids = list({text_id for chunks in nearest.values() for _, text_id in chunks})
    texts = dict(zip(text_ids, read_texts(connection, text_ids), strict=True))
    passages = {document_id: [texts[text_id] for _, text_id in chunks] for document_id, chunks in nearest.items()}
    shares = shares_of_passages(connection, probe.terms, passages)
    if probe.elsewhere is not None:
        told = {document_id: passages[document_id] for document_id in passages.keys() & elsewhere}
        for document_id, others in shares_of_passages(connection, probe.elsewhere, told).items():
            shares[document_id] = list(map(max, shares[document_id], others))
    dense: dict[int, tuple[float, int]] = {}
    keyword: dict[int, float] = {}
    for document_id, found in shares.items():
        said = zip(nearest[document_id], found, strict=True)
        (nearness, text_id), share = max(said, key=lambda each: each[0][0] + probe.weights.words * each[1])
        dense[document_id], keyword[document_id] = (nearness, text_id), share
    return dense, keyword
