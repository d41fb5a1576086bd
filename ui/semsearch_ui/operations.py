"""Everything that the window asks of the library, by name: the work, what success does, what failure says."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from semsearch.errors import SemsearchError
from semsearch.library import Library
from semsearch.records import DuplicateReport, Preview, SearchResult, SkippedFile, Source, Tier
from semsearch_ui.presentation.difference import Comparison, compare
from semsearch_ui.worker import Worker

RESULTS = 50
"""How many hits a search shows."""

Outcome = TypeVar("Outcome")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What is registered, what had to be left out, and whether changes are left alone for now."""

    sources: tuple[Source, ...]
    skipped: tuple[SkippedFile, ...]
    paused: bool = False

    @property
    def documents(self) -> int:
        return sum(source.documents for source in self.sources)


class Operations(QObject):
    """The one way from a click to the library. Nothing here blocks; each outcome arrives on the interface's thread.

    ``failed`` carries what could not be done and the error's own words on what to do.
    """

    opened = Signal()
    failed = Signal(str, str)
    sources_changed = Signal()

    def __init__(self, home: Path | None, worker: Worker) -> None:
        super().__init__(worker)
        self._home = home
        self._worker = worker
        self._library: Library | None = None

    @property
    def is_open(self) -> bool:
        return self._library is not None

    @property
    def is_busy(self) -> bool:
        return self._worker.is_anything_busy

    def open(self) -> None:
        self._run("open", lambda: Library.open(self._home), self._keep, self.tr("The index cannot be opened"))

    def close(self) -> None:
        self._worker.stop()
        if self._library is not None:
            self._library.close()
            self._library = None

    def warm_up(self) -> None:
        """Load the model, so that the first search need not wait for it."""
        library = self._opened()
        self._run("warm up", library.prepare, _nothing, self.tr("The model cannot be loaded"))

    def search(self, query: str, done: Callable[[SearchResult], None], failed: Callable[[], None]) -> None:
        library = self._opened()
        self._run("search", lambda: library.search(query, RESULTS), done, self.tr("The search failed"), failed)

    def similar(self, document_id: int, done: Callable[[SearchResult], None], failed: Callable[[], None]) -> None:
        library = self._opened()
        self._run(
            "search", lambda: library.similar(str(document_id), RESULTS), done, self.tr("The search failed"), failed
        )

    def stop_searching(self) -> None:
        self._worker.drop("search")

    def preview(self, document_id: int, done: Callable[[Preview], None]) -> None:
        library = self._opened()
        self._run("preview", lambda: library.preview(document_id), done, self.tr("The document cannot be shown"))

    def stop_previewing(self) -> None:
        self._worker.drop("preview")

    def duplicates(
        self, tier: Tier, threshold: float | None, done: Callable[[DuplicateReport], None], failed: Callable[[], None]
    ) -> None:
        library = self._opened()
        self._run(
            "duplicates",
            lambda: library.duplicates(tier, threshold),
            done,
            self.tr("Duplicates cannot be searched for"),
            failed,
        )

    def compare(self, left: int, right: int, done: Callable[[Comparison], None]) -> None:
        library = self._opened()

        def work() -> Comparison:
            return compare(library.show(str(left)).text, library.show(str(right)).text)

        self._run("compare", work, done, self.tr("The documents cannot be compared"))

    def catalogue(self, done: Callable[[Catalogue], None]) -> None:
        library = self._opened()

        def work() -> Catalogue:
            return Catalogue(tuple(library.sources()), tuple(library.skipped()), library.status().paused)

        self._run("catalogue", work, done, self.tr("The folders cannot be listed"))

    def add_sources(self, paths: list[Path], done: Callable[[], None]) -> None:
        library = self._opened()
        self._change("add", lambda: library.add(paths), done, self.tr("The folder was not added"))

    def remove_source(self, path: Path, done: Callable[[], None]) -> None:
        library = self._opened()
        self._change("remove", lambda: library.remove([path]), done, self.tr("The folder was not removed"))

    def pause(self, done: Callable[[], None], *, paused: bool) -> None:
        library = self._opened()
        failure = self.tr("Indexing was not paused") if paused else self.tr("Indexing does not go on")
        self._run("pause", lambda: library.pause(paused), lambda _: done(), failure)

    def _keep(self, library: Library) -> None:
        self._library = library
        self.opened.emit()

    def _opened(self) -> Library:
        if self._library is None:
            raise RuntimeError("an operation was asked for before the library was open")
        return self._library

    def _change(self, name: str, work: Callable[[], list[Source]], done: Callable[[], None], failure: str) -> None:
        def finish(_: list[Source]) -> None:
            done()
            self.sources_changed.emit()

        self._run(name, work, finish, failure)

    def _run(
        self,
        name: str,
        work: Callable[[], Outcome],
        done: Callable[[Outcome], None],
        failure: str,
        failed: Callable[[], None] | None = None,
    ) -> None:
        def fail(error: SemsearchError) -> None:
            if failed is not None:
                failed()
            self.failed.emit(failure, str(error))

        self._worker.run(name, work, done, fail)


def _nothing(_: object) -> None:
    """What follows on work done for its effect alone."""
