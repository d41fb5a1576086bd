"""Whether additions and deletions degrade the HNSW graph: ``python -m benchmarks.cycles [CYCLES]``.

To a catalogue of 30,000 vectors CYCLES vectors are added, and as many of the oldest deleted, 5,000 between two updates
of the graph. The final graph is compared with a new one of the remaining vectors.
"""

import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from semsearch.records import Scale, Vectors
from semsearch.settings import Home
from semsearch.store import orphans
from semsearch.store.database import Connection, Database
from semsearch.store.vectors import generations, stored_vectors
from semsearch.store.vectors.generations import Generation
from semsearch.store.vectors.vector_index import VectorIndex

LIVE, STEP, DIM, TOPICS = 30_000, 5_000, 384, 300
SEED, QUERIES, K = 20261126, 50, 10


def main(cycles: int) -> None:
    chance = np.random.default_rng(SEED)
    topics = chance.standard_normal((TOPICS, DIM)).astype(np.float32)
    with tempfile.TemporaryDirectory() as name:
        home = Home(Path(name) / "home")
        home.create()
        database, index = Database(home), VectorIndex(home)
        with database.writing() as connection:
            new = Generation(0, "m", "f", DIM, "numpy", "f32", Scale(0.0, 1.0), Scale(0.0, 1.0), serving=True)
            generation = generations.create(connection, new)
            connection.exec_driver_sql("INSERT INTO sources VALUES (1, '/s', 'folder', '[]', 1)")
            connection.exec_driver_sql("INSERT INTO files VALUES (1, 1, '/s/f', 1, 1, 1, 1, NULL, 'indexed')")
        started, first, sizes = time.perf_counter(), 1, []
        for start in range(1, LIVE + cycles + 1, STEP):
            rows = topics[chance.integers(TOPICS, size=STEP)] + 1.5 * chance.standard_normal((STEP, DIM), np.float32)
            with database.writing() as connection:
                _add(connection, generation, start, rows)
                if start > LIVE:
                    connection.exec_driver_sql("DELETE FROM documents WHERE id < ?", (first + STEP,))
                    first += STEP
                orphans.purge(connection)
            if start + STEP > LIVE:
                with database.transaction() as connection:
                    index.update(connection, generation)
                sizes.append(index.bytes)
        print(f"{cycles} additions and deletions in {time.perf_counter() - started:.0f} s")
        old = _recall(database, index, generation)
        index.forget()
        with database.transaction() as connection:
            index.update(connection, generation)
        fresh = _recall(database, index, generation)
        print(f"file: at most {max(sizes) / index.bytes:.2f}, at the end {sizes[-1] / index.bytes:.2f} of a fresh one")
        print(f"recall@{K}: {old:.4f}, of a fresh one {fresh:.4f}")
        database.close()


def _add(connection: Connection, generation: Generation, start: int, rows: Vectors) -> None:
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    ids = range(start, start + len(rows))
    connection.exec_driver_sql("INSERT INTO texts VALUES (?, ?)", [(number, b"%d" % number) for number in ids])
    connection.exec_driver_sql(
        "INSERT INTO documents (id, file_id, origin, kind, title, sender, recipients, message_id, thread_id,"
        ' "references", labels, attachments, charset, language, size, text, quoted, signature, content)'
        " VALUES (?, 1, x'', 'document', '', '', '[]', '', '', '[]', '[]', '[]', '', '', 0, '', '', '', x'')",
        [(number,) for number in ids],
    )
    connection.exec_driver_sql(
        'INSERT INTO chunks (document_id, field, start, "end", text_id) VALUES (?, 1, 0, 0, ?)', [(n, n) for n in ids]
    )
    stored_vectors.put_vectors(connection, generation.id, list(ids), rows)


def _recall(database: Database, index: VectorIndex, generation: Generation) -> float:
    """The share of the true nearest neighbours of some stored vectors that the index finds."""
    exact = VectorIndex(Home(Path("/nowhere")), exact_limit=sys.maxsize)
    with database.transaction() as connection:
        rows = connection.exec_driver_sql(
            "SELECT vector FROM vectors WHERE text_id IN (SELECT text_id FROM chunks) ORDER BY id LIMIT ?", (QUERIES,)
        )
        found = 0
        for (blob,) in rows.all():
            query = np.frombuffer(blob, dtype=stored_vectors.STORED).astype(np.float32)
            true, near = ({n.text_id for n in i.nearest(connection, generation, query, K)} for i in (exact, index))
            found += len(true & near)
    return found / (QUERIES * K)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500_000)
