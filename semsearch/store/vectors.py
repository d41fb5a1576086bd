"""Nearest neighbours among the vectors of a generation.

The vectors in SQLite are the truth. Up to `EXACT_LIMIT` of them are simply compared one by one. Above it an HNSW graph
answers (Malkov and Yashunin 2016, arXiv:1603.09320): a snapshot in a file that may be thrown away at any time. What was
encoded after the snapshot was made is compared exactly and merged, so an answer never lacks the newest mail.

A snapshot is trusted only if its stamp fits (encoder, dimension, space, generation) and its SHA-256 is right: hnswlib
itself loads damaged files without a word, and a crafted one can corrupt memory
(https://github.com/nmslib/hnswlib/issues/673).
"""

import hashlib
import json
import logging
import os
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select, text

from semsearch.records import Vectors
from semsearch.settings import Home
from semsearch.store.generations import STORED, Generation
from semsearch.store.schema import chunks, vectors

log = logging.getLogger(__name__)

EXACT_LIMIT = 20_000
"""Vectors up to which comparing all of them is as fast as the graph and needs no file."""

LINKS = 16
EF_CONSTRUCTION = 100
EF_SEARCH = 128
"""Candidates kept while searching the graph; at least twice the neighbours asked for."""

REBUILD_SHARE = 0.25
"""Share of dead vectors in a graph at which it is built anew: marked nodes still cost time and recall."""

LEAST_RECALL = 0.9
"""Recall below which a graph is not to be trusted."""

_RECALL_AT, _RECALL_SAMPLE = 10, 100
_BLOCK = 8192


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a snapshot claims to be. ``last_id`` is the newest vector in it, ``dead`` are those marked as deleted."""

    fingerprint: str
    dim: int
    space: str
    generation: int
    last_id: int
    count: int
    dead: list[int]
    sha256: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A text near a query: its id and the cosine."""

    text_id: int
    cosine: float


