"""What is looked for: a query or examples, as words and as a meaning measured against the index."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

import numpy as np

from semsearch.chunk import encoded
from semsearch.encode import Encoder
from semsearch.language import lemmas, lexicon, words
from semsearch.language.letters import is_cyrillic
from semsearch.records import Document, Mode, Piece, Prepared, Span, Vectors
from semsearch.search.meaning import Meaning, Projection, measured, projection
from semsearch.search.query import Query
from semsearch.search.rank import EXAMPLE, QUESTION, Weights
from semsearch.store import background, fulltext, generations, lookup, null_distribution, vocabulary
from semsearch.store.background import Background
from semsearch.store.database import Connection
from semsearch.store.fulltext import WRITTEN, Terms
from semsearch.store.generations import Generation
from semsearch.store.lookup import ChunkRow
from semsearch.store.vectors import text_vectors

EXAMPLE_TERMS = 25
"""The most telling words of an example that are looked for by keyword."""

FEWEST_WORDS = 5
"""Of a text that is compared by itself; "Me too!" has no neighbours by meaning."""

LESS = 0.5
"""What an example to keep away from counts against one to get near to (Rocchio 1971)."""

TRANSLATED = 0.3
"""What a word that has a translation in the index counts among those that may stand in texts in either alphabet: the
translation may be another than the one that was used."""

EncoderOf = Callable[[Generation], Encoder]

_Chunk = TypeVar("_Chunk", ChunkRow, Piece)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which sides of the index are asked. In `mode` "semantic" words do not count, but identifiers do, and misspelt
    words are noticed: unless not even `words` can be read."""

    mode: Mode
    words: bool = True

    @property
    def meaning(self) -> bool:
        return self.mode != "keyword"


@dataclass(frozen=True, slots=True)
class Probe:
    """What is looked for: words, and what they mean, None where that does not count.

    `identifiers` are stems of what was copied rather than said, such as ERR_1042: a document that has it is what is
    wanted. `corrections` are words that are nowhere in the index, each with the one that was probably meant and is
    looked for instead; `marked` are the stems of the words to be marked in a result; `titles` is whether documents are
    also looked for by their titles; `common` is the share of the words that may stand in texts in either alphabet;
    `elsewhere` is what is looked for instead of the terms in texts in the other alphabet, None for nothing
    else; `cyrillic` is whether it was said in such letters; `passages` is whether of a long document the passage counts
    that says most, by meaning and words, rather than all of its words.
    """

    terms: Terms
    weights: Weights
    meaning: Meaning | None = None
    identifiers: Sequence[Sequence[str]] = ()
    corrections: Sequence[tuple[str, str]] = ()
    marked: frozenset[str] = frozenset()
    titles: bool = True
    common: float = 0.0
    elsewhere: Terms | None = None
    cyrillic: bool = False
    passages: bool = False


@dataclass(frozen=True, slots=True)
class Example:
    """A text to compare with. ``document_id`` and ``thread_id`` where it is indexed; ``passages`` are the texts that
    stand for its meaning, ``text_ids`` those of them that may have stored vectors, ``vectors`` are theirs where they
    are known, shape (n, dim)."""

    title: str
    text: str
    passages: Sequence[str]
    document_id: int | None = None
    thread_id: str = ""
    text_ids: Sequence[int] = ()
    date: datetime | None = None
    vectors: Vectors | None = None


class Backgrounds:
    """The sample of an index that cosines are measured against, drawn when first needed and when the index has grown
    by a quarter."""

    def __init__(self) -> None:
        self._kept: tuple[tuple[int, int], Background, Background, Projection | None] | None = None

    def of(self, connection: Connection, generation: Generation) -> Background:
        """The sample for questions."""
        return self._of(connection, generation)[0]

    def apart(self, connection: Connection, generation: Generation) -> tuple[Background, Projection | None]:
        """The sample for examples, with the `Projection` that was applied to it; None where it is too small for one."""
        return self._of(connection, generation)[1:]

    def _of(self, connection: Connection, generation: Generation) -> tuple[Background, Background, Projection | None]:
        size = background.newest(connection, generation)
        key = (generation.id, int(math.log(size + 1, 1.25)))
        kept = self._kept
        if kept is None or kept[0] != key:
            drawn = background.draw(connection, generation)
            told = projection(drawn)
            apart = replace(drawn, vectors=told(drawn.vectors)) if told else drawn
            self._kept = kept = (key, drawn, apart, told)
        return kept[1:]


