"""How costs grow with the number of chunks: time to build the graph, disk, memory, and warm queries beside a peer.

``python -m benchmarks.run growth`` measures homes with 10,000 and 100,000 chunks, ``python -m benchmarks.growth
SIZE...`` homes of any sizes. The homes are grown from that of the first run (`benchmarks.grown`), and kept under
.bench/homes.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import psutil
from sqlalchemy import func, select, text

from benchmarks import grown
from benchmarks.child import run
from benchmarks.figure import Figure, write_between
from benchmarks.first_run import SEED, Bench
from benchmarks.machine import described, load, machine
from benchmarks.places import ROOT, WORK
from benchmarks.plotting import lines
from semsearch.encode import ModelStore
from semsearch.language.words import topic_words
from semsearch.library import Library
from semsearch.settings import Home, model_cache
from semsearch.store.database import Connection, Database
from semsearch.store.keywords.fulltext import Terms
from semsearch.store.schema import among, documents
from semsearch.store.vectors import generations
from semsearch.store.vectors.generations import Generation
from semsearch.store.vectors.graph import LoadedGraph
from semsearch.store.vectors.snapshot import SnapshotFile
from semsearch.store.vectors.vector_index import EXACT_LIMIT, VectorIndex

SIZES = (10_000, 100_000)
QUERIES = 50
K = 10
EF = 128
ROUNDS = 3
SUBJECTS, LONGEST = 0.7, 12
"""Share of the queries that are subjects of mails, the others being the beginnings of texts; and maximum words."""

START, END = "<!-- growth: start -->", "<!-- growth: end -->"
PICTURE = ROOT / "docs" / "growth.png"


@dataclass(frozen=True, slots=True)
class Grown:
    """The measurements of one home: seconds to ``build`` the graph, bytes per chunk of ``catalogue`` and ``graph``,
    bytes of ``memory`` of a process that has searched, and milliseconds of queries, ours and the peer's."""

    chunks: int
    build: float
    catalogue: float
    graph: float
    memory: int
    median: float
    p95: float
    peer_median: float
    peer_p95: float
    load: float


def figure(bench: Bench) -> Figure:
    """The 95th percentile of a warm hybrid query over 100,000 chunks."""
    sizes = (2_500,) if bench.quick else SIZES
    rows = [measure(bench.ensure_indexed, size) for size in sizes]
    if not bench.quick:
        keep(rows)
    last = rows[-1]
    return Figure(
        name="growth",
        what=f"warm hybrid query, {last.chunks} chunks, 95th percentile",
        unit="ms",
        ours=last.p95,
        peer=last.peer_p95,
        peer_name="the same encoder, hnswlib's knn_query on the same graph, and one FTS5 query over the same index",
        bounds="ratio",
        goal=("<=", 2.0),
        dataset=f"{last.chunks} chunks grown from {bench.dataset}",
        remark=f"{QUERIES} subjects and sentences from the mails, {ROUNDS} rounds in turns after a warm-up. Medians "
        f"{last.median:.0f} and {last.peer_median:.0f} ms.",
        load=last.load,
    )


def grown_home(real: Callable[[], Path], size: int) -> Path:
    """A home with this many chunks: one from an earlier run, or else grown from the real home that `real` returns."""
    home = WORK / "homes" / f"grown-{size}"
    if not any((home / "vectors").glob("*.json")) and not (home.exists() and size <= EXACT_LIMIT):
        grown.grow(real(), home, size)
    return home


def measure(real: Callable[[], Path], size: int) -> Grown:
    """Measure a home with this many chunks in a child process; `real` is that of `grown_home`."""
    home = grown_home(real, size)
    before = load()
    row = json.loads(run([sys.executable, "-m", "benchmarks.growth", "--home", str(home)]).output)
    return Grown(**row, load=before)


def keep(rows: list[Grown]) -> None:
    """Write the table and a plot into docs/performance.md."""
    head = (
        "| chunks | graph built in | catalogue, a chunk | graph, a chunk | memory | query, median | p95 | peer's p95 |"
    )
    table = [head, "| ---: " * 8 + "|"]
    table += [
        f"| {row.chunks:,} | {row.build:.0f} s | {row.catalogue:,.0f} B | {row.graph:,.0f} B |"
        f" {row.memory / 1e6:,.0f} MB | {row.median:.0f} ms | {row.p95:.0f} ms | {row.peer_p95:.0f} ms |"
        for row in rows
    ]
    picture = "![How a query and the building of the graph grow](growth.png)"
    write_between(
        ROOT / "docs" / "performance.md", "\n".join([described(machine()), "", *table, "", picture]), START, END
    )
    sizes = [row.chunks for row in rows]
    lines(
        PICTURE,
        "chunks",
        {
            "query, 95th percentile (ms)": (sizes, [row.p95 for row in rows]),
            "its peer (ms)": (sizes, [row.peer_p95 for row in rows]),
            "building the graph (s)": (sizes, [row.build for row in rows]),
            "memory of a search (MB)": (sizes, [row.memory / 1e6 for row in rows]),
        },
    )


