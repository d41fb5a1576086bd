"""The snapshot that answers searches: the newest there is, in this process or in one of its own."""

import logging
import threading
from pathlib import Path
from typing import Protocol

from semsearch.errors import reason
from semsearch.store.vectors.generations import Generation
from semsearch.store.vectors.graph import Graph, GraphLostError, LoadedGraph
from semsearch.store.vectors.graph_process import GraphProcess
from semsearch.store.vectors.snapshot import Snapshot, SnapshotFile

log = logging.getLogger(__name__)


class CurrentSnapshot(Protocol):
    """Finds and keeps the snapshot for searches. Safe to share between threads."""

    def of(self, generation: Generation) -> Snapshot[Graph] | None:
        """The snapshot of a generation; None if there is none that can be trusted."""

    def prepare(self, generation: Generation) -> None:
        """Begin to load the snapshot, if nothing here has to wait for it."""

    def close(self) -> None:
        """End what has been started."""


class LoadedHere:
    """A snapshot in this process, loaded again where another process has written a newer one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file: SnapshotFile | None = None
        self._loaded: Snapshot[LoadedGraph] | None = None

    def of(self, generation: Generation) -> Snapshot[LoadedGraph] | None:
        """See `CurrentSnapshot`."""
        self._file = _file_of(self._folder, generation, self._file)
        self._loaded = self._file.read(LoadedGraph.load, self._loaded)
        return self._loaded

    def prepare(self, generation: Generation) -> None:
        """See `CurrentSnapshot`."""

    def close(self) -> None:
        """See `CurrentSnapshot`."""


class LoadedApart:
    """A snapshot whose graph is in a process of its own. Only the first has to be waited for: while a newer one is
    loaded, that before it answers. Where the process has died, another is started."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._file: SnapshotFile | None = None
        self._newest: Snapshot[GraphProcess] | None = None
        self._serving: Snapshot[GraphProcess] | None = None  # the newest once it is loaded, until then the one before

    def of(self, generation: Generation) -> Snapshot[GraphProcess] | None:
        """See `CurrentSnapshot`."""
        with self._lock:
            newest = self._look(generation)
            file = self._file
            if newest is None or file is None or self._serving is not None:
                return self._serving
        return newest if self._load(file, newest) else None

    def prepare(self, generation: Generation) -> None:
        """See `CurrentSnapshot`."""
        with self._lock:
            self._look(generation)

    def close(self) -> None:
        """See `CurrentSnapshot`."""
        with self._lock:
            for snapshot in (self._newest, self._serving):
                if snapshot is not None:
                    snapshot.graph.close()
            self._newest = self._serving = None

    def _look(self, generation: Generation) -> Snapshot[GraphProcess] | None:
        """The newest snapshot of a generation, which may have to be loaded yet; what has become useless is dropped."""
        if self._newest is not None and self._newest.graph.has_ended:
            self._newest = None
        known, file = self._newest, _file_of(self._folder, generation, self._file)
        self._file = file
        try:
            self._newest = file.read(GraphProcess, known)
        except OSError as error:
            log.warning(
                "vectors are compared one by one, as no process for the graph can be started: %s", reason(error)
            )
            self._newest = None
        serving = self._serving
        if serving is not None and (
            self._newest is None or serving.graph.has_ended or serving.stamp.generation != generation.id
        ):
            self._serving = None
        if known is not None and known is not self._newest and known is not serving:
            known.graph.close()  # replaced before it was loaded
        if self._newest is not None and self._newest is not known:
            threading.Thread(target=self._load, args=(file, self._newest), name="graph", daemon=True).start()
        return self._newest

    def _load(self, file: SnapshotFile, snapshot: Snapshot[GraphProcess]) -> bool:
        """Wait until a snapshot is loaded, and let it serve; whether it can."""
        try:
            sound = snapshot.graph.is_sound()
        except GraphLostError:
            return False
        with self._lock:
            if self._newest is snapshot:
                self._newest = self._serving = snapshot if sound else None
                if not sound and file.holds(snapshot):  # else the graph was replaced between its stamp and itself
                    file.distrust()
        return sound


def _file_of(folder: Path, generation: Generation, known: SnapshotFile | None) -> SnapshotFile:
    """The file of a generation: `known`, which remembers what it distrusts, if it is that."""
    return known if known is not None and known.generation == generation else SnapshotFile(folder, generation)
