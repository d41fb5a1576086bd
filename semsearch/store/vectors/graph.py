"""An HNSW graph (Malkov and Yashunin 2016, arXiv:1603.09320): hnswlib, as far as it is used.

Imports little, for the process that has nothing but a graph (`graph_process`).
"""

import hashlib
import sys
import threading
from pathlib import Path
from typing import Any, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from semsearch.records import Vectors

LINKS, EF_CONSTRUCTION = 16, 200
"""The parameters M and efConstruction of the graph."""


class GraphLostError(Exception):
    """The process that had the graph has ended."""


class Graph(Protocol):
    """What is asked of a graph. Safe to share between threads."""

    def nearest(self, query: Vectors, k: int, ef: int) -> NDArray[np.int64]:
        """Labels of the `k` vectors nearest to a query, shape (coordinates,), that are not marked as deleted; none, if
        a search of breadth `ef` cannot reach so many.

        Raises:
            GraphLostError: see there.
        """

    def labels(self) -> NDArray[np.int64]:
        """Labels of all vectors, including those marked as deleted.

        Raises:
            GraphLostError: see there.
        """


class LoadedGraph:
    """A graph in this process. Searches can share it between threads."""

    def __init__(self, coordinates: int) -> None:
        # Imported here, as small homes have no graph.
        import hnswlib

        self._index: Any = hnswlib.Index(space="l2", dim=coordinates)
        self._lock = threading.Lock()

    @classmethod
    def empty(cls, coordinates: int) -> Self:
        """A graph without vectors."""
        made = cls(coordinates)
        made._index.init_index(max_elements=0, M=LINKS, ef_construction=EF_CONSTRUCTION, random_seed=1)
        return made

    @classmethod
    def load(cls, file: Path, sha256: str, coordinates: int) -> Self | None:
        """The graph in a file; None if its SHA-256 is another. Keeps Python's lock: 3 s for a million vectors."""
        if digest_of(file) != sha256:
            return None
        loaded = cls(coordinates)
        loaded._index.load_index(_named(file))
        return loaded

    def save(self, file: Path) -> str:
        """Write the graph into a file. Returns its SHA-256.

        Raises:
            OSError: it could not be written completely.
        """
        self._index.save_index(_named(file))
        _check(file, self._index.index_file_size())  # save_index does not report a full disk
        return digest_of(file)

    def nearest(self, query: Vectors, k: int, ef: int) -> NDArray[np.int64]:
        """See `Graph`."""
        try:
            with self._lock:
                self._index.set_ef(ef)
                labels, _ = self._index.knn_query(query, k=k)
        except RuntimeError:  # fewer can be reached, https://github.com/nmslib/hnswlib/issues/321
            return np.empty(0, dtype=np.int64)
        return np.asarray(labels[0], dtype=np.int64)

    def labels(self) -> NDArray[np.int64]:
        """See `Graph`."""
        return np.asarray(self._index.get_ids_list(), dtype=np.int64)

    def make_room(self, count: int) -> None:
        """Let `count` more vectors be added."""
        self._index.resize_index(self._index.get_current_count() + count)

    def add(self, rows: Vectors, labels: NDArray[np.int64]) -> None:
        """Add vectors, shape (n, coordinates), for which there is room; labels must be new."""
        self._index.add_items(rows, labels)

    def mark_deleted(self, labels: NDArray[np.int64]) -> None:
        """Let searches find these vectors no more; they must not be marked already."""
        for label in labels.tolist():
            self._index.mark_deleted(label)


def digest_of(file: Path) -> str:
    """The SHA-256 of a file in hexadecimal, "" if it cannot be read."""
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        return ""


def _named(file: Path) -> str | bytes:
    """The name by which hnswlib opens a file: on Windows in the code page of the system.

    Raises:
        OSError: it has characters which that has not.
    """
    if sys.platform == "win32":
        try:
            return str(file).encode("mbcs")
        except UnicodeEncodeError as error:
            raise OSError(f"Windows has no code page for {file}; choose another home with --home") from error
    return str(file)


def _check(file: Path, size: int) -> None:
    if file.stat().st_size != size:
        raise OSError("not all of it was written; is the disk full?")
