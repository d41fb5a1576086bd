"""The HNSW graph of the vectors of a generation, in a file that is verified before it is used.

The graph does not contain the vectors themselves, which are in SQLite, but their first principal components and what
these leave out (`Axes`). Distances between these are in nearly the same order as the true ones: if the few hundred
nearest are compared exactly, the ten nearest of them are nearly always the true ones, for a third of the memory and the
time (docs/decisions/0007-speed.md).

A snapshot is only used if its stamp fits (encoder, dimension, generation, version) and its SHA-256 is right: hnswlib
loads damaged files without an error, and a crafted one can corrupt memory
(https://github.com/nmslib/hnswlib/issues/673).
"""

import base64
import contextlib
import json
import logging
import os
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Generic, Self, TypeVar

import numpy as np

from semsearch.errors import HomeError, reason
from semsearch.records import Vectors
from semsearch.store.vectors.generations import Generation
from semsearch.store.vectors.graph import Graph, LoadedGraph, digest_of
from semsearch.temporary import replacing
from semsearch.versions import GRAPH

log = logging.getLogger(__name__)

Graph_co = TypeVar("Graph_co", bound=Graph, covariant=True)

COMPONENTS = 127
"""Principal components of a vector in the graph; all, if there are fewer."""

LEFT_OUT = 0.5
"""Share of the squared length outside of the principal axes that counts as distance. All of it would be right if that
part of a query were unrelated to that of its neighbours."""

DRAWN = 500
"""Vectors in the sample from which the number of deleted ones is estimated."""

_LONG_AGO = 1_000_000_000
"""The time of the stamp of a graph that is distrusted: seconds, as no graph of ours has."""


@dataclass(frozen=True, slots=True)
class Extent:
    """What a graph covers: all vectors up to ``last_id`` that belonged to a document when they were added; ``dead`` are
    the ids marked as deleted since. ``built`` is the number of vectors when it was last built from scratch."""

    built: int
    last_id: int
    dead: list[int]


@dataclass(frozen=True, slots=True)
class Stamp(Extent):
    """The description that is stored beside a graph. ``layout`` is `versions.GRAPH`, ``count`` includes the deleted
    vectors, ``axes`` are `Axes.encoded`, and ``drawn`` is a sample of the ids that are not marked as deleted."""

    layout: int
    fingerprint: str
    dim: int
    generation: int
    count: int
    axes: str
    drawn: list[int]
    sha256: str


@dataclass(frozen=True, slots=True)
class Axes:
    """The mean of vectors, shape (dim,), and their principal axes, shape (dim, components).

    In the graph a vector is its principal components and the length of the rest, whose direction is not known; a query
    has none of the latter. Without it, vectors that lie mostly outside of the axes would be near to every query.
    """

    mean: Vectors
    directions: Vectors

    @classmethod
    def of(cls, sample: Vectors) -> Self:
        """The principal axes of a sample, shape (n, dim)."""
        mean: Vectors = np.asarray(sample.mean(axis=0), dtype=np.float32)
        _, directions = np.linalg.eigh(np.cov(sample - mean, rowvar=False))
        return cls(mean, np.ascontiguousarray(directions[:, : -COMPONENTS - 1 : -1], dtype=np.float32))

    @property
    def coordinates(self) -> int:
        """The number of coordinates in the graph."""
        return int(self.directions.shape[1]) + 1

    def of_vectors(self, rows: Vectors) -> Vectors:
        """Vectors in the graph: shape (n, dim) to shape (n, coordinates)."""
        centred = rows - self.mean
        components = centred @ self.directions
        rest = np.square(centred).sum(axis=1) - np.square(components).sum(axis=1)
        return np.column_stack((components, np.sqrt(LEFT_OUT * rest.clip(0)))).astype(np.float32)

    def of_query(self, query: Vectors) -> Vectors:
        """A query in the graph: shape (dim,) to shape (coordinates,)."""
        return np.append((query - self.mean) @ self.directions, np.float32(0))

    def encoded(self) -> str:
        """Both as text: base64 of float32, little endian, shape (1 + components, dim)."""
        return base64.b64encode(np.vstack([self.mean, self.directions.T]).astype("<f4").tobytes()).decode()

    @classmethod
    def decoded(cls, text: str, dim: int) -> Self:
        """The axes that `encoded` made this text of.

        Raises:
            ValueError: it is not such a text for `dim` dimensions.
        """
        rows = np.frombuffer(base64.b64decode(text, validate=True), dtype="<f4").reshape(-1, dim)
        return cls(rows[0], np.ascontiguousarray(rows[1:].T))


