"""Documents -> groups of duplicates, of three kinds that are never mixed.

*Exact* are the same message or text, wherever it lies and however it came. *Near* are the same text with small edits.
*Semantic* say the same in other words.
"""

import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

import numpy as np

from semsearch import words
from semsearch.errors import UsageError
from semsearch.grouping import Star, stars, word_overlap
from semsearch.records import Document, DuplicateGroup, DuplicateMember, DuplicateReport, Tier, Vectors
from semsearch.store import Connection, Database, generations, lookup
from semsearch.store.generations import Generation
from semsearch.store.vectors import text_vectors

NEAR_OVERLAP = 0.6
"""Share of three-word shingles that two near duplicates have in common at least."""

NEAR_COSINE = 0.9
"""Cosine from which two documents are compared word by word, unless a threshold is given."""

TEMPLATE_OVERLAP = 0.5
"""Share of words in common (Jaccard) from which two texts are one template filled in twice, not one meaning."""

MIN_WORDS = 5
"""Shorter texts ("Thanks!") are too common to be called duplicates by their meaning."""

_BLOCK = 1024

KEEP_RULES: Mapping[str, Callable[[Document], tuple[float, ...]]] = {
    "newest": lambda document: (-document.date.timestamp() if document.date else float("inf"), document.id),
    "oldest": lambda document: (document.date.timestamp() if document.date else float("inf"), document.id),
    "longest": lambda document: (-len(document.text), document.id),
}
"""Which member of a group is kept: the one that comes first by this key."""


def default_threshold(tier: Tier, generation: Generation | None) -> float:
    """The cosine from which pairs count. For meaning it is what texts of one meaning have in this encoder."""
    if tier == "exact":
        return 1.0
    if tier == "near" or generation is None:
        return NEAR_COSINE
    return round(generation.passage_scale[1], 3)


def find_duplicates(database: Database, tier: Tier, threshold: float | None, keep: str) -> DuplicateReport:
    """See `Library.duplicates`."""
    if keep not in KEEP_RULES:
        raise UsageError(f"there is no rule {keep!r} for the member to keep; use one of {', '.join(KEEP_RULES)}")
    started = time.perf_counter()
    with database.transaction() as connection:
        generation = generations.serving(connection)
        cosine = default_threshold(tier, generation) if threshold is None else threshold
        equal = lookup.same_content(connection)
        if tier == "exact":
            documents = lookup.documents_by_id(connection, [member for group in equal for member in group])
            found = [_equal(group, documents, keep) for group in equal]
        else:
            copies = {other for group in equal for other in group[1:]}
            candidates = _similar_pairs(connection, generation, cosine, copies) if generation else []
            documents = lookup.documents_by_id(
                connection, {member for one, other, _ in candidates for member in (one, other)}
            )
            found = _verified(candidates, documents, tier, keep)
    groups = sorted(found, key=lambda star: (-len(star.others), star.keep))
    listed = tuple(_group(number, star, tier, documents) for number, star in enumerate(groups, 1))
    return DuplicateReport(tier, cosine, 1000 * (time.perf_counter() - started), listed)


def same_meaning(one: Document, other: Document) -> bool:
    """Whether two documents with near vectors can say the same in other words.

    False friends are told from these by their form: an answer in a thread is near to its question; a template filled
    in twice ("approved", "rejected"; March, April) shares most of its words, which other words for one thing do not;
    and of what is but a few words long ("Thanks!") nearness says little.
    """
    if one.thread_id and one.thread_id == other.thread_id:
        return False
    first, second = set(words.stems(one.text)), set(words.stems(other.text))
    if min(len(first), len(second)) < MIN_WORDS:
        return False
    return len(first & second) < TEMPLATE_OVERLAP * len(first | second)


def _equal(group: Sequence[int], documents: Mapping[int, Document], keep: str) -> Star:
    first, *others = sorted(group, key=lambda member: KEEP_RULES[keep](documents[member]))
    return Star(first, tuple((other, 1.0) for other in others))


def _similar_pairs(
    connection: Connection, generation: Generation, threshold: float, copies: Collection[int]
) -> list[tuple[int, int, float]]:
    """All pairs of documents with a cosine of at least `threshold`; of exact duplicates only one takes part."""
    ids, matrix = _document_vectors(connection, generation, copies)
    pairs = []
    for start in range(0, len(ids), _BLOCK):
        cosines = matrix[start : start + _BLOCK] @ matrix[start:].T
        rows, columns = np.nonzero(np.triu(cosines >= threshold, k=1))
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
            pairs.append((ids[start + row], ids[start + column], min(1.0, float(cosines[row, column]))))
    return pairs


def _document_vectors(
    connection: Connection, generation: Generation, copies: Collection[int]
) -> tuple[list[int], Vectors]:
    """Ids, and the normalised means of the vectors of each document's text, shape (n, dim)."""
    chunks = [chunk for chunk in lookup.all_chunks(connection) if chunk.document_id not in copies]
    stored = text_vectors(connection, generation, [chunk.text_id for chunk in chunks])
    sums: dict[int, Vectors] = {}
    for chunk in chunks:
        if chunk.text_id in stored:
            known = sums.get(chunk.document_id)
            sums[chunk.document_id] = stored[chunk.text_id] if known is None else known + stored[chunk.text_id]
    if not sums:
        return [], np.empty((0, generation.dim), dtype=np.float32)
    matrix = np.stack(list(sums.values()))
    return list(sums), matrix / np.linalg.norm(matrix, axis=1, keepdims=True)


def _verified(
    pairs: Iterable[tuple[int, int, float]], documents: Mapping[int, Document], tier: Tier, keep: str
) -> list[Star]:
    """Groups of near or of semantic duplicates. Of near duplicates only one takes part in a semantic group."""
    near, semantic = [], []
    for one, other, cosine in pairs:
        first, second = documents[one].text, documents[other].text
        overlap = word_overlap(words.stems(first), words.stems(second))
        if overlap >= NEAR_OVERLAP:
            near.append((one, other, cosine))
        elif same_meaning(documents[one], documents[other]):
            semantic.append((one, other, cosine))
    groups = _stars(near, documents, keep)
    if tier == "near":
        return groups
    copies = {other for star in groups for other, _ in star.others}
    return _stars([pair for pair in semantic if not copies & set(pair[:2])], documents, keep)


def _stars(pairs: Iterable[tuple[int, int, float]], documents: Mapping[int, Document], keep: str) -> list[Star]:
    return stars(pairs, lambda member: KEEP_RULES[keep](documents[member]))


def _group(number: int, star: Star, tier: Tier, documents: Mapping[int, Document]) -> DuplicateGroup:
    members = [(star.keep, 1.0), *star.others]
    return DuplicateGroup(
        number,
        tier,
        star.keep,
        tuple(
            DuplicateMember(
                id=found.id,
                path=found.path,
                part=found.part,
                message_id=found.message_id,
                similarity=similarity,
                size=found.size,
                date=found.date,
                title=found.title,
                sender=found.sender,
            )
            for found, similarity in ((documents[member], similarity) for member, similarity in members)
        ),
    )
