"""Which contents have been compared for duplicates, and the pairs that came of it.

All of this is derived: whatever is missing is compared when duplicates are next asked for. Everything is kept by the
digest of a normalised text, so a file that moves or comes back costs nothing, and copies are compared once. What two
processes find at the same time is the same, and is stored once.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Row, delete, func, select, text

from semsearch.records import ContentPairs, DuplicateCandidate, Kind, Tier, Vectors
from semsearch.store.database import driver
from semsearch.store.generations import STORED, Generation, unpacked
from semsearch.store.lookup import part_of, when
from semsearch.store.schema import compared, compared_means, documents, duplicate_pairs, files

RULES = 6
"""Raised whenever texts are compared otherwise than before: all are then compared anew."""


@dataclass(frozen=True, slots=True)
class ComparedText:
    """A content, and of one of its documents the parts that are compared."""

    id: int
    kind: Kind
    title: str
    text: str
    quoted: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two contents (`compared.id`) and how similar they are in the sense of a tier."""

    one: int
    other: int
    tier: Tier
    similarity: float


def register_contents(connection: Connection) -> None:
    """Note the contents of all documents that have text, and forget what was compared by other rules, or long ago."""
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


def has_unregistered(connection: Connection) -> bool:
    """Whether a content is not noted yet, or was compared by other rules."""
    statement = text(
        "SELECT EXISTS (SELECT 1 FROM documents WHERE length(text) > 0"
        " AND content NOT IN (SELECT content FROM compared))"
        " OR EXISTS (SELECT 1 FROM compared WHERE rules NOT IN (0, :rules))"
    )
    return bool(connection.scalar(statement, {"rules": RULES}))


def uncompared_words(connection: Connection) -> list[int]:
    """Contents whose words have not been compared with the others."""
    return list(connection.scalars(select(compared.c.id).where(compared.c.rules == 0).order_by(compared.c.id)))


def texts(connection: Connection, ids: Iterable[int]) -> dict[int, ComparedText]:
    """What is compared of these contents; those that no document has any more are missing."""
    statement = text(
        "SELECT compared.id, kind, title, text, quoted, min(documents.id) FROM compared JOIN documents USING (content)"
        " WHERE compared.id IN (SELECT value FROM json_each(:ids)) AND length(text) > 0 GROUP BY compared.id"
    )
    rows = connection.execute(statement, {"ids": json.dumps(list(ids))})
    return {row.id: ComparedText(row.id, row.kind, row.title, row.text, row.quoted) for row in rows}


def sharing_bands(connection: Connection, bands: Iterable[int]) -> list[tuple[int, int]]:
    """(band, content) of all contents that have one of these bands."""
    statement = text("SELECT band, compared_id FROM compared_bands WHERE band IN (SELECT value FROM json_each(:bands))")
    return [(row[0], row[1]) for row in connection.execute(statement, {"bands": json.dumps(list(bands))})]


def put_words(connection: Connection, bands: Mapping[int, Sequence[int]], pairs: Iterable[Pair]) -> None:
    """The words of these contents, by their bands, have been compared with all that came before."""
    ids = json.dumps(list(bands))
    connection.execute(
        text("UPDATE compared SET rules = :rules WHERE id IN (SELECT value FROM json_each(:ids))"),
        {"rules": RULES, "ids": ids},
    )
    driver(connection).executemany(
        "INSERT OR IGNORE INTO compared_bands SELECT ?, id FROM compared WHERE id = ?",
        ((band, content) for content, own in bands.items() for band in own),
    )
    _put_pairs(connection, pairs)


def _put_pairs(connection: Connection, pairs: Iterable[Pair]) -> None:
    """Store pairs whose contents are still there."""
    driver(connection).executemany(
        "INSERT OR REPLACE INTO duplicate_pairs SELECT one.id, other.id, ?, ?"
        " FROM compared AS one, compared AS other WHERE one.id = ? AND other.id = ?",
        ((p.tier, p.similarity, min(p.one, p.other), max(p.one, p.other)) for p in pairs),
    )


