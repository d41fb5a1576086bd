"""A query or an example -> ranked documents."""

import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from semsearch import rank, words
from semsearch.encode import Encoder
from semsearch.query import parse
from semsearch.rank import Ranked, Scale
from semsearch.records import Document, Explanation, Hit, Mode, Prepared, SearchResult, Span, Vectors
from semsearch.snippets import snippet
from semsearch.store import Connection, Database, filters, fulltext, generations, lookup
from semsearch.store.generations import Generation
from semsearch.store.lookup import ChunkRow
from semsearch.store.vectors import VectorIndex, text_vectors

CANDIDATES = 200
"""Documents looked at on each side before both scores are fused, or ten times the number asked for if that is more."""

EXAMPLE_TERMS = 25
"""The most telling words of an example that are looked for by keyword."""


@dataclass(frozen=True, slots=True)
class Probe:
    """What is looked for: words, and a vector with the scale of its cosines, None where meaning does not count."""

    stems: Sequence[str]
    phrases: Sequence[Sequence[str]] = ()
    generation: Generation | None = None
    vector: Vectors | None = None
    scale: Scale | None = None


class Searcher:
    """Finds documents in one home. `encoder` gives the encoder of a generation, loading it when first asked."""

    def __init__(self, database: Database, index: VectorIndex, encoder: Callable[[Generation], Encoder]) -> None:
        self._database = database
        self._index = index
        self._encoder = encoder

    def search(self, query: str, k: int, mode: Mode, explain: bool) -> SearchResult:
        """See `Library.search`."""
        started = time.perf_counter()
        parsed = parse(query)
        probe = Probe(
            words.topic_stems([*parsed.words, *parsed.phrases]), [words.stems(phrase) for phrase in parsed.phrases]
        )
        if mode != "keyword" and parsed.text.strip():
            probe = self._with_meaning(probe, parsed.text)
        with self._database.transaction() as connection:
            allowed = filters.matching(connection, parsed.filters, parsed.phrases, parsed.excluded)
            if parsed.text.strip():
                ranked = self._rank(connection, probe, mode, k, allowed)
            else:
                ranked = [rank.unscored(found) for found in lookup.newest(connection, allowed or (), k)]
            hits = _hits(connection, ranked[:k], probe, explain)
        return SearchResult(query, mode, _milliseconds(started), hits, parsed.notices)

    def similar(self, document: Document, k: int, same_thread: bool | None, explain: bool) -> SearchResult:
        """Documents similar to an indexed one; see `Library.similar`."""
        started = time.perf_counter()
        with self._database.transaction() as connection:
            generation = generations.serving(connection)
            chunks = lookup.chunks_of_documents(connection, [document.id])
            stored = text_vectors(connection, generation, [chunk.text_id for chunk in chunks]) if generation else {}
            about = [chunk for chunk in chunks if chunk.field == 1] or chunks
            if not all(chunk.text_id in stored for chunk in about):
                texts = [_chunk_text(document, chunk) for chunk in about]
                example = self._encoded(generation, texts) if generation else None
            else:
                example = _mean([stored[chunk.text_id] for chunk in about])
            probe = _example(connection, generation, example, f"{document.title}\n{document.text}")
            allowed = _other_documents(connection, document, same_thread)
            ranked = self._rank(connection, probe, "hybrid", k + 1, allowed)
            ranked = [found for found in ranked if found.evidence.document_id != document.id]
            hits = _hits(connection, ranked[:k], probe, explain)
        return SearchResult(str(document.id), "hybrid", _milliseconds(started), hits)

    def similar_to(self, name: str, text: Prepared, k: int, explain: bool) -> SearchResult:
        """Documents similar to a text that is not indexed."""
        started = time.perf_counter()
        fields = (text.extracted.title, text.authored.text)
        pieces = [piece for piece in text.pieces if piece.field == 1] or list(text.pieces)
        with self._database.transaction() as connection:
            generation = generations.serving(connection)
            texts = [fields[piece.field][piece.span.start : piece.span.end] for piece in pieces]
            example = self._encoded(generation, texts) if generation else None
            probe = _example(connection, generation, example, "\n".join(fields))
            ranked = self._rank(connection, probe, "hybrid", k, None)
            hits = _hits(connection, ranked[:k], probe, explain)
        return SearchResult(name, "hybrid", _milliseconds(started), hits)

    def _with_meaning(self, probe: Probe, text: str) -> Probe:
        with self._database.transaction() as connection:
            generation = generations.serving(connection)
        if generation is None:
            return probe
        vector = self._encoder(generation).encode([text], "query")[0]
        return Probe(probe.stems, probe.phrases, generation, vector, Scale(*generation.query_scale))

    def _encoded(self, generation: Generation, texts: Sequence[str]) -> Vectors | None:
        return _mean(list(self._encoder(generation).encode(texts, "passage"))) if texts else None

    def _rank(
        self, connection: Connection, probe: Probe, mode: Mode, k: int, allowed: Collection[int] | None
    ) -> list[Ranked]:
        """All candidates of both sides, best first, each with both of its scores."""
        limit = max(CANDIDATES, 10 * k)
        dense: dict[int, tuple[float, int]] = {}
        keyword: dict[int, float] = {}
        if probe.generation is not None and probe.vector is not None and mode != "keyword":
            nearest = self._index.nearest(connection, probe.generation, probe.vector, limit, allowed)
            cosines = {neighbour.text_id: neighbour.cosine for neighbour in nearest}
            dense = _dense(lookup.chunks_of_texts(connection, cosines), cosines, probe, allowed)
        if mode != "semantic" or probe.vector is None:
            keyword = dict(fulltext.search(connection, probe.stems, probe.phrases, limit, allowed))
        if dense and keyword:
            dense |= _missing_dense(connection, probe, keyword.keys() - dense.keys())
            rest = dense.keys() - keyword.keys()
            keyword |= dict(fulltext.search(connection, probe.stems, probe.phrases, len(rest), rest)) if rest else {}
        return rank.fuse(dense, keyword, mode if probe.vector is not None else "keyword")