class VectorIndex:
    """Nearest neighbours for one home. Safe to share between threads; readers never wait for a writer."""

    def __init__(self, home: Home, exact_limit: int = EXACT_LIMIT) -> None:
        self._folder = home.index
        self._exact_limit = exact_limit
        self._lock = threading.Lock()
        self._loaded: tuple[Stamp, Any] | None = None

    def nearest(
        self,
        connection: Connection,
        generation: Generation,
        query: Vectors,
        k: int,
        documents: Iterable[int] | None = None,
    ) -> list[Neighbour]:
        """The `k` texts nearest to `query` (shape (dim,), normalised), nearest first; only texts of documents.

        With `documents`, only texts of these count, and the answer is exact.
        """
        if documents is not None:
            return self._scan(connection, _rows_of_documents(connection, generation, documents), query, k)
        graph = self._graph(generation)
        if graph is None:
            return self._scan(connection, _rows_after(connection, generation, 0), query, k)
        stamp, index = graph
        wanted = min(2 * k, stamp.count - len(stamp.dead))
        try:
            with self._lock:
                index.set_ef(max(EF_SEARCH, 2 * wanted))
                labels, distances = index.knn_query(query[None, :], k=wanted)
        except RuntimeError:  # fewer than `wanted` can be reached, https://github.com/nmslib/hnswlib/issues/321
            return self._scan(connection, _rows_after(connection, generation, 0), query, k)
        found = {int(label): 1.0 - float(distance) for label, distance in zip(labels[0], distances[0], strict=True)}
        newest = _cosines(_rows_after(connection, generation, stamp.last_id), query)
        near = _resolve(connection, found | newest, k)
        if len(near) < k:  # too much of what the graph holds has gone since
            return self._scan(connection, _rows_after(connection, generation, 0), query, k)
        return near

    def update(self, connection: Connection, generation: Generation) -> None:
        """Bring the snapshot up to date with the vectors in the catalogue; below the limit there is none.

        Raises:
            OSError: the file cannot be written. The catalogue is not touched, and searching goes on without.
        """
        for unfinished in self._folder.glob("*.new"):
            unfinished.unlink(missing_ok=True)
        live = _live_ids(connection, generation)
        if len(live) <= self._exact_limit:
            self._remove(keep=None)
            return
        graph = self._graph(generation)
        stamp, index = graph if graph is not None else (None, None)
        if stamp is not None:
            dead = _dead(index, live)
            if dead == stamp.dead and not len(_missing(index, live)):
                return
            if len(dead) > REBUILD_SHARE * stamp.count:
                stamp = None
        self._write(connection, generation, live, stamp)

    def examine(self, connection: Connection, generation: Generation) -> tuple[bool, str]:
        """Whether the snapshot can be trusted, and one line on it: against the catalogue, and by its recall."""
        live = _live_ids(connection, generation)
        file, side = self._paths(generation)
        if not side.exists():
            if len(live) <= self._exact_limit:
                return True, f"{len(live)} vectors are compared one by one and need no graph"
            return False, f"{len(live)} vectors have no graph; they are compared one by one, which is slow"
        graph = self._graph(generation)
        if graph is None:
            return False, f"{file.name} is damaged or does not fit the catalogue; vectors are compared one by one"
        stamp, index = graph
        labels = np.asarray(index.get_ids_list(), dtype=np.int64)
        strange = len(np.setdiff1d(labels, _all_ids(connection, generation)))
        lost = int((_missing(index, live) <= stamp.last_id).sum())
        recall = self._recall(connection, generation, live)
        detail = f"{len(labels)} vectors, {len(stamp.dead)} of them deleted, recall@{_RECALL_AT} {recall:.3f}"
        if len(labels) != stamp.count or lost or recall < LEAST_RECALL:
            return False, f"{detail}; {lost} are missing"
        return True, detail + (f"; {strange} purged" if strange else "")

    def _recall(self, connection: Connection, generation: Generation, live: NDArray[np.int64]) -> float:
        """The share of the true neighbours of some vectors, found by comparing all, that the graph finds."""
        drawn = np.random.default_rng(0).choice(live, min(_RECALL_SAMPLE, len(live)), replace=False)
        rows = list(_rows_after(connection, generation, 0))
        queries = np.concatenate([block[np.isin(ids, drawn)] for ids, _, block in rows])
        true: list[dict[int, float]] = [{} for _ in queries]
        for ids, _, block in rows:
            keep = np.isin(ids, live)
            for best, cosines in zip(true, queries @ block[keep].T, strict=True):
                nearest = np.argsort(-cosines)[:_RECALL_AT]
                best.update(zip(ids[keep][nearest].tolist(), cosines[nearest].tolist(), strict=True))
        found = 0
        for query, best in zip(queries, true, strict=True):
            wanted = _resolve(connection, best, _RECALL_AT)
            near = {neighbour.text_id for neighbour in self.nearest(connection, generation, query, _RECALL_AT)}
            found += sum(neighbour.text_id in near for neighbour in wanted)
        return found / (len(queries) * min(_RECALL_AT, len(live)))

    def forget(self) -> None:
        """Throw all snapshots away; they are derived and will be made again."""
        self._remove(keep=None)

    @property
    def bytes(self) -> int:
        """Size of the snapshots on disk."""
        return sum(path.stat().st_size for path in self._folder.glob("*.hnsw")) if self._folder.is_dir() else 0

    # -- the snapshot --

    def _paths(self, generation: Generation) -> tuple[Path, Path]:
        return self._folder / f"{generation.id}.hnsw", self._folder / f"{generation.id}.json"

    def _graph(self, generation: Generation) -> tuple[Stamp, Any] | None:
        """The loaded snapshot of a generation, read again when another process has written a newer one."""
        file, side = self._paths(generation)
        try:
            stamp = Stamp(**json.loads(side.read_text()))
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, ValueError, TypeError) as error:
            log.warning("ignoring the vector snapshot %s: %s; the next reindex makes it anew", side, error)
            return None
        with self._lock:
            if self._loaded is not None and self._loaded[0] == stamp:
                return self._loaded
        expected = (generation.fingerprint, generation.dim, "ip", generation.id)
        if (stamp.fingerprint, stamp.dim, stamp.space, stamp.generation) != expected or _sha256(file) != stamp.sha256:
            log.warning(
                "ignoring the vector snapshot %s: it does not fit the catalogue; the next reindex makes it anew", file
            )
            return None
        index = _new_graph(stamp.dim)
        index.load_index(str(file))
        with self._lock:
            self._loaded = (stamp, index)
        return stamp, index

    def _write(
        self, connection: Connection, generation: Generation, live: NDArray[np.int64], base: Stamp | None
    ) -> None:
        """Write a snapshot: `base` with what is new added and what is gone marked, or, without it, a new graph."""
        file, side = self._paths(generation)
        self._folder.mkdir(mode=0o700, exist_ok=True)
        index = _new_graph(generation.dim)
        dead: list[int] = []
        if base is not None:
            index.load_index(str(file))
            missing = _missing(index, live)
            index.resize_index(index.get_current_count() + len(missing))
            dead = _dead(index, live)
            for label in set(dead) - set(base.dead):
                index.mark_deleted(label)
            for label in set(base.dead) - set(dead):
                index.unmark_deleted(label)
        else:
            missing = live
            index.init_index(max_elements=len(live), M=LINKS, ef_construction=EF_CONSTRUCTION, random_seed=1)
        # Not only what came last: the text of a file that comes back has its old vector.
        after = int(missing[0]) - 1 if len(missing) else int(live[-1])
        for ids, _, block in _rows_after(connection, generation, after):
            keep = np.isin(ids, missing)
            if keep.any():
                index.add_items(block[keep], ids[keep])
        temporary = file.with_suffix(".new")
        index.save_index(str(temporary))
        _check(temporary, generation.dim, index.get_current_count())  # save_index is silent about a full disk
        stamp = Stamp(
            fingerprint=generation.fingerprint,
            dim=generation.dim,
            space="ip",
            generation=generation.id,
            last_id=max(int(live[-1]), base.last_id if base is not None else 0),
            count=index.get_current_count(),
            dead=dead,
            sha256=_sha256(temporary) or "",
        )
        _replace(temporary, file)
        temporary = side.with_suffix(".new")
        temporary.write_text(json.dumps(asdict(stamp)))
        _replace(temporary, side)
        self._remove(keep=generation.id)

    def _remove(self, keep: int | None) -> None:
        for path in self._folder.glob("*") if self._folder.is_dir() else ():
            if keep is None or path.stem != str(keep):
                path.unlink(missing_ok=True)

    def _scan(self, connection: Connection, rows: "_Rows", query: Vectors, k: int) -> list[Neighbour]:
        return _resolve(connection, _cosines(rows, query), k)


