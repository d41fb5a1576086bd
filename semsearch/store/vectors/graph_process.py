"""A graph in a process of its own: both ends of its pipe.

hnswlib keeps Python's lock while it loads a graph, 3 s for a million vectors, in which a window in the same process
would stand still. ``python -m semsearch.store.vectors.graph_process FILE SHA256 COORDINATES`` loads one, and tells by
one byte whether the file has that SHA-256. To a request of ``k``, ``ef`` and a query it answers with the number of
labels found and these; where ``k`` is 0, with the labels of all vectors. It ends with its standard input, and so with
the program that has started it, in whatever way that ends.
"""

import struct
import subprocess
import sys
import threading
import weakref
from contextlib import suppress
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from semsearch.records import Vectors
from semsearch.store.vectors.graph import GraphLostError, LoadedGraph

_SOUND, _DAMAGED = b"+", b"-"
_REQUEST, _COUNT = struct.Struct("<II"), struct.Struct("<Q")
_COORDINATE, _LABEL = np.dtype("<f4"), np.dtype("<i8")


class GraphProcess:
    """A graph in a process of its own. `close` ends that, and so does the end of this object. Safe to share between
    threads."""

    def __init__(self, file: Path, sha256: str, coordinates: int) -> None:
        """Start the process, which begins to load the graph from its file.

        Raises:
            OSError: it cannot be started.
        """
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", "semsearch.store.vectors.graph_process", str(file), sha256, str(coordinates)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            process_group=0,  # Ctrl+C is for the program
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._no_query = np.zeros(coordinates, dtype=np.float32)
        self._lock = threading.Lock()
        self._sound: bool | None = None
        self.close = weakref.finalize(self, _end, self._process)

    @property
    def has_ended(self) -> bool:
        """Whether the process is no more."""
        return self._process.poll() is not None

    def is_sound(self) -> bool:
        """Whether the file was the one that was meant; waits until it is loaded.

        Raises:
            GraphLostError: the process ended before.
        """
        with self._lock:
            if self._sound is None:
                self._sound = self._read(1) == _SOUND
            return self._sound

    def nearest(self, query: Vectors, k: int, ef: int) -> NDArray[np.int64]:
        """See `Graph`. The graph must be sound."""
        with self._lock:
            self._write(_REQUEST.pack(k, ef) + query.astype(_COORDINATE).tobytes())
            (count,) = _COUNT.unpack(self._read(_COUNT.size))
            return np.frombuffer(self._read(count * _LABEL.itemsize), dtype=_LABEL)

    def labels(self) -> NDArray[np.int64]:
        """See `Graph`. The graph must be sound."""
        return self.nearest(self._no_query, 0, 0)

    def _write(self, request: bytes) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(request)
            self._process.stdin.flush()
        except (OSError, ValueError) as error:  # it has ended, or was closed
            self.close()
            raise GraphLostError from error

    def _read(self, size: int) -> bytes:
        assert self._process.stdout is not None
        try:
            answer = self._process.stdout.read(size)
        except ValueError as error:  # it was closed
            raise GraphLostError from error
        if len(answer) < size:
            self.close()
            raise GraphLostError
        return answer


def _end(process: "subprocess.Popen[bytes]") -> None:
    with suppress(OSError), process:
        process.kill()


def main() -> None:
    """The process."""
    file, sha256, coordinates = sys.argv[1:]
    graph = LoadedGraph.load(Path(file), sha256, int(coordinates))
    # Not sys.stdout, which would complain at the end that nobody listens any more.
    with suppress(BrokenPipeError), open(1, "wb", closefd=False) as answers:
        answers.write(_DAMAGED if graph is None else _SOUND)
        answers.flush()
        size = _REQUEST.size + int(coordinates) * _COORDINATE.itemsize
        while graph is not None and len(request := sys.stdin.buffer.read(size)) == size:
            k, ef = _REQUEST.unpack_from(request)
            query = np.frombuffer(request, dtype=_COORDINATE, offset=_REQUEST.size)
            labels = graph.nearest(query, k, ef) if k else graph.labels()
            answers.write(_COUNT.pack(len(labels)) + labels.astype(_LABEL).tobytes())
            answers.flush()


if __name__ == "__main__":
    main()
