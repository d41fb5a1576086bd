"""The search of one home: from a query or an example to hits."""

import re
import time
from collections.abc import Callable, Iterator, Sequence, Set
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TypeVar

from semsearch.errors import DamagedError, ModelError
from semsearch.progress import Progress
from semsearch.records import QUOTES, Document, Facets, Mode, Reasons, SearchResult
from semsearch.search import rank, senders
from semsearch.search.calibrating import calibrate
from semsearch.search.ordering import CANDIDATES, Order, ordered
from semsearch.search.periods import Period
from semsearch.search.probe import Probe
from semsearch.search.probing import Asked, EncoderOf, Example, Prober, example_of_document
from semsearch.search.query import Query, anything, of_year, parse
from semsearch.search.reasons import reasons
from semsearch.search.results import hits
from semsearch.store import facets as store_facets
from semsearch.store import filters, lookup, people
from semsearch.store.database import Connection, Database
from semsearch.store.duplicates import decisions
from semsearch.store.filters import AllBut
from semsearch.store.keywords import keyword_index, vocabulary
from semsearch.store.vectors import generations
from semsearch.store.vectors.vector_index import VectorIndex

FEW = 10_000
"""Number of matching documents up to which facets are counted by their ids; above, by the conditions of the query."""

_QUOTED = re.compile(rf"([:-]?)[{QUOTES}]([^{QUOTES}]*)[{QUOTES}]")

_Found = TypeVar("_Found")


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
            parsed, allowed = _read(connection, query, asked)
            probe = self._prober.of_query(connection, parsed, asked)
            order = self._answers(connection, parsed, probe, k, allowed)
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
            parsed, _ = _read(connection, query, asked)
            probe = self._prober.of_query(connection, parsed, asked)
            return reasons(connection, document, probe, self._prober.encoder_of)

    def explain_similar(self, document: Document, more: Sequence[Document | Example]) -> Reasons:
        """See `Library.explain`."""
        with self._database.transaction() as connection:
            near = [_example(connection, given) for given in more]
            probe = self._prober.of_examples(connection, near, (), Asked("hybrid"))
            return reasons(connection, document, probe, self._prober.encoder_of)

    def facets(self, query: str) -> Facets:
        """See `Library.facets`."""
        return _either(lambda asked: self._facets(query, asked), "hybrid")[0]

    def _facets(self, query: str, asked: Asked) -> Facets:
        with self._database.transaction() as connection:
            parsed, allowed = _read(connection, query, asked)
            if not parsed.text.strip():
                if allowed is None or len(allowed) == lookup.document_count(connection):
                    return store_facets.facets(connection, ())
                if len(allowed) < FEW:
                    return store_facets.facets(connection, filters.one_of(allowed))
                conditions = filters.conditions(connection, parsed.filters, parsed.excluded)
                return store_facets.facets(connection, conditions)
            probe = self._prober.of_query(connection, parsed, asked)
            order = self._answers(connection, parsed, probe, CANDIDATES, allowed)
            related = [found.evidence.document_id for found in order.ranked if not found.unrelated]
            return store_facets.facets(connection, filters.one_of(related))

    def _answers(self, connection: Connection, query: Query, probe: Probe, k: int, allowed: Set[int] | None) -> Order:
        """The documents found by a query, best first; by a query without words, the newest that pass its filters."""
        if query.text.strip():
            return ordered(connection, self._index, probe, k, allowed)
        shown = (allowed or frozenset()) - decisions.hidden_ids(connection)
        return Order([rank.unscored(found) for found in lookup.newest(connection, shown, 2 * k)])


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


def _read(connection: Connection, query: str, asked: Asked) -> tuple[Query, Set[int] | None]:
    """A parsed query, and the ids of the documents that pass its filters, None for all; phrases are compared by their
    stems only. A period in words or a sender from which there is no document is taken for text, and what was typed in
    the wrong keyboard layout for what it is in the other. Both are told by the keyword index, if that can be read."""
    today = date.today()  # noqa: DTZ011 - the person's own day
    parsed, allowed = _narrowed(connection, parse(query, today), asked)
    if (said := parsed.period) and not allowed:
        if parsed.filters.sender:
            parsed, allowed = _narrowed(connection, anything(parse(query.replace(said.words, " ", 1))), asked)
            notice = _all_times(said)
        else:
            parsed, allowed = _narrowed(connection, parse(query), asked)
            notice = f'nothing is from date:{said.first}..{said.last}, so "{said.words}" was searched as text'
        then = _in_its_time(connection, query, allowed, asked)
        parsed = replace(parsed, notices=(*parsed.notices, notice), retyped=(*parsed.retyped, *then))
    return _of_year(connection, parsed, allowed)


def _of_year(connection: Connection, parsed: Query, allowed: Set[int] | None) -> tuple[Query, Set[int] | None]:
    """The same for mail of a year, if there is any, or somebody's of another."""
    within = of_year(parsed)
    if within.period is None or within is parsed:
        return parsed, allowed
    if of_then := _passing(connection, within):
        return within, of_then
    if not parsed.filters.sender:
        return parsed, allowed
    return replace(parsed, text="", words=(), notices=(*parsed.notices, _all_times(within.period))), allowed


def _all_times(said: Period) -> str:
    return f"nothing of theirs is from date:{said.first}..{said.last}, so all times were searched"


def _in_its_time(
    connection: Connection, query: str, allowed: Set[int] | None, asked: Asked
) -> Iterator[tuple[str, str]]:
    """The words for a period in a query, and the period that they would have named on the day of the newest of these
    documents, if there are documents of it: last summer of an archive that ends in 2002."""
    newest = lookup.newest(connection, lookup.all_ids(connection) if allowed is None else allowed, 1)
    for written in lookup.written(connection, newest):
        if written.date is not None:
            parsed, found = _narrowed(connection, parse(query, written.date.date()), asked)
            if (then := parsed.period) and found:
                yield then.words, f"date:{then.first}..{then.last}"


def _narrowed(connection: Connection, parsed: Query, asked: Asked) -> tuple[Query, Set[int] | None]:
    """A query as it was meant, and the documents that pass its filters."""
    meant = of_sender = parsed
    if asked.words:
        meant = parsed.typed_as(vocabulary.retyped(connection, parsed.words))
        of_sender = senders.of_sender(
            meant, partial(people.senders_named, connection), partial(people.share_sent, connection)
        )
    allowed = _passing(connection, of_sender)
    if of_sender is not meant and not allowed and not parsed.period:
        return meant, _passing(connection, meant)
    if asked.words and meant.filters.sender and not allowed:
        in_any_form = senders.in_any_form(meant, partial(people.senders_named, connection))
        return in_any_form, _passing(connection, in_any_form)
    return of_sender, allowed


def _passing(connection: Connection, query: Query) -> Set[int] | None:
    """The ids of the documents that pass the filters of a query, None for all."""
    return filters.matching(connection, query.filters, query.excluded, query.phrases)


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