_Rows = Iterator[tuple[NDArray[np.int64], NDArray[np.int64], Vectors]]
"""Blocks of (vector ids, text ids, vectors)."""


def text_vectors(connection: Connection, generation: Generation, text_ids: Sequence[int]) -> dict[int, Vectors]:
    """The stored vectors of texts, by text id; texts not encoded yet are missing."""
    statement = text(
        "SELECT text_id, vector FROM vectors WHERE generation_id = :generation"
        " AND text_id IN (SELECT value FROM json_each(:texts))"
    )
    rows = connection.execute(statement, {"generation": generation.id, "texts": json.dumps(list(text_ids))})
    return {row.text_id: np.frombuffer(row.vector, dtype=STORED).astype(np.float32) for row in rows}


def _rows_after(connection: Connection, generation: Generation, last_id: int) -> _Rows:
    while True:
        statement = (
            select(vectors.c.id, vectors.c.text_id, vectors.c.vector)
            .where(vectors.c.generation_id == generation.id, vectors.c.id > last_id)
            .order_by(vectors.c.id)
            .limit(_BLOCK)
        )
        rows = connection.execute(statement).all()
        if not rows:
            return
        yield _block([tuple(row) for row in rows], generation.dim)
        last_id = rows[-1].id


def _rows_of_documents(connection: Connection, generation: Generation, documents: Iterable[int]) -> _Rows:
    statement = text(
        "SELECT id, text_id, vector FROM vectors WHERE generation_id = :generation AND text_id IN"
        " (SELECT text_id FROM chunks WHERE document_id IN (SELECT value FROM json_each(:documents)))"
    )
    result = connection.execute(statement, {"generation": generation.id, "documents": json.dumps(list(documents))})
    for rows in result.partitions(_BLOCK):
        yield _block([tuple(row) for row in rows], generation.dim)


