"""The search of one home: from a query or an example to hits."""

import re
import time
from collections.abc import Callable, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias, TypeVar

from semsearch.errors import DamagedError, ModelError
from semsearch.progress import Progress
from semsearch.records import QUOTES, Document, Facets, Mode, Reasons, SearchResult
from semsearch.search import rank
from semsearch.search.calibrating import calibrate
from semsearch.search.narrowing import read, today, undated
from semsearch.search.ordering import Order, ordered
from semsearch.search.probe import Probe
from semsearch.search.probing import Asked, EncoderOf, Example, Prober, example_of_document
from semsearch.search.query import Query
from semsearch.search.reasons import reasons
from semsearch.search.results import hits
from semsearch.store import facets as store_facets
from semsearch.store import filters, lookup
from semsearch.store.database import Connection, Database, remembered
from semsearch.store.duplicates import decisions
from semsearch.store.filters import AllBut
from semsearch.store.keywords import keyword_index
from semsearch.store.vectors import generations
from semsearch.store.vectors.vector_index import VectorIndex

FEW = 10_000
"""Number of matching documents up to which facets are counted by their ids; above, by the conditions of the query."""

_QUOTED = re.compile(rf"([:-]?)[{QUOTES}]([^{QUOTES}]*)[{QUOTES}]")

_Found = TypeVar("_Found")
_Asking: TypeAlias = tuple[str, int, Asked, date]


@dataclass(frozen=True, slots=True)
class _Answer:
    """A query as it is meant in this index, what the retrievers were asked, and the documents they found, best
    first."""

    query: Query
    probe: Probe
    order: Order

    @property
    def is_related(self) -> bool:
        return not all(found.unrelated for found in self.order.ranked)


class Searcher:
    """Finds documents in one home. `encoder_of` returns the encoder of a generation, and loads it when first called."""

    def __init__(self, database: Database, index: VectorIndex, encoder_of: EncoderOf) -> None:
        self._database = database
        self._index = index
        self._prober = Prober(encoder_of)

    def calibrate(self, progress: Progress) -> None:
        """See `calibrating.calibrate`."""
        calibrate(self._database, self._index, self._prober, progress)

    def search(self, query: str, k: int, mode: Mode, explain: bool) -> SearchResult:
        """See `Library.search`."""
        found, notices = _either(lambda asked: self._search(query, k, asked, explain), mode)
        return replace(found, notices=(*found.notices, *notices))

    def _search(self, query: str, k: int, asked: Asked, explain: bool) -> SearchResult:
        started = time.perf_counter()
        with self._database.transaction() as connection:
            answer = self._answer(connection, query, k, asked)
            parsed, probe, order = answer.query, answer.probe, answer.order
            found = hits(connection, order.ranked, k, probe, self._prober.encoder_of if explain else None)
            coverage = generations.coverage(connection) if asked.meaning else 1.0
            outdated = asked.words and keyword_index.is_outdated(connection)
        suggestion = _put_right(query, [*parsed.retyped, *probe.corrections]) or ("" if found else _unquoted(query))
        notices = [*parsed.notices, *([f"did you mean: {suggestion}"] if suggestion else []), *order.notices]
        notices += [keyword_index.OUTDATED] if outdated else []
        return SearchResult(query, asked.mode, _milliseconds(started), found, tuple(notices), suggestion, coverage)

    def similar(
        self,
        more: Sequence[Document | Example],
        less: Sequence[Document | Example] = (),
        k: int = 10,
        *,
        same_thread: bool | None = None,
        explain: bool = False,
    ) -> SearchResult:
        """Documents similar to `more` and not to `less`, none of them itself; see `Library.similar`."""
        found, notices = _either(
            lambda asked: self._similar(more, less, k, asked, same_thread=same_thread, explain=explain), "hybrid"
        )
        return replace(found, notices=(*found.notices, *notices))

    def similar_bodies(self, example: Example, k: int, mode: Mode) -> SearchResult:
        """Documents whose text is similar to an example, with nothing known of their titles; for evaluation."""
        return self._similar([example], (), k, Asked(mode), titles=False)

    def _similar(
        self,
        more: Sequence[Document | Example],
        less: Sequence[Document | Example],
        k: int,
        asked: Asked,
        *,
        same_thread: bool | None = None,
        titles: bool = True,
        explain: bool = False,
    ) -> SearchResult:
        started = time.perf_counter()
        with self._database.transaction() as connection:
            near, far = ([_example(connection, given) for given in side] for side in (more, less))
            probe = self._prober.of_examples(connection, near, far, asked, titles=titles)
            given = {example.document_id for example in (*near, *far)}
            allowed = _of_threads(connection, near, same_thread)
            order = ordered(connection, self._index, probe, k + len(given), allowed)
            ranked = [found for found in order.ranked if found.evidence.document_id not in given]
            found = hits(connection, ranked, k, probe, self._prober.encoder_of if explain else None)
            coverage = generations.coverage(connection) if asked.meaning else 1.0
        return SearchResult("", asked.mode, _milliseconds(started), found, order.notices, coverage=coverage)

    def explain_search(self, document: Document, query: str) -> Reasons:
        """See `Library.explain`."""
        with self._database.transaction() as connection:
            asked = Asked("hybrid")
            parsed, _ = read(connection, query, asked)
            probe = self._prober.of_query(connection, parsed, asked)
            return reasons(connection, document, probe, self._prober.encoder_of)

    def explain_similar(self, document: Document, more: Sequence[Document | Example]) -> Reasons:
        """See `Library.explain`."""
        with self._database.transaction() as connection:
            near = [_example(connection, given) for given in more]
            probe = self._prober.of_examples(connection, near, (), Asked("hybrid"))
            return reasons(connection, document, probe, self._prober.encoder_of)

    def facets(self, query: str, k: int) -> Facets:
        """See `Library.facets`."""
        return _either(lambda asked: self._facets(query, k, asked), "hybrid")[0]

    def _facets(self, query: str, k: int, asked: Asked) -> Facets:
        with self._database.transaction() as connection:
            parsed, allowed = read(connection, query, asked)
            if not parsed.text.strip():
                if allowed is None or len(allowed) == lookup.document_count(connection):
                    return store_facets.facets(connection, ())
                if len(allowed) < FEW:
                    return store_facets.facets(connection, filters.one_of(allowed))
                conditions = filters.conditions(connection, parsed.filters, parsed.excluded)
                return store_facets.facets(connection, conditions)
            ranked = self._answer(connection, query, k, asked).order.ranked
            related = [found.evidence.document_id for found in ranked if not found.unrelated]
            return store_facets.facets(connection, filters.one_of(related))

    def _answer(self, connection: Connection, query: str, k: int, asked: Asked) -> _Answer:
        """What answers a query; one without words, the newest documents that pass its filters. The last is remembered
        until anything is written: the window asks for its hits, then for their facets."""
        last: dict[_Asking, _Answer] = remembered(connection, "answer", dict)
        asking = query, k, asked, today()
        if asking in last:
            return last[asking]
        parsed, allowed = read(connection, query, asked)
        answer = self._found(connection, parsed, allowed, k, asked)
        if parsed.period and parsed.text.strip() and not parsed.filters.sender and not answer.is_related:
            of_no_time = self._found(connection, *undated(connection, query, asked, parsed.period), k, asked)
            answer = of_no_time if of_no_time.is_related else answer
        last.clear()
        last[asking] = answer
        return answer

    def _found(self, connection: Connection, parsed: Query, allowed: Set[int] | None, k: int, asked: Asked) -> _Answer:
        """What answers a query among the documents that pass its filters."""
        probe = self._prober.of_query(connection, parsed, asked)
        if parsed.text.strip():
            return _Answer(parsed, probe, ordered(connection, self._index, probe, k, allowed))
        shown = (allowed or frozenset()) - decisions.hidden_ids(connection)
        newest = [rank.unscored(found) for found in lookup.newest(connection, shown, 2 * k)]
        return _Answer(parsed, probe, Order(newest))


