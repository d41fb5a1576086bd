"""A query or an example -> ranked documents."""

import heapq
import re
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar

import numpy as np

from semsearch.errors import DamagedError, ModelError
from semsearch.language.letters import CYRILLIC
from semsearch.records import Document, Facets, Mode, Reasons, SearchResult
from semsearch.search import rank
from semsearch.search.meaning import Meaning
from semsearch.search.probing import (
    Asked,
    Backgrounds,
    EncoderOf,
    Example,
    Probe,
    example_of_document,
    probe_of_examples,
    probe_of_query,
)
from semsearch.search.query import Query, parse
from semsearch.search.rank import FLOOR, Ranked
from semsearch.search.reasons import reasons
from semsearch.search.results import hits
from semsearch.store import decisions, filters, fulltext, generations, lookup
from semsearch.store import facets as store_facets
from semsearch.store.background import style
from semsearch.store.database import Connection, Database
from semsearch.store.document_vectors import chunk_vectors
from semsearch.store.filters import Conditions
from semsearch.store.lookup import Written
from semsearch.store.vectors import VectorIndex

CANDIDATES = 100
"""Texts looked at by meaning, and half as many documents by words, before both scores are fused; or ten times the
number asked for if that is more. Twice as many changed 1 in 4,000 of the first ten."""

FEW = 10_000
"""Documents that are named by their ids to be counted; of more it is asked anew what must hold of them."""

_Found = TypeVar("_Found")

DAMAGED = "part of the index is damaged, and left out; mend it with: semsearch doctor --repair"


