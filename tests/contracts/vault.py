"""A catalogue that holds nothing but vectors, and what an index must find in it."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

import numpy as np
import pytest
from sqlalchemy import insert, text

from semsearch.records import Scale, Vectors
from semsearch.settings import Home
from semsearch.store import contents
from semsearch.store.database import Database
from semsearch.store.schema import documents
from semsearch.store.vectors import generations, stored_vectors
from semsearch.store.vectors.generations import Generation
from semsearch.store.vectors.vector_index import VectorIndex

DIM, COUNT, K = 16, 300, 10


class Vault:
    """A catalogue that holds nothing but vectors; text n belongs to document n."""

    def __init__(self, home: Home) -> None:
        home.create()
        self.database = Database(home)
        with self.database.transaction() as connection:
            new = Generation(0, "m", "f", DIM, "numpy", "f32", Scale(0.0, 1.0), Scale(0.0, 1.0), True)
            self.generation = generations.create(connection, new)
            connection.execute(text("INSERT INTO sources VALUES (1, '/s', 'folder', '[]', 1)"))
            connection.execute(text("INSERT INTO files VALUES (1, 1, '/s/f', 1, 1, 1, 1, NULL, 'indexed')"))
        self.vectors: dict[int, Vectors] = {}

    def add(self, first: int, count: int) -> None:
        rows = np.random.default_rng(first).standard_normal((count, DIM)).astype(np.float32)
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        ids = list(range(first, first + count))
        with self.database.transaction() as connection:
            for number in ids:
                connection.execute(text("INSERT INTO texts VALUES (:n, :d)"), {"n": number, "d": b"%d" % number})
            stored_vectors.put_vectors(connection, self.generation.id, ids, rows)
        self.vectors |= dict(zip(ids, rows.astype(np.float16).astype(np.float32), strict=True))
        self.bring(ids)

    def bring(self, ids: list[int]) -> None:
        """Let the texts belong to documents, again."""
        empty = dict.fromkeys(
            ("title", "sender", "message_id", "thread_id", "charset", "language", "text", "quoted", "signature"), ""
        )
        lists: dict[str, list[str]] = {key: [] for key in ("recipients", "references", "labels", "attachments")}
        row = {"file_id": 1, "origin": b"", "kind": "document", "size": 0, "content": b"", **empty, **lists}
        with self.database.transaction() as connection:
            last = contents.last_chunk(connection)
            for number in ids:
                connection.execute(insert(documents).values(id=number, **row))
                connection.execute(text("INSERT INTO chunks VALUES (NULL, :n, 1, 0, 0, :n)"), {"n": number})
            stored_vectors.renew(connection, last)

    def take(self, ids: list[int]) -> None:
        with self.database.transaction() as connection:
            for number in ids:
                connection.execute(text("DELETE FROM documents WHERE id = :n"), {"n": number})


@contextmanager
def filled(home: Home) -> Iterator[Vault]:
    """A vault of `COUNT` vectors."""
    vault = Vault(home)
    vault.add(1, COUNT)
    yield vault
    vault.database.close()


def update(index: VectorIndex, vault: Vault) -> None:
    with vault.database.transaction() as connection:
        index.update(connection, vault.generation)


def assert_right(index: VectorIndex, vault: Vault, gone: Collection[int] = (), least: float = 0.95) -> None:
    """At least this share of the true neighbours is found, with the right cosines, and nothing that has gone."""
    live = {number: vector for number, vector in vault.vectors.items() if number not in gone}
    matrix = np.stack(list(live.values()))
    found = 0
    with vault.database.transaction() as connection:
        for drawn in np.random.default_rng(7).standard_normal((10, DIM)).astype(np.float32):
            query = drawn / np.linalg.norm(drawn)
            true = {list(live)[row] for row in np.argsort(-(matrix @ query))[:K]}
            near = index.nearest(connection, vault.generation, query, K)
            assert len(near) == min(K, len(live))
            assert [n.cosine for n in near] == sorted((n.cosine for n in near), reverse=True)
            assert all(n.cosine == pytest.approx(float(live[n.text_id] @ query), abs=1e-3) for n in near)
            found += len(true & {n.text_id for n in near})
    assert found >= least * 10 * min(K, len(live))
