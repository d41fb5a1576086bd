"""The vectors of documents: those of their chunks, or for each document the normalised sum."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from semsearch.records import Vectors
from semsearch.store.generations import Generation, unpacked
from semsearch.store.schema import driver

_BLOCK = 8192

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
        rows += driver(connection).execute(_FIELDS, (generation.id, json.dumps(list(ids)), last)).fetchall()
    numbers = np.array([row[:3] for row in rows], dtype=np.int64).reshape(-1, 3)
    block = unpacked([row[3] for row in rows], generation.dim)
    return EncodedChunks(numbers[:, 0], numbers[:, 1], numbers[:, 2], block)


def document_vectors(
    connection: Connection, generation: Generation, documents: Iterable[int]
) -> tuple[NDArray[np.int64], Vectors]:
    """The ids, ascending, and L2-normalised vectors, shape (n, dim), of those of the documents that are encoded."""
    wanted = list(documents)
    result = driver(connection).execute(_CHUNKS, (generation.id, json.dumps(wanted)))
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