class Searcher:
    """Finds documents in one home. `encoder_of` gives the encoder of a generation, loading it when first asked."""

    def __init__(self, database: Database, index: VectorIndex, encoder_of: EncoderOf) -> None:
        self._database = database
        self._index = index
        self._encoder_of = encoder_of
        self._backgrounds = Backgrounds()

    def search(self, query: str, k: int, mode: Mode, explain: bool) -> SearchResult:
        """See `Library.search`."""
        found, notices = _either(lambda asked: self._search(query, k, asked, explain), mode)
        return replace(found, notices=(*found.notices, *notices))

    def _search(self, query: str, k: int, asked: Asked, explain: bool) -> SearchResult:
        started = time.perf_counter()
        with self._database.transaction() as connection:
            parsed, _, allowed = _read(connection, query)
            probe = probe_of_query(connection, parsed, self._encoder_of, self._backgrounds, asked)
            order = self._answers(connection, parsed, probe, asked.mode, k, allowed)
            found = hits(connection, order.ranked, k, probe, self._encoder_of if explain else None)
            coverage = generations.coverage(connection) if asked.meaning else 1.0
        suggestion = _put_right(query, probe.corrections)
        notices = [*parsed.notices, *([f"did you mean: {suggestion}"] if suggestion else []), *order.notices]
        return SearchResult(query, asked.mode, _milliseconds(started), found, tuple(notices), suggestion, coverage)

    def similar(
        self,
        name: str,
        more: Sequence[Document | Example],
        less: Sequence[Document | Example],
        k: int,
        same_thread: bool | None,
        explain: bool,
        mode: Mode = "hybrid",
    ) -> SearchResult:
        """Documents similar to `more` and not to `less`, none of them itself; see `Library.similar`."""
        found, notices = _either(lambda asked: self._similar(name, more, less, k, same_thread, explain, asked), mode)
        return replace(found, notices=(*found.notices, *notices))

    def _similar(
        self,
        name: str,
        more: Sequence[Document | Example],
        less: Sequence[Document | Example],
        k: int,
        same_thread: bool | None,
        explain: bool,
        asked: Asked,
    ) -> SearchResult:
        started = time.perf_counter()
        with self._database.transaction() as connection:
            near, far = ([_example(connection, given) for given in side] for side in (more, less))
            probe = probe_of_examples(connection, near, far, self._encoder_of, self._backgrounds, asked)
            given = {example.document_id for example in (*near, *far)}
            allowed = _of_threads(connection, near, same_thread)
            dates = [example.date for example in near if example.date is not None]
            order = self._rank(connection, probe, asked.mode, k + len(given), allowed, dates)
            ranked = [found for found in order.ranked if found.evidence.document_id not in given]
            found = hits(connection, ranked, k, probe, self._encoder_of if explain else None)
            coverage = generations.coverage(connection) if asked.meaning else 1.0
        return SearchResult(name, asked.mode, _milliseconds(started), found, order.notices, coverage=coverage)

    def similar_bodies(self, example: Example, k: int, mode: Mode) -> SearchResult:
        """Documents whose text is similar to an example, with nothing known of their titles; for evaluation."""
        started = time.perf_counter()
        with self._database.transaction() as connection:
            probe = probe_of_examples(
                connection, [example], (), self._encoder_of, self._backgrounds, Asked(mode), titles=False
            )
            dates = [example.date] if example.date is not None else []
            order = self._rank(connection, probe, mode, k + 1, None, dates)
            ranked = [found for found in order.ranked if found.evidence.document_id != example.document_id]
            found = hits(connection, ranked, k, probe, None)
        return SearchResult("", mode, _milliseconds(started), found)

    def explain_search(self, document: Document, query: str) -> Reasons:
        """See `Library.explain`."""
        with self._database.transaction() as connection:
            parsed, _, _ = _read(connection, query)
            probe = probe_of_query(connection, parsed, self._encoder_of, self._backgrounds, Asked("hybrid"))
            return reasons(connection, document, probe, self._encoder_of)

    def explain_similar(self, document: Document, more: Sequence[Document | Example]) -> Reasons:
        """See `Library.explain`."""
        with self._database.transaction() as connection:
            near = [_example(connection, given) for given in more]
            probe = probe_of_examples(connection, near, (), self._encoder_of, self._backgrounds, Asked("hybrid"))
            return reasons(connection, document, probe, self._encoder_of)

    def facets(self, query: str, mode: Mode) -> Facets:
        """See `Library.facets`."""
        return _either(lambda asked: self._facets(query, asked), mode)[0]

    def _facets(self, query: str, asked: Asked) -> Facets:
        with self._database.transaction() as connection:
            parsed, conditions, allowed = _read(connection, query)
            if not parsed.text.strip():
                few = allowed is not None and len(allowed) < FEW
                return store_facets.facets(connection, filters.one_of(allowed or ()) if few else conditions)
            probe = probe_of_query(connection, parsed, self._encoder_of, self._backgrounds, asked)
            order = self._answers(connection, parsed, probe, asked.mode, CANDIDATES, allowed)
            related = [found.evidence.document_id for found in order.ranked if found.relevance >= FLOOR]
            return store_facets.facets(connection, filters.one_of(related))

    def _answers(
        self, connection: Connection, query: Query, probe: Probe, mode: Mode, k: int, allowed: frozenset[int] | None
    ) -> "_Order":
        """What a query finds, best first; without words, the newest documents that pass its filters."""
        if query.text.strip():
            return self._rank(connection, probe, mode, k, allowed, phrases=query.phrases)
        shown = (allowed or frozenset()) - decisions.hidden_ids(connection)
        return _Order([rank.unscored(found) for found in lookup.newest(connection, shown, 2 * k)])

    def _rank(
        self,
        connection: Connection,
        probe: Probe,
        mode: Mode,
        k: int,
        allowed: Collection[int] | None,
        near_to: Sequence[datetime] = (),
        phrases: Sequence[str] = (),
    ) -> "_Order":
        """All candidates of both sides, best first, each with both of its scores.

        Those `allowed` have the words of all `phrases` side by side; only of candidates is looked up whether they stand
        there as they were asked for. Where less than half do, the others are looked up too.
        """
        mode = mode if probe.meaning is not None else "keyword"
        candidates = self._candidates(connection, probe, mode, k, allowed)
        wanted = candidates.ids
        if phrases and allowed is not None:
            saying = filters.saying(connection, wanted, phrases)
            if 2 * len(saying) < len(wanted):
                allowed = filters.saying(connection, allowed, phrases)
                candidates = self._candidates(connection, probe, mode, k, allowed)
                wanted = candidates.ids
            else:
                wanted &= saying
        return _ordered(connection, probe, mode, candidates, wanted, near_to)

    def _candidates(
        self, connection: Connection, probe: Probe, mode: Mode, k: int, allowed: Collection[int] | None
    ) -> "_Candidates":
        """What each side finds, many more than are asked for."""
        limit = max(CANDIDATES, 10 * k)
        near, known, damaged = set[int](), list[_Chunk](), False
        if mode != "keyword" and probe.meaning is not None:
            near, known, damaged = self._nearest(connection, probe.meaning, limit, allowed)
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
        self, connection: Connection, meaning: Meaning, limit: int, allowed: Collection[int] | None
    ) -> tuple[set[int], list["_Chunk"], bool]:
        """The documents of the nearest `limit` texts; the chunks of their bodies among these, farther than which is any
        other chunk of the same body; and whether a vector was damaged. Of what very many say word for word, the
        newest are taken."""
        nearest = self._index.nearest(connection, meaning.generation, meaning.vector, limit, allowed)
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


@dataclass(frozen=True, slots=True)
class _Order:
    """Documents, best first. Some may be `damaged`: they are left out, or what cannot be read of them."""

    ranked: list[Ranked]
    damaged: bool = False

    @property
    def notices(self) -> tuple[str, ...]:
        return (DAMAGED,) if self.damaged else ()