def example_of_document(connection: Connection, document: Document) -> Example:
    """An indexed document: its authored text, with its title where that is short; quoted history does not count."""
    chunks = lookup.chunks_of_documents(connection, [document.id])
    about = _telling(chunks, document.text)
    title, text = document.title, document.text
    passages = [encoded(chunk.field, Span(chunk.start, chunk.end), title, text) for chunk in about]
    text_ids = [chunk.text_id for chunk in about]
    return Example(title, text, passages, document.id, document.thread_id, text_ids, document.date)


def example_of_text(prepared: Prepared) -> Example:
    """A text that is not indexed."""
    title, text = prepared.extracted.title, prepared.authored.text
    about = _telling(prepared.pieces, text)
    return Example(title, text, [encoded(piece.field, piece.span, title, text) for piece in about])


def _telling(chunks: Sequence[_Chunk], text: str) -> list[_Chunk]:
    """Of the chunks of a document those of its text, or that of its title where the text is short."""
    wanted = 0 if is_short(text) else 1
    return [chunk for chunk in chunks if chunk.field == wanted] or list(chunks)


def is_short(text: str) -> bool:
    """Whether a text says too little to be compared by itself."""
    return len(text.split()) < FEWEST_WORDS


def probe_of_query(
    connection: Connection, query: Query, encoder_of: EncoderOf, backgrounds: Backgrounds, asked: Asked
) -> Probe:
    """A query's words, what they mean, or both."""
    return probes_of_queries(connection, [query], encoder_of, backgrounds, asked)[0]


def probes_of_queries(
    connection: Connection, queries: Sequence[Query], encoder_of: EncoderOf, backgrounds: Backgrounds, asked: Asked
) -> list[Probe]:
    """The same of several at once, which are encoded together."""
    probes = [_said(connection, query, asked) for query in queries]
    generation = generations.serving(connection)
    texts = [query.text for query in queries]
    if not asked.meaning or generation is None or not any(map(str.strip, texts)):
        return probes
    vectors = encoder_of(generation).encode(texts, "query")
    drawn = backgrounds.of(connection, generation)
    null = null_distribution.load(connection, generation)
    weights = QUESTION.calibrated(null.questions) if null else QUESTION
    return [
        replace(probe, meaning=measured(generation, vector, drawn, generation.query_scale), weights=weights)
        if text.strip()
        else probe
        for probe, text, vector in zip(probes, texts, vectors, strict=True)
    ]


def _said(connection: Connection, query: Query, asked: Asked) -> Probe:
    """A query without what it means."""
    if asked.words:
        probe = _words_of(connection, query, translated=asked.mode == "hybrid")
    else:
        probe = Probe(Terms(), QUESTION, marked=frozenset(words.topic_stems([*query.words, *query.phrases])))
    return replace(probe, cyrillic=is_cyrillic(query.text))


def _words_of(connection: Connection, query: Query, *, translated: bool) -> Probe:
    """What a query looks for by keyword: its words, transliterated too and, on request, translated. A misspelt word
    that is nowhere in the index becomes the one that was meant, one that has digits those that it is a part of."""
    corrections: list[tuple[str, str]] = []
    groups: list[list[str]] = []
    stems: list[str] = []
    common = 0.0
    topical = words.topic_words([*query.words, *query.phrases])
    transliterations: dict[str, list[str]] = {}
    translations: dict[str, list[str]] = {}
    if any(map(is_cyrillic, topical)) or fulltext.has_cyrillic(connection):
        transliterations = {stem: words.transliterated_stems(word) for stem, word in topical.items()}
        translations = {stem: lexicon.translations(stem) for stem in topical} if translated else {}
    others = {other for found in (transliterations, translations) for listed in found.values() for other in listed}
    standing = set(fulltext.standing(connection, others))
    elsewhere: list[list[str]] = []
    for stem, word in topical.items():
        known = fulltext.stands(connection, stem)
        transliterated = [other for other in transliterations.get(stem, ()) if other in standing]
        told = [other for other in translations.get(stem, ()) if other in standing]
        elsewhere.append(list(dict.fromkeys([*transliterated, *told])) or [stem])
        common += 1 if transliterated else TRANSLATED if told else 0
        if transliterated:
            groups.append([*([stem] if known else []), *transliterated])
        elif not known and _has_digit(stem) and (wider := vocabulary.with_part(connection, stem)):
            groups.append(wider)
        elif not known and not told and (meant := _meant(connection, word, stem)) is not None:
            corrections.append((word, vocabulary.spelling(connection, meant, word)))
            stems.append(meant)
        else:
            stems.append(stem)
    spelled_otherwise = elsewhere != [[stem] for stem in topical]
    marked = {*stems, *(stem for group in [*groups, *elsewhere] for stem in group)}
    for prefix in query.prefixes:
        groups.append([f"{words.fold(prefix)}*", words.stem(prefix)])
        marked |= {words.stem(prefix), *vocabulary.with_part(connection, prefix, 200)}
    phrases = [words.stems(phrase) for phrase in query.phrases]
    identifiers = [words.stems(identifier) for identifier in words.identifiers(query.words)]
    terms = Terms(stems, [*phrases, *(parts for parts in identifiers if len(parts) > 1)], groups)
    common += sum(map(_has_digit, topical))
    marked = marked.union(*phrases)
    return Probe(
        terms,
        QUESTION,
        None,
        identifiers,
        corrections,
        frozenset(marked),
        common=common / max(1, len(topical)),
        elsewhere=Terms(groups=elsewhere, translated=True) if translated and spelled_otherwise else None,
        passages=True,
    )


