"""A probe -> the documents that may answer it, best first."""

import heapq
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np

from semsearch.language.letters import CYRILLIC
from semsearch.search import rank
from semsearch.search.meaning import Meaning
from semsearch.search.passages import Passage, best_passages
from semsearch.search.probe import Probe
from semsearch.search.rank import Evidence, Ranked
from semsearch.store import filters, lookup
from semsearch.store.database import Connection
from semsearch.store.duplicates import decisions
from semsearch.store.keywords import fulltext
from semsearch.store.lookup import Written
from semsearch.store.vectors.background import style
from semsearch.store.vectors.stored_vectors import chunk_vectors
from semsearch.store.vectors.vector_index import VectorIndex

CANDIDATES = 100
"""Texts retrieved by meaning, and half as many documents by keyword, before both are fused; or ten times the number
asked for if that is more. Twice as many changed 1 in 4,000 of the first ten."""

DAMAGED = "part of the index is damaged, and left out; mend it with: semsearch doctor --repair"


@dataclass(frozen=True, slots=True)
class Order:
    """Documents, best first. If the index is `damaged`, some are missing, or ranked by what could be read."""

    ranked: list[Ranked]
    damaged: bool = False

    @property
    def notices(self) -> tuple[str, ...]:
        return (DAMAGED,) if self.damaged else ()


@dataclass(frozen=True, slots=True)
class _Chunk:
    """A chunk and its cosine with the vector of the probe."""

    document_id: int
    field: int
    text_id: int
    cosine: float


@dataclass(frozen=True, slots=True)
class _Candidates:
    """The documents retrieved: ``ids`` of all; the nearest ``chunks`` of bodies; ``keyword`` scores, those for the
    ``translated`` terms, and the shares of the probe's ``identifiers`` that documents have."""

    ids: frozenset[int]
    chunks: Sequence[_Chunk]
    keyword: Mapping[int, float]
    translated: Mapping[int, float]
    identifiers: Mapping[int, float]
    damaged: bool


def ordered(connection: Connection, index: VectorIndex, probe: Probe, k: int, allowed: Set[int] | None) -> Order:
    """The candidates of both retrievers, best first, each scored by both.

    The documents `allowed` contain the stems of all quoted phrases side by side. Whether they contain them literally is
    checked for candidates only, or for all allowed if fewer than half of the candidates do.
    """
    candidates = _candidates(connection, index, probe, k, allowed)
    ids = candidates.ids
    if probe.quoted and allowed is not None:
        literal = filters.saying(connection, allowed, probe.quoted, ids)
        if 2 * len(literal) < len(ids):
            allowed = filters.saying(connection, allowed, probe.quoted)
            candidates = _candidates(connection, index, probe, k, allowed)
            ids = candidates.ids
        else:
            ids &= literal
    return _fused(connection, probe, candidates, ids)


