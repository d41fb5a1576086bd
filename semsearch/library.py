"""The one front door: everything that the window and the command line can do.

What only some of it needs is imported where it is used: a search in a new process would load it in vain.
"""

from __future__ import annotations  # or they would load all that they name

import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, nullcontext
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from semsearch.index.looking import Look, is_current, nothing_to_do, settled_look
from semsearch.progress import Progress, silent
from semsearch.settings import Home, default_home

if TYPE_CHECKING:
    from semsearch.duplicates import Duplicates
    from semsearch.duplicates.acting import Acting
    from semsearch.encode import ModelStore
    from semsearch.extract.pool import ExtractionPool
    from semsearch.index.reading import Reading
    from semsearch.parts import Parts
    from semsearch.records import (
        Document,
        DuplicateReport,
        Facets,
        FileFate,
        Mode,
        Model,
        Original,
        Preview,
        Purpose,
        Reasons,
        Recognition,
        ReindexReport,
        SearchResult,
        SkippedFile,
        Source,
        Status,
        Tier,
        Vectors,
        WatchEvent,
    )
    from semsearch.search.evaluating import Evaluating
    from semsearch.search.probing import Example
    from semsearch.store.database import Database
    from semsearch.topics import Topics


class Library:
    """One home, open. Many may read at once, from any thread; what writes holds the home's write lock.

    Targets, where a method takes one, are a document's id in digits, a path (of an indexed file, or of any readable
    one), or ``mid:MESSAGE-ID``.
    """

    def __init__(self, home: Home, models: ModelStore | None = None) -> None:
        self._home = home
        self._models = models
        self._loaded: Parts | None = None
        self._loading = threading.Lock()
        if not is_current(home):  # made, upgraded or refused, now rather than by what is asked for first
            self._parts  # noqa: B018

    @classmethod
    def open(cls, home: Path | None = None, models: ModelStore | None = None) -> Self:
        """Open the library in `home`, creating it where there is none; default: `settings.default_home`.

        `models` are where encoders come from, by default those of this machine (`settings.model_cache`).

        Raises:
            HomeError: the home cannot be used.
        """
        opened = Home(home or default_home())
        opened.create()
        return cls(opened, models)

    def close(self) -> None:
        """Let go of files and models."""
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
        return self._home.path

    @property
    def acting(self) -> Acting:
        """What a person lets do with duplicates."""
        return self._parts.acting

    @property
    def topics(self) -> Topics:
        return self._parts.topics

    @property
    def copies(self) -> Duplicates:
        """Duplicates in parts, for who shows them as they are found."""
        return self._parts.copies

    @property
    def evaluation(self) -> Evaluating:
        return self._parts.evaluation

    # -- sources --

    def add(self, paths: Iterable[Path], exclude: Sequence[str] = ()) -> list[Source]:
        """Register folders, mbox files or Maildirs. Adding one again replaces its excludes.

        Raises:
            UsageError: a path is not there, or lies inside a source already registered, or a pattern is no size.
            LockedError: another process is writing.
        """
        return self._parts.sourcing.add(paths, exclude)

    def remove(self, paths: Iterable[Path]) -> list[Source]:
        """Forget sources and all that was indexed from them; files on disk are not touched. Returns what was removed.

        Raises:
            UsageError: a path is not a source.
            LockedError: another process is writing.
        """
        return self._parts.sourcing.remove(paths)

    def sources(self) -> list[Source]:
        return self._parts.sourcing.listed()

    # -- index --

    def reindex(
        self, paths: Iterable[Path] = (), *, full: bool = False, dry_run: bool = False, progress: Progress = silent
    ) -> ReindexReport:
        """Bring the index up to date with what is on disk; with `paths`, only what lies below them.

        `full` reads and encodes everything anew while the old index goes on serving. `dry_run` only looks: its report
        counts what a run would do. Cancelled from `progress` (by raising `Cancelled`), what was done is kept.
        A file that ended or held up the process that read it is tried again only once it has changed, or if `paths`
        name it.

        Raises:
            LockedError: another process is writing.
            ModelError: the model in use cannot be loaded.
        """
        wanted = list(paths)
        # What is named is read even if it did harm before.
        look = None if full or wanted else settled_look(self._home, wanted, progress)
        if (done := nothing_to_do(look)) is not None:
            return done
        from semsearch.extract.pool import ExtractionPool
        from semsearch.index import recognising

        with ExtractionPool(recognising.reader(self.ocr().on)) as pool:
            return self._reindex(wanted, pool, progress, look, full=full, dry_run=dry_run, retry=True)

    def watch(self, progress: Progress = silent) -> Iterator[WatchEvent]:
        """Keep the index up to date: yields what happens, until `progress` raises `Cancelled`, which is let through.

        What fails is reported and tried again; another process that writes is waited for.
        """
        from semsearch.extract.pool import ExtractionPool
        from semsearch.index import recognising
        from semsearch.watching import Watching

        with ExitStack() as stack:
            pools: dict[bool, ExtractionPool[Reading]] = {}  # recognition may be switched meanwhile

            def update(paths: Sequence[Path], report: Progress) -> ReindexReport:
                look = settled_look(self._home, paths, report)
                if (done := nothing_to_do(look)) is not None:
                    return done
                on = self.ocr().on
                if on not in pools:
                    pools[on] = stack.enter_context(ExtractionPool(recognising.reader(on)))
                return self._reindex(paths, pools[on], report, look)

            yield from Watching(self._home, self._database, update, progress).run()

    def pause(self, paused: bool) -> None:
        """Let watching stop indexing on its own, also in other processes and after a restart, or go on again."""
        self._parts.sourcing.pause(paused)

    def status(self) -> Status:
        return self._parts.status()

    def ocr(self, on: bool | None = None) -> Recognition:
        """Whether text in scans and pictures is recognised; with `on`, that from now on."""
        from semsearch.index import recognising

        if on is not None:
            recognising.switch(self._database, on)
        return recognising.recognition(self._database)

    def why(self, path: Path) -> FileFate:
        """Whether a file is indexed and, if it is not, which rule or reason keeps it out."""
        return self._parts.sourcing.why(path)

    def skipped(self) -> list[SkippedFile]:
        """Every file that was not indexed, and parts of files, each with its reason."""
        return self._parts.sourcing.skipped()

    def retry(self, paths: Iterable[Path]) -> None:
        """Let the next run read files again that were left out."""
        self._parts.sourcing.retry(paths)

    # -- find --

    def prepare(self) -> None:
        """Load what the first search would have to wait for: about a second. Without an index there is nothing to load.

        Raises:
            ModelError: the model cannot be loaded.
        """
        from semsearch.store import generations

        with self._database.transaction() as connection:
            generation = generations.serving(connection)
        if generation is not None:
            self._parts.encoders.of(generation).encode([""], "query")

    def search(self, query: str, k: int = 10, *, mode: Mode = "hybrid", explain: bool = False) -> SearchResult:
        """The `k` documents that answer `query` best. The query language is described in docs/query.md."""
        return self._parts.searcher.search(query, k, mode, explain)

    def similar(
        self,
        targets: str | Sequence[str],
        k: int = 10,
        *,
        less: Sequence[str] = (),
        same_thread: bool | None = None,
        explain: bool = False,
    ) -> SearchResult:
        """The `k` documents most similar to a target, or to several together, and not to those in `less`; never one
        of these itself.

        `same_thread` True keeps only mails of their threads, False only others, None both.

        Raises:
            NotIndexedError: a target is neither indexed nor a readable file.
        """
        more = [targets] if isinstance(targets, str) else list(targets)
        return self._parts.searcher.similar(
            " ".join(more), self._given(more), self._given(less), k, same_thread, explain
        )

    def similar_text(self, text: str, k: int = 10, *, explain: bool = False) -> SearchResult:
        """The `k` documents most similar to a text that need not be indexed."""
        from semsearch.index.reading import prepare
        from semsearch.records import Extracted
        from semsearch.search.probing import example_of_text

        pasted = prepare(Extracted(kind="email", title="", text=text))
        return self._parts.searcher.similar(text, [example_of_text(pasted)], (), k, None, explain)

    def explain(self, document_id: int, *, query: str = "", like: Sequence[str] = ()) -> Reasons:
        """Why a document answers a query, or is similar to the targets `like`: sentence by sentence.

        Raises:
            NotIndexedError: the document or a target is not indexed any more.
        """
        document = self.show(str(document_id))
        if like:
            return self._parts.searcher.explain_similar(document, self._given(like))
        return self._parts.searcher.explain_search(document, query)

    def facets(self, query: str = "", *, mode: Mode = "hybrid") -> Facets:
        """What the documents that a query finds have in common; without a query, all documents."""
        return self._parts.searcher.facets(query, mode)

    def senders(self, beginning: str, count: int = 8) -> list[str]:
        """Senders to complete what was typed after ``from:``, those of the most mails first."""
        from semsearch.store import facets

        with self._database.transaction() as connection:
            return facets.senders(connection, beginning, count)

    def duplicates(
        self,
        tier: Tier | None = None,
        threshold: float | None = None,
        keep: str = "newest",
        progress: Progress = silent,
    ) -> DuplicateReport:
        """Groups of duplicates of one tier, the most similar first, then the largest.

        `tier` None means "exact". `threshold` is the least similarity, in 0..1: of the words in common for "near", the
        probability of one meaning for "semantic"; None takes the default. `keep` lists rules for the member to keep,
        the first that decides: see `duplicates.keeping`. What was not compared before is compared now.
        """
        started = time.perf_counter()
        report = self.copies.alike(tier or "exact", progress).report(threshold, keep)
        return replace(report, took_ms=1000 * (time.perf_counter() - started))

    def show(self, target: str) -> Document:
        """One document, whole.

        Raises:
            NotIndexedError: it is not indexed.
        """
        from semsearch import showing

        return showing.show(self._database, target)

    def preview(self, document_id: int) -> Preview:
        """A document made safe to show: HTML mail sanitised, nothing remote in it.

        Raises:
            NotIndexedError: it is not indexed any more.
        """
        from semsearch import showing

        return showing.preview(self._database, document_id)

    def original(self, document_id: int, attachment: str = "") -> Original:
        """What a document was read from, as a file of its own: a message inside a mailbox as a mail, an attachment or
        a member of an archive as it is in it, else its file. With `attachment`, the one of that name in it.

        Raises:
            NotIndexedError: it is not indexed any more, or what it was read from has changed since.
            UnreadableError: that part is not there, or damaged.
        """
        from semsearch import showing

        return showing.original(self._database, document_id, attachment)

    def _reindex(
        self,
        paths: Sequence[Path],
        pool: ExtractionPool[Reading],
        progress: Progress,
        look: Look | None = None,
        *,
        full: bool = False,
        dry_run: bool = False,
        retry: bool = False,
    ) -> ReindexReport:
        from semsearch.index.indexing import Indexer
        from semsearch.store.lock import write_lock

        parts = self._parts
        with nullcontext() if dry_run else write_lock(self._home):
            indexer = Indexer(self._home, parts.database, parts.index, parts.encoders, pool, progress)
            return indexer.run(paths, full, dry_run, retry, look)

    # -- models --

    def embed(self, texts: Sequence[str], purpose: Purpose = "similarity", model: str = "") -> Vectors:
        """Vectors of texts from a model, by default that in use, shape (n, dim), L2-normalised."""
        return self._parts.encoders.embed(texts, purpose, model)

    def models(self) -> list[Model]:
        return self._parts.encoders.store.models(self.model)

    def use_model(self, name: str) -> Model:
        """Make `name` (a built-in model, a sentence-transformers folder or a hub name) the model of this home.

        The index goes on answering with the old one until a `reindex` has encoded everything with the new.

        Raises:
            ModelError: there is no such model, or a part that it needs is not installed.
        """
        return self._parts.encoders.use(name)

    @property
    def model(self) -> str:
        """The name of the model in use."""
        return self._parts.encoders.model

    # -- parts --

    def _given(self, targets: Iterable[str]) -> list[Document | Example]:
        from semsearch.targets import given

        return [given(self._database, target) for target in targets]

    @property
    def _parts(self) -> Parts:
        with self._loading:
            if self._loaded is None:
                from semsearch.parts import Parts

                self._loaded = Parts(self._home, self._models, self.reindex)
            return self._loaded

    @property
    def _database(self) -> Database:
        return self._parts.database