def _either(ask: Callable[[Asked], _Found], mode: Mode) -> tuple[_Found, tuple[str, ...]]:
    """What is asked for; where what it needs is damaged, or the model is not there, what one side finds alone, with a
    notice that says so."""
    try:
        return ask(Asked(mode)), ()
    except (DamagedError, ModelError) as lacking:
        for alone in (Asked("keyword"), Asked("semantic", words=False)):
            if mode in ("hybrid", alone.mode):
                with suppress(DamagedError, ModelError):
                    return ask(alone), (str(lacking),)
        raise


def _ordered(
    connection: Connection,
    probe: Probe,
    mode: Mode,
    candidates: _Candidates,
    wanted: Collection[int],
    near_to: Sequence[datetime],
) -> _Order:
    """The `wanted` of the candidates, best first, without those that are hidden."""
    written = lookup.written(connection, wanted)
    whole = {each.id for each in written}
    damaged = candidates.damaged or len(whole) < len(wanted)
    elsewhere = frozenset(each.id for each in written if (each.language in CYRILLIC) != probe.cyrillic)
    shares, told = candidates.shares, candidates.told
    keyword = {document_id: shares[document_id] for document_id in whole & shares.keys()}
    # What is misspelt, part of a number or the beginning of a word only the terms themselves have.
    keyword |= {each: max(told[each], shares.get(each, 0.0)) for each in elsewhere & told.keys()}
    dense: dict[int, tuple[float, int]] = {}
    if mode != "keyword" and probe.meaning is not None:
        dense, unreadable = _dense(connection, probe, probe.meaning, candidates.known, written)
        damaged |= unreadable
    fused = rank.fuse(
        dense,
        keyword,
        mode,
        probe.weights,
        elsewhere=elsewhere,
        common=probe.common,
        exact={document_id: candidates.exact[document_id] for document_id in whole & candidates.exact.keys()},
        times={each.id: rank.timeliness(each.date, near_to) for each in written},
    )
    hidden = decisions.hidden_ids(connection)
    return _Order([each for each in fused if each.evidence.document_id not in hidden], damaged)


def _dense(
    connection: Connection, probe: Probe, meaning: Meaning, known: Sequence[_Chunk], written: Sequence[Written]
) -> tuple[dict[int, tuple[float, int]], bool]:
    """For each document how near its best chunk is, and the text of that; and whether a vector was damaged. Documents
    that are not encoded yet are missing. `known` are chunks of bodies whose cosines with the vector are known."""
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
    best = rank.best_chunks(
        [
            *((owner, text_id, each) for owner, field, text_id, each in loaded if field or probe.titles),
            *((chunk.document_id, chunk.text_id, each) for chunk, each in zip(known, standing, strict=True)),
        ]
    )
    return best, not chunks.vectors.any(axis=1).all()


def _read(connection: Connection, query: str) -> tuple[Query, Conditions, frozenset[int] | None]:
    """A query, what must hold of the documents, and those of which it does, None for all; of phrases only the words, in
    whatever form. A time in words that nothing is from is text."""
    parsed = parse(query, date.today())  # noqa: DTZ011 - the person's own day
    conditions, allowed = _allowed(connection, parsed)
    if parsed.period and not allowed:
        parsed = parse(query)
        conditions, allowed = _allowed(connection, parsed)
    return parsed, conditions, allowed


def _allowed(connection: Connection, query: Query) -> tuple[Conditions, frozenset[int] | None]:
    conditions = filters.conditions(connection, query.filters, query.excluded)
    return conditions, filters.matching(connection, conditions, query.phrases)


def _put_right(query: str, corrections: Sequence[tuple[str, str]]) -> str:
    """The query with its misspelt words corrected, "" where there are none."""
    corrected = query
    for word, meant in corrections:
        corrected = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", meant, corrected, count=1)
    return corrected if corrections else ""


def _with_identifiers(connection: Connection, probe: Probe, allowed: Collection[int] | None) -> dict[int, float]:
    """Documents that have identifiers of the query as they stand, each with the share of them that it has."""
    having: dict[int, float] = {}
    for identifier in probe.identifiers:
        for document_id in fulltext.containing(connection, identifier):
            if allowed is None or document_id in allowed:
                having[document_id] = having.get(document_id, 0.0) + 1 / len(probe.identifiers)
    return having


def _example(connection: Connection, given: Document | Example) -> Example:
    return example_of_document(connection, given) if isinstance(given, Document) else given


def _of_threads(connection: Connection, examples: Sequence[Example], same_thread: bool | None) -> frozenset[int] | None:
    """Documents of the threads of the examples, or with False, of all others; None where that does not matter."""
    if same_thread is None:
        return None
    own: frozenset[int] = frozenset()
    for example in examples:
        if example.document_id is not None:
            own |= lookup.of_thread(connection, example.thread_id) if example.thread_id else {example.document_id}
    return own if same_thread else lookup.all_ids(connection) - own


def _milliseconds(started: float) -> float:
    return 1000 * (time.perf_counter() - started)
