"""Prepares a query or examples for both retrievers: keyword terms, and a vector with what its cosines mean here."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import TypeVar

import numpy as np

from semsearch.chunk import encoded
from semsearch.encode import Encoder
from semsearch.language import words
from semsearch.language.letters import is_cyrillic
from semsearch.records import Chunk, Document, Mode, Prepared, Vectors
from semsearch.search.meaning import Projection, measured, projection
from semsearch.search.probe import Probe
from semsearch.search.query import Query
from semsearch.search.query_terms import keyword_probe
from semsearch.search.rank import EXAMPLE, QUESTION
from semsearch.store import lookup
from semsearch.store.database import Connection
from semsearch.store.keywords import fulltext
from semsearch.store.keywords.fulltext import AUTHORED, Terms
from semsearch.store.lookup import ChunkRow
from semsearch.store.vectors import background, generations, null_distribution
from semsearch.store.vectors.background import Background
from semsearch.store.vectors.generations import Generation
from semsearch.store.vectors.stored_vectors import text_vectors
from semsearch.unit_vectors import mean_direction

EXAMPLE_TERMS = 25
"""Number of words of an example, the most telling ones, that are searched by keyword."""

FEWEST_WORDS = 5
"""Words of the shortest text that is compared without its title; "Me too!" has no meaningful neighbours."""

ENCODED = 24
"""Passages, from all over a text, that represent one with more whose vectors are not stored: of 107 to 193 passages of
manuals, in 3 to 6 s, their mean has a cosine of 0.993 to 0.995 with the mean of all. So many also take the short way of
the tokenizer, which does not hold up a window."""

LESS = 0.5
"""Weight of the negative examples against the positive ones (Rocchio 1971)."""

EncoderOf = Callable[[Generation], Encoder]

_Chunk = TypeVar("_Chunk", ChunkRow, Chunk)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which retrievers to use. In `mode` "semantic" identifiers still count and misspelt words are still corrected,
    unless the keyword index cannot be read: then `words` is false."""

    mode: Mode
    words: bool = True

    @property
    def meaning(self) -> bool:
        return self.mode != "keyword"


@dataclass(frozen=True, slots=True)
class Example:
    """A text to compare with; ``document_id`` and ``thread_id`` are those of an indexed document. ``passages`` are the
    texts that represent its meaning, ``text_ids`` their ids if they are indexed, and ``vectors`` their vectors if these
    are known, shape (n, dim)."""

    title: str
    text: str
    passages: Sequence[str]
    document_id: int | None = None
    thread_id: str = ""
    text_ids: Sequence[int] = ()
    date: datetime | None = None
    vectors: Vectors | None = None


@dataclass(frozen=True)
class _Backgrounds:
    """What cosines are measured against: a ``sample`` of the index for queries, and for examples, computed when one is
    first given, the same sample ``projected`` by a `Projection`, None if it is too small for one. ``key`` is the
    generation and a step of its size."""

    key: tuple[int, int]
    sample: Background

    @cached_property
    def projection(self) -> Projection | None:
        return projection(self.sample)

    @cached_property
    def projected(self) -> Background:
        applied = self.projection
        return replace(self.sample, vectors=applied(self.sample.vectors)) if applied else self.sample


def example_of_document(connection: Connection, document: Document) -> Example:
    """An indexed document: its authored text, or its title if that is short; quoted history does not count."""
    chunks = _representative(lookup.chunks_of_documents(connection, [document.id]), document.text)
    title, text = document.title, document.text
    passages = [encoded(chunk.field, chunk.span, title, text) for chunk in chunks]
    text_ids = [chunk.text_id for chunk in chunks]
    return Example(title, text, passages, document.id, document.thread_id, text_ids, document.date)


def example_of_text(prepared: Prepared) -> Example:
    """A text that is not indexed."""
    title, text = prepared.extracted.title, prepared.authored.text
    chunks = _representative(prepared.chunks, text)
    return Example(title, text, [encoded(piece.field, piece.span, title, text) for piece in chunks])


def _representative(chunks: Sequence[_Chunk], text: str) -> list[_Chunk]:
    """The chunks of a document's text, or the one of its title if the text is short."""
    field = 0 if is_short(text) else 1
    return [chunk for chunk in chunks if chunk.field == field] or list(chunks)


def is_short(text: str) -> bool:
    """Whether a text has too few words to be compared by itself."""
    return len(text.split()) < FEWEST_WORDS


