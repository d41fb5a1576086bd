"""The objects behind a `Library`. Importing them all takes half a second, so the library does it on demand."""

from functools import cached_property
from typing import TYPE_CHECKING

from semsearch.encode import ModelStore
from semsearch.encoders import Encoders
from semsearch.language import lemmas
from semsearch.records import Status
from semsearch.search.searching import Searcher
from semsearch.settings import Home, model_cache
from semsearch.source_registry import SourceRegistry
from semsearch.store import lookup, schema
from semsearch.store.database import Database
from semsearch.store.meta import PAUSED, get_meta
from semsearch.store.vectors import generations, stored_vectors
from semsearch.store.vectors.vector_index import VectorIndex

if TYPE_CHECKING:
    from semsearch.duplicates import Duplicates


LONG = 200_000
"""Vectors that take more than a second to compare one by one."""


class Components:
    """The database of a home, its vector index and encoders, and those services built on them that keep something.

    Raises:
        HomeError: the catalogue cannot be opened; see `Database`.
        LockedError: it has to be migrated while another process is writing.
    """

    def __init__(self, home: Home, models: ModelStore | None, *, graph_process: bool) -> None:
        self.database = Database(home)
        self.index = VectorIndex(home, graph_process=graph_process)
        self.encoders = Encoders(home, self.database, models or ModelStore(model_cache()))
        self.searcher = Searcher(self.database, self.index, self.encoders.of)
        self.sources = SourceRegistry(home, self.database)

    @cached_property
    def duplicates(self) -> "Duplicates":
        """Made when first needed, as its imports take a third of a second."""
        from semsearch.duplicates import Duplicates

        return Duplicates(self.database)

    def prepare(self) -> None:
        """See `Library.prepare`."""
        with self.database.transaction() as connection:
            generation = generations.serving(connection)
        if generation is not None:
            self.index.prepare(generation)  # beside the model
        self.encoders.prepare()
        lemmas.is_known("mail")  # loads the dictionary of English
        self.searcher.search("mail", 1, "hybrid", explain=False)  # what it finds does not matter

    def delays(self, *, encoding: bool) -> list[str]:
        """See `Library.delays`."""
        with self.database.transaction() as connection:
            generation = generations.serving(connection)
            if generation is None:
                return []
            compared = self.index.compared_one_by_one(connection, generation)
        told = []
        if encoding and not self.encoders.store.fingerprints(generation.model):
            told.append(f"preparing the model {generation.model}, once on this computer; it takes a minute")
        if compared > LONG:
            told.append(f"comparing {compared:,} texts one by one, until a graph is made with: semsearch reindex")
        return told

    def status(self) -> Status:
        """See `Library.status`."""
        with self.database.transaction() as connection:
            files, documents, chunks = lookup.counts(connection)
            generation = generations.serving(connection)
            vectors = stored_vectors.live_vector_count(connection, generation.id) if generation else 0
            paused = bool(get_meta(connection, PAUSED))
            texts = generations.text_count(connection)
            parts_skipped = lookup.skipped_parts(connection)
            sources = schema.count_of(connection, schema.sources)
        return Status(
            sources=sources,
            files=files,
            documents=documents,
            chunks=chunks,
            vectors=vectors,
            model=self.encoders.status(generation),
            generation=generation.id if generation else 0,
            bytes={"database": self.database.bytes, "index": self.index.bytes},
            paused=paused,
            texts=texts,
            coverage=min(1.0, vectors / texts) if texts else 1.0,
            parts_skipped=parts_skipped,
        )

    def close(self) -> None:
        """Close the database, end the process of the graph, and release the models."""
        self.database.close()
        self.index.close()
        self.encoders.forget()