def uncompared_meanings(connection: Connection, generation: Generation) -> list[int]:
    """Contents whose vectors, all of them known in this generation, have not been compared with the others."""
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
    """The texts (`texts.id`) that the text of each content was cut into."""
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
    """Forget what was compared by the vectors of other generations."""
    others = compared_means.c.generation_id != generation.id
    if connection.execute(delete(compared_means).where(others)).rowcount:
        connection.execute(delete(duplicate_pairs).where(duplicate_pairs.c.tier == "semantic"))


def put_meanings(
    connection: Connection, generation: Generation, means: dict[int, Vectors], pairs: Iterable[Pair]
) -> None:
    """The vectors of these contents have been compared with all that came before."""
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
    """Rows that came after `last`: their ids, their contents, and the mean vectors."""
    statement = (
        select(compared_means.c.id, compared_means.c.compared_id, compared_means.c.mean)
        .where(compared_means.c.generation_id == generation.id, compared_means.c.id > last)
        .order_by(compared_means.c.id)
    )
    rows = connection.execute(statement).all()
    ids = np.fromiter((row.id for row in rows), dtype=np.int64, count=len(rows))
    contents = np.fromiter((row.compared_id for row in rows), dtype=np.int64, count=len(rows))
    return ids, contents, unpacked((row.mean for row in rows), generation.dim)


def near_pairs_of(connection: Connection, ids: Iterable[int]) -> dict[tuple[int, int], float]:
    """The near pairs that one of these contents is in, the lower id first, with their similarity."""
    statement = text(
        "SELECT one, other, similarity FROM duplicate_pairs WHERE tier = 'near' AND (one IN (SELECT value FROM"
        " json_each(:ids)) OR other IN (SELECT value FROM json_each(:ids)))"
    )
    rows = connection.execute(statement, {"ids": json.dumps(list(ids))})
    return {(row[0], row[1]): row[2] for row in rows}


def all_pairs(connection: Connection, tier: Tier) -> ContentPairs:
    """The pairs of a tier."""
    rows = driver(connection).execute("SELECT one, other, similarity FROM duplicate_pairs WHERE tier = ?", (tier,))
    table = np.fromiter(rows, dtype=[("one", np.int64), ("other", np.int64), ("similarity", np.float64)])
    ids, places = np.unique(np.concatenate([table["one"], table["other"]]), return_inverse=True)
    statement = text("SELECT content FROM compared WHERE id IN (SELECT value FROM json_each(:ids)) ORDER BY id")
    contents = tuple(connection.scalars(statement, {"ids": json.dumps(ids.tolist())}))
    return ContentPairs(contents, places[: len(table)], places[len(table) :], table["similarity"])


def repeated(connection: Connection) -> list[DuplicateCandidate]:
    """The documents whose content another document has as well."""
    return _candidates(
        connection, "SELECT content FROM documents WHERE length(text) > 0 GROUP BY content HAVING count(*) > 1"
    )


def paired(connection: Connection, tier: Tier) -> list[DuplicateCandidate]:
    """The documents whose contents are in a pair of this tier."""
    condition = (
        "SELECT content FROM compared WHERE id IN (SELECT one FROM duplicate_pairs WHERE tier = :tier"
        " UNION SELECT other FROM duplicate_pairs WHERE tier = :tier)"
    )
    return _candidates(connection, condition, tier=tier)


def attached(connection: Connection) -> dict[tuple[int, int | None], list[bytes]]:
    """The contents of the attachments that were read, by the file and the offset of their mail, in order."""
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
    """These documents; those that are not there any more, or are empty, are missing."""
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
        select(*columns, files.c.path, func.length(documents.c.text).label("length"))
        .join_from(documents, files)
        .where(text(f"documents.content IN ({contents})").bindparams(**values), func.length(documents.c.text) > 0)
        .order_by(documents.c.id)
    )
    return [_candidate(cast("Row[Any]", row)) for row in connection.execute(statement)]


_METADATA = (
    "id", "file_id", "offset", "name", "kind", "title", "sender", "date", "utc_offset", "message_id", "thread_id",
    "attachments", "size", "content", "origin",
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
        size=row.size,
        length=row.length,
        content=row.content,
        origin=row.origin,
    )
