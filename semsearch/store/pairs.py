"""The contents that have been compared for duplicates, and the similar pairs among them.

All of this is derived data: what is missing is compared when duplicates are next requested. Everything refers to the
digest of a normalised text, so that a file which moves or comes back costs nothing, and copies are compared once. Two
processes that compare at the same time find the same pairs, which are stored once.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Row, delete, func, select, text

from semsearch.records import ContentPairs, DuplicateCandidate, Kind, Tier, Vectors
from semsearch.store.database import driver
from semsearch.store.generations import STORED, Generation, unpacked
from semsearch.store.lookup import part_of, size_of, when
from semsearch.store.schema import compared, compared_means, documents, duplicate_pairs, files, templates
from semsearch.store.template_tables import FILLING, IN_PAIRED

RULES = 9
"""Version of the comparison. Raise it when texts are compared differently; all are then compared again."""


@dataclass(frozen=True, slots=True)
class ComparedText:
    """A content with the parts of one of its documents that are compared. ``id`` is that in `compared`."""

    id: int
    kind: Kind
    title: str
    text: str
    quoted: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two contents (`compared.id`) and their similarity in the sense of a tier, in 0..1."""

    one: int
    other: int
    tier: Tier
    similarity: float


@dataclass(frozen=True, slots=True)
class ComparedWords:
    """A content (`compared.id`) whose words have been compared: its template, and its numbers, shape (slots,)."""

    id: int
    template: int
    fillings: NDArray[np.int64]


def register_contents(connection: Connection) -> None:
    """Add the contents of all documents with text, and delete those compared by other rules or no longer used."""
    connection.execute(delete(compared).where(compared.c.rules.not_in((0, RULES))))
    connection.execute(
        text(
            "INSERT INTO compared (content, rules) SELECT DISTINCT content, 0 FROM documents WHERE length(text) > 0"
            " AND content NOT IN (SELECT content FROM compared)"
        )
    )
    known, used = connection.execute(
        text("SELECT (SELECT count(*) FROM compared), (SELECT count(DISTINCT content) FROM documents)")
    ).one()
    if known > 1.25 * used + 100:
        connection.execute(text("DELETE FROM compared WHERE content NOT IN (SELECT content FROM documents)"))
        used_ids = select(compared.c.template_id).where(compared.c.template_id.is_not(None))
        connection.execute(delete(templates).where(templates.c.id.not_in(used_ids)))


def has_unregistered(connection: Connection) -> bool:
    """Whether a content is not registered yet, or was compared by other rules."""
    statement = text(
        "SELECT EXISTS (SELECT 1 FROM documents WHERE length(text) > 0"
        " AND content NOT IN (SELECT content FROM compared))"
        " OR EXISTS (SELECT 1 FROM compared WHERE rules NOT IN (0, :rules))"
    )
    return bool(connection.scalar(statement, {"rules": RULES}))


def uncompared_words(connection: Connection) -> list[int]:
    """Ids of the contents whose words have not been compared yet."""
    return list(connection.scalars(select(compared.c.id).where(compared.c.rules == 0).order_by(compared.c.id)))


def texts(connection: Connection, ids: Iterable[int]) -> dict[int, ComparedText]:
    """The texts of contents by id; those that no document has any more are missing."""
    statement = text(
        "SELECT compared.id, kind, title, text, quoted, min(documents.id) FROM compared JOIN documents USING (content)"
        " WHERE compared.id IN (SELECT value FROM json_each(:ids)) AND length(text) > 0 GROUP BY compared.id"
    )
    rows = connection.execute(statement, {"ids": json.dumps(list(ids))})
    return {row.id: ComparedText(row.id, row.kind, row.title, row.text, row.quoted) for row in rows}


