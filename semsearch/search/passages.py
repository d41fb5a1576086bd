"""The passage of a document that answers a query best, by dense and keyword evidence together.

The keyword index knows whole documents, and a long one has the words of any question somewhere: manuals would rank
above the note that answers (docs/decisions/0008-ranking.md).
"""

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from semsearch.search.probe import Probe
from semsearch.search.rank import Evidence, Ranked
from semsearch.store.database import Connection
from semsearch.store.keywords.passage_shares import shares_of_passages
from semsearch.store.vectors.generations import read_texts

NEAREST = 8
"""Chunks examined in a document, those with the highest z-scores. All of them changed nothing."""

RERANKED = 10
"""Documents examined for a query, the first of those found. With 60, answers had the same ranks."""


class Passage(NamedTuple):
    """A chunk of a document: how many standard deviations it stands out by meaning, and its text."""

    z_score: float
    text_id: int


def best_passages(
    connection: Connection, probe: Probe, ranked: Sequence[Ranked], passages: Mapping[int, Sequence[Passage]]
) -> list[Evidence]:
    """The evidence for the first of the documents that both retrievers found, with that of their best passages in the
    place of what is known of them as a whole. `passages` are all known ones, by document."""
    by_both = (
        each.evidence for each in ranked if each.evidence.keyword is not None and each.evidence.dense is not None
    )
    found = list(islice(by_both, RERANKED))
    if not found:
        return []
    nearest = {each.document_id: heapq.nlargest(NEAREST, passages[each.document_id]) for each in found}
    text_ids = list({passage.text_id for listed in nearest.values() for passage in listed})
    texts = dict(zip(text_ids, read_texts(connection, text_ids), strict=True))
    said = {document_id: [texts[passage.text_id] for passage in listed] for document_id, listed in nearest.items()}
    asked = [probe.terms, *([probe.translated] if probe.translated is not None else [])]
    shares, *translated = shares_of_passages(connection, asked, said)
    best = []
    for each in found:
        of_passages = shares[each.document_id]
        for of_translated in translated if each.other_script else ():
            of_passages = list(map(max, of_passages, of_translated[each.document_id]))
        passage, share = max(
            zip(nearest[each.document_id], of_passages, strict=True),
            key=lambda pair: pair[0].z_score + probe.weights.keyword * pair[1],
        )
        best.append(replace(each, dense=passage.z_score, text_id=passage.text_id, keyword=share))
    return best
