"""The public interface of semsearch: everything that the window and the command line can do.

Modules that only some operations need are imported inside these: `semsearch reindex` without changes, and the first
search in a new process, should not wait for imports that they do not use.
"""

from __future__ import annotations  # annotations must not import the modules they name

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from semsearch.index.scanning import is_current, nothing_to_do, scan_if_settled
from semsearch.progress import Progress, silent
from semsearch.settings import Home, default_home
from semsearch.store.lock import write_lock

if TYPE_CHECKING:
    from semsearch.components import Components
    from semsearch.duplicates import Duplicates
    from semsearch.duplicates.actions import DuplicateActions
    from semsearch.encode import ModelStore
    from semsearch.encoders import Encoders
    from semsearch.extract.process.pool import ExtractionPool
    from semsearch.index.indexing import Indexer
    from semsearch.index.reading import PreparedFile
    from semsearch.records import (
        Document,
        Facets,
        Mode,
        Original,
        Preview,
        Reasons,
        Recognition,
        ReindexReport,
        SearchResult,
        Status,
        WatchEvent,
    )
    from semsearch.search.evaluating import Evaluating
    from semsearch.search.probing import Example
    from semsearch.source_registry import SourceRegistry
    from semsearch.store.database import Database
    from semsearch.topics import Topics


