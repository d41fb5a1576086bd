"""Generations of vectors: all texts encoded by one model. One serves searches, while a newer one may be being built."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from functools import partial

import numpy as np
from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    delete,
    func,
    insert,
    select,
    update,
)

from semsearch.chunk import encoded
from semsearch.records import Scale, Span
from semsearch.store.database import remembered
from semsearch.store.schema import among, array, chunks, documents, driver, generations

COVERAGE_SAMPLE = 250
"""Chunks from which `coverage` is estimated."""


@dataclass(frozen=True, slots=True)
class Generation:
    """One encoding of all texts. ``query_scale`` is that of a query with a passage, ``passage_scale`` that of two
    passages."""

    id: int
    model: str
    fingerprint: str
    dim: int
    backend: str
    precision: str
    query_scale: Scale
    passage_scale: Scale
    serving: bool


def serving(connection: Connection) -> Generation | None:
    """The generation that serves searches; None before the first."""
    return _one(connection, generations.c.serving == 1)


def building(connection: Connection) -> Generation | None:
    """The newest generation that is being built, if any."""
    return _one(connection, generations.c.serving == 0)


def create(connection: Connection, new: Generation) -> Generation:
    """Add a generation, which gets its id and state here. The very first serves at once, with what it has."""
    first = serving(connection) is None
    scales = {"query": astuple(new.query_scale), "passage": astuple(new.passage_scale)}
    values = {key: getattr(new, key) for key in ("model", "fingerprint", "dim", "backend", "precision")}
    statement = insert(generations).values(serving=int(first), scales=scales, **values).returning(generations.c.id)
    return replace(new, id=connection.scalars(statement).one(), serving=first)


def drop(connection: Connection, generation_id: int) -> None:
    """Delete a generation and its vectors."""
    connection.execute(delete(generations).where(generations.c.id == generation_id))


def serve(connection: Connection, generation_id: int) -> None:
    """Make a complete generation the one that serves, and delete all others."""
    connection.execute(delete(generations).where(generations.c.id != generation_id))
    connection.execute(update(generations).where(generations.c.id == generation_id).values(serving=1))


def pending_count(connection: Connection, generation_id: int) -> int:
    """The number of texts of documents without a vector in a generation."""
    return len(_lacking(connection, generation_id))


def pending_ids(connection: Connection, generation_id: int) -> list[int]:
    """Ids of the texts of documents without a vector in a generation, those of the newest documents first."""
    statement = (
        select(chunks.c.text_id)
        .join(documents)
        .where(chunks.c.text_id.in_(among(_lacking(connection, generation_id))))
        .group_by(chunks.c.text_id)
        .order_by(func.max(documents.c.date).desc().nulls_last(), func.min(chunks.c.id))
    )
    return list(connection.scalars(statement))


def _lacking(connection: Connection, generation_id: int) -> list[int]:
    # The limit is the number of texts without a vector, most of them new: so the scan from the newest on ends early.
    statement = (
        "SELECT id FROM (SELECT id FROM texts WHERE NOT EXISTS (SELECT 1 FROM vectors"
        " WHERE vectors.generation_id = :generation AND vectors.text_id = texts.id) ORDER BY id DESC"
        " LIMIT (SELECT count(*) FROM texts) - (SELECT count(*) FROM vectors)"  # a count without conditions is fast
        " + (SELECT count(*) FROM vectors WHERE generation_id < :generation)"
        " + (SELECT count(*) FROM vectors WHERE generation_id > :generation))"
        " AS lacking WHERE EXISTS (SELECT 1 FROM chunks WHERE chunks.text_id = lacking.id)"
    )
    return [text_id for (text_id,) in driver(connection).execute(statement, {"generation": generation_id})]


def read_texts(connection: Connection, text_ids: Sequence[int]) -> list[str]:
    """The texts with these ids, in their order, each cut out of a document that contains it."""
    first = select(func.min(chunks.c.id)).where(chunks.c.text_id.in_(among(text_ids))).group_by(chunks.c.text_id)
    columns = (chunks.c.text_id, chunks.c.document_id, chunks.c.field, chunks.c.start, chunks.c.end)
    rows = connection.execute(select(*columns).where(chunks.c.id.in_(first))).all()
    statement = select(documents.c.id, documents.c.title, documents.c.text)
    owners = connection.execute(statement.where(documents.c.id.in_(among({row.document_id for row in rows}))))
    written = {owner.id: (owner.title, owner.text) for owner in owners}
    found = {row.text_id: encoded(row.field, Span(row.start, row.end), *written[row.document_id]) for row in rows}
    return [found[text_id] for text_id in text_ids]


def text_count(connection: Connection) -> int:
    """The number of distinct texts of documents, with a vector or without."""
    return connection.scalar(select(func.count(chunks.c.text_id.distinct()))) or 0


def spread(connection: Connection, ids: Column[int], count: int) -> list[int]:
    """Up to `count` numbers spread evenly over the range of a table's ids; all, if the range is smaller."""
    first = connection.scalar(select(func.min(ids)))
    last = connection.scalar(select(func.max(ids)))  # both in one query would scan the table
    if first is None or last is None:
        return []
    return sorted({int(place) for place in np.linspace(first, last, count)})


def coverage(connection: Connection) -> float:
    """The share of chunks, in 0..1, with a vector in the serving generation, estimated from a sample spread evenly over
    all; exact if there are few. 1 if there are none."""
    return remembered(connection, "coverage", partial(_coverage, connection))


def _coverage(connection: Connection) -> float:
    drawn = spread(connection, chunks.c.id, COVERAGE_SAMPLE)
    statement = (
        "SELECT count(*), count(vectors.id) FROM chunks LEFT JOIN vectors ON vectors.text_id = chunks.text_id"
        " AND vectors.generation_id = (SELECT max(id) FROM generations WHERE serving = 1)"
        " WHERE chunks.id IN (SELECT value FROM json_each(?))"
    )
    total, covered = driver(connection).execute(statement, (array(drawn),)).fetchone()
    return float(covered / total) if total else 1.0


def _one(connection: Connection, condition: ColumnElement[bool]) -> Generation | None:
    row = connection.execute(select(generations).where(condition).order_by(generations.c.id.desc()).limit(1)).first()
    if row is None:
        return None
    return Generation(
        id=row.id,
        model=row.model,
        fingerprint=row.fingerprint,
        dim=row.dim,
        backend=row.backend,
        precision=row.precision,
        query_scale=Scale(*row.scales["query"]),
        passage_scale=Scale(*row.scales["passage"]),
        serving=bool(row.serving),
    )