def _block(rows: Sequence[tuple[int, int, bytes]], dim: int) -> tuple[NDArray[np.int64], NDArray[np.int64], Vectors]:
    ids = np.fromiter((row[0] for row in rows), dtype=np.int64, count=len(rows))
    text_ids = np.fromiter((row[1] for row in rows), dtype=np.int64, count=len(rows))
    block = np.frombuffer(b"".join(row[2] for row in rows), dtype=STORED).reshape(-1, dim)
    return ids, text_ids, block.astype(np.float32)


def _cosines(rows: _Rows, query: Vectors) -> dict[int, float]:
    """The cosines of all rows by vector id."""
    found: dict[int, float] = {}
    for ids, _, block in rows:
        found.update(zip(ids.tolist(), (block @ query).tolist(), strict=True))
    return found


def _resolve(connection: Connection, found: dict[int, float], k: int) -> list[Neighbour]:
    """The best `k` vector ids as texts, those only that belong to a document."""
    statement = text(
        "SELECT id, text_id FROM vectors WHERE id IN (SELECT value FROM json_each(:ids))"
        " AND EXISTS (SELECT 1 FROM chunks WHERE chunks.text_id = vectors.text_id)"
    )
    ordered = sorted(found, key=lambda vector_id: (-found[vector_id], vector_id))
    near: list[Neighbour] = []
    for start in range(0, len(ordered), 2 * k):
        rows = connection.execute(statement, {"ids": json.dumps(ordered[start : start + 2 * k])})
        near += sorted(
            (Neighbour(row.text_id, found[row.id]) for row in rows),
            key=lambda neighbour: (-neighbour.cosine, neighbour.text_id),
        )
        if len(near) >= k:
            break
    return near[:k]


def _live_ids(connection: Connection, generation: Generation) -> NDArray[np.int64]:
    statement = (
        select(vectors.c.id)
        .where(vectors.c.generation_id == generation.id, vectors.c.text_id.in_(select(chunks.c.text_id)))
        .order_by(vectors.c.id)
    )
    return np.fromiter(connection.scalars(statement), dtype=np.int64)


def _all_ids(connection: Connection, generation: Generation) -> NDArray[np.int64]:
    statement = select(vectors.c.id).where(vectors.c.generation_id == generation.id)
    return np.fromiter(connection.scalars(statement), dtype=np.int64)


def _new_graph(dim: int) -> Any:  # noqa: ANN401 - hnswlib has no types
    # Imported here: below the limit nobody needs it. Vectors have length 1, so the inner product is the cosine.
    import hnswlib

    return hnswlib.Index(space="ip", dim=dim)


def _dead(index: Any, live: NDArray[np.int64]) -> list[int]:  # noqa: ANN401
    """The labels of a graph that belong to no document any more, sorted."""
    dead: list[int] = np.setdiff1d(np.asarray(index.get_ids_list(), dtype=np.int64), live).tolist()
    return dead


def _missing(index: Any, live: NDArray[np.int64]) -> NDArray[np.int64]:  # noqa: ANN401
    """The live vectors that a graph does not hold, sorted."""
    return np.setdiff1d(live, np.asarray(index.get_ids_list(), dtype=np.int64))


def _check(file: Path, dim: int, count: int) -> None:
    written = _new_graph(dim)
    try:
        written.load_index(str(file))
    except RuntimeError as error:
        raise OSError(f"the vector snapshot {file} was not written whole: {error}; is the disk full?") from error
    if written.get_current_count() != count:
        raise OSError(f"the vector snapshot {file} was not written whole; is the disk full?")


def _replace(temporary: Path, target: Path) -> None:
    temporary.chmod(0o600)
    with temporary.open("rb+") as file:
        os.fsync(file.fileno())
    temporary.replace(target)


def _sha256(file: Path) -> str | None:
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        return None