class Library:
    """One open home. Safe to share between threads; whatever writes holds the home's write lock.

    A *target*, where a method takes one, is a document id in digits, the path of an indexed or any readable file, or
    ``mid:MESSAGE-ID``.
    """

    def __init__(
        self,
        home: Home,
        models: ModelStore | None = None,
        pool: ExtractionPool[PreparedFile] | None = None,
        *,
        graph_process: bool = False,
    ) -> None:
        self._home = home
        self._models = models
        self._pool = pool
        self._graph_process = graph_process
        self._loaded: Components | None = None
        self._loading = threading.Lock()
        if not is_current(home):  # create, migrate or refuse the catalogue now, not at the first operation
            _ = self._components

    @classmethod
    def open(
        cls,
        home: Path | None = None,
        models: ModelStore | None = None,
        pool: ExtractionPool[PreparedFile] | None = None,
        *,
        graph_process: bool = False,
    ) -> Self:
        """Open the library in `home` (default: `settings.default_home`), creating it if there is none.

        Encoders come from `models`, by default the models installed on this machine (`settings.model_cache`). Files are
        read by `pool`, which several libraries may share and none closes, by default by one of its own. With
        `graph_process`, searches ask a process that has the graph of vectors: no thread of this one stands still while
        a graph is loaded, and the first search waits a little longer.

        Raises:
            HomeError: the home cannot be used.
        """
        opened = Home(home or default_home())
        opened.create()
        return cls(opened, models, pool, graph_process=graph_process)

    def close(self) -> None:
        """Close the database, release the models, and end the process of the graph."""
        if self._loaded is not None:
            self._loaded.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def home(self) -> Path:
        """The folder of the index."""
        return self._home.path

    @property
    def sources(self) -> SourceRegistry:
        """Add, remove and list folders and mailboxes; tell what became of the files in them."""
        return self._components.sources

    @property
    def duplicates(self) -> Duplicates:
        """Find duplicates, and decide which documents are none."""
        return self._components.duplicates

    @property
    def duplicate_actions(self) -> DuplicateActions:
        """Trash, move or hide duplicates, and undo that."""
        from semsearch.duplicates.actions import DuplicateActions

        return DuplicateActions(self._home, self._database, self.reindex)

    @property
    def topics(self) -> Topics:
        """Find, list and change topics; draw the map."""
        from semsearch.topics import Topics

        return Topics(self._database)

    @property
    def evaluation(self) -> Evaluating:
        """Measure the quality of search results."""
        from semsearch.search.evaluating import Evaluating

        return Evaluating(self._database, self._components.searcher)

    @property
    def encoders(self) -> Encoders:
        """List and choose models; turn texts into vectors."""
        return self._components.encoders

    # -- index --

    def reindex(
        self, paths: Iterable[Path] = (), *, full: bool = False, dry_run: bool = False, progress: Progress = silent
    ) -> ReindexReport:
        """Bring the index up to date with the files on disk, or only with those in `paths`.

        `full` reads and encodes everything again while the old index continues to serve searches. `dry_run` changes
        nothing; its report counts what a run would do. A file that crashed its reader or timed out is read again only
        when it has changed or is named in `paths`.

        Raises:
            UsageError: a path is in no source.
            LockedError: another process is writing.
            ModelError: the model in use cannot be loaded.
            Cancelled: raised by `progress`; everything done so far is kept.
        """
        wanted = list(paths)
        # The shortcut would leave out files that failed before; files named explicitly are to be tried again.
        scan = None if full or wanted else scan_if_settled(self._home, wanted, progress)
        if (done := nothing_to_do(scan)) is not None:
            return done
        with self._readers(pictures=self.ocr().on) as pool, nullcontext() if dry_run else write_lock(self._home):
            return self._indexer(pool, progress).run(wanted, scan, full=full, dry_run=dry_run, retry=True)

    def watch(self, progress: Progress = silent, *, at_once: bool = False) -> Iterator[WatchEvent]:
        """Keep the index up to date, yielding what happens. With `at_once`, what has changed by now is indexed also
        on battery.

        A failed update is reported and retried; while another process is writing, this one waits.

        Raises:
            Cancelled: raised by `progress`, the only way to end watching.
        """
        from semsearch.watcher import Watcher

        with ExitStack() as stack:
            pools: dict[bool, ExtractionPool[PreparedFile]] = {}  # by whether OCR is on, which may change meanwhile

            def update(paths: Sequence[Path], report: Progress) -> ReindexReport:
                scan = scan_if_settled(self._home, paths, report)
                if (done := nothing_to_do(scan)) is not None:
                    return done
                on = self.ocr().on
                if on not in pools:
                    pools[on] = stack.enter_context(self._readers(pictures=on))
                with write_lock(self._home):
                    return self._indexer(pools[on], report).run(paths, scan, full=False, dry_run=False, retry=False)

            def rest() -> None:
                stack.close()
                pools.clear()
                self._components.encoders.forget()

            yield from Watcher(self._home, self._database, update, rest, progress, at_once=at_once).run()

    def pause(self, paused: bool) -> None:
        """Suspend or resume automatic indexing, for all processes that watch this home and across restarts."""
        from semsearch.store.meta import PAUSED, set_meta

        with self._database.writing() as connection:
            set_meta(connection, PAUSED, "yes" if paused else "")

    def waits_on_battery(self, waits: bool | None = None) -> bool:
        """Whether large updates wait while the computer runs on battery; `waits` first switches that."""
        from semsearch.store.meta import ON_BATTERY, get_meta, set_meta

        if waits is not None:
            with self._database.writing() as connection:
                set_meta(connection, ON_BATTERY, "" if waits else "go on")
        with self._database.transaction() as connection:
            return not get_meta(connection, ON_BATTERY)

    def status(self) -> Status:
        """Counts, the model, coverage, and sizes on disk."""
        return self._components.status()

    def ocr(self, on: bool | None = None) -> Recognition:
        """Whether text in scans and pictures is recognised; `on` first switches that on or off."""
        from semsearch.index import ocr

        if on is not None:
            ocr.switch(self._database, on)
        return ocr.recognition(self._database)

    # -- find --

    def prepare(self) -> None:
        """Load the model and the graph, so that the first search need not wait for them.

        Raises:
            ModelError: the model cannot be loaded.
        """
        self._components.prepare()

    def delays(self, *, encoding: bool = True) -> list[str]:
        """What a search by meaning has to wait for, each in a sentence; `encoding` where a text has to be encoded for
        it. Mostly there is nothing."""
        return self._components.delays(encoding=encoding)

    def search(self, query: str, k: int = 10, *, mode: Mode = "hybrid", explain: bool = False) -> SearchResult:
        """The `k` best documents for `query`, which may use the operators described in docs/query.md."""
        valid = query.encode(errors="replace").decode()  # an argument of a command may be anything
        return self._components.searcher.search(valid, k, mode, explain)

    def similar(
        self,
        targets: str | Sequence[str],
        k: int = 10,
        *,
        less: Sequence[str] = (),
        same_thread: bool | None = None,
        explain: bool = False,
    ) -> SearchResult:
        """The `k` documents most similar to the targets together and dissimilar to those in `less`.

        The targets themselves are never among the results. `same_thread` True keeps only mails from the threads of the
        targets, False only documents from outside them, None both.

        Raises:
            NotIndexedError: a target is neither indexed nor a readable file.
        """
        more = [targets] if isinstance(targets, str) else list(targets)
        found = self._components.searcher.similar(
            self._resolve(more), self._resolve(less), k, same_thread=same_thread, explain=explain
        )
        return replace(found, query=" ".join(more))

    def similar_text(self, text: str, k: int = 10, *, explain: bool = False) -> SearchResult:
        """The `k` documents most similar to a text; quoted replies and signatures in it do not count."""
        from semsearch.targets import example

        return replace(self._components.searcher.similar([example(text)], k=k, explain=explain), query=text)

    def explain(self, document_id: int, *, query: str = "", like: Sequence[str] = ()) -> Reasons:
        """Why a document matches a query or resembles the targets `like`, sentence by sentence.

        Raises:
            NotIndexedError: the document or a target is no longer indexed.
        """
        document = self.show(str(document_id))
        if like:
            return self._components.searcher.explain_similar(document, self._resolve(like))
        return self._components.searcher.explain_search(document, query)

    def facets(self, query: str = "", k: int = 100) -> Facets:
        """Counts of senders, folders, types, years and so on among all that a search for `k` documents considers
        related to a query, or among all documents. It is not searched again if the last search was this one."""
        return self._components.searcher.facets(query, k)

    def senders(self, beginning: str) -> list[str]:
        """Completions for a name typed after ``from:``, the most frequent senders first."""
        from semsearch.store import people

        with self._database.transaction() as connection:
            return people.completions(connection, beginning)

    def show(self, target: str) -> Document:
        """One document with its full text.

        Raises:
            NotIndexedError: it is not indexed.
        """
        from semsearch import documents

        return documents.show(self._database, target)

    def preview(self, document_id: int) -> Preview:
        """A document prepared for display: HTML is sanitised and stripped of remote content.

        Raises:
            NotIndexedError: it is no longer indexed.
        """
        from semsearch import documents

        return documents.preview(self._database, document_id)

    def original(self, document_id: int, attachment: str = "") -> Original:
        """The bytes that a document was read from: a single message of a mailbox, an attachment, a member of an
        archive, or the whole file. With `attachment`, the attachment of that name in the document. A message has a
        name that says what it is, also where its file in a Maildir has only numbers for one.

        Raises:
            NotIndexedError: it is no longer indexed, or its file has changed since it was.
            UnreadableError: the part is missing or damaged.
        """
        from semsearch import documents

        return documents.original(self._database, document_id, attachment)

    # -- internals --

    def _readers(self, *, pictures: bool) -> AbstractContextManager[ExtractionPool[PreparedFile]]:
        """The pool that was given, or a new one; with `pictures`, this leaves pictures for a second pass."""
        if self._pool is not None:
            return nullcontext(self._pool)
        from semsearch.extract.process.pool import ExtractionPool
        from semsearch.index import ocr

        return ExtractionPool(ocr.reader(pictures))

    def _indexer(self, pool: ExtractionPool[PreparedFile], progress: Progress) -> Indexer:
        from semsearch.index.indexing import Indexer

        ours = self._components
        calibrate = ours.searcher.calibrate
        return Indexer(self._home, ours.database, ours.index, ours.encoders, pool, calibrate, progress)

    def _resolve(self, targets: Iterable[str]) -> list[Document | Example]:
        from semsearch.targets import resolve

        return [resolve(self._database, target) for target in targets]

    @property
    def _components(self) -> Components:
        with self._loading:
            if self._loaded is None:
                from semsearch.components import Components

                self._loaded = Components(self._home, self._models, graph_process=self._graph_process)
            return self._loaded

    @property
    def _database(self) -> Database:
        return self._components.database
