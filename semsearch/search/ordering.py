"""A probe -> the documents that may answer it, best first."""

import heapq
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import numpy as np

from semsearch.language.letters import CYRILLIC
from semsearch.records import Mode
from semsearch.search import passages, rank
from semsearch.search.meaning import Meaning
from semsearch.search.probing import Probe
from semsearch.search.rank import Ranked
from semsearch.store import decisions, filters, fulltext, lookup
from semsearch.store.background import style
from semsearch.store.database import Connection
from semsearch.store.document_vectors import chunk_vectors
from semsearch.store.lookup import Written
from semsearch.store.vectors import VectorIndex

CANDIDATES = 100
"""Texts looked at by meaning, and half as many documents by words, before both scores are fused; or ten times the
number asked for if that is more. Twice as many changed 1 in 4,000 of the first ten."""

DAMAGED = "part of the index is damaged, and left out; mend it with: semsearch doctor --repair"


@dataclass(frozen=True, slots=True)
class Order:
    """Documents, best first. Some may be `damaged`: they are left out, or what cannot be read of them."""

    ranked: list[Ranked]
    damaged: bool = False

    @property
    def notices(self) -> tuple[str, ...]:
        return (DAMAGED,) if self.damaged else ()


@dataclass(frozen=True, slots=True)
class _Chunk:
    """A chunk and its cosine with what is looked for."""

    document_id: int
    field: int
    text_id: int
    cosine: float


@dataclass(frozen=True, slots=True)
class _Candidates:
    """Documents that may answer: by meaning, of which some chunks are ``known``; by the ``shares`` of the words that
    they have, or of the words as they are ``told`` in the other alphabet; and those with ``exact`` identifiers."""

    ids: frozenset[int]
    known: Sequence[_Chunk]
    shares: Mapping[int, float]
    told: Mapping[int, float]
    exact: Mapping[int, float]
    damaged: bool


def ordered(
    connection: Connection,
    index: VectorIndex,
    probe: Probe,
    mode: Mode,
    k: int,
    allowed: Collection[int] | None,
    near_to: Sequence[datetime] = (),
    phrases: Sequence[str] = (),
) -> Order:
    """All candidates of both sides, best first, each with both of its scores.

    Those `allowed` have the words of all `phrases` side by side; only of candidates is looked up whether they stand
    there as they were asked for. Where less than half do, the others are looked up too.
    """
    mode = mode if probe.meaning is not None else "keyword"
    candidates = _candidates(connection, index, probe, mode, k, allowed)
    wanted = candidates.ids
    if phrases and allowed is not None:
        saying = filters.saying(connection, wanted, phrases)
        if 2 * len(saying) < len(wanted):
            allowed = filters.saying(connection, allowed, phrases)
            candidates = _candidates(connection, index, probe, mode, k, allowed)
            wanted = candidates.ids
        else:
            wanted &= saying
    return _fused(connection, probe, mode, candidates, wanted, near_to)


