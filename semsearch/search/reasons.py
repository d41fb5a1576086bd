"""Explains why a document matches a query, sentence by sentence, by meaning and by words."""

import numpy as np

from semsearch.language import words
from semsearch.language.letters import is_cyrillic
from semsearch.language.sentences import sentence_spans
from semsearch.language.snippets import marks
from semsearch.records import Document, Reasons, Sentence, Span
from semsearch.search.probe import Probe
from semsearch.search.probing import EncoderOf
from semsearch.store import lookup
from semsearch.store.database import Connection
from semsearch.store.lookup import ChunkRow
from semsearch.store.vectors.background import Style, style
from semsearch.store.vectors.stored_vectors import text_vectors


def reasons(connection: Connection, document: Document, probe: Probe, encoder_of: EncoderOf) -> Reasons:
    """The title of a document and the sentences of its best passage, each with its similarity to the query.

    The sentences are encoded on the spot, which takes some milliseconds each.
    """
    stems = probe.marked
    passage = _passage(connection, document, probe)
    spans = [(document.text, span, False) for span in sentence_spans(document.text, passage)]
    if document.title.strip():
        spans.insert(0, (document.title, Span(0, len(document.title)), True))
    texts = [text[span.start : span.end] for text, span, _ in spans]
    meanings = _meanings(probe, texts, encoder_of)
    sentences = tuple(
        Sentence(said, span, meaning, marks(said, stems), in_title)
        for said, meaning, (_, span, in_title) in zip(texts, meanings, spans, strict=True)
    )
    everything = f"{document.title}\n{document.text}\n{document.quoted}\n{document.signature}"
    found: dict[str, str] = {}
    for word in words.words(everything):
        if word.stem in stems:
            found.setdefault(word.stem, everything[word.start : word.end])
    return Reasons(document.id, sentences, tuple(found.values()))


def _meanings(probe: Probe, texts: list[str], encoder_of: EncoderOf) -> list[float]:
    """The similarity of each text by meaning alone, on the scale of relevance."""
    if probe.meaning is None or not texts:
        return [0.0] * len(texts)
    rows = encoder_of(probe.meaning.generation).encode(texts, "passage")
    z_scores = probe.meaning.z_scores(rows, [Style.of(cyrillic=is_cyrillic(text)) for text in texts])
    return [probe.weights.dense_relevance(float(z_score)) for z_score in z_scores]


def _passage(connection: Connection, document: Document, probe: Probe) -> Span | None:
    """The chunk nearest by meaning, or without dense retrieval the one with the most words of the query; None if the
    document has no text."""
    chunks = [chunk for chunk in lookup.chunks_of_documents(connection, [document.id]) if chunk.field == 1]
    if not chunks:
        return None
    if probe.meaning is not None:
        stored = text_vectors(connection, probe.meaning.generation, [chunk.text_id for chunk in chunks])
        if stored:
            styles = [style(1, document.language)] * len(stored)
            near = dict(zip(stored, probe.meaning.z_scores(np.stack(list(stored.values())), styles), strict=True))
            best = max(chunks, key=lambda chunk: float(near.get(chunk.text_id, -99.0)))
            return best.span
    return max(chunks, key=lambda chunk: _matching(document, chunk, probe)).span


def _matching(document: Document, chunk: ChunkRow, probe: Probe) -> int:
    return len(probe.marked & set(words.stems(document.text[chunk.span.start : chunk.span.end])))
