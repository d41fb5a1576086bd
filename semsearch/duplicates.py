"""Documents -> groups of duplicates, of three kinds that are never mixed.

*Exact* are the same message or text, wherever it lies and however it came. *Near* are the same text with small edits.
*Semantic* say the same in other words.
"""

import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from semsearch import words
from semsearch.clean.normal import base_subject
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

TEMPLATE_OVERLAP = 0.35
"""Share of words in common (Jaccard) from which two texts are one template filled in twice, not one meaning."""

MARGIN = 0.015
"""How much nearer two texts of one meaning are than the nearest others of both are on average. Short and general texts
are near to everything; against the crowd around them they do not stand out (CSLS, Conneau et al. 2018,
arXiv:1710.04087)."""

MIN_WORDS = 5
"""Shorter texts ("Thanks!") are too common to be called duplicates by their meaning."""

LENGTH_RATIO = 2.5
"""What says the same is about as long: more different words than this many times the other's is another text."""

_BLOCK = 1024
_NEAREST = 10
_SLACK = 0.03  # how much the cosine of two documents' means may lie below their similarity


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two documents with their similarity, and by how much it stands out from that of their nearest others."""

    one: int
    other: int
    similarity: float
    margin: float


KEEP_RULES: Mapping[str, Callable[[Document], tuple[float, ...]]] = {
    "newest": lambda document: (-document.date.timestamp() if document.date else float("inf"), document.id),
    "oldest": lambda document: (document.date.timestamp() if document.date else float("inf"), document.id),
    "longest": lambda document: (-len(document.text), document.id),
}
"""Which member of a group is kept: the one that comes first by this key."""


def default_threshold(tier: Tier, generation: Generation | None) -> float:
    """The cosine from which pairs count. For meaning it is one that hardly any two unrelated texts reach."""
    if tier == "exact":
        return 1.0
    if tier == "near" or generation is None:
        return NEAR_COSINE
    return round(generation.passage_scale[0], 3)


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
            members = {member for pair in candidates for member in (pair.one, pair.other)}
            documents = lookup.documents_by_id(connection, members)
            found = _verified(candidates, documents, tier, keep)
    groups = sorted(found, key=lambda star: (-star.others[0][1], -len(star.others), star.keep))
    listed = tuple(_group(number, star, tier, documents) for number, star in enumerate(groups, 1))
    return DuplicateReport(tier, cosine, 1000 * (time.perf_counter() - started), listed)


def same_meaning(one: Document, other: Document) -> bool:
    """Whether two documents with near vectors can say the same in other words.

    False friends are told from these by their form: an answer in a thread is near to its question; a template filled
    in twice ("approved", "rejected"; March, April) shares most of its words, which other words for one thing do not;
    and of what is but a few words long ("Thanks!") nearness says little.
    """
    if _same_conversation(one, other):
        return False
    first, second = set(words.stems(one.text)), set(words.stems(other.text))
    shorter, longer = sorted((len(first), len(second)))
    if shorter < MIN_WORDS or longer > LENGTH_RATIO * shorter:
        return False
    return len(first & second) < TEMPLATE_OVERLAP * len(first | second)


def _same_conversation(one: Document, other: Document) -> bool:
    """Whether two mails answer each other, or one document came attached to the other."""
    if (one.thread_id and one.thread_id == other.thread_id) or (one.message_id and one.message_id == other.message_id):
        return True
    subject = words.stems(base_subject(one.title))
    mails = one.kind == other.kind == "email"
    return mails and bool(subject) and subject == words.stems(base_subject(other.title))


def _equal(group: Sequence[int], documents: Mapping[int, Document], keep: str) -> Star:
    first, *others = sorted(group, key=lambda member: KEEP_RULES[keep](documents[member]))
    return Star(first, tuple((other, 1.0) for other in others))


def _similar_pairs(
    connection: Connection, generation: Generation, threshold: float, copies: Collection[int]
) -> list[_Pair]:
    """All pairs of documents with a similarity of at least `threshold`; of exact duplicates only one takes part.

    The similarity of two documents is that of the one which is covered worse by the other: the mean, over its chunks,
    of the cosine with the nearest chunk of the other. So a long text is no duplicate of the one it quotes from.
    """
    chunks = _chunk_vectors(connection, generation, copies)
    ids = list(chunks)
    means = np.zeros((len(ids), generation.dim), dtype=np.float32)
    for row, matrix in enumerate(chunks.values()):
        means[row] = _normalised(matrix.sum(axis=0))
    crowd = np.zeros(len(ids), dtype=np.float32)
    pairs = []
    for start in range(0, len(ids), _BLOCK):
        cosines = means[start : start + _BLOCK] @ means.T
        crowd[start : start + _BLOCK] = _crowding(cosines, start)
        for row, column in np.argwhere(np.triu(cosines >= threshold - _SLACK, k=start + 1)).tolist():
            one, other = ids[start + row], ids[column]
            table = chunks[one] @ chunks[other].T
            similarity = float(min(table.max(axis=1).mean(), table.max(axis=0).mean()))
            if similarity >= threshold:
                pairs.append((start + row, column, min(1.0, similarity)))
    return [
        _Pair(ids[row], ids[column], similarity, similarity - float(crowd[row] + crowd[column]) / 2)
        for row, column, similarity in pairs
    ]


def _crowding(cosines: Vectors, start: int) -> Vectors:
    """For each row the mean cosine with its nearest documents; row i is document `start` + i itself."""
    others = cosines.copy()
    others[np.arange(len(others)), start + np.arange(len(others))] = -1.0
    nearest = min(_NEAREST, others.shape[1])
    mean: Vectors = np.partition(others, -nearest, axis=1)[:, -nearest:].mean(axis=1)
    return mean


def _chunk_vectors(connection: Connection, generation: Generation, copies: Collection[int]) -> dict[int, Vectors]:
    """For each document the vectors of its text's chunks, shape (chunks, dim)."""
    chunks = [chunk for chunk in lookup.all_chunks(connection) if chunk.document_id not in copies]
    stored = text_vectors(connection, generation, [chunk.text_id for chunk in chunks])
    found: dict[int, list[Vectors]] = {}
    for chunk in chunks:
        if chunk.text_id in stored:
            found.setdefault(chunk.document_id, []).append(stored[chunk.text_id])
    return {document_id: np.stack(rows) for document_id, rows in found.items()}


def _normalised(vector: Vectors) -> Vectors:
    return vector / max(float(np.linalg.norm(vector)), 1e-12)


def _verified(pairs: Iterable[_Pair], documents: Mapping[int, Document], tier: Tier, keep: str) -> list[Star]:
    """Groups of near or of semantic duplicates. Of near duplicates only one takes part in a semantic group."""
    near, semantic = [], []
    for pair in pairs:
        one, other = documents[pair.one], documents[pair.other]
        if word_overlap(words.stems(one.text), words.stems(other.text)) >= NEAR_OVERLAP:
            near.append((pair.one, pair.other, pair.similarity))
        elif pair.margin >= MARGIN and same_meaning(one, other):
            semantic.append((pair.one, pair.other, pair.similarity))
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
