"""The one front door: everything that the window and the command line can do."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from semsearch.progress import Progress, silent
from semsearch.records import (
    Document,
    DuplicateReport,
    Mode,
    Model,
    Preview,
    Purpose,
    ReindexReport,
    SearchResult,
    SkippedFile,
    Source,
    Status,
    Tier,
    Vectors,
)
from semsearch.settings import Home, default_home


class Library:
    """One home, open. Many may read at once, from any thread; what writes holds the home's write lock.

    Targets, where a method takes one, are a document's id in digits, a path (of an indexed file, or of any readable
    one), or ``mid:MESSAGE-ID``.
    """

    def __init__(self, home: Home) -> None:
        self._home = home

    @classmethod
    def open(cls, home: Path | None = None) -> Self:
        """Open the library in `home`, creating it where there is none; default: `settings.default_home`.

        Raises:
            HomeError: the home cannot be used.
        """
        opened = Home(home or default_home())
        opened.create()
        return cls(opened)

    def close(self) -> None:
        """Let go of files and models."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @property
    def home(self) -> Path:
        return self._home.path

    # -- sources --

    def add(self, paths: Iterable[Path], exclude: Sequence[str] = ()) -> list[Source]:
        """Register folders, mbox files or Maildirs. Adding one again replaces its excludes.

        Raises:
            UsageError: a path is not there, or lies inside a source already registered.
            LockedError: another process is writing.
        """
        raise NotImplementedError

    def remove(self, paths: Iterable[Path]) -> list[Source]:
        """Forget sources and all that was indexed from them; files on disk are not touched. Returns what was removed.

        Raises:
            UsageError: a path is not a source.
            LockedError: another process is writing.
        """
        raise NotImplementedError

    def sources(self) -> list[Source]:
        raise NotImplementedError

    # -- index --

    def reindex(
        self, paths: Iterable[Path] = (), *, full: bool = False, dry_run: bool = False, progress: Progress = silent
    ) -> ReindexReport:
        """Bring the index up to date with what is on disk; with `paths`, only what lies below them.

        `full` reads and encodes everything anew while the old index goes on serving. `dry_run` only looks: its report
        counts what a run would do. Cancelled from `progress` (by raising `Cancelled`), what was done is kept.

        Raises:
            LockedError: another process is writing.
            ModelError: the model in use cannot be loaded.
        """
        raise NotImplementedError

    def status(self) -> Status:
        raise NotImplementedError

    def skipped(self) -> list[SkippedFile]:
        """Every file that was not indexed, and parts of files, each with its reason."""
        raise NotImplementedError

    # -- find --

    def search(self, query: str, k: int = 10, *, mode: Mode = "hybrid", explain: bool = False) -> SearchResult:
        """The `k` documents that answer `query` best. The query language is described in docs/query.md."""
        raise NotImplementedError

    def similar(
        self, target: str, k: int = 10, *, same_thread: bool | None = None, explain: bool = False
    ) -> SearchResult:
        """The `k` documents most similar to `target`, never itself.

        `same_thread` True keeps only mails of its thread, False only others, None both.

        Raises:
            NotIndexedError: the target is neither indexed nor a readable file.
        """
        raise NotImplementedError

    def similar_text(self, text: str, k: int = 10, *, explain: bool = False) -> SearchResult:
        """The `k` documents most similar to a text that need not be indexed."""
        raise NotImplementedError

    def duplicates(self, tier: Tier | None = None, threshold: float | None = None, keep: str = "newest") -> DuplicateReport:
        """Groups of duplicates of one tier, the largest first.

        `tier` None means "exact". `threshold` is a cosine, used by "near" and "semantic"; None takes the model's
        default. `keep`, the rule for the member to keep: "newest", "oldest" or "longest".
        """
        raise NotImplementedError

    def show(self, target: str) -> Document:
        """One document, whole.

        Raises:
            NotIndexedError: it is not indexed.
        """
        raise NotImplementedError

    def preview(self, document_id: int) -> Preview:
        """A document made safe to show: HTML mail sanitised, nothing remote in it.

        Raises:
            NotIndexedError: it is not indexed any more.
        """
        raise NotImplementedError

    # -- models --

    def embed(self, texts: Sequence[str], purpose: Purpose = "similarity") -> Vectors:
        """Vectors of texts from the model in use, shape (n, dim), L2-normalised."""
        raise NotImplementedError

    def models(self) -> list[Model]:
        raise NotImplementedError

    def use_model(self, name: str) -> Model:
        """Make `name` (a built-in model, a sentence-transformers folder or a hub name) the model of this home.

        The index goes on answering with the old one until a `reindex` has encoded everything with the new.

        Raises:
            ModelError: there is no such model, or a part that it needs is not installed.
        """
        raise NotImplementedError
