"""Nearest neighbours among the vectors of a generation.

The vectors are stored in SQLite. Up to `EXACT_LIMIT` of them are compared one by one. Above, an HNSW graph (`snapshot`)
finds candidates, which are then compared exactly. The graph is a file that can be deleted at any time. Vectors newer
than the graph are always compared, so that the newest mail is never missing.
"""

import heapq
import math
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from semsearch.records import Vectors
from semsearch.settings import Home
from semsearch.store.lookup import document_count, owners_of_texts
from semsearch.store.schema import array, count_of, driver, vectors
from semsearch.store.vectors.current_snapshot import CurrentSnapshot, LoadedApart, LoadedHere
from semsearch.store.vectors.generations import Generation
from semsearch.store.vectors.graph import Graph, GraphLostError, LoadedGraph
from semsearch.store.vectors.snapshot import Axes, Extent, Snapshot, SnapshotFile, Stamp, translated_disk_errors
from semsearch.store.vectors.stored_vectors import (
    Rows,
    all_ids,
    live_ids,
    rows_after,
    rows_among,
    rows_of_documents,
    within,
)

EXACT_LIMIT = 2_000
"""Vectors up to which all are compared: those of a small home, or those newer than the graph of a larger one."""

CANDIDATES = 800
"""Minimum number of candidates from the graph. If there are more vectors than its square, the square root of their
number is taken: for the same recall, four times as many vectors need about twice as many candidates."""

BREADTH = 4
"""How many times the square root of the number of vectors the graph looks at, at least, to find its candidates."""

NARROW = 20_000
"""Number of chunks of a filter up to which all are compared: less work than asking the graph of a million for as many
candidates as they would need."""

SAMPLE = 500
"""Documents of a filter from which the number of their chunks is estimated."""

REBUILD_SHARE = 0.25
"""Share of deleted vectors above which a graph is rebuilt: marked nodes still cost time and recall."""

GROWN = 4
"""Growth above which a graph is rebuilt: its principal axes are those of the vectors it was built from."""

LEAST_RECALL = 0.9
"""Recall below which a graph counts as damaged."""

