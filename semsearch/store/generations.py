"""Generations of vectors: all texts encoded by one model. One answers, while a newer one may be in the making."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy import ColumnElement, Connection, Select, delete, func, insert, select, text, update

from semsearch.records import Vectors
from semsearch.store.schema import chunks, documents, generations, texts, vectors

STORED = np.dtype("<f2")
"""Vectors are kept in half precision: a cosine changes by less than 0.001."""

ORPHANS_KEPT = 0.25
"""Share of the stored vectors that may belong to no document before they are purged: a file that comes back costs
nothing, and a home does not grow for ever."""


@dataclass(frozen=True, slots=True)
class Generation:
    id: int
    model: str
    fingerprint: str
    dim: int
    backend: str
    precision: str
    serving: bool


@dataclass(frozen=True, slots=True)
class PendingText:
    """A text that waits to be encoded."""

    id: int
    content: str


def serving(connection: Connection) -> Generation | None:
    """The generation that answers; None before the first."""
    return _one(connection, generations.c.serving == 1)


def building(connection: Connection) -> Generation | None:
    """The newest generation that is in the making."""
    return _one(connection, generations.c.serving == 0)


def create(connection: Connection, model: str, fingerprint: str, dim: int, backend: str, precision: str) -> Generation:
    """Start a generation. The very first answers at once, with what it has."""
    first = serving(connection) is None
    values = {"model": model, "fingerprint": fingerprint, "dim": dim, "backend": backend, "precision": precision}
    connection.execute(insert(generations).values(serving=int(first), **values))
    made = serving(connection) if first else building(connection)
    assert made is not None
    return made


def drop(connection: Connection, generation_id: int) -> None:
    connection.execute(delete(generations).where(generations.c.id == generation_id))


def serve(connection: Connection, generation_id: int) -> None:
    """Let a complete generation answer from now on, and forget the others."""
    connection.execute(delete(generations).where(generations.c.id != generation_id))
    connection.execute(update(generations).where(generations.c.id == generation_id).values(serving=1))


def pending_count(connection: Connection, generation_id: int) -> int:
    statement = select(func.count(func.distinct(chunks.c.text_id))).where(
        chunks.c.text_id.not_in(_encoded(generation_id))
    )
    return connection.scalar(statement) or 0


def pending_texts(connection: Connection, generation_id: int) -> Iterator[PendingText]:
    """Texts of documents that have no vector yet, those of the newest documents first, each once."""
    statement = (
        select(chunks.c.text_id, chunks.c.document_id, chunks.c.field, chunks.c.start, chunks.c.end)
        .join(documents)
        .where(chunks.c.text_id.not_in(_encoded(generation_id)))
        .order_by(documents.c.date.desc().nulls_last(), documents.c.id, chunks.c.id)
    )
    rows = [tuple(row) for row in connection.execute(statement)]
    seen: set[int] = set()
    current, fields = -1, ("", "")
    for text_id, document_id, field, start, end in rows:
        if text_id in seen:
            continue
        seen.add(text_id)
        if current != document_id:
            row = connection.execute(
                select(documents.c.title, documents.c.text).where(documents.c.id == document_id)
            ).one()
            current, fields = document_id, (row.title, row.text)
        yield PendingText(text_id, fields[field][start:end])


def put_vectors(connection: Connection, generation_id: int, text_ids: Sequence[int], encoded: Vectors) -> None:
    """Store vectors of texts; `encoded` is (n, dim), normalised."""
    rows = encoded.astype(STORED)
    if not np.isfinite(rows).all():
        raise ValueError("a vector is not finite")
    connection.execute(
        insert(vectors),
        [
            {"generation_id": generation_id, "text_id": text_id, "vector": row.tobytes()}
            for text_id, row in zip(text_ids, rows, strict=True)
        ],
    )


def purge_orphans(connection: Connection) -> int:
    """Forget texts that belong to no document any more, once they are many. Returns how many were forgotten."""
    unused = texts.c.id.not_in(select(chunks.c.text_id))
    total = connection.scalar(select(func.count()).select_from(texts)) or 0
    orphans = connection.scalar(select(func.count()).select_from(texts).where(unused)) or 0
    if orphans <= ORPHANS_KEPT * total:
        return 0
    connection.execute(delete(texts).where(unused))
    return orphans


def live_vector_count(connection: Connection, generation_id: int) -> int:
    """Vectors of a generation that belong to a document."""
    statement = text(
        "SELECT count(*) FROM vectors WHERE generation_id = :id AND text_id IN (SELECT text_id FROM chunks)"
    )
    return connection.scalar(statement, {"id": generation_id}) or 0


def _encoded(generation_id: int) -> Select[int]:
    return select(vectors.c.text_id).where(vectors.c.generation_id == generation_id)


def _one(connection: Connection, condition: ColumnElement[bool]) -> Generation | None:
    row = connection.execute(select(generations).where(condition).order_by(generations.c.id.desc()).limit(1)).first()
    return (
        None
        if row is None
        else Generation(row.id, row.model, row.fingerprint, row.dim, row.backend, row.precision, bool(row.serving))
    )