class Peer:
    """What a simple script would do: encode the query, query hnswlib, and query FTS5 for any of its words."""

    def __init__(self, home: Home, connection: Connection, generation: Generation) -> None:
        self._snapshot = SnapshotFile(home.index, generation).read(LoadedGraph.load)
        self._encoder = ModelStore(model_cache()).load(generation.model)
        self._connection = connection

    def ask(self, query: str) -> None:
        vector = self._encoder.encode([query], "query")
        if self._snapshot is not None:
            self._snapshot.nearest(vector[0], K, EF)
        asked = Terms(list(topic_words([query]))).query
        statement = text("SELECT rowid FROM keywords WHERE keywords MATCH :asked ORDER BY rank LIMIT :limit")
        self._connection.execute(statement, {"asked": asked, "limit": K}).all()


def examine(place: Path) -> dict[str, float]:
    """Measure one home."""
    home = Home(place)
    with Library.open(place) as library:
        status = library.status()
        queries = queries_of(place)
        for query in queries:
            library.search(query, k=K)
        memory = psutil.Process().memory_info().rss
        database = Database(home)
        with database.transaction() as connection:
            generation = generations.serving(connection)
            assert generation is not None
            peer = Peer(home, connection, generation)
            ours, peers = [], []
            for _ in range(ROUNDS):
                for query in queries:
                    ours.append(_milliseconds(partial(library.search, query, k=K)))
                    peers.append(_milliseconds(partial(peer.ask, query)))
        build = _build(database)
        database.close()
    return {
        "chunks": status.chunks,
        "build": build,
        "catalogue": status.bytes["database"] / status.chunks,
        "graph": status.bytes["index"] / status.chunks,
        "memory": memory,
        "median": float(np.median(ours)),
        "p95": float(np.percentile(ours, 95)),
        "peer_median": float(np.median(peers)),
        "peer_p95": float(np.percentile(peers, 95)),
    }


def queries_of(place: Path) -> list[str]:
    """Queries: subjects and beginnings of texts from a random sample of the mails."""
    database = Database(Home(place))
    random = np.random.default_rng(SEED)
    with database.transaction() as connection:
        last = connection.scalar(select(func.max(documents.c.id))) or 1
        drawn = random.integers(1, last + 1, size=4 * QUERIES).tolist()
        rows = connection.execute(select(documents.c.title, documents.c.text).where(documents.c.id.in_(among(drawn))))
        found = [
            said
            for row, first in zip(rows, random.random(4 * QUERIES), strict=False)
            if (said := " ".join((row.title if first < SUBJECTS else row.text).split()[:LONGEST]))
        ]
    database.close()
    return found[:QUERIES]


def _build(database: Database) -> float:
    """Seconds to build a new graph of all vectors."""
    with TemporaryDirectory(dir=WORK) as folder, database.transaction() as connection:
        generation = generations.serving(connection)
        assert generation is not None
        started = time.perf_counter()
        VectorIndex(Home(Path(folder)), exact_limit=0).update(connection, generation)
        return time.perf_counter() - started


def _milliseconds(ask: Callable[[], object]) -> float:
    started = time.perf_counter()
    ask()
    return 1000 * (time.perf_counter() - started)


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks.growth", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("sizes", nargs="*", type=int, metavar="SIZE", help="homes of so many chunks, in one table")
    parser.add_argument("--home", type=Path, help="measure this home alone, and print JSON")
    chosen = parser.parse_args()
    if chosen.home:
        print(json.dumps(examine(chosen.home)))
        return
    bench = Bench(quick=False)
    real = (lambda: bench.home) if bench.home.exists() else bench.ensure_indexed
    rows = [measure(real, size) for size in chosen.sizes or SIZES]
    print(json.dumps([asdict(row) for row in rows], indent=2))
    keep(rows)


if __name__ == "__main__":
    main()
