"""The stored vectors of a generation: written, and read in blocks of arrays, by text or by document."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, Integer, exists, insert, literal_column, select

from semsearch.records import Vectors
from semsearch.store.schema import array, chunks, count_of, driver, vectors
from semsearch.store.vectors.generations import Generation

STORED = np.dtype("<f2")
"""Vectors are stored in half precision, which changes a cosine by less than 0.001."""

_BLOCK = 8192

Rows = Iterator[tuple[NDArray[np.int64], NDArray[np.int64], Vectors]]
"""Blocks of (vector ids, text ids, vectors)."""


# A document without text has the vector of its title. CROSS JOIN keeps SQLite from going through all vectors of the
# generation, instead of the chunks of these documents.
_CHUNKS = """
    SELECT chunks.document_id, vectors.vector FROM chunks
    CROSS JOIN vectors ON vectors.text_id = chunks.text_id AND vectors.generation_id = ?
    WHERE chunks.document_id IN (SELECT value FROM json_each(?)) AND (chunks.field = 1 OR NOT EXISTS (
        SELECT 1 FROM chunks AS other WHERE other.document_id = chunks.document_id AND other.field = 1))
    ORDER BY chunks.document_id
"""
_FIELDS = """
    SELECT chunks.document_id, chunks.field, chunks.text_id, vectors.vector FROM chunks
    CROSS JOIN vectors ON vectors.text_id = chunks.text_id AND vectors.generation_id = ?
    WHERE chunks.document_id IN (SELECT value FROM json_each(?)) AND chunks.field <= ?
"""


def unpacked(stored: Iterable[bytes], dim: int) -> Vectors:
    """Stored vectors as rows, shape (n, dim), float32. Damaged ones become zeros, which are similar to nothing."""
    length = dim * STORED.itemsize
    rows = list(stored)
    if set(map(len, rows)) - {length}:
        rows = [row if len(row) == length else bytes(length) for row in rows]
    block: Vectors = np.frombuffer(b"".join(rows), dtype=STORED).reshape(-1, dim).astype(np.float32)
    if not np.isfinite(block.sum()):
        block[~np.isfinite(block).all(axis=1)] = 0
    return block


def within(generation_id: int) -> ColumnElement[bool]:
    """The condition that a vector belongs to a generation, for scans in the order of ids. Nearly all vectors do; the
    unary plus keeps SQLite from using its index on generations, for which it would have to sort them."""
    return literal_column("+vectors.generation_id", Integer) == generation_id


def put_vectors(connection: Connection, generation_id: int, text_ids: Sequence[int], encoded: Vectors) -> None:
    """Store the vectors of texts; `encoded` has shape (n, dim), L2-normalised.

    Raises:
        ValueError: a vector is not finite.
    """
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


def renew(connection: Connection, last_chunk: int) -> None:
    """Give new ids to the vectors of texts that had no document before the chunks after `last_chunk`: an older graph
    may not contain them, or has marked them as deleted (`vector_index`)."""
    statement = (
        "INSERT OR REPLACE INTO vectors (generation_id, text_id, vector) SELECT generation_id, text_id, vector"
        " FROM vectors WHERE text_id IN (SELECT text_id FROM chunks WHERE id > :last) AND NOT EXISTS"
        " (SELECT 1 FROM chunks WHERE chunks.text_id = vectors.text_id AND chunks.id <= :last)"
    )
    driver(connection).execute(statement, {"last": last_chunk})


def live_vector_count(connection: Connection, generation_id: int) -> int:
    """The number of vectors of a generation that belong to a document."""
    in_use = exists().where(chunks.c.text_id == vectors.c.text_id)
    return count_of(connection, vectors, vectors.c.generation_id == generation_id, in_use)


def text_vectors(connection: Connection, generation: Generation, text_ids: Sequence[int]) -> dict[int, Vectors]:
    """The stored vectors of texts, by text id; texts not encoded yet are missing."""
    wanted = "generation_id = ? AND text_id IN (SELECT value FROM json_each(?))"
    rows = _rows(connection, generation, wanted, array(text_ids))
    return {text_id: vector for _, ids, block in rows for text_id, vector in zip(ids.tolist(), block, strict=True)}


def rows_after(connection: Connection, generation: Generation, last_id: int) -> Rows:
    """The vectors with an id above `last_id`, in the order of their ids."""
    # The unary plus keeps SQLite from using its index on generations, for which it would have to sort.
    return _rows(connection, generation, "+generation_id = ? AND id > ? ORDER BY id", last_id)


def rows_among(connection: Connection, generation: Generation, ids: Sequence[int]) -> Rows:
    """The vectors with these ids, in their order."""
    wanted = "+generation_id = ? AND id IN (SELECT value FROM json_each(?)) ORDER BY id"
    return _rows(connection, generation, wanted, array(ids))


def rows_of_documents(connection: Connection, generation: Generation, documents: Iterable[int]) -> Rows:
    """The vectors of the chunks of these documents."""
    wanted = (
        "generation_id = ? AND text_id IN"
        " (SELECT text_id FROM chunks WHERE document_id IN (SELECT value FROM json_each(?)))"
    )
    return _rows(connection, generation, wanted, array(documents))


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


@dataclass(frozen=True, slots=True)
class EncodedChunks:
    """The encoded chunks of some documents: their document ids, fields (0 title and opening, 1 text) and text ids,
    shape (n,), and vectors, shape (n, dim)."""

    documents: NDArray[np.int64]
    fields: NDArray[np.int64]
    texts: NDArray[np.int64]
    vectors: Vectors


def chunk_vectors(
    connection: Connection, generation: Generation, documents: Iterable[int], openings_of: Iterable[int] = ()
) -> EncodedChunks:
    """The encoded chunks of `documents`, followed by only the openings of the documents in `openings_of`."""
    rows = []
    for ids, last in ((documents, 1), (openings_of, 0)):
        rows += driver(connection).execute(_FIELDS, (generation.id, array(ids), last)).fetchall()
    numbers = np.array([row[:3] for row in rows], dtype=np.int64).reshape(-1, 3)
    block = unpacked([row[3] for row in rows], generation.dim)
    return EncodedChunks(numbers[:, 0], numbers[:, 1], numbers[:, 2], block)


def document_vectors(
    connection: Connection, generation: Generation, documents: Iterable[int]
) -> tuple[NDArray[np.int64], Vectors]:
    """The ids, ascending, and L2-normalised vectors, shape (n, dim), of those of the documents that are encoded."""
    wanted = list(documents)
    result = driver(connection).execute(_CHUNKS, (generation.id, array(wanted)))
    ids = np.zeros(len(wanted), dtype=np.int64)
    sums = np.zeros((len(wanted), generation.dim), dtype=np.float32)
    count = 0
    while rows := result.fetchmany(_BLOCK):
        owners = np.fromiter((row[0] for row in rows), dtype=np.int64, count=len(rows))
        block = unpacked((row[1] for row in rows), generation.dim)
        starts = np.flatnonzero(np.diff(owners, prepend=-1))
        added = np.add.reduceat(block, starts, axis=0)
        if count and ids[count - 1] == owners[0]:  # the last document of the previous block continues
            count -= 1
        end = count + len(starts)
        ids[count:end] = owners[starts]
        sums[count:end] += added
        count = end
    for start in range(0, count, _BLOCK):
        block = sums[start : min(start + _BLOCK, count)]
        block /= np.linalg.norm(block, axis=1, keepdims=True).clip(min=1e-12)
    return ids[:count], sums[:count]