class Prober:
    """Makes probes for one home. The sample of the index is drawn when first needed, and again when the index has grown
    by a quarter. `encoder_of` returns the encoder of a generation."""

    def __init__(self, encoder_of: EncoderOf) -> None:
        self.encoder_of = encoder_of
        self._known: _Backgrounds | None = None

    def of_query(self, connection: Connection, query: Query, asked: Asked) -> Probe:
        """The probe for a query."""
        return self.of_queries(connection, [query], asked)[0]

    def of_queries(self, connection: Connection, queries: Sequence[Query], asked: Asked) -> list[Probe]:
        """The same for several queries, encoded in one batch."""
        probes = [_keyword_side(connection, query, asked) for query in queries]
        generation = generations.serving(connection)
        texts = [query.text for query in queries]
        if not asked.meaning or generation is None or not any(map(str.strip, texts)):
            return probes
        vectors = self.encoder_of(generation).encode(texts, "query")
        sample = self._backgrounds(connection, generation).sample
        null = null_distribution.load(connection, generation)
        for number, (text, vector) in enumerate(zip(texts, vectors, strict=True)):
            if text.strip():
                meaning = measured(generation, vector, sample, generation.query_scale)
                weights = replace(probes[number].weights, affinity=meaning.affinity)
                weights = weights.calibrated(null.questions) if null else weights
                probes[number] = replace(probes[number], meaning=meaning, mode=asked.mode, weights=weights)
        return probes

    def of_examples(
        self,
        connection: Connection,
        more: Sequence[Example],
        less: Sequence[Example],
        asked: Asked,
        *,
        titles: bool = True,
    ) -> Probe:
        """The probe for what `more` have in common and `less` have not (Rocchio 1971). Quoted text does not count."""
        stems = fulltext.rarest(connection, _topical(more), EXAMPLE_TERMS, _topical(less)) if asked.words else []
        terms = Terms(stems, columns=AUTHORED if titles else AUTHORED[1:])
        probe = Probe(
            terms,
            EXAMPLE,
            near_to=[example.date for example in more if example.date is not None],
            marked=frozenset(stems),
            titles=titles,
            cyrillic=is_cyrillic(" ".join(example.text or example.title for example in more)),
        )
        generation = generations.serving(connection)
        if not asked.meaning or generation is None:
            return probe
        known = self._backgrounds(connection, generation)
        near, far = (self._mean_of(connection, generation, examples, known.projection) for examples in (more, less))
        if near is None:
            return probe
        vector = near if far is None else near - LESS * far
        meaning = measured(generation, vector, known.projected, generation.passage_scale, known.projection)
        null = null_distribution.load(connection, generation)
        weights = EXAMPLE.calibrated(null.examples) if null else EXAMPLE
        return replace(probe, meaning=meaning, mode=asked.mode, weights=weights)

    def _backgrounds(self, connection: Connection, generation: Generation) -> _Backgrounds:
        size = background.newest(connection, generation)
        key = (generation.id, int(math.log(size + 1, 1.25)))
        known = self._known
        if known is None or known.key != key:
            self._known = known = _Backgrounds(key, background.draw(connection, generation))
        return known

    def _mean_of(
        self, connection: Connection, generation: Generation, examples: Sequence[Example], applied: Projection | None
    ) -> Vectors | None:
        """The mean of the examples, each the mean of its projected passages, of length 1; None without any text."""
        passages = [self._passages(connection, generation, example) for example in examples if example.passages]
        means = [mean_direction(applied(rows) if applied else rows) for rows in passages]
        return mean_direction(np.stack(means)) if means else None

    def _passages(self, connection: Connection, generation: Generation, example: Example) -> Vectors:
        """The vectors of an example's passages: given, or stored if all of them are, or computed, of a long text those
        of passages from all over it."""
        if example.vectors is not None:
            return example.vectors
        stored = text_vectors(connection, generation, list(example.text_ids))
        if example.text_ids and all(text_id in stored for text_id in example.text_ids):
            return np.stack([stored[text_id] for text_id in example.text_ids])
        step = math.ceil(len(example.passages) / ENCODED)
        return self.encoder_of(generation).encode(example.passages[::step], "passage")


def _keyword_side(connection: Connection, query: Query, asked: Asked) -> Probe:
    if asked.words:
        probe = keyword_probe(connection, query, translate=asked.mode == "hybrid")
    else:
        probe = Probe(Terms(), QUESTION, marked=frozenset(words.topic_words([*query.words, *query.phrases])))
    return replace(probe, quoted=query.phrases, cyrillic=is_cyrillic(query.text))


def _topical(examples: Sequence[Example]) -> list[str]:
    """The stems of the words that carry a topic, as often as they are used."""
    texts = [f"{example.title}\n{example.text}" for example in examples]
    topical = words.topic_words(texts)
    return [stem for text in texts for stem in words.stems(text) if stem in topical]
