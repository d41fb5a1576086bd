"""The HNSW graph of a generation's vectors in a file, and what is needed to trust it.

The graph (Malkov and Yashunin 2016, arXiv:1603.09320) does not hold the vectors themselves, which are in SQLite, but
their first principal components. Distances there are never longer than the true ones, and their order is nearly the
same: of a few hundred nearest there, compared exactly, the ten nearest are all but always the true ones, at a third of
the memory and the time (docs/decisions/0007-speed.md).

A snapshot is trusted only if its stamp fits (encoder, dimension, generation, layout) and its SHA-256 is right: hnswlib
itself loads damaged files without a word, and a crafted one can corrupt memory
(https://github.com/nmslib/hnswlib/issues/673).
"""

import base64
import contextlib
import hashlib
import json
import logging
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from semsearch.records import Vectors
from semsearch.store.generations import Generation
from semsearch.versions import GRAPH

log = logging.getLogger(__name__)

COMPONENTS = 112
"""Principal components that the graph holds of a vector, or all where there are fewer."""

DRAWN = 500
"""Vectors by which it is told how many of a graph have gone."""

LINKS = 16
EF_CONSTRUCTION = 200


@dataclass(frozen=True, slots=True)
class Extent:
    """What a graph covers: ``built`` vectors when it was made, by now all up to ``last_id`` that were alive, ``dead``
    those of them that are marked as deleted."""

    built: int
    last_id: int
    dead: list[int]


@dataclass(frozen=True, slots=True)
class Stamp(Extent):
    """What a snapshot claims to be, ``axes`` being the principal components as base64, ``drawn`` some of the vectors
    that are not marked."""

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
    """The mean of vectors, shape (dim,), and the directions in which they differ most, shape (dim, components)."""

    mean: Vectors
    directions: Vectors

    @classmethod
    def of(cls, sample: Vectors) -> Self:
        """The principal components of a sample, shape (n, dim)."""
        mean: Vectors = np.asarray(sample.mean(axis=0), dtype=np.float32)
        _, directions = np.linalg.eigh(np.cov(sample - mean, rowvar=False))
        return cls(mean, np.ascontiguousarray(directions[:, : -COMPONENTS - 1 : -1], dtype=np.float32))

    def __call__(self, rows: Vectors) -> Vectors:
        """Rows of shape (n, dim) as they stand in the graph, shape (n, components)."""
        return np.asarray((rows - self.mean) @ self.directions, dtype=np.float32)

    def encoded(self) -> str:
        return base64.b64encode(np.vstack([self.mean, self.directions.T]).astype("<f4").tobytes()).decode()

    @classmethod
    def decoded(cls, text: str, dim: int) -> Self:
        """
        Raises:
            ValueError: these are no axes of this many dimensions.
        """
        rows = np.frombuffer(base64.b64decode(text, validate=True), dtype="<f4").reshape(-1, dim)
        return cls(rows[0], np.ascontiguousarray(rows[1:].T))


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A graph with its stamp. ``file`` tells whether the one on disk is still this one."""

    stamp: Stamp
    axes: Axes
    index: Any
    file: tuple[int, int]

    @property
    def live(self) -> int:
        return self.stamp.count - len(self.stamp.dead)

    @property
    def labels(self) -> NDArray[np.int64]:
        """Ids of all vectors in the graph, those marked as deleted too."""
        return np.asarray(self.index.get_ids_list(), dtype=np.int64)


class SnapshotFile:
    """The snapshot of one generation on disk: the graph, and beside it the stamp, which is written last."""

    def __init__(self, folder: Path, generation: Generation) -> None:
        self._generation = generation
        self.graph = folder / f"{generation.id}.hnsw"
        self._stamp = folder / f"{generation.id}.json"

    @property
    def files(self) -> list[Path]:
        return [self.graph, self._stamp]

    def exists(self) -> bool:
        return self._stamp.exists()

    def load(self, known: Snapshot | None = None) -> Snapshot | None:
        """The snapshot, `known` if it is still that one; None where there is none that can be trusted."""
        try:
            state = self._stamp.stat()
            file = (state.st_ino, state.st_mtime_ns)
            if known is not None and known.file == file and known.stamp.generation == self._generation.id:
                return known
        except OSError:
            return None
        stamp = self.stamp()
        if stamp is None or _sha256(self.graph) != stamp.sha256:
            self._distrust()
            return None
        axes = Axes.decoded(stamp.axes, self._generation.dim)
        index = empty_graph(axes)
        index.load_index(str(self.graph))
        return Snapshot(stamp, axes, index, file)

    def stamp(self) -> Stamp | None:
        """What the snapshot claims, unverified; None where that does not fit."""
        try:
            stamp = Stamp(**json.loads(self._stamp.read_text()))
            Axes.decoded(stamp.axes, self._generation.dim)
        except (OSError, ValueError, TypeError):
            return None
        expected = (GRAPH, self._generation.fingerprint, self._generation.dim, self._generation.id)
        return stamp if (stamp.layout, stamp.fingerprint, stamp.dim, stamp.generation) == expected else None

    def save(self, index: Any, axes: Axes, extent: Extent) -> None:  # noqa: ANN401 - hnswlib has no types
        """Replace what is there.

        Raises:
            OSError: it could not be written whole.
        """
        temporary = self.graph.with_suffix(".new")
        index.save_index(str(temporary))
        _check(temporary, axes, index.get_current_count())  # save_index is silent about a full disk
        alive = np.setdiff1d(np.asarray(index.get_ids_list(), dtype=np.int64), extent.dead)
        stamp = Stamp(
            **asdict(extent),
            layout=GRAPH,
            fingerprint=self._generation.fingerprint,
            dim=self._generation.dim,
            generation=self._generation.id,
            count=index.get_current_count(),
            axes=axes.encoded(),
            drawn=alive[np.linspace(0, len(alive) - 1, min(DRAWN, len(alive)), dtype=np.intp)].tolist(),
            sha256=_sha256(temporary) or "",
        )
        _replace(temporary, self.graph)
        temporary = self._stamp.with_suffix(".new")
        temporary.write_text(json.dumps(asdict(stamp)))
        _replace(temporary, self._stamp)

    def _distrust(self) -> None:
        """A run that looks at the files alone would take everything to be as it was (`seen.Settled`)."""
        log.warning("ignoring %s, which is damaged or of another version; the next reindex makes it anew", self.graph)
        with contextlib.suppress(OSError):
            self._stamp.touch()


def empty_graph(axes: Axes) -> Any:  # noqa: ANN401 - hnswlib has no types
    """A graph that holds nothing yet, not initialised."""
    # Imported here: small homes need none.
    import hnswlib

    return hnswlib.Index(space="l2", dim=axes.directions.shape[1])


def _check(file: Path, axes: Axes, count: int) -> None:
    written = empty_graph(axes)
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
