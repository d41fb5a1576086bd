"""Consistency checks of the catalogue: its pages, rows, keywords and vectors, each against the others."""

import random
import sqlite3
from collections.abc import Iterable
from typing import Any

import numpy as np
from sqlalchemy import JSON, Column, ColumnElement, Connection, Table, case, delete, false, func, or_, select, update
from sqlalchemy.exc import DatabaseError

from semsearch.store.keywords import fulltext, keyword_index
from semsearch.store.schema import (
    among,
    chunks,
    count_of,
    documents,
    driver,
    generations,
    metadata,
    sources,
    texts,
    vectors,
)
from semsearch.store.settled import read_settled
from semsearch.store.vectors.generations import Generation, pending_count
from semsearch.store.vectors.stored_vectors import STORED, within

SAMPLE = 300
"""Documents whose keywords are compared with their texts."""

ENCODED_SAMPLE = 32
"""Texts that are encoded again, to compare the vectors."""

LENGTH_TOLERANCE = 0.01
"""How far the length of a vector in half precision may differ from 1."""

_BLOCK = 8192


def integrity(connection: Connection) -> list[str]:
    """Problems with pages and indexes according to SQLite, missing tables, and unreadable values; empty if there are
    none."""
    found = [str(row[0]) for row in driver(connection).execute("PRAGMA integrity_check(5)")]
    there = {name for (name,) in driver(connection).execute("SELECT name FROM sqlite_master")}
    gone = sorted({"keywords", *metadata.tables} - there)
    wrong = [line for line in found if line != "ok"] + [f"there is no table {name}" for name in gone]
    try:
        fulltext.containing(connection, ["any"])
    except sqlite3.DatabaseError as error:
        wrong.append(f"keywords: {error}")
    for table in metadata.sorted_tables:
        wrong += _torn(connection, table) if table.name in there else []
    return wrong


def _torn(connection: Connection, table: Table) -> list[str]:
    """Problems with the values in a table, which SQLite does not check: invalid text, and malformed JSON."""
    texts = ", ".join(f'"{column.name}"' for column in table.columns if column.type.python_type is not bytes)
    wrong = map(_no_list, _lists(table))
    try:
        for _ in driver(connection).execute(f"SELECT {texts} FROM {table.name}"):  # noqa: S608 - our tables
            pass
        torn = count_of(connection, table, or_(false(), *wrong))
    except (DatabaseError, sqlite3.DatabaseError) as error:
        return [f"{table.name}: {error.orig if isinstance(error, DatabaseError) else error}"]
    return [f"{torn} rows of {table.name} hold lists that cannot be read"] if torn else []


def mend_lists(connection: Connection) -> list[str]:
    """Replace malformed lists by empty ones; those of documents are restored when these are read again. A generation
    needs its scales, and is deleted. Returns the paths of sources whose exclude patterns are lost."""
    lost = list(connection.scalars(select(sources.c.path).where(_no_list(sources.c.exclude))))
    for table in metadata.sorted_tables:
        for column in _lists(table):
            change = delete(table) if table is generations else update(table).values({column: []})
            connection.execute(change.where(_no_list(column)))
    return lost


def _lists(table: Table) -> list[Column[Any]]:
    return [column for column in table.columns if isinstance(column.type, JSON)]


def _no_list(column: Column[Any]) -> ColumnElement[bool]:
    """The condition that a JSON column does not hold a list (of a generation: an object)."""
    kind = "object" if column.table is generations else "array"
    return case((func.json_valid(column) == 1, func.json_type(column)), else_="") != kind


def strays(connection: Connection) -> list[tuple[str, int]]:
    """Rows whose foreign key points to a missing row: (table, row id)."""
    return [(row[0], row[1]) for row in driver(connection).execute("PRAGMA foreign_key_check")]


def drop_strays(connection: Connection) -> None:
    """Delete these rows, and those that are dangling as a result."""
    while found := strays(connection):
        for table, row_id in found:
            driver(connection).execute(f"DELETE FROM {table} WHERE rowid = ?", (row_id,))  # noqa: S608 - our tables


