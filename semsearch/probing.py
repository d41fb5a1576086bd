"""What is looked for: a query or examples, as words and as a vector with the scale of its cosines."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from semsearch import words
from semsearch.encode import Encoder
from semsearch.query import Query
from semsearch.rank import Scale
from semsearch.records import Document, Prepared, Vectors
from semsearch.store import Connection, fulltext, generations, lookup, vocabulary
from semsearch.store.fulltext import Terms
from semsearch.store.generations import Generation
from semsearch.store.vectors import text_vectors

EXAMPLE_TERMS = 25
"""The most telling words of an example that are looked for by keyword."""

LESS = 0.5
"""What an example to keep away from counts against one to get near to (Rocchio 1971)."""

EncoderOf = Callable[[Generation], Encoder]


@dataclass(frozen=True, slots=True)
class Probe:
    """What is looked for: words, and a vector with the scale of its cosines, None where meaning does not count.

    `identifiers` are stems of what was copied rather than said, such as ERR_1042: a document that has it is what is
    wanted. `corrections` are words that are nowhere in the index, each with the one that was probably meant and is
    looked for instead; `marked` are the stems of the words to be marked in a result.
    """

    terms: Terms
    identifiers: Sequence[Sequence[str]] = ()
    corrections: Sequence[tuple[str, str]] = ()
    marked: frozenset[str] = frozenset()
    generation: Generation | None = None
    vector: Vectors | None = None
    scale: Scale | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A text to compare with. ``document_id`` and ``thread_id`` where it is indexed; ``passages`` are the texts that
    stand for its meaning, ``text_ids`` those of them that may have stored vectors."""

    title: str
    text: str
    passages: Sequence[str]
    document_id: int | None = None
    thread_id: str = ""
    text_ids: Sequence[int] = ()


def example_of_document(connection: Connection, document: Document) -> Example:
    """An indexed document: its authored text, or its title where there is none; quoted history does not count."""
    chunks = lookup.chunks_of_documents(connection, [document.id])
    about = [chunk for chunk in chunks if chunk.field == 1] or chunks
    passages = [(document.title, document.text)[chunk.field][chunk.start : chunk.end] for chunk in about]
    text_ids = [chunk.text_id for chunk in about]
    return Example(document.title, document.text, passages, document.id, document.thread_id, text_ids)


def example_of_text(prepared: Prepared) -> Example:
    """A text that is not indexed."""
    fields = (prepared.extracted.title, prepared.authored.text)
    pieces = [piece for piece in prepared.pieces if piece.field == 1] or list(prepared.pieces)
    return Example(*fields, [fields[piece.field][piece.span.start : piece.span.end] for piece in pieces])


def probe_of_query(connection: Connection, query: Query, encoder_of: EncoderOf, *, meaning: bool) -> Probe:
    """A query's words and, with `meaning`, its vector."""
    probe = _words_of(connection, query)
    generation = generations.serving(connection)
    if not meaning or generation is None or not query.text.strip():
        return probe
    vector = encoder_of(generation).encode([query.text], "query")[0]
    return replace(probe, generation=generation, vector=vector, scale=Scale(*generation.query_scale))


def _words_of(connection: Connection, query: Query) -> Probe:
    """What a query looks for by keyword. A word that is nowhere in the index becomes the one that was meant, or, where
    it has digits, those that it is a part of."""
    corrections: list[tuple[str, str]] = []
    groups: list[list[str]] = []
    stems: list[str] = []
    for stem, word in words.topic_words([*query.words, *query.phrases]).items():
        known = vocabulary.frequency(connection, stem) > 0
        if not known and any(map(str.isdigit, stem)) and (wider := vocabulary.with_part(connection, stem)):
            groups.append(wider)
        elif not known and (meant := vocabulary.nearest(connection, stem)) is not None:
            corrections.append((word, vocabulary.spelling(connection, meant)))
            stems.append(meant)
        else:
            stems.append(stem)
    marked = {*stems, *(stem for group in groups for stem in group)}
    for prefix in query.prefixes:
        groups.append([f"{words.fold(prefix)}*", words.stem(prefix)])
        marked |= {words.stem(prefix), *vocabulary.with_part(connection, prefix, 200)}
    phrases = [words.stems(phrase) for phrase in query.phrases]
    identifiers = [words.stems(identifier) for identifier in words.identifiers(query.words)]
    terms = Terms(stems, [*phrases, *(parts for parts in identifiers if len(parts) > 1)], groups)
    return Probe(terms, identifiers, corrections, frozenset(marked.union(*phrases)))


def probe_of_examples(
    connection: Connection, more: Sequence[Example], less: Sequence[Example], encoder_of: EncoderOf
) -> Probe:
    """What `more` have in common, away from `less`.

    The vector is not of length 1 where there is something to keep away from: its scale is moved so that a document
    gets the relevance to `more` without `LESS` times that to `less`.
    """
    stems = fulltext.rarest(connection, _topical(more), EXAMPLE_TERMS, _topical(less))
    probe = Probe(Terms(stems), marked=frozenset(stems))
    generation = generations.serving(connection)
    if generation is None:
        return probe
    near, far = (_mean_of(connection, generation, examples, encoder_of) for examples in (more, less))
    if near is None:
        return probe
    unrelated, same = generation.passage_scale
    if far is not None:
        near = near - LESS * far
        shift = LESS * unrelated
        unrelated, same = unrelated - shift, same - shift
    return replace(probe, generation=generation, vector=near, scale=Scale(unrelated, same))


def _topical(examples: Sequence[Example]) -> list[str]:
    """The stems of the words that carry a topic, as often as they are used."""
    texts = [f"{example.title}\n{example.text}" for example in examples]
    topical = set(words.topic_stems(texts))
    return [stem for text in texts for stem in words.stems(text) if stem in topical]


def _mean_of(
    connection: Connection, generation: Generation, examples: Sequence[Example], encoder_of: EncoderOf
) -> Vectors | None:
    """The mean of the examples, each by the mean of its passages, of length 1; None where there is no text."""
    return _mean(
        vector for example in examples if (vector := _vector(connection, generation, example, encoder_of)) is not None
    )


def _vector(connection: Connection, generation: Generation, example: Example, encoder_of: EncoderOf) -> Vectors | None:
    if example.text_ids:
        stored = text_vectors(connection, generation, list(example.text_ids))
        if all(text_id in stored for text_id in example.text_ids):
            return _mean(stored[text_id] for text_id in example.text_ids)
    return _mean(encoder_of(generation).encode(example.passages, "passage")) if example.passages else None


def _mean(vectors: Iterable[Vectors]) -> Vectors | None:
    rows = list(vectors)
    if not rows:
        return None
    total: Vectors = np.sum(rows, axis=0, dtype=np.float32)
    return total / max(float(np.linalg.norm(total)), 1e-12)