def _either(ask: Callable[[Asked], _Found], mode: Mode) -> tuple[_Found, tuple[str, ...]]:
    """The result of `ask` in this mode; if part of the index is damaged or the model is missing, that of one retriever
    alone, with a notice that says so."""
    try:
        return ask(Asked(mode)), ()
    except (DamagedError, ModelError) as lacking:
        for alone in (Asked("keyword"), Asked("semantic", words=False)):
            if mode in ("hybrid", alone.mode):
                with suppress(DamagedError, ModelError):
                    return ask(alone), (str(lacking),)
        raise


def _put_right(query: str, corrections: Sequence[tuple[str, str]]) -> str:
    """The query with its misspelt words corrected, "" if there are none."""
    corrected = query
    for word, meant in corrections:
        corrected = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", _capitals_of(word, meant), corrected, count=1)
    return corrected if corrections else ""


def _capitals_of(word: str, meant: str) -> str:
    """What was meant by a word, in capitals where that is."""
    if len(word) > 1 and word.isupper():
        return meant.upper()
    return meant[:1].upper() + meant[1:] if word[:1].isupper() else meant


def _unquoted(query: str) -> str:
    """The query without the quotes around its phrases, "" if there are none. Values of operators keep theirs."""
    words = _QUOTED.sub(lambda quoted: quoted[0] if quoted[1] else quoted[2], query)
    return "" if words == query else words.strip()


def _example(connection: Connection, given: Document | Example) -> Example:
    return example_of_document(connection, given) if isinstance(given, Document) else given


def _of_threads(connection: Connection, examples: Sequence[Example], same_thread: bool | None) -> Set[int] | None:
    """The documents in the threads of the examples, or with `same_thread` False all others; None for no restriction."""
    if same_thread is None:
        return None
    own: frozenset[int] = frozenset()
    for example in examples:
        if example.document_id is not None:
            own |= lookup.of_thread(connection, example.thread_id) if example.thread_id else {example.document_id}
    return own if same_thread else AllBut(connection, own)


def _milliseconds(started: float) -> float:
    return 1000 * (time.perf_counter() - started)
