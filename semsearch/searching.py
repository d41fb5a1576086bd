"""A query or an example -> ranked documents."""

import time
from collections.abc import Collection, Iterable, Mapping, Sequence

from semsearch import rank
from semsearch.probing import EncoderOf, Example, Probe, example_of_document, probe_of_examples, probe_of_query
from semsearch.query import Query, parse
from semsearch.rank import FLOOR, Ranked
from semsearch.reasons import reasons
from semsearch.records import Document, Facets, Mode, Reasons, SearchResult
from semsearch.results import hits
from semsearch.store import Connection, Database, filters, fulltext, lookup
from semsearch.store import facets as store_facets
from semsearch.store.lookup import ChunkRow
from semsearch.store.vectors import VectorIndex, text_vectors

CANDIDATES = 200
"""Documents looked at on each side before both scores are fused, or ten times the number asked for if that is more."""


class Searcher:
    """Finds documents in one home. `encoder_of` gives the encoder of a generation, loading it when first asked."""

    def __init__(self, database: Database, index: VectorIndex, encoder_of: EncoderOf) -> None:
        self._database = database
        self._index = index
        self._encoder_of = encoder_of

    def search(self, query: str, k: int, mode: Mode, explain: bool) -> SearchResult:
        """See `Library.search`."""
        started = time.perf_counter()
        parsed = parse(query)
        with self._database.transaction() as connection:
            probe = probe_of_query(connection, parsed, self._encoder_of, meaning=mode != "keyword")
            ranked = self._answers(connection, parsed, probe, mode, k)
            found = hits(connection, ranked, k, probe, self._encoder_of if explain else None)
        return SearchResult(query, mode, _milliseconds(started), found, parsed.notices)

    def similar(
        self,
        name: str,
        more: Sequence[Document | Example],
        less: Sequence[Document | Example],
        k: int,
        same_thread: bool | None,
        explain: bool,
    ) -> SearchResult:
        """Documents similar to `more` and not to `less`, none of them itself; see `Library.similar`."""
        started = time.perf_counter()
        with self._database.transaction() as connection:
            near, far = ([_example(connection, given) for given in side] for side in (more, less))
            probe = probe_of_examples(connection, near, far, self._encoder_of)
            given = {example.document_id for example in (*near, *far)}
            allowed = _of_threads(connection, near, same_thread)
            ranked = self._rank(connection, probe, "hybrid", k + len(given), allowed)
            ranked = [found for found in ranked if found.evidence.document_id not in given]
            found = hits(connection, ranked, k, probe, self._encoder_of if explain else None)
        return SearchResult(name, "hybrid", _milliseconds(started), found)

    def explain_search(self, document: Document, query: str) -> Reasons:
        """See `Library.explain`."""
        with self._database.transaction() as connection:
            probe = probe_of_query(connection, parse(query), self._encoder_of, meaning=True)
            return reasons(connection, document, probe, self._encoder_of)

    def explain_similar(self, document: Document, more: Sequence[Document | Example]) -> Reasons:
        """See `Library.explain`."""
        with self._database.transaction() as connection:
            near = [_example(connection, given) for given in more]
            probe = probe_of_examples(connection, near, (), self._encoder_of)
            return reasons(connection, document, probe, self._encoder_of)

    def facets(self, query: str, mode: Mode) -> Facets:
        """See `Library.facets`."""
        parsed = parse(query)
        with self._database.transaction() as connection:
            if not parsed.text.strip():
                allowed = filters.matching(connection, parsed.filters, parsed.phrases, parsed.excluded)
                return store_facets.facets(connection, allowed)
            probe = probe_of_query(connection, parsed, self._encoder_of, meaning=mode != "keyword")
            ranked = self._answers(connection, parsed, probe, mode, CANDIDATES)
            related = [found.evidence.document_id for found in ranked if found.relevance >= FLOOR]
            return store_facets.facets(connection, related)

    def _answers(self, connection: Connection, query: Query, probe: Probe, mode: Mode, k: int) -> list[Ranked]:
        """What a query finds, best first; without words, the newest documents that pass its filters."""
        allowed = filters.matching(connection, query.filters, query.phrases, query.excluded)
        if query.text.strip():
            return self._rank(connection, probe, mode, k, allowed)
        return [rank.unscored(found) for found in lookup.newest(connection, allowed or (), 2 * k)]

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
