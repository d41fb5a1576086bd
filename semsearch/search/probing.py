"""Prepares a query or examples for both retrievers: keyword terms, and a vector with what its cosines mean here."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import TypeVar

import numpy as np

from semsearch.chunk import encoded
from semsearch.encode import Encoder
from semsearch.language import lemmas, lexicon, numbers, words
from semsearch.language.letters import is_cyrillic
from semsearch.records import Chunk, Document, Mode, Prepared, Vectors
from semsearch.search.meaning import Meaning, Projection, measured, projection
from semsearch.search.query import Query
from semsearch.search.rank import EXAMPLE, QUESTION, Weights
from semsearch.store import lookup
from semsearch.store.database import Connection
from semsearch.store.keywords import fulltext, vocabulary
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

TRANSLATED = 0.3
"""How much of a word whose translation is in the index counts as a word that can occur in both scripts: a text may use
another translation."""

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
class Probe:
    """A query or examples, ready to search for: their `terms`, and their `meaning`, None without dense retrieval.

    `identifiers` are the stems of strings such as ERR_1042, each of which tells the wanted document; `copied` is the
    share of the query's words that are parts of such strings. `corrections` are pairs of a misspelt word and the word
    that was probably meant, which is searched instead if the index does not have the other. `marked` are the stems to
    highlight in results. `cyrillic` is the script of the query; in documents in the other script the `translated` terms
    are searched, or the terms themselves if these are None, and `cross_script` is the share of the query's words that
    can occur there. `titles` says whether titles count, `passages` whether the keyword score of a document is that of
    its best passage.
    """

    terms: Terms
    weights: Weights
    meaning: Meaning | None = None
    identifiers: Sequence[Sequence[str]] = ()
    corrections: Sequence[tuple[str, str]] = ()
    marked: frozenset[str] = frozenset()
    titles: bool = True
    cross_script: float = 0.0
    copied: float = 0.0
    translated: Terms | None = None
    cyrillic: bool = False
    passages: bool = False


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
        probes = [_keyword_probe(connection, query, asked) for query in queries]
        generation = generations.serving(connection)
        texts = [query.text for query in queries]
        if not asked.meaning or generation is None or not any(map(str.strip, texts)):
            return probes
        vectors = self.encoder_of(generation).encode(texts, "query")
        sample = self._backgrounds(connection, generation).sample
        null = null_distribution.load(connection, generation)
        weights = QUESTION.calibrated(null.questions) if null else QUESTION
        return [
            replace(probe, meaning=measured(generation, vector, sample, generation.query_scale), weights=weights)
            if text.strip()
            else probe
            for probe, text, vector in zip(probes, texts, vectors, strict=True)
        ]

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
        cyrillic = is_cyrillic(" ".join(example.text or example.title for example in more))
        probe = Probe(terms, EXAMPLE, marked=frozenset(stems), titles=titles, cyrillic=cyrillic)
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
        return replace(probe, meaning=meaning, weights=EXAMPLE.calibrated(null.examples) if null else EXAMPLE)

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


def _keyword_probe(connection: Connection, query: Query, asked: Asked) -> Probe:
    """The keyword side of a query."""
    if asked.words:
        probe = _with_terms(connection, query, translate=asked.mode == "hybrid")
    else:
        probe = Probe(Terms(), QUESTION, marked=frozenset(words.topic_words([*query.words, *query.phrases])))
    return replace(probe, cyrillic=is_cyrillic(query.text))


def _with_terms(connection: Connection, query: Query, *, translate: bool) -> Probe:
    """The words of a query, with their transliterations and, on request, translations that occur in the index.

    A misspelt word that does not occur is replaced by the word that was probably meant, a name only by a name, one with
    digits by the words that it is a part of or as it is written in groups. One that somebody else has misspelt in the
    same way is searched as it is.
    """
    corrections: list[tuple[str, str]] = []
    groups: list[list[str]] = []
    stems: list[str] = []
    written: dict[str, list[str]] = {}
    translated: list[list[str]] = []
    cross_script = 0.0
    topical = words.topic_words([*query.words, *query.phrases])
    transliterations, translations = _in_other_script(connection, topical, translate=translate)
    _, counts = fulltext.frequencies(connection, topical)
    names = words.capitalised(query.words)
    for stem, word in topical.items():
        known = counts[stem] > 0
        transliterated, meanings = transliterations.get(stem, []), translations.get(stem, [])
        translated.append(list(dict.fromkeys([*transliterated, *meanings])) or [stem])
        cross_script += 1 if transliterated else TRANSLATED if meanings else 0
        if transliterated:
            groups.append([*([stem] if known else []), *transliterated])
        elif not known and _has_digit(stem) and (way := _in_other_groups(connection, stem)):
            written[stem] = way
        elif not known and _has_digit(stem) and (wider := vocabulary.with_part(connection, stem)):
            groups.append(wider)
        else:
            meant = None if meanings and not known else vocabulary.correction(connection, word, stem, counts[stem])
            if meant is not None:
                corrections.append((word, meant.word))
            stems.append(stem if known or meant is None else _instead(connection, stem, meant.stem, word in names))
    marked = {*stems, *(stem for group in [*groups, *translated] for stem in group)}
    for prefix in query.prefixes:
        groups.append([f"{words.fold(prefix)}*", words.stem(prefix)])
        marked |= {words.stem(prefix), *vocabulary.with_part(connection, prefix, 200)}
    identifiers = [
        written.get(parts[0], parts) if len(parts) == 1 else parts
        for parts in map(words.stems, words.identifiers(query.words))
    ]
    for typed, there in _in_groups(connection, query):
        identifiers.append(there)
        stems = [stem for stem in stems if stem not in typed] + (there if len(there) == 1 else [])
    phrases = [*map(words.stems, query.phrases), *(way for way in written.values() if len(way) > 1)]
    phrases += [parts for parts in identifiers if len(parts) > 1 and parts not in phrases]
    identifiers = [parts for parts in identifiers if not numbers.is_round("".join(parts))]
    cross_script += sum(map(_has_digit, topical))
    # Of several words, one tells which sense of another is meant.
    reliance = _reliance(transliterations, translations) if len(topical) == 1 else {}
    differs = translate and bool(transliterations or translations)
    return Probe(
        Terms(stems, phrases, groups),
        QUESTION,
        identifiers=identifiers,
        corrections=corrections,
        marked=frozenset(marked.union(*phrases, *identifiers)),
        cross_script=cross_script / max(1, len(topical)),
        copied=len(_copied(query) & topical.keys()) / max(1, len(topical)),
        translated=Terms(groups=translated, translated=True, reliance=reliance) if differs else None,
        passages=True,
    )


def _instead(connection: Connection, stem: str, meant: str, is_name: bool) -> str:
    """The stem to search instead of one that is not there: that which was probably meant. A name that is not there is
    no misspelt word, as "Brady" has nothing to do with brandy: only another name is searched instead."""
    return stem if is_name and not vocabulary.is_name(connection, meant) else meant


def _reliance(transliterations: Mapping[str, list[str]], translations: Mapping[str, list[str]]) -> dict[str, float]:
    """How surely each translation of a single word stands for it, but for those that are transliterations as well."""
    return {
        each: lexicon.reliance(stem, each)
        for stem, meanings in translations.items()
        for each in meanings
        if each not in transliterations.get(stem, ())
    }


def _copied(query: Query) -> set[str]:
    """The stems of the parts of a query's identifiers, as they are written there."""
    written = [words.stems(word) for word in words.identifiers(query.words)]
    written += [list(map(words.stem, ways[0])) for ways in numbers.in_groups(" ".join(query.words))]
    return {stem for parts in written if not numbers.is_round("".join(parts)) for stem in parts}


