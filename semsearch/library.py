"""The one front door: everything that the window and the command line can do.

What only some of it needs is imported where it is used: a search in a new process would load it in vain.
"""

import os
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Self

from semsearch.acting import Acting
from semsearch.duplicates import Duplicates
from semsearch.encode import Encoder, ModelStore
from semsearch.errors import ModelError, NotIndexedError, UsageError
from semsearch.evaluating import Evaluating
from semsearch.explaining import explain_file
from semsearch.probing import example_of_text
from semsearch.progress import Progress, silent
from semsearch.records import (
    Document,
    DuplicateReport,
    Extracted,
    Facets,
    FileFate,
    Mode,
    Model,
    ModelStatus,
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
from semsearch.searching import Searcher
from semsearch.settings import DEFAULT_MODEL, PAUSED, Home, default_home, model_cache
from semsearch.sources.admission import check_new_source
from semsearch.store import Database, catalogue, facets, generations, lookup, retries, write_lock
from semsearch.store.generations import Generation
from semsearch.store.vectors import VectorIndex
from semsearch.targets import given
from semsearch.topics import Topics

if TYPE_CHECKING:
    from semsearch.extract.pool import ExtractionPool
    from semsearch.reading import Reading


class Library:
    """One home, open. Many may read at once, from any thread; what writes holds the home's write lock.

    Targets, where a method takes one, are a document's id in digits, a path (of an indexed file, or of any readable
    one), or ``mid:MESSAGE-ID``.
    """

    def __init__(self, home: Home, models: ModelStore | None = None) -> None:
        self._home = home
        self._database = Database(home)
        self._index = VectorIndex(home)
        self._models = models or ModelStore(model_cache())
        self.acting = Acting(home, self._database, self.reindex)
        self.topics = Topics(self._database)
        self.copies = Duplicates(self._database)
        self._searcher = Searcher(self._database, self._index, self._encoder_of)
        self.evaluation = Evaluating(self._database, self._searcher)
        self._encoders: dict[str, Encoder] = {}
        self._plain: Encoder | None = None
        self._loading = threading.Lock()

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
        self._database.close()
        self._encoders.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def home(self) -> Path:
        return self._home.path

    # -- sources --

    def add(self, paths: Iterable[Path], exclude: Sequence[str] = ()) -> list[Source]:
        """Register folders, mbox files or Maildirs. Adding one again replaces its excludes.

        Raises:
            UsageError: a path is not there, or lies inside a source already registered, or a pattern is no size.
            LockedError: another process is writing.
        """
        wanted = [_absolute(path) for path in paths]
        with write_lock(self._home), self._database.writing() as connection:
            known = {source.path for source in catalogue.source_rows(connection)}
            for path in wanted:
                check_new_source(path, known - {path}, exclude)
                known.add(path)
                kind: Literal["folder", "file"] = "folder" if Path(path).is_dir() else "file"
                catalogue.put_source(connection, path, kind, exclude)
        return [source for source in self.sources() if source.path in wanted]

    def remove(self, paths: Iterable[Path]) -> list[Source]:
        """Forget sources and all that was indexed from them; files on disk are not touched. Returns what was removed.

        Raises:
            UsageError: a path is not a source.
            LockedError: another process is writing.
        """
        wanted = [_absolute(path) for path in paths]
        before = {source.path: source for source in self.sources()}
        for path in wanted:
            if path not in before:
                raise UsageError(f"{path} is not a source; `semsearch sources` lists them")
        with write_lock(self._home), self._database.writing() as connection:
            for row in catalogue.source_rows(connection):
                if row.path in wanted:
                    catalogue.drop_source(connection, row.id)
        return [before[path] for path in wanted]

    def sources(self) -> list[Source]:
        with self._database.transaction() as connection:
            return lookup.sources_with_counts(connection)

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
        from semsearch.extract.pool import ExtractionPool
        from semsearch.reading import read

        with ExtractionPool(read) as pool:
            return self._reindex(list(paths), pool, progress, full=full, dry_run=dry_run, retry=True)

    def watch(self, progress: Progress = silent) -> Iterator[WatchEvent]:
        """Keep the index up to date: yields what happens, until `progress` raises `Cancelled`, which is let through.

        What fails is reported and tried again; another process that writes is waited for.
        """
        from semsearch.extract.pool import ExtractionPool
        from semsearch.reading import read
        from semsearch.watching import Watching

        with ExtractionPool(read) as pool:
            watching = Watching(
                self._home, self._database, lambda paths, report: self._reindex(paths, pool, report), progress
            )
            yield from watching.run()

    def pause(self, paused: bool) -> None:
        """Let watching stop indexing on its own, also in other processes and after a restart, or go on again."""
        with self._database.writing() as connection:
            catalogue.set_meta(connection, PAUSED, "yes" if paused else "")

    def status(self) -> Status:
        with self._database.transaction() as connection:
            files, documents, chunks = lookup.counts(connection)
            generation = generations.serving(connection)
            vectors = generations.live_vector_count(connection, generation.id) if generation else 0
            paused = bool(catalogue.get_meta(connection, PAUSED))
            texts = generations.text_count(connection)
        return Status(
            sources=len(self.sources()),
            files=files,
            documents=documents,
            chunks=chunks,
            vectors=vectors,
            model=self._model_status(generation),
            generation=generation.id if generation else 0,
            bytes={"database": self._database.bytes, "index": self._index.bytes},
            paused=paused,
            texts=texts,
            coverage=min(1.0, vectors / texts) if texts else 1.0,
        )

    def ocr(self, on: bool | None = None) -> Recognition:
        """Whether text in scans and pictures is recognised; with `on`, that from now on."""
        from semsearch import recognising

        if on is not None:
            recognising.switch(self._database, on)
        return recognising.recognition(self._database)

    def why(self, path: Path) -> FileFate:
        """Whether a file is indexed and, if it is not, which rule or reason keeps it out."""
        with self._database.transaction() as connection:
            return explain_file(connection, _absolute(path))

    def skipped(self) -> list[SkippedFile]:
        """Every file that was not indexed, and parts of files, each with its reason."""
        with self._database.transaction() as connection:
            return lookup.skipped(connection)

    def retry(self, paths: Iterable[Path]) -> None:
        """Let the next run read files again that were left out."""
        with write_lock(self._home), self._database.writing() as connection:
            retries.try_again(connection, map(_absolute, paths))

    # -- find --

    def prepare(self) -> None:
        """Load what the first search would have to wait for: about a second. Without an index there is nothing to load.

        Raises:
            ModelError: the model cannot be loaded.
        """
        with self._database.transaction() as connection:
            generation = generations.serving(connection)
        if generation is not None:
            self._encoder_of(generation).encode([""], "query")

    def search(self, query: str, k: int = 10, *, mode: Mode = "hybrid", explain: bool = False) -> SearchResult:
        """The `k` documents that answer `query` best. The query language is described in docs/query.md."""
        return self._searcher.search(query, k, mode, explain)

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
        near, far = ([given(self._database, target) for target in side] for side in (more, less))
        return self._searcher.similar(" ".join(more), near, far, k, same_thread, explain)

    def similar_text(self, text: str, k: int = 10, *, explain: bool = False) -> SearchResult:
        """The `k` documents most similar to a text that need not be indexed."""
        from semsearch.reading import prepare

        pasted = prepare(Extracted(kind="email", title="", text=text))
        return self._searcher.similar(text, [example_of_text(pasted)], (), k, None, explain)

    def explain(self, document_id: int, *, query: str = "", like: Sequence[str] = ()) -> Reasons:
        """Why a document answers a query, or is similar to the targets `like`: sentence by sentence.

        Raises:
            NotIndexedError: the document or a target is not indexed any more.
        """
        document = self.show(str(document_id))
        if like:
            return self._searcher.explain_similar(document, [given(self._database, target) for target in like])
        return self._searcher.explain_search(document, query)

    def facets(self, query: str = "", *, mode: Mode = "hybrid") -> Facets:
        """What the documents that a query finds have in common; without a query, all documents."""
        return self._searcher.facets(query, mode)

    def senders(self, beginning: str, count: int = 8) -> list[str]:
        """Senders to complete what was typed after ``from:``, those of the most mails first."""
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
        with self._database.transaction() as connection:
            document = lookup.find(connection, target)
        if document is None:
            raise NotIndexedError(
                f"{target} is not in the index; `semsearch skipped` may say why, `reindex` brings it in"
            )
        return document

    def preview(self, document_id: int) -> Preview:
        """A document made safe to show: HTML mail sanitised, nothing remote in it.

        Raises:
            NotIndexedError: it is not indexed any more.
        """
        from semsearch.extract import preview_html
        from semsearch.sources.mailbox import unquote

        with self._database.transaction() as connection:
            found = lookup.documents_by_id(connection, [document_id])
            place = lookup.place(connection, document_id)
        if place is None or document_id not in found:
            raise NotIndexedError("this document is not in the index any more; search again")
        try:
            with Path(place.path).open("rb") as file:
                file.seek(place.offset or 0)
                content = file.read(place.length if place.length is not None else -1)
        except OSError:  # the file is away; its text is not
            return Preview(found[document_id], "")
        html, remote = preview_html(unquote(content) if content.startswith(b"From ") else content, place.name)
        return Preview(found[document_id], html, remote)

    def _reindex(
        self,
        paths: Sequence[Path],
        pool: "ExtractionPool[Reading]",
        progress: Progress,
        *,
        full: bool = False,
        dry_run: bool = False,
        retry: bool = False,
    ) -> ReindexReport:
        from semsearch.indexing import Indexer

        with nullcontext() if dry_run else write_lock(self._home):
            indexer = Indexer(
                self._home, self._database, self._index, self._models, self._load, pool, self.model, progress
            )
            return indexer.run(paths, full, dry_run, retry)

    # -- models --

    def embed(self, texts: Sequence[str], purpose: Purpose = "similarity", model: str = "") -> Vectors:
        """Vectors of texts from a model, by default that in use, shape (n, dim), L2-normalised."""
        with self._loading:
            if self._plain is None or self._plain.name != (model or self.model):
                self._plain = self._models.load_plain(model or self.model)
            return self._plain.encode(texts, purpose)

    def models(self) -> list[Model]:
        return self._models.models(self.model)

    def use_model(self, name: str) -> Model:
        """Make `name` (a built-in model, a sentence-transformers folder or a hub name) the model of this home.

        The index goes on answering with the old one until a `reindex` has encoded everything with the new.

        Raises:
            ModelError: there is no such model, or a part that it needs is not installed.
        """
        chosen = self._models.resolve(name).name
        self._models.install(chosen)
        with write_lock(self._home), self._database.writing() as connection:
            catalogue.set_meta(connection, "model", chosen)
        return next(model for model in self.models() if model.name == chosen)

    @property
    def model(self) -> str:
        """The name of the model in use."""
        with self._database.transaction() as connection:
            return catalogue.get_meta(connection, "model", DEFAULT_MODEL)

    def _model_status(self, generation: Generation | None) -> ModelStatus:
        if generation is None:
            card = self._models.resolve(self.model)
            return ModelStatus(card.name, "", card.dim, "", "")
        return ModelStatus(
            generation.model, generation.fingerprint, generation.dim, generation.backend, generation.precision
        )

    def _load(self, name: str, progress: Progress = silent) -> Encoder:
        with self._loading:
            if name not in self._encoders:
                self._encoders[name] = self._models.load(name, progress)
            return self._encoders[name]

    def _encoder_of(self, generation: Generation) -> Encoder:
        encoder = self._load(generation.model)
        if encoder.fingerprint != generation.fingerprint:
            raise ModelError(
                f"the model {generation.model} is not the one that the index was made with; "
                "run `semsearch reindex`, or search with --mode keyword meanwhile"
            )
        return encoder


def _absolute(path: Path) -> str:
    # Links stay as they are: a person's folder is called what the person calls it.
    return os.path.abspath(path.expanduser())  # noqa: PTH100
