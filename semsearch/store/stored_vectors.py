"""The vectors of a generation as they are stored, in blocks of arrays."""

import json
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from semsearch.records import Vectors
from semsearch.store.generations import Generation, unpacked
from semsearch.store.schema import driver, vectors

_BLOCK = 8192

Rows = Iterator[tuple[NDArray[np.int64], NDArray[np.int64], Vectors]]
"""Blocks of (vector ids, text ids, vectors)."""


def text_vectors(connection: Connection, generation: Generation, text_ids: Sequence[int]) -> dict[int, Vectors]:
    """The stored vectors of texts, by text id; texts not encoded yet are missing."""
    wanted = "generation_id = ? AND text_id IN (SELECT value FROM json_each(?))"
    rows = _rows(connection, generation, wanted, json.dumps(list(text_ids)))
    return {text_id: vector for _, ids, block in rows for text_id, vector in zip(ids.tolist(), block, strict=True)}


def rows_after(connection: Connection, generation: Generation, last_id: int) -> Rows:
    """The vectors with an id above `last_id`, in the order of their ids."""
    # The unary plus keeps SQLite from using its index on generations, for which it would have to sort.
    return _rows(connection, generation, "+generation_id = ? AND id > ? ORDER BY id", last_id)


def rows_among(connection: Connection, generation: Generation, ids: Sequence[int]) -> Rows:
    """The vectors with these ids, in their order."""
    wanted = "+generation_id = ? AND id IN (SELECT value FROM json_each(?)) ORDER BY id"
    return _rows(connection, generation, wanted, json.dumps(ids))


def rows_of_documents(connection: Connection, generation: Generation, documents: Iterable[int]) -> Rows:
    """The vectors of the chunks of these documents."""
    wanted = (
        "generation_id = ? AND text_id IN"
        " (SELECT text_id FROM chunks WHERE document_id IN (SELECT value FROM json_each(?)))"
    )
    return _rows(connection, generation, wanted, json.dumps(list(documents)))


def _rows(connection: Connection, generation: Generation, wanted: str, given: int | str) -> Rows:
    """The vectors of a generation for which a condition holds."""
    statement = f"SELECT id, text_id, vector FROM vectors WHERE {wanted}"  # noqa: S608 - our conditions
    result = driver(connection).execute(statement, (generation.id, given))
    while rows := result.fetchmany(_BLOCK):
        ids, text_ids, stored = zip(*rows, strict=True)
        yield np.array(ids, dtype=np.int64), np.array(text_ids, dtype=np.int64), unpacked(stored, generation.dim)


def live_ids(connection: Connection, generation: Generation) -> NDArray[np.int64]:
    """Ids of the vectors that belong to documents, ascending."""
    rows = driver(connection).execute(
        "SELECT id FROM vectors WHERE generation_id = ? AND text_id IN (SELECT text_id FROM chunks) ORDER BY id",
        (generation.id,),
    )
    return np.fromiter((row[0] for row in rows), dtype=np.int64)


def all_ids(connection: Connection, generation: Generation) -> NDArray[np.int64]:
    """Ids of all vectors, also of those that belong to no document any more."""
    statement = select(vectors.c.id).where(vectors.c.generation_id == generation.id)
    return np.fromiter(connection.scalars(statement), dtype=np.int64)