_RECALL_AT, _RECALL_SAMPLE = 10, 100
_AXES_SAMPLE = 20_000


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A text near a query: its id, and the cosine."""

    text_id: int
    cosine: float


class VectorIndex:
    """Nearest neighbours for one home. Safe to share between threads; readers never wait for a writer.

    Up to `exact_limit` vectors (by default `EXACT_LIMIT`) are compared one by one. With `graph_process`, searches ask a
    graph in a process of its own, as to load one keeps Python's lock. `close` ends that process.
    """

    def __init__(self, home: Home, exact_limit: int | None = None, *, graph_process: bool = False) -> None:
        self._folder = home.index
        self._exact_limit = EXACT_LIMIT if exact_limit is None else exact_limit
        self._current: CurrentSnapshot = (LoadedApart if graph_process else LoadedHere)(home.index)

    def close(self) -> None:
        """End the process of the graph, if there is one."""
        self._current.close()

    def prepare(self, generation: Generation) -> None:
        """Begin to load the graph of a generation, if that is done in another process."""
        self._current.prepare(generation)

    def nearest(
        self,
        connection: Connection,
        generation: Generation,
        query: Vectors,
        k: int,
        documents: Collection[int] | None = None,
    ) -> list[Neighbour]:
        """The `k` texts of documents nearest to `query`, shape (dim,), L2-normalised, nearest first.

        With `documents`, only the texts of these; if they are `NARROW` or fewer, the result is exact. The graph knows
        nothing of documents: it is asked for so many candidates that enough are expected to be theirs, unless comparing
        all of theirs is less work.
        """
        snapshot = self._current.of(generation)
        if snapshot is not None:
            live = snapshot.live
            theirs = live if documents is None else min(live, _chunk_count(connection, documents, live))
            wanted = max(CANDIDATES, math.isqrt(theirs), 4 * k)
            asked = min(live, wanted * live // max(1, theirs))
            with suppress(GraphLostError):
                while asked <= theirs and (documents is None or theirs > NARROW):
                    near = _search(connection, generation, snapshot, query, 2 * k, documents, asked)
                    if len(near) == 2 * k:  # of fewer, the last of the first `k` would be doubtful
                        return near[:k]
                    asked *= 4
        if documents is None:
            rows = rows_after(connection, generation, 0)
        else:
            rows = rows_of_documents(connection, generation, documents)
        return _resolve(connection, _compared(rows, query), k, documents)

    def compared_one_by_one(self, connection: Connection, generation: Generation) -> int:
        """The number of vectors of which a search compares each, as there is no graph yet."""
        if SnapshotFile(self._folder, generation).exists():
            return 0
        return count_of(connection, vectors, within(generation.id))

    def update(self, connection: Connection, generation: Generation, *, verified: bool = False) -> None:
        """Update the snapshot from the catalogue if enough has changed to slow down searches; a small home has none.
        With `verified`, the files of the snapshot are known to be unchanged.

        Raises:
            HomeError: the file cannot be written. Searches then work without it.
        """
        with translated_disk_errors(self._folder):
            self._update(connection, generation, verified)

    def _update(self, connection: Connection, generation: Generation, verified: bool) -> None:
        file = SnapshotFile(self._folder, generation)
        stamp = file.stamp() if verified else file.verified_stamp()
        if stamp is not None:
            changed = _newer(connection, generation, stamp.last_id) + _gone(connection, stamp)
            if changed <= self._exact_limit < stamp.count - len(stamp.dead) - changed:
                return
        live = live_ids(connection, generation)
        if len(live) <= self._exact_limit:
            self._remove(keep=None)
            return
        # A copy of its own, as the graph in memory may be in use.
        snapshot = file.read(LoadedGraph.load) if stamp is not None else None
        if snapshot is None:
            self._build(connection, generation, live)
            return
        held = np.sort(snapshot.graph.labels())
        dead = np.setdiff1d(held, live, assume_unique=True)
        missing = np.setdiff1d(live, held, assume_unique=True)
        if len(dead) > REBUILD_SHARE * len(held) or len(live) > GROWN * snapshot.stamp.built:
            self._build(connection, generation, live)
        elif len(missing) + len(dead) - len(snapshot.stamp.dead) > self._exact_limit:
            self._extend(connection, generation, snapshot, missing, dead)

    def examine(self, connection: Connection, generation: Generation) -> tuple[bool, str]:
        """Check the snapshot against the catalogue, and its recall. Returns whether it is good, and one line on it."""
        live = live_ids(connection, generation)
        file = SnapshotFile(self._folder, generation)
        if not file.exists():
            if len(live) <= self._exact_limit:
                return True, f"{len(live)} vectors are compared one by one and need no graph"
            return False, f"{len(live)} vectors have no graph; they are compared one by one, which is slow"
        snapshot = self._current.of(generation)
        if snapshot is None:
            return False, f"{file.graph.name} is damaged or does not fit the catalogue; vectors are compared one by one"
        labels = snapshot.graph.labels()
        strange = len(np.setdiff1d(labels, all_ids(connection, generation)))
        held = np.setdiff1d(labels, snapshot.stamp.dead)
        lost = int((np.setdiff1d(live, held) <= snapshot.stamp.last_id).sum())
        recall = self._recall(connection, generation, live)
        detail = f"{len(labels)} vectors, {len(snapshot.stamp.dead)} of them deleted, recall@{_RECALL_AT} {recall:.3f}"
        if len(labels) != snapshot.stamp.count or lost or recall < LEAST_RECALL:
            return False, f"{detail}; {lost} are missing"
        return True, detail + (f"; {strange} purged" if strange else "")

    def _recall(self, connection: Connection, generation: Generation, live: NDArray[np.int64]) -> float:
        """The share of the true neighbours of a sample of vectors that the graph finds."""
        drawn = np.random.default_rng(0).choice(live, min(_RECALL_SAMPLE, len(live)), replace=False)
        blocks = [block for _, _, block in rows_among(connection, generation, drawn.tolist())]
        if not blocks:
            return 0.0  # all vectors are lost
        queries = np.concatenate(blocks)
        true: list[dict[int, float]] = [{} for _ in queries]
        for ids, text_ids, block in rows_after(connection, generation, 0):
            keep = np.isin(ids, live)
            for best, cosines in zip(true, queries @ block[keep].T, strict=True):
                nearest = np.argsort(-cosines)[:_RECALL_AT]
                best.update(zip(text_ids[keep][nearest].tolist(), cosines[nearest].tolist(), strict=True))
        found = 0
        for query, best in zip(queries, true, strict=True):
            wanted = set(heapq.nlargest(_RECALL_AT, best, key=lambda text_id: (best[text_id], -text_id)))
            near = self.nearest(connection, generation, query, _RECALL_AT)
            found += sum(neighbour.text_id in wanted for neighbour in near)
        return found / (len(queries) * min(_RECALL_AT, len(live)))

    def forget(self) -> None:
        """Delete all snapshots; the next run builds them again."""
        with translated_disk_errors(self._folder):
            self._remove(keep=None)

    def files(self, generation: Generation) -> list[Path]:
        """The files of the snapshot of a generation."""
        return SnapshotFile(self._folder, generation).files

    @property
    def bytes(self) -> int:
        """The size of the graphs on disk."""
        return sum(path.stat().st_size for path in self._folder.glob("*.hnsw")) if self._folder.is_dir() else 0

    # -- the snapshot --

    def _build(self, connection: Connection, generation: Generation, live: NDArray[np.int64]) -> None:
        """Build a graph of all live vectors, given by their ids."""
        drawn = live[np.linspace(0, len(live) - 1, min(len(live), _AXES_SAMPLE), dtype=np.intp)]
        axes = Axes.of(np.concatenate([block for _, _, block in rows_among(connection, generation, drawn.tolist())]))
        graph = LoadedGraph.empty(axes.coordinates)
        self._save(connection, generation, graph, axes, live, Extent(len(live), int(live[-1]), []))

    def _extend(
        self,
        connection: Connection,
        generation: Generation,
        snapshot: Snapshot[LoadedGraph],
        missing: NDArray[np.int64],
        dead: NDArray[np.int64],
    ) -> None:
        """Add missing vectors to the graph of a snapshot, mark dead ones, and save it."""
        stamp = snapshot.stamp
        snapshot.graph.mark_deleted(np.setdiff1d(dead, stamp.dead))
        extent = Extent(stamp.built, max([stamp.last_id, *missing[-1:].tolist()]), dead.tolist())
        self._save(connection, generation, snapshot.graph, snapshot.axes, missing, extent)

    def _save(
        self,
        connection: Connection,
        generation: Generation,
        graph: LoadedGraph,
        axes: Axes,
        added: NDArray[np.int64],
        extent: Extent,
    ) -> None:
        """Add vectors, given by their ids, to a graph and save it."""
        self._folder.mkdir(mode=0o700, exist_ok=True)
        graph.make_room(len(added))
        for ids, _, block in rows_after(connection, generation, int(added[0]) - 1) if len(added) else ():
            keep = np.isin(ids, added)
            if keep.any():
                graph.add(axes.of_vectors(block[keep]), ids[keep])
        SnapshotFile(self._folder, generation).save(graph, axes, extent)
        self._remove(keep=generation.id)

    def _remove(self, keep: int | None) -> None:
        for path in self._folder.glob("*") if self._folder.is_dir() else ():
            if keep is None or path.stem != str(keep):
                path.unlink(missing_ok=True)


def _search(
    connection: Connection,
    generation: Generation,
    snapshot: Snapshot[Graph],
    query: Vectors,
    k: int,
    documents: Collection[int] | None,
    asked: int,
) -> list[Neighbour]:
    """The nearest among as many candidates of the graph as are asked for, and the newer vectors; fewer than `k` if the
    graph finds no more.

    Raises:
        GraphLostError: see there.
    """
    candidates = snapshot.nearest(query, asked, ef=max(asked, BREADTH * math.isqrt(snapshot.live)))
    if not candidates:
        return []
    among = rows_among(connection, generation, candidates)
    newer = rows_after(connection, generation, snapshot.stamp.last_id)
    return _resolve(connection, _compared(chain(among, newer), query), k, documents)


_Cosines = tuple[NDArray[np.int64], NDArray[np.float32]]
"""Text ids and their cosines with a query, both of shape (n,)."""


def _compared(rows: Rows, query: Vectors) -> _Cosines:
    """The cosines of all rows with a query."""
    texts, cosines = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.float32)]
    for _, text_ids, block in rows:
        texts.append(text_ids)
        cosines.append(block @ query)
    return np.concatenate(texts), np.concatenate(cosines)


def _resolve(
    connection: Connection, found: _Cosines, k: int, documents: Collection[int] | None = None
) -> list[Neighbour]:
    """The best `k` of the texts found that belong to any document, or to one of `documents`."""
    text_ids, cosines = found
    best = np.lexsort((text_ids, -cosines))
    near: list[Neighbour] = []
    first, count = 0, k + k // 8 + 1  # few texts belong to no document; with `documents`, many may
    while first < len(best) and len(near) < k:
        block = best[first : first + count]
        texts = text_ids[block].tolist()
        owned = _owned(connection, texts, documents)
        block_cosines = cosines[block].tolist()
        near += [Neighbour(*each) for each in zip(texts, block_cosines, strict=True) if each[0] in owned]
        first, count = first + count, 2 * count
    return near[:k]


def _owned(connection: Connection, text_ids: list[int], documents: Collection[int] | None) -> set[int]:
    """Those of the texts that belong to any document, or to one of `documents`."""
    if documents is None:
        owned = "SELECT value FROM json_each(?) WHERE EXISTS (SELECT 1 FROM chunks WHERE text_id = value)"
        return {text_id for (text_id,) in driver(connection).execute(owned, (array(text_ids),))}
    return {text_id for owner, _, text_id in owners_of_texts(connection, text_ids) if owner in documents}


def _chunk_count(connection: Connection, documents: Collection[int], live: int) -> int:
    """The number of chunks of documents, estimated from a sample if they are many; of most documents, by their share of
    the `live` vectors."""
    if 2 * len(documents) > (total := document_count(connection)):
        return live * len(documents) // total
    drawn = list(islice(documents, 0, None, -(-len(documents) // SAMPLE) or 1))
    counted = "SELECT count(*) FROM chunks WHERE document_id IN (SELECT value FROM json_each(?))"
    count: int = driver(connection).execute(counted, (array(drawn),)).fetchone()[0]
    return count * len(documents) // max(1, len(drawn))


def _newer(connection: Connection, generation: Generation, last_id: int) -> int:
    """The number of vectors newer than a graph."""
    return count_of(connection, vectors, within(generation.id), vectors.c.id > last_id)


def _gone(connection: Connection, stamp: Stamp) -> int:
    """The number of vectors in a graph that no longer belong to a document but are not marked, estimated from the
    sample in its stamp."""
    statement = (
        "SELECT count(*) FROM vectors WHERE id IN (SELECT value FROM json_each(?))"
        " AND EXISTS (SELECT 1 FROM chunks WHERE chunks.text_id = vectors.text_id)"
    )
    there: int = driver(connection).execute(statement, (array(stamp.drawn),)).fetchone()[0]
    return round((1 - there / max(1, len(stamp.drawn))) * (stamp.count - len(stamp.dead)))
