"""From ranked documents to hits: folds near-identical ones into one, and adds snippets and explanations."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from semsearch.chunk import encoded, opening
from semsearch.language.snippets import snippet
from semsearch.records import Document, Explanation, Hit, Sentence, Span
from semsearch.search.probe import Probe
from semsearch.search.probing import EncoderOf
from semsearch.search.rank import Ranked, Weights
from semsearch.search.reasons import reasons
from semsearch.store import lookup
from semsearch.store.database import Connection
from semsearch.store.lookup import ChunkRow

SAME_WORDS = 0.9
"""Share of their word triples that two texts must have in common to be folded into one hit."""


def hits(
    connection: Connection, ranked: Sequence[Ranked], k: int, probe: Probe, explain_by: EncoderOf | None
) -> tuple[Hit, ...]:
    """The first `k` hits; a document that is near-identical to a better one is folded into it as a copy.

    With `explain_by`, which returns the encoder for their sentences, each hit has an explanation.
    """
    chosen: list[tuple[Ranked, Document]] = []
    copies: dict[int, list[int]] = {}
    shown: list[_Wording] = []
    for found, document in _documents(connection, ranked, k):
        wording = _Wording(document)
        like = next((other for other in shown if other.same(wording)), None)
        if like is not None:
            copies.setdefault(like.document.id, []).append(document.id)
        elif len(chosen) < k:
            chosen.append((found, document))
            shown.append(wording)
        else:
            break
    decided = [found.evidence.text_id for found, _ in chosen if found.evidence.text_id is not None]
    chunks = {(chunk.document_id, chunk.text_id): chunk for chunk in lookup.chunks_of_texts(connection, decided)}
    stems = probe.marked
    made: list[Hit] = []
    for rank, (found, document) in enumerate(chosen, 1):
        chunk = chunks.get((document.id, found.evidence.text_id or 0))
        passage = _place(document, chunk) if chunk is not None else None
        line, marks = snippet(document.text or document.quoted, passage, stems)
        why = None
        if explain_by is not None:
            sentences = reasons(connection, document, probe, explain_by).sentences
            why = _explanation(found, document, chunk, sentences, probe.weights)
        made.append(
            replace(
                Hit.of(document, rank, found.score, found.relevance, line),
                marks=marks,
                explain=why,
                copies=tuple(copies.get(document.id, ())),
                below_floor=found.unrelated,
            )
        )
    return tuple(made)


class _Wording:
    """The word trigrams of a document, computed when first needed, by which two documents are compared."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def same(self, other: "_Wording") -> bool:
        """Whether the two are near-identical. Empty texts are similar to nothing."""
        one, two = self.document.text, other.document.text
        if not one or self.document.kind != other.document.kind:
            return False
        if min(len(one), len(two)) < SAME_WORDS * max(len(one), len(two)):
            return False
        if one == two:
            return True
        common = len(self.triples & other.triples)
        return common > SAME_WORDS * (len(self.triples) + len(other.triples) - common)

    @cached_property
    def triples(self) -> frozenset[int]:
        found = self.document.text.casefold().split()
        return frozenset(map(hash, zip(found, found[1:], found[2:], strict=False)))  # a third of the time of tuples


def _documents(connection: Connection, ranked: Sequence[Ranked], k: int) -> Iterator[tuple[Ranked, Document]]:
    """The documents in order, read in blocks of `k` + 1 as they are needed."""
    for start in range(0, len(ranked), k + 1):
        block = ranked[start : start + k + 1]
        documents = lookup.documents_by_id(connection, [found.evidence.document_id for found in block])
        yield from ((found, documents[found.evidence.document_id]) for found in block)


def _explanation(
    found: Ranked, document: Document, chunk: ChunkRow | None, sentences: tuple[Sentence, ...], weights: Weights
) -> Explanation:
    return Explanation(
        dense=None if found.evidence.dense is None else weights.dense_relevance(found.evidence.dense),
        keyword=found.evidence.keyword,
        dense_part=found.dense_part,
        keyword_part=found.keyword_part,
        time_part=found.evidence.time,
        chunk=encoded(chunk.field, chunk.span, document.title, document.text) if chunk else "",
        span=_place(document, chunk) if chunk else None,
        sentences=sentences,
    )


def _place(document: Document, chunk: ChunkRow) -> Span | None:
    """The place of a chunk in the text of its document; None if the document has only a title."""
    place = chunk.span if chunk.field else opening(document.text)
    return place if place.end else None