def _has_digit(stem: str) -> bool:
    return any(map(str.isdigit, stem))


def _meant(connection: Connection, word: str, stem: str) -> str | None:
    """The stem in the index that was meant by a word that is not there; None where none is near, and where a dictionary
    has the word: «диск» is no misspelt «доска», even if only the latter is in the index."""
    meant = vocabulary.nearest(connection, stem)
    return None if meant is None or lemmas.is_known(word) else meant


def probe_of_examples(
    connection: Connection,
    more: Sequence[Example],
    less: Sequence[Example],
    encoder_of: EncoderOf,
    backgrounds: Backgrounds,
    asked: Asked,
    *,
    titles: bool = True,
) -> Probe:
    """What `more` have in common, away from `less` (Rocchio 1971). Of the candidates, what others quote does not
    count."""
    wanted, unwanted = _topical(more), _topical(less)
    stems = fulltext.rarest(connection, wanted, EXAMPLE_TERMS, unwanted) if asked.words else []
    columns = WRITTEN if titles else WRITTEN[1:]
    said = is_cyrillic(" ".join(example.text or example.title for example in more))
    probe = Probe(Terms(stems, columns=columns), EXAMPLE, marked=frozenset(stems), titles=titles, cyrillic=said)
    generation = generations.serving(connection)
    if not asked.meaning or generation is None:
        return probe
    drawn, told = backgrounds.apart(connection, generation)
    near, far = (_mean_of(connection, generation, examples, encoder_of, told) for examples in (more, less))
    if near is None:
        return probe
    vector = near if far is None else near - LESS * far
    meant = measured(generation, vector, drawn, generation.passage_scale, told)
    null = null_distribution.load(connection, generation)
    return replace(probe, meaning=meant, weights=EXAMPLE.calibrated(null.examples) if null else EXAMPLE)


def _topical(examples: Sequence[Example]) -> list[str]:
    """The stems of the words that carry a topic, as often as they are used."""
    texts = [f"{example.title}\n{example.text}" for example in examples]
    topical = set(words.topic_stems(texts))
    return [stem for text in texts for stem in words.stems(text) if stem in topical]


def _mean_of(
    connection: Connection,
    generation: Generation,
    examples: Sequence[Example],
    encoder_of: EncoderOf,
    told: Projection | None,
) -> Vectors | None:
    """The mean of the examples, each by the mean of its passages, of length 1; None where there is no text."""
    rows = (_passages(connection, generation, example, encoder_of) for example in examples if example.passages)
    return _mean(_mean(told(passages) if told else passages) for passages in rows)


def _passages(connection: Connection, generation: Generation, example: Example, encoder_of: EncoderOf) -> Vectors:
    """The vectors of an example's passages, those known, or stored where all of them are."""
    if example.vectors is not None:
        return example.vectors
    stored = text_vectors(connection, generation, list(example.text_ids))
    if example.text_ids and all(text_id in stored for text_id in example.text_ids):
        return np.stack([stored[text_id] for text_id in example.text_ids])
    return encoder_of(generation).encode(example.passages, "passage")


def _mean(vectors: Iterable[Vectors | None]) -> Vectors | None:
    """The mean of vectors, shape (dim,) or rows of (n, dim), of length 1; None of none."""
    rows = [vector for vector in vectors if vector is not None]
    if not rows:
        return None
    total: Vectors = np.sum(rows, axis=0, dtype=np.float32)
    return total / max(float(np.linalg.norm(total)), 1e-12)