def put_words(
    connection: Connection,
    words: Iterable[ComparedWords],
    without: Iterable[int],
    pairs: Iterable[Pair],
    unlisted: Iterable[tuple[int, int]],
) -> None:
    """Record that the words of contents have been compared with all others; those ``without`` are no longer indexed.

    The pairs of the texts of ``unlisted`` pairs of templates, the lower id first, are not listed from now on.
    """
    driver(connection).executemany("UPDATE compared SET rules = ? WHERE id = ?", ((RULES, each) for each in without))
    driver(connection).executemany(  # what has a template that another process has purged meanwhile is compared again
        "UPDATE compared SET rules = ?1, template_id = ?2, fillings = ?3"
        " WHERE id = ?4 AND ?2 IN (SELECT id FROM templates)",
        ((RULES, each.template, each.fillings.astype(FILLING).tobytes(), each.id) for each in words),
    )
    _put_pairs(connection, pairs)
    for one, other in unlisted:
        values = {"one": one, "other": other}
        connection.execute(text("INSERT OR IGNORE INTO template_pairs VALUES (:one, :other)"), values)
        for first, second in ((one, other), (other, one)):
            connection.execute(
                text(
                    "DELETE FROM duplicate_pairs WHERE tier = 'near' AND"
                    " one IN (SELECT id FROM compared WHERE template_id = :one) AND"
                    " other IN (SELECT id FROM compared WHERE template_id = :other)"
                ),
                {"one": first, "other": second},
            )


def _put_pairs(connection: Connection, pairs: Iterable[Pair]) -> None:
    """Store those pairs whose contents still exist."""
    driver(connection).executemany(
        "INSERT OR REPLACE INTO duplicate_pairs SELECT one.id, other.id, ?, ?"
        " FROM compared AS one, compared AS other WHERE one.id = ? AND other.id = ?",
        ((p.tier, p.similarity, min(p.one, p.other), max(p.one, p.other)) for p in pairs),
    )


def uncompared_meanings(connection: Connection, generation: Generation) -> list[int]:
    """Ids of the contents that are completely encoded but whose vectors have not been compared yet."""
    statement = text(
        "SELECT compared.id FROM compared JOIN documents USING (content)"
        " JOIN chunks ON chunks.document_id = documents.id AND chunks.field = 1"
        " WHERE compared.rules = :rules AND compared.id NOT IN"
        " (SELECT compared_id FROM compared_means WHERE generation_id = :generation) GROUP BY compared.id"
        " HAVING sum(chunks.text_id NOT IN (SELECT text_id FROM vectors WHERE generation_id = :generation)) = 0"
        " ORDER BY compared.id"
    )
    return list(connection.scalars(statement, {"rules": RULES, "generation": generation.id}))


def chunk_texts(connection: Connection, ids: Iterable[int]) -> dict[int, list[int]]:
    """The ids (`texts.id`) of the chunks of each content's text, in order."""
    statement = text(
        "WITH first AS (SELECT compared.id AS id, min(documents.id) AS document_id FROM compared JOIN documents"
        " USING (content) WHERE compared.id IN (SELECT value FROM json_each(:ids)) GROUP BY compared.id)"
        " SELECT first.id, chunks.text_id FROM first JOIN chunks ON chunks.document_id = first.document_id"
        " AND chunks.field = 1 ORDER BY chunks.id"
    )
    found: dict[int, list[int]] = {}
    for row in connection.execute(statement, {"ids": json.dumps(list(ids))}):
        found.setdefault(row[0], []).append(row[1])
    return found


def forget_meanings(connection: Connection, generation: Generation) -> None:
    """Delete the results of comparing vectors of other generations."""
    others = compared_means.c.generation_id != generation.id
    if connection.execute(delete(compared_means).where(others)).rowcount:
        connection.execute(delete(duplicate_pairs).where(duplicate_pairs.c.tier == "semantic"))


def put_meanings(
    connection: Connection, generation: Generation, means: dict[int, Vectors], pairs: Iterable[Pair]
) -> None:
    """Record that the vectors of contents, given with their means, shape (dim,), have been compared with all others."""
    statement = text(
        "INSERT OR REPLACE INTO compared_means (compared_id, generation_id, mean)"
        " SELECT id, :generation, :mean FROM compared WHERE id = :id"
    )
    connection.execute(
        statement,
        [
            {"id": content, "generation": generation.id, "mean": mean.astype(STORED).tobytes()}
            for content, mean in means.items()
        ],
    )
    _put_pairs(connection, pairs)


def means_after(
    connection: Connection, generation: Generation, last: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], Vectors]:
    """The mean vectors stored after the row `last`: row ids and content ids, shape (n,), and means, shape (n, dim)."""
    statement = (
        select(compared_means.c.id, compared_means.c.compared_id, compared_means.c.mean)
        .where(compared_means.c.generation_id == generation.id, compared_means.c.id > last)
        .order_by(compared_means.c.id)
    )
    rows = connection.execute(statement).all()
    ids = np.fromiter((row.id for row in rows), dtype=np.int64, count=len(rows))
    contents = np.fromiter((row.compared_id for row in rows), dtype=np.int64, count=len(rows))
    return ids, contents, unpacked((row.mean for row in rows), generation.dim)