def unaccounted(connection: Connection) -> list[int]:
    """Ids of files that count as read but have neither documents nor skips, and of files with a chunk outside the text
    of its document."""
    statement = (
        "SELECT id FROM files WHERE (state = 'indexed' AND id NOT IN (SELECT file_id FROM documents))"
        " OR (state IN ('skipped', 'failed') AND id NOT IN (SELECT file_id FROM skips))"
        " UNION SELECT documents.file_id FROM chunks JOIN documents ON documents.id = chunks.document_id"
        ' WHERE chunks.start < 0 OR chunks.start >= chunks."end"'
        ' OR chunks."end" > length(CASE chunks.field WHEN 0 THEN documents.title ELSE documents.text END)'
    )
    return [file_id for (file_id,) in driver(connection).execute(statement)]


def lost_documents(connection: Connection) -> int:
    """The number of documents that only the keyword index still knows."""
    statement = "SELECT count(*) FROM keywords_docsize WHERE id NOT IN (SELECT id FROM documents)"
    count: int = driver(connection).execute(statement).fetchone()[0]
    return count


def drawn_documents(connection: Connection) -> list[int]:
    """Ids of a random sample of documents, and of all of which there is nothing to encode."""
    stored = list(connection.scalars(select(documents.c.id)))
    bare = select(documents.c.id).where(documents.c.id.not_in(select(chunks.c.document_id)))
    return sorted({*random.sample(stored, min(SAMPLE, len(stored))), *connection.scalars(bare)})


def files_of(connection: Connection, document_ids: Iterable[int]) -> list[int]:
    """Ids of the files that these documents were read from."""
    found = select(documents.c.file_id).where(documents.c.id.in_(among(document_ids))).distinct()
    return list(connection.scalars(found))


def lost_vectors(connection: Connection, generation: Generation) -> int:
    """The number of texts without a vector, if the last run is known to have encoded all."""
    return pending_count(connection, generation.id) if read_settled(driver(connection)) else 0


def keyword_faults(connection: Connection) -> int:
    """The number of documents that are missing in the keyword index, or are only there, or whose keywords do not match
    their texts in a random sample."""
    stored = set(connection.scalars(select(documents.c.id)))
    held = {id_ for (id_,) in driver(connection).execute("SELECT id FROM keywords_docsize")}
    both = sorted(stored & held)
    sample = random.sample(both, min(SAMPLE, len(both)))
    return len(stored ^ held) + len(keyword_index.differing(connection, sample))


def faulty_vectors(connection: Connection, generation: Generation) -> list[int]:
    """Ids of vectors of a generation that are not `dim` finite numbers with a Euclidean length of 1."""
    faulty: list[int] = []
    last = 0
    while True:
        statement = select(vectors.c.id, vectors.c.vector).where(within(generation.id), vectors.c.id > last)
        rows = connection.execute(statement.order_by(vectors.c.id).limit(_BLOCK)).all()
        if not rows:
            return faulty
        last = rows[-1].id
        whole = [row for row in rows if len(row.vector) == generation.dim * STORED.itemsize]
        faulty += {row.id for row in rows} - {row.id for row in whole}
        block = np.frombuffer(b"".join(row.vector for row in whole), dtype=STORED).reshape(-1, generation.dim)
        with np.errstate(over="ignore", invalid="ignore"):
            lengths = np.linalg.norm(block.astype(np.float32), axis=1)
        good = np.abs(lengths - 1) <= LENGTH_TOLERANCE  # false for NaN
        faulty += [row.id for row, right in zip(whole, good, strict=True) if not right]


def drawn_texts(connection: Connection, generation: Generation) -> dict[int, bytes]:
    """The digests of a random sample of the texts of documents that have a vector, by their ids."""
    live = select(vectors.c.text_id).where(within(generation.id), vectors.c.text_id.in_(select(chunks.c.text_id)))
    found = list(connection.scalars(live))
    drawn = random.sample(found, min(ENCODED_SAMPLE, len(found)))
    rows = connection.execute(select(texts.c.id, texts.c.digest).where(texts.c.id.in_(among(drawn))))
    return {row.id: row.digest for row in rows}


def drop_vectors(connection: Connection, ids: Iterable[int] | None) -> None:
    """Delete vectors, or all; the next run encodes their texts again."""
    statement = delete(vectors)
    connection.execute(statement if ids is None else statement.where(vectors.c.id.in_(among(ids))))