def _candidates(
    connection: Connection, index: VectorIndex, probe: Probe, mode: Mode, k: int, allowed: Collection[int] | None
) -> _Candidates:
    """What each side finds, many more than are asked for."""
    limit = max(CANDIDATES, 10 * k)
    near, known, damaged = set[int](), list[_Chunk](), False
    if mode != "keyword" and probe.meaning is not None:
        near, known, damaged = _nearest(connection, index, probe.meaning, limit, allowed)
    shares: dict[int, float] = {}
    told: dict[int, float] = {}
    if mode != "semantic":
        shares = fulltext.search(connection, probe.terms, allowed, near)
        if probe.elsewhere is not None:
            told = fulltext.search(connection, probe.elsewhere, allowed, near)
    exact = _with_identifiers(connection, probe, allowed)
    exact = dict(heapq.nlargest(2 * limit, exact.items(), key=lambda item: (item[1], item[0])))
    best = [
        document_id
        for each in (shares, told)
        for document_id, _ in heapq.nlargest(limit // 2, each.items(), key=lambda item: (item[1], -item[0]))
    ]
    return _Candidates(frozenset({*near, *best, *exact}), known, shares, told, exact, damaged)


def _nearest(
    connection: Connection, index: VectorIndex, meaning: Meaning, limit: int, allowed: Collection[int] | None
) -> tuple[set[int], list[_Chunk], bool]:
    """The documents of the nearest `limit` texts; the chunks of their bodies among these, farther than which is any
    other chunk of the same body; and whether a vector was damaged. Of what very many say word for word, the
    newest are taken."""
    nearest = index.nearest(connection, meaning.generation, meaning.vector, limit, allowed)
    cosines = {neighbour.text_id: neighbour.cosine for neighbour in nearest}
    owned = [
        _Chunk(document_id, field, text_id, cosines[text_id])
        for document_id, field, text_id in lookup.owners_of_texts(connection, cosines)
        if allowed is None or document_id in allowed
    ]
    best = rank.best_chunks((chunk.document_id, chunk.text_id, chunk.cosine) for chunk in owned)
    first = heapq.nlargest(2 * limit, best.items(), key=lambda item: (item[1][0], item[0]))
    found = {document_id for document_id, _ in first}
    known = [chunk for chunk in owned if chunk.field == 1 and chunk.document_id in found]
    return found, known, 0.0 in cosines.values()


def _fused(
    connection: Connection,
    probe: Probe,
    mode: Mode,
    candidates: _Candidates,
    wanted: Collection[int],
    near_to: Sequence[datetime],
) -> Order:
    """The `wanted` of the candidates, best first, without those that are hidden."""
    written = lookup.written(connection, wanted)
    whole = {each.id for each in written}
    damaged = candidates.damaged or len(whole) < len(wanted)
    elsewhere = frozenset(each.id for each in written if (each.language in CYRILLIC) != probe.cyrillic)
    shares, told = candidates.shares, candidates.told
    keyword = {document_id: shares[document_id] for document_id in whole & shares.keys()}
    # What is misspelt, part of a number or the beginning of a word only the terms themselves have.
    keyword |= {each: max(told[each], shares.get(each, 0.0)) for each in elsewhere & told.keys()}
    near: dict[int, list[tuple[float, int]]] = {}
    if mode != "keyword" and probe.meaning is not None:
        near, unreadable = _near(connection, probe, probe.meaning, candidates.known, written)
        damaged |= unreadable
    dense = {document_id: max(chunks) for document_id, chunks in near.items()}
    fuse = partial(
        rank.fuse,
        mode=mode,
        weights=probe.weights,
        elsewhere=elsewhere,
        common=probe.common,
        exact={document_id: candidates.exact[document_id] for document_id in whole & candidates.exact.keys()},
        times={each.id: rank.timeliness(each.date, near_to) for each in written},
    )
    fused = fuse(dense, keyword)
    if mode == "hybrid" and probe.passages and (both := keyword.keys() & near.keys()):
        found = [each.evidence.document_id for each in fused if each.evidence.document_id in both]
        first = {document_id: near[document_id] for document_id in found[: passages.LOOKED_AT]}
        chosen, shares = passages.choose(connection, probe, first, elsewhere)
        fused = fuse(dense | chosen, keyword | shares)
    hidden = decisions.hidden_ids(connection)
    return Order([each for each in fused if each.evidence.document_id not in hidden], damaged)


def _near(
    connection: Connection, probe: Probe, meaning: Meaning, known: Sequence[_Chunk], written: Sequence[Written]
) -> tuple[dict[int, list[tuple[float, int]]], bool]:
    """For each document how near its chunks are, with the text of each, and whether a vector was damaged. Documents
    that are not encoded yet are missing. `known` are chunks of bodies whose cosines with the vector are known; of their
    documents only these count, which are the nearest."""
    whole = {each.id for each in written}
    known = [chunk for chunk in known if chunk.document_id in whole] if meaning.projection is None else []
    bodies = {chunk.document_id for chunk in known}
    chunks = chunk_vectors(connection, meaning.generation, whole - bodies, bodies if probe.titles else ())
    # As plain numbers: numpy takes ten times as long over members of an enumeration.
    styles = {(each.id, field): int(style(field, each.language)) for each in written for field in (0, 1)}
    owners, fields = chunks.documents.tolist(), chunks.fields.tolist()
    near = meaning.nearness(chunks.vectors, [styles[chunk] for chunk in zip(owners, fields, strict=True)]).tolist()
    standing = meaning.standing(
        np.array([chunk.cosine for chunk in known], dtype=np.float32),
        [styles[chunk.document_id, chunk.field] for chunk in known],
    ).tolist()
    loaded = zip(owners, fields, chunks.texts.tolist(), near, strict=True)
    found: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for owner, field, text_id, each in loaded:
        if field or probe.titles:
            found[owner].append((each, text_id))
    for chunk, each in zip(known, standing, strict=True):
        found[chunk.document_id].append((each, chunk.text_id))
    return found, not chunks.vectors.any(axis=1).all()


def _with_identifiers(connection: Connection, probe: Probe, allowed: Collection[int] | None) -> dict[int, float]:
    """Documents that have identifiers of the query as they stand, each with the share of them that it has."""
    having: dict[int, float] = {}
    for identifier in probe.identifiers:
        for document_id in fulltext.containing(connection, identifier):
            if allowed is None or document_id in allowed:
                having[document_id] = having.get(document_id, 0.0) + 1 / len(probe.identifiers)
    return having