@dataclass(frozen=True, slots=True)
class Snapshot(Generic[Graph_co]):
    """A graph in memory with its stamp. ``file`` is the inode and time of the stamp file it was loaded with."""

    stamp: Stamp
    axes: Axes
    graph: Graph_co
    file: tuple[int, int]

    @property
    def live(self) -> int:
        """The number of vectors that are not marked as deleted."""
        return self.stamp.count - len(self.stamp.dead)

    def nearest(self, query: Vectors, k: int, ef: int) -> list[int]:
        """Ids of the `k` vectors nearest to a query, shape (dim,); see `Graph.nearest`.

        Raises:
            GraphLostError: see there.
        """
        found: list[int] = self.graph.nearest(self.axes.of_query(query), k, ef).tolist()
        return found


class SnapshotFile:
    """The snapshot of one generation on disk: the graph and its stamp, which is written last. One that was distrusted
    is not read again until it is another."""

    def __init__(self, folder: Path, generation: Generation) -> None:
        self.generation = generation
        self.graph = folder / f"{generation.id}.hnsw"
        self._stamp = folder / f"{generation.id}.json"
        self._distrusted: tuple[int, int] | None = None

    @property
    def files(self) -> list[Path]:
        return [self.graph, self._stamp]

    def exists(self) -> bool:
        return self._stamp.exists()

    def read(
        self, load: Callable[[Path, str, int], Graph_co | None], known: Snapshot[Graph_co] | None = None
    ) -> Snapshot[Graph_co] | None:
        """The snapshot, which is `known` if the file is still the same; None if there is none that can be trusted.

        `load` is given the file of the graph, its SHA-256, and the number of coordinates; it returns None where the
        file is another one.
        """
        file = self._state()
        if file is None or file == self._distrusted:
            return None
        if known is not None and known.file == file and known.stamp.generation == self.generation.id:
            return known
        stamp = self.stamp()
        if stamp is not None:
            axes = Axes.decoded(stamp.axes, self.generation.dim)
            graph = load(self.graph, stamp.sha256, axes.coordinates)
            if graph is not None:
                return Snapshot(stamp, axes, graph, file)
        if self._state() == file:  # else it was replaced while it was read
            self.distrust()
        return None

    def holds(self, snapshot: Snapshot[Graph]) -> bool:
        """Whether the file is still the one that a snapshot of the generation was read from."""
        return self._state() == snapshot.file

    def _state(self) -> tuple[int, int] | None:
        """The inode and the time of the stamp file, None if there is none."""
        try:
            state = self._stamp.stat()
        except OSError:
            return None
        return state.st_ino, state.st_mtime_ns

    def verified_stamp(self) -> Stamp | None:
        """The stamp; None if there is no graph that can be trusted."""
        stamp = self.stamp()
        if stamp is None or digest_of(self.graph) == stamp.sha256:
            return stamp
        self.distrust()
        return None

    def stamp(self) -> Stamp | None:
        """The stamp, without verifying the graph; None if it does not fit the generation."""
        try:
            stamp = Stamp(**json.loads(self._stamp.read_text()))
            Axes.decoded(stamp.axes, self.generation.dim)
        except (OSError, ValueError, TypeError):
            return None
        expected = (GRAPH, self.generation.fingerprint, self.generation.dim, self.generation.id)
        return stamp if (stamp.layout, stamp.fingerprint, stamp.dim, stamp.generation) == expected else None

    def save(self, graph: LoadedGraph, axes: Axes, extent: Extent) -> None:
        """Replace the snapshot.

        Raises:
            OSError: it could not be written completely.
        """
        with replacing(self.graph) as temporary:
            digest = graph.save(temporary)
        labels = graph.labels()
        alive = np.setdiff1d(labels, extent.dead)
        stamp = Stamp(
            **asdict(extent),
            layout=GRAPH,
            fingerprint=self.generation.fingerprint,
            dim=self.generation.dim,
            generation=self.generation.id,
            count=len(labels),
            axes=axes.encoded(),
            drawn=alive[np.linspace(0, len(alive) - 1, min(DRAWN, len(alive)), dtype=np.intp)].tolist(),
            sha256=digest,
        )
        with replacing(self._stamp) as temporary:
            temporary.write_text(json.dumps(asdict(stamp)))

    def distrust(self) -> None:
        """Log it, and change the time of the stamp file, so that the next run does not take everything for unchanged
        (`settled.Settled`)."""
        log.warning("ignoring %s, which is damaged or of another version; the next reindex rebuilds it", self.graph)
        with contextlib.suppress(OSError):
            os.utime(self._stamp, (_LONG_AGO, _LONG_AGO))  # the same for all processes, or each would have another try
        self._distrusted = self._state()


@contextlib.contextmanager
def translated_disk_errors(folder: Path) -> Iterator[None]:
    """Raise errors of the disk with the graphs as `HomeError`."""
    try:
        yield
    except OSError as error:
        raise HomeError(
            f"the graph of vectors in {folder} cannot be written: {reason(error)}; check the disk and the space on it;"
            " nothing indexed is lost, and searches go on without the graph"
        ) from error