def _candidates(
    connection: Connection, index: VectorIndex, probe: Probe, k: int, allowed: Collection[int] | None
) -> _Candidates:
    """What each retriever finds, many more than `k`."""
    limit = max(CANDIDATES, 10 * k)
    nearest, chunks, damaged = set[int](), list[_Chunk](), False
    if probe.meaning is not None:
        nearest, chunks, damaged = _nearest(connection, index, probe.meaning, limit, allowed)
    keyword: dict[int, float] = {}
    translated: dict[int, float] = {}
    if probe.mode != "semantic":
        keyword = fulltext.search(connection, probe.terms, allowed, nearest)
        if probe.translated is not None:
            translated = fulltext.search(connection, probe.translated, allowed, nearest)
    identifiers = _with_identifiers(connection, probe, allowed)
    identifiers = dict(heapq.nlargest(2 * limit, identifiers.items(), key=lambda item: (item[1], item[0])))
    best = [
        document_id
        for scores in (keyword, translated)
        for document_id, _ in heapq.nlargest(limit // 2, scores.items(), key=lambda item: (item[1], -item[0]))
    ]
    ids = frozenset({*nearest, *best, *identifiers})
    return _Candidates(ids, chunks, keyword, translated, identifiers, damaged)


def _nearest(
    connection: Connection, index: VectorIndex, meaning: Meaning, limit: int, allowed: Collection[int] | None
) -> tuple[set[int], list[_Chunk], bool]:
    """The documents of the `limit` nearest texts; those of the texts that are chunks of bodies, each nearer than any
    other chunk of the same body; and whether a vector was damaged. If a text belongs to very many documents, the newest
    are taken."""
    cosines = {
        neighbour.text_id: neighbour.cosine
        for neighbour in index.nearest(connection, meaning.generation, meaning.vector, limit, allowed)
    }
    chunks = [
        _Chunk(document_id, field, text_id, cosines[text_id])
        for document_id, field, text_id in lookup.owners_of_texts(connection, cosines)
        if allowed is None or document_id in allowed
    ]
    best: dict[int, float] = {}
    for chunk in chunks:
        best[chunk.document_id] = max(chunk.cosine, best.get(chunk.document_id, chunk.cosine))
    ids = set(heapq.nlargest(2 * limit, best, key=lambda document_id: (best[document_id], document_id)))
    bodies = [chunk for chunk in chunks if chunk.field == 1 and chunk.document_id in ids]
    return ids, bodies, 0.0 in cosines.values()


def _fused(connection: Connection, probe: Probe, candidates: _Candidates, ids: Collection[int]) -> Order:
    """The candidates with these `ids`, best first, without hidden ones."""
    written = lookup.written(connection, ids)
    damaged = candidates.damaged or len(written) < len(ids)
    passages: Mapping[int, Sequence[Passage]] = {}
    if probe.meaning is not None:
        passages, unreadable = _passages(connection, probe, probe.meaning, candidates.chunks, written)
        damaged |= unreadable
    evidence = {each.id: _evidence(probe, candidates, each, passages.get(each.id, ())) for each in written}
    evidence = {id_: found for id_, found in evidence.items() if found.supported}
    ranked = rank.fuse(evidence.values(), probe.mode, probe.weights)
    if probe.mode == "hybrid" and probe.passages:
        first = best_passages(connection, probe, ranked, passages)
        evidence |= {found.document_id: found for found in first}
        ranked = rank.fuse(evidence.values(), probe.mode, probe.weights)
    hidden = decisions.hidden_ids(connection)
    return Order([each for each in ranked if each.evidence.document_id not in hidden], damaged)


def _evidence(probe: Probe, candidates: _Candidates, document: Written, passages: Sequence[Passage]) -> Evidence:
    """The evidence for a document with these known `passages`."""
    other_script = (document.language in CYRILLIC) != probe.cyrillic
    keyword = candidates.keyword.get(document.id)
    if other_script and document.id in candidates.translated:
        # Corrections, parts of numbers, and prefixes are only among the terms themselves.
        keyword = max(candidates.translated[document.id], keyword or 0.0)
    dense, text_id = max(passages, default=(None, None))
    return Evidence(
        document.id,
        dense,
        keyword,
        text_id,
        identifiers=candidates.identifiers.get(document.id, 0.0),
        time=rank.time_bonus(document.date, probe.near_to),
        other_script=other_script,
    )


def _passages(
    connection: Connection, probe: Probe, meaning: Meaning, nearest: Sequence[_Chunk], written: Sequence[Written]
) -> tuple[dict[int, list[Passage]], bool]:
    """The passages of each document, and whether a vector was damaged. Documents that are not encoded yet are missing.
    Of documents with chunks among the `nearest`, whose cosines are known, other chunks are not read, as they are
    farther."""
    readable = {each.id for each in written}
    nearest = [chunk for chunk in nearest if chunk.document_id in readable] if meaning.projection is None else []
    bodies = {chunk.document_id for chunk in nearest}
    chunks = chunk_vectors(connection, meaning.generation, readable - bodies, bodies if probe.titles else ())
    # As plain numbers: numpy takes ten times as long over members of an enumeration.
    of_language = {each: [int(style(field, each)) for field in (0, 1)] for each in {each.language for each in written}}
    styles = {each.id: of_language[each.language] for each in written}
    owners, fields = chunks.documents.tolist(), chunks.fields.tolist()
    of_read = meaning.z_scores(
        chunks.vectors, [styles[owner][field] for owner, field in zip(owners, fields, strict=True)]
    ).tolist()
    of_nearest = meaning.standardised(
        np.array([chunk.cosine for chunk in nearest], dtype=np.float32),
        [styles[chunk.document_id][chunk.field] for chunk in nearest],
    ).tolist()
    found = defaultdict[int, list[Passage]](list)
    for owner, field, text_id, z_score in zip(owners, fields, chunks.texts.tolist(), of_read, strict=True):
        if field or probe.titles:
            found[owner].append(Passage(z_score, text_id))
    for chunk, z_score in zip(nearest, of_nearest, strict=True):
        found[chunk.document_id].append(Passage(z_score, chunk.text_id))
    return found, not chunks.vectors.any(axis=1).all()


def _with_identifiers(connection: Connection, probe: Probe, allowed: Collection[int] | None) -> dict[int, float]:
    """Documents with identifiers of the query, each with the share of them that it has."""
    shares: dict[int, float] = {}
    for identifier in probe.identifiers:
        for document_id in fulltext.containing(connection, identifier):
            if allowed is None or document_id in allowed:
                shares[document_id] = shares.get(document_id, 0.0) + 1 / len(probe.identifiers)
    return shares