def _in_other_groups(connection: Connection, stem: str) -> list[str]:
    """A number or code that is nowhere as it stands, as it is in the index: in groups, or with another prefix; empty if
    it is not."""
    ways = numbers.grouped(stem)
    return _first_there(connection, ways) or (_with_other_prefix(connection, stem) if ways else [])


def _in_groups(connection: Connection, query: Query) -> Iterator[tuple[list[str], list[str]]]:
    """The long numbers and codes that the query writes in groups, each with what the index has of it: as it is written,
    else in one piece or in other groups."""
    for ways in numbers.in_groups(" ".join(query.words)):
        if there := _first_there(connection, ways) or _with_other_prefix(connection, "".join(ways[0])):
            yield ways[0], there


def _first_there(connection: Connection, ways: Iterable[Sequence[str]]) -> list[str]:
    """The stems of the first of these ways to write something that is in the index; empty if none is."""
    stems = ([words.stem(part) for part in way] for way in ways)
    return next((way for way in stems if fulltext.containing(connection, way)), [])


def _with_other_prefix(connection: Connection, number: str) -> list[str]:
    """A telephone number as the index has it, with another prefix or none."""
    national = numbers.without_prefix(number)
    return vocabulary.with_part(connection, national, 1) if national != number else []


def _in_other_script(
    connection: Connection, topical: Mapping[str, str], *, translate: bool
) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """The transliterations of words and, on request, their translations that occur in the index: lists of stems by the
    stem of the word, for words that have any."""
    if not any(map(is_cyrillic, topical)) and not fulltext.has_cyrillic(connection):
        return {}, {}
    transliterations = {stem: _respelled(stem, word) for stem, word in topical.items()}
    translations = {stem: lexicon.translations(stem) for stem in topical} if translate else {}
    both = (transliterations, translations)
    others = {other for each in both for listed in each.values() for other in listed}
    _, counts = fulltext.frequencies(connection, others)
    transliterations, translations = (
        {stem: there for stem, listed in each.items() if (there := [other for other in listed if counts[other]])}
        for each in both
    )
    return transliterations, translations


def _respelled(stem: str, word: str) -> list[str]:
    """The transliterations of a word that are no other word, unless it is the name of a person."""
    spelled = words.transliterated_stems(word)
    if lemmas.is_person(word):
        return spelled
    return [other for other in spelled if not lexicon.contradicts(stem, other)]


def _has_digit(stem: str) -> bool:
    return any(map(str.isdigit, stem))


def _topical(examples: Sequence[Example]) -> list[str]:
    """The stems of the words that carry a topic, as often as they are used."""
    texts = [f"{example.title}\n{example.text}" for example in examples]
    topical = words.topic_words(texts)
    return [stem for text in texts for stem in words.stems(text) if stem in topical]
