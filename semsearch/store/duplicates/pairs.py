"""The contents that have been compared for duplicates, and the similar pairs among them.

All of this is derived data: what is missing is compared when duplicates are next requested. Everything refers to the
digest of a normalised text, so that a file which moves or comes back costs nothing, and copies are compared once. Two
processes that compare at the same time find the same pairs, which are stored once.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, delete, or_, select

from semsearch.records import ContentPairs, Kind, Tier, Vectors
from semsearch.store.schema import among, array, compared, compared_means, count_of, documents, driver, similar_contents
from semsearch.store.vectors.generations import Generation
from semsearch.store.vectors.stored_vectors import STORED, unpacked

RULES = 28
"""Version of the comparison. Raise it when texts are compared differently; all are then compared again."""

FORM = 12
"""Words from which a crowded content is a form: a sentence has as many like it by chance."""

_MEANS = 10_000
"""Mean vectors read at once: copies of all would take more memory than they do."""

_BAND, _OTHER, _SIMILARITY = np.dtype("<u4"), np.dtype("<u4"), np.dtype("<f8")
_is_form = compared.c.crowded & (compared.c.words >= FORM)


@dataclass(frozen=True, slots=True)
class ComparedText:
    """A content with the parts of one of its documents that are compared. ``id`` is that in `compared`."""

    id: int
    kind: Kind
    title: str
    text: str
    quoted: str


@dataclass(frozen=True, slots=True)
class SimilarContents:
    """A content (`compared.id`), others that are similar to it in the sense of a tier, shape (n,), and how similar each
    is, in 0..1."""

    id: int
    others: NDArray[np.int64]
    similarities: NDArray[np.float64]

    def of(self, chosen: NDArray[np.bool_]) -> "SimilarContents":
        """With the chosen others, shape (n,), alone."""
        return SimilarContents(self.id, self.others[chosen], self.similarities[chosen])


def register_contents(connection: Connection) -> None:
    """Add the contents of all documents with text, and delete those compared by other rules or no longer used."""
    connection.execute(delete(compared).where(compared.c.rules.not_in((0, RULES))))
    execute = driver(connection).execute
    execute(
        "INSERT INTO compared (content, rules) SELECT DISTINCT content, 0 FROM documents WHERE length(text) > 0"
        " AND content NOT IN (SELECT content FROM compared)"
    )
    (known,) = execute("SELECT count(*) FROM compared").fetchone()
    (used,) = execute("SELECT count(DISTINCT content) FROM documents").fetchone()
    if known > 1.25 * used + 100:
        execute("DELETE FROM compared WHERE content NOT IN (SELECT content FROM documents)")


def has_unregistered(connection: Connection) -> bool:
    """Whether a content is not registered yet, or was compared by other rules."""
    statement = (
        "SELECT EXISTS (SELECT 1 FROM documents WHERE length(text) > 0"
        " AND content NOT IN (SELECT content FROM compared))"
        " OR EXISTS (SELECT 1 FROM compared WHERE rules NOT IN (0, ?))"
    )
    return bool(driver(connection).execute(statement, (RULES,)).fetchone()[0])


def uncompared_words(connection: Connection) -> list[int]:
    """Ids of the contents whose words have not been compared yet."""
    return list(connection.scalars(select(compared.c.id).where(compared.c.rules == 0).order_by(compared.c.id)))


def texts(connection: Connection, ids: Iterable[int]) -> dict[int, ComparedText]:
    """The texts of contents by id; those that no document has any more are missing."""
    statement = (
        "SELECT compared.id, kind, title, text, quoted, min(documents.id) FROM compared JOIN documents USING (content)"
        " WHERE compared.id IN (SELECT value FROM json_each(?)) AND length(text) > 0 GROUP BY compared.id"
    )
    rows = driver(connection).execute(statement, (array(ids),))
    return {id_: ComparedText(id_, *columns) for id_, *columns, _ in rows}


def put_words(connection: Connection, words: Mapping[int, int], similar: Iterable[SimilarContents]) -> None:
    """Record that the words of contents, given with how many they have, have been compared with all others."""
    driver(connection).executemany(
        "UPDATE compared SET rules = ?, words = ? WHERE id = ?",
        ((RULES, count, content) for content, count in words.items()),
    )
    _put_similar(connection, "near", similar)


def _put_similar(connection: Connection, tier: Tier, similar: Iterable[SimilarContents]) -> None:
    """Store what is similar to contents, as far as they still exist."""
    driver(connection).executemany(
        "INSERT OR REPLACE INTO similar_contents SELECT id, ?, ?, ? FROM compared WHERE id = ?",
        (
            (tier, each.others.astype(_OTHER).tobytes(), each.similarities.astype(_SIMILARITY).tobytes(), each.id)
            for each in similar
            if len(each.others)
        ),
    )


def uncompared_meanings(connection: Connection, generation: Generation) -> list[int]:
    """Ids of the contents that are completely encoded but whose vectors have not been compared yet."""
    statement = (
        "SELECT compared.id FROM compared JOIN documents USING (content)"
        " JOIN chunks ON chunks.document_id = documents.id AND chunks.field = 1"
        " WHERE compared.rules = :rules AND compared.id NOT IN"
        " (SELECT compared_id FROM compared_means WHERE generation_id = :generation) GROUP BY compared.id"
        " HAVING sum(chunks.text_id NOT IN (SELECT text_id FROM vectors WHERE generation_id = :generation)) = 0"
        " ORDER BY compared.id"
    )
    rows = driver(connection).execute(statement, {"rules": RULES, "generation": generation.id})
    return [content for (content,) in rows]


def chunk_texts(connection: Connection, ids: Iterable[int], field: int) -> dict[int, list[int]]:
    """The ids (`texts.id`) of the chunks of each content in a field, in order."""
    statement = (
        "WITH first AS (SELECT compared.id AS id, min(documents.id) AS document_id FROM compared JOIN documents"
        " USING (content) WHERE compared.id IN (SELECT value FROM json_each(?)) GROUP BY compared.id)"
        " SELECT first.id, chunks.text_id FROM first JOIN chunks ON chunks.document_id = first.document_id"
        " AND chunks.field = ? ORDER BY chunks.id"
    )
    found: dict[int, list[int]] = {}
    for content, text_id in driver(connection).execute(statement, (array(ids), field)):
        found.setdefault(content, []).append(text_id)
    return found


def forms(connection: Connection) -> NDArray[np.int64]:
    """The contents (`compared.id`) that are forms, filled in so many times that two of them never say the same."""
    return np.array(connection.scalars(select(compared.c.id).where(_is_form)).all(), dtype=np.int64)


def forget_meanings(connection: Connection, generation: Generation) -> None:
    """Delete the results of comparing vectors of other generations."""
    others = compared_means.c.generation_id != generation.id
    if connection.execute(delete(compared_means).where(others)).rowcount:
        connection.execute(delete(similar_contents).where(similar_contents.c.tier == "semantic"))


def put_meanings(
    connection: Connection, generation: Generation, means: dict[int, Vectors], similar: Iterable[SimilarContents]
) -> None:
    """Record that the vectors of contents, given with their means, shape (dim,), have been compared with all others."""
    driver(connection).executemany(
        "INSERT OR REPLACE INTO compared_means (compared_id, generation_id, mean) SELECT id, ?, ? FROM compared"
        " WHERE id = ?",
        ((generation.id, mean.astype(STORED).tobytes(), content) for content, mean in means.items()),
    )
    _put_similar(connection, "semantic", similar)


def means_count(connection: Connection, generation: Generation) -> int:
    """How many mean vectors are stored."""
    return count_of(connection, compared_means, compared_means.c.generation_id == generation.id)


def means_after(
    connection: Connection, generation: Generation, last: int
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64], Vectors]]:
    """The mean vectors stored after the row `last`, some at a time: row ids and content ids, shape (n,), and means,
    shape (n, dim)."""
    statement = "SELECT id, compared_id, mean FROM compared_means WHERE generation_id = ? AND id > ? ORDER BY id"
    cursor = driver(connection).execute(statement, (generation.id, last))
    while rows := cursor.fetchmany(_MEANS):
        ids, contents = (np.array([row[at] for row in rows], dtype=np.int64) for at in (0, 1))
        yield ids, contents, unpacked((mean for _, _, mean in rows), generation.dim)


def all_pairs(connection: Connection, tier: Tier) -> ContentPairs:
    """All listed pairs of a tier. What was listed of two contents that are crowded now is passed over, and what of two
    forms. For "near" the contents include all crowded ones."""
    one, other, similarity = _stored_pairs(connection, tier)
    named = compared.c.id.in_(among(np.unique(np.concatenate([one, other])).tolist()))
    wanted = or_(named, compared.c.crowded) if tier == "near" else named
    columns = (compared.c.id, compared.c.content, compared.c.crowded if tier == "near" else _is_form)
    known = connection.execute(select(*columns).where(wanted).order_by(compared.c.id)).all()
    ids = np.array([row.id for row in known], dtype=np.int64)
    there = np.isin(other, ids)  # those that are gone are named still
    one, other = (np.searchsorted(ids, each[there]) for each in (one, other))
    keys = len(ids) * np.minimum(one, other) + np.maximum(one, other)
    pairs, first = np.unique(keys, return_index=True)  # two processes may have stored a pair
    one, other = np.divmod(pairs, max(1, len(ids)))
    crowded = np.array([row[2] for row in known], dtype=np.bool_)
    listed = (one != other) & ~(crowded[one] & crowded[other])
    return ContentPairs(
        tuple(row.content for row in known), one[listed], other[listed], similarity[there][first][listed]
    )


def _stored_pairs(
    connection: Connection, tier: Tier
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """The contents of all pairs (`compared.id`) and their similarities, each of shape (pairs,)."""
    statement = select(similar_contents).where(similar_contents.c.tier == tier)
    rows = connection.execute(statement).all()
    other = np.frombuffer(b"".join(row.others for row in rows), dtype=_OTHER).astype(np.int64)
    one = np.array([row.compared_id for row in rows], dtype=np.int64)
    lengths = [len(row.others) // _OTHER.itemsize for row in rows]
    return np.repeat(one, lengths), other, np.frombuffer(b"".join(row.similarities for row in rows), dtype=_SIMILARITY)


def put_bands(
    connection: Connection, contents: NDArray[np.int64], keys: NDArray[np.uint32], crowded: NDArray[np.int64]
) -> None:
    """Record the bands of contents (`near.bands`), shape (contents, bands); some contents are crowded from now on."""
    rows = zip(keys.astype(_BAND), contents.tolist(), strict=True)
    driver(connection).executemany(
        "INSERT OR REPLACE INTO bands (compared_id, keys) SELECT id, ? FROM compared WHERE id = ?",
        ((own.tobytes(), content) for own, content in rows),
    )
    driver(connection).execute(
        "UPDATE compared SET crowded = 1 WHERE id IN (SELECT value FROM json_each(?))", (array(crowded.tolist()),)
    )


def last_banded(connection: Connection) -> int:
    """The highest of the contents with bands, 0 if there are none."""
    return int(driver(connection).execute("SELECT max(compared_id) FROM bands").fetchone()[0] or 0)


def banded(connection: Connection) -> tuple[NDArray[np.int64], NDArray[np.uint32], NDArray[np.int64]]:
    """The contents with bands, their bands, and which contents are crowded, as in `put_bands`, in ascending order."""
    rows = driver(connection).execute("SELECT compared_id, keys FROM bands ORDER BY compared_id").fetchall()
    contents = np.fromiter((id_ for id_, _ in rows), dtype=np.int64, count=len(rows))
    keys = np.frombuffer(b"".join(own for _, own in rows), dtype=_BAND).astype(np.uint32)
    statement = select(compared.c.id).where(compared.c.crowded).order_by(compared.c.id)
    crowded = np.array(connection.scalars(statement).all(), dtype=np.int64)
    return contents, keys.reshape(len(rows), -1) if len(rows) else keys, crowded


def crowded_contents(connection: Connection) -> dict[int, bytes]:
    """The contents whose pairs with each other are not listed, as far as they are still indexed, by `compared.id`."""
    indexed = compared.c.content.in_(select(documents.c.content))
    statement = select(compared.c.id, compared.c.content).where(compared.c.crowded, indexed).order_by(compared.c.id)
    return {row.id: row.content for row in connection.execute(statement)}