def _dense(
    chunks: Iterable[ChunkRow], cosines: Mapping[int, float], probe: Probe, allowed: Collection[int] | None
) -> dict[int, tuple[float, int]]:
    """For each document the score of its best chunk, on the scale of relevance, and that chunk's text."""
    assert probe.scale is not None
    relevance = probe.scale.relevance
    return rank.best_chunks(
        (chunk.document_id, chunk.text_id, relevance(cosines[chunk.text_id]))
        for chunk in chunks
        if chunk.text_id in cosines and (allowed is None or chunk.document_id in allowed)
    )


def _missing_dense(connection: Connection, probe: Probe, documents: Iterable[int]) -> dict[int, tuple[float, int]]:
    """The dense scores of documents that only keywords have found."""
    assert probe.generation is not None
    assert probe.vector is not None
    chunks = lookup.chunks_of_documents(connection, documents)
    stored = text_vectors(connection, probe.generation, list({chunk.text_id for chunk in chunks}))
    return _dense(chunks, {text_id: float(vector @ probe.vector) for text_id, vector in stored.items()}, probe, None)


def _example(connection: Connection, generation: Generation | None, vector: Vectors | None, text: str) -> Probe:
    # The rarest of the words that carry a topic, as often as they are used.
    topical = set(words.topic_stems([text]))
    stems = fulltext.rarest(connection, (stem for stem in words.stems(text) if stem in topical), EXAMPLE_TERMS)
    if generation is None or vector is None:
        return Probe(stems)
    return Probe(stems, (), generation, vector, Scale(*generation.passage_scale))


def _other_documents(connection: Connection, document: Document, same_thread: bool | None) -> frozenset[int] | None:
    if same_thread is None:
        return None
    thread = lookup.of_thread(connection, document.thread_id) if document.thread_id else frozenset({document.id})
    return thread - {document.id} if same_thread else lookup.all_ids(connection) - thread


def _mean(vectors: Sequence[Vectors]) -> Vectors | None:
    if not vectors:
        return None
    total: Vectors = np.sum(vectors, axis=0, dtype=np.float32)
    return total / max(float(np.linalg.norm(total)), 1e-12)


def _chunk_text(document: Document, chunk: ChunkRow) -> str:
    return (document.title, document.text)[chunk.field][chunk.start : chunk.end]


def _milliseconds(started: float) -> float:
    return 1000 * (time.perf_counter() - started)


def _hits(connection: Connection, ranked: Sequence[Ranked], probe: Probe, explain: bool) -> tuple[Hit, ...]:
    ids = [found.evidence.document_id for found in ranked]
    documents = lookup.documents_by_id(connection, ids)
    chunks = {(chunk.document_id, chunk.text_id): chunk for chunk in lookup.chunks_of_documents(connection, ids)}
    stems = set(probe.stems).union(*probe.phrases)
    hits: list[Hit] = []
    for found in ranked:
        document = documents[found.evidence.document_id]
        chunk = chunks.get((document.id, found.evidence.text_id or 0))
        passage = Span(chunk.start, chunk.end) if chunk is not None and chunk.field == 1 else None
        line, marks = snippet(document.text or document.quoted, passage, stems)
        hits.append(
            Hit(
                rank=len(hits) + 1,
                id=document.id,
                score=found.score,
                relevance=found.relevance,
                kind=document.kind,
                path=document.path,
                part=document.part,
                title=document.title,
                sender=document.sender,
                date=document.date,
                snippet=line,
                message_id=document.message_id,
                thread_id=document.thread_id,
                marks=marks,
                explain=_explanation(found, document, chunk) if explain else None,
            )
        )
    return tuple(hits)


def _explanation(found: Ranked, document: Document, chunk: ChunkRow | None) -> Explanation:
    return Explanation(
        dense=None if found.evidence.dense is None else min(1.0, max(0.0, found.evidence.dense)),
        keyword=found.evidence.keyword,
        dense_part=found.dense_part,
        keyword_part=found.keyword_part,
        chunk=_chunk_text(document, chunk) if chunk else "",
        span=Span(chunk.start, chunk.end) if chunk and chunk.field == 1 else None,
    )