def all_pairs(connection: Connection, tier: Tier) -> ContentPairs:
    """All listed pairs of a tier. For "near" the contents include those of `contents_of_paired`."""
    rows = driver(connection).execute("SELECT one, other, similarity FROM duplicate_pairs WHERE tier = ?", (tier,))
    table = np.fromiter(rows, dtype=[("one", np.int64), ("other", np.int64), ("similarity", np.float64)])
    unlisted = list(connection.scalars(select(compared.c.id).where(text(IN_PAIRED)))) if tier == "near" else []
    more = np.array(unlisted, dtype=np.int64)
    ids, places = np.unique(np.concatenate([table["one"], table["other"], more]), return_inverse=True)
    statement = text("SELECT content FROM compared WHERE id IN (SELECT value FROM json_each(:ids)) ORDER BY id")
    contents = tuple(connection.scalars(statement, {"ids": json.dumps(ids.tolist())}))
    one, other = places[: len(table)], places[len(table) : 2 * len(table)]
    return ContentPairs(contents, one, other, table["similarity"])


def repeated(connection: Connection) -> list[DuplicateCandidate]:
    """The documents whose content is also that of another document."""
    return _candidates(
        connection, "SELECT content FROM documents WHERE length(text) > 0 GROUP BY content HAVING count(*) > 1"
    )


def paired(connection: Connection, tier: Tier) -> list[DuplicateCandidate]:
    """The documents whose content is in a pair of this tier, or may be."""
    condition = (
        "SELECT content FROM compared WHERE id IN (SELECT one FROM duplicate_pairs WHERE tier = :tier"
        " UNION SELECT other FROM duplicate_pairs WHERE tier = :tier)"
    )
    if tier == "near":
        condition += f" OR {IN_PAIRED}"
    return _candidates(connection, condition, tier=tier)


def attached(connection: Connection) -> dict[tuple[int, int | None], list[bytes]]:
    """The contents of all attachments by their mail (file id and offset), ordered by name."""
    statement = (
        select(documents.c.file_id, documents.c.offset, documents.c.content)
        .where(documents.c.kind == "attachment")
        .order_by(documents.c.name, documents.c.content)
    )
    found: dict[tuple[int, int | None], list[bytes]] = {}
    for row in connection.execute(statement):
        found.setdefault((row.file_id, row.offset), []).append(row.content)
    return found


def candidates(connection: Connection, ids: Iterable[int]) -> list[DuplicateCandidate]:
    """The documents with these ids; those that are no longer indexed, or have no text, are missing."""
    return [
        found
        for found in _candidates(
            connection,
            "SELECT content FROM documents WHERE id IN (SELECT value FROM json_each(:ids))",
            ids=json.dumps(list(ids)),
        )
        if found.id in set(ids)
    ]


def _candidates(connection: Connection, contents: str, **values: str) -> list[DuplicateCandidate]:
    columns = [documents.c[name] for name in _METADATA]
    statement = (
        select(*columns, files.c.path, size_of(documents).label("bytes"), func.length(documents.c.text).label("length"))
        .join_from(documents, files)
        .where(text(f"documents.content IN ({contents})").bindparams(**values), func.length(documents.c.text) > 0)
        .order_by(documents.c.id)
    )
    return [_candidate(cast("Row[Any]", row)) for row in connection.execute(statement)]


_METADATA = (
    "id", "file_id", "offset", "name", "kind", "title", "sender", "date", "utc_offset", "message_id", "thread_id",
    "attachments", "content", "origin",
)  # fmt: skip


def _candidate(row: Row[Any]) -> DuplicateCandidate:
    return DuplicateCandidate(
        id=row.id,
        place=(row.file_id, row.offset),
        path=row.path,
        part=part_of(row.offset, row.name),
        kind=row.kind,
        title=row.title,
        sender=row.sender,
        date=when(row.date, row.utc_offset),
        message_id=row.message_id,
        thread_id=row.thread_id,
        attachments=tuple(row.attachments),
        size=row.bytes,
        length=row.length,
        content=row.content,
        origin=row.origin,
    )
