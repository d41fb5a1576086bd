"""What is asked of the library about its folders."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from semsearch.library import Library
from semsearch.records import SkippedFile, Source, Status
from semsearch_ui.mailboxes import Mailbox, found
from semsearch_ui.operations.core import Operations

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What is registered, what had to be left out, and how the index stands."""

    sources: tuple[Source, ...]
    skipped: tuple[SkippedFile, ...]
    status: Status

    @property
    def documents(self) -> int:
        return self.status.documents

    @property
    def paused(self) -> bool:
        """Whether changes on disk are left alone for now."""
        return self.status.paused


class Sourcing:
    """Lists and changes the folders on the worker; callbacks are called in the thread of the window."""

    def __init__(self, operations: Operations) -> None:
        self._operations = operations

    def catalogue(self, done: Callable[[Catalogue], None]) -> None:
        def work(library: Library) -> Catalogue:
            return Catalogue(tuple(library.sources.all()), tuple(library.sources.skipped()), library.status())

        self._operations.run("catalogue", work, done, translate("Sourcing", "The folders cannot be listed"))

    def mailboxes(self, done: Callable[[list[Mailbox]], None]) -> None:
        """What there is on this computer that is worth searching."""
        failure = translate("Sourcing", "The folders cannot be listed")
        self._operations.run("mailboxes", lambda _: found(Path.home()), done, failure)

    def add(self, path: Path, done: Callable[[], None]) -> None:
        self._change(
            lambda library: library.sources.add([path]), done, translate("Sourcing", "The folder was not added")
        )

    def exclude(
        self, patterns: Mapping[Path, Sequence[str]], done: Callable[[], None], failed: Callable[[], None] | None = None
    ) -> None:
        """Give folders other excludes, and register those that are not."""

        def work(library: Library) -> list[Source]:
            return [source for folder, kept in patterns.items() for source in library.sources.add([folder], kept)]

        self._change(work, done, translate("Sourcing", "The exclusions were not changed"), failed)

    def leave_out(self, patterns: Mapping[Path, Sequence[str]], done: Callable[[], None]) -> None:
        """Give folders more excludes, beside those that they have by then."""
        self._revise(patterns, lambda own, more: [*own, *(pattern for pattern in more if pattern not in own)], done)

    def take_in(
        self, patterns: Mapping[Path, Sequence[str]], done: Callable[[], None], failed: Callable[[], None] | None = None
    ) -> None:
        """Take excludes from folders."""
        self._revise(patterns, lambda own, fewer: [pattern for pattern in own if pattern not in fewer], done, failed)

    def _revise(
        self,
        patterns: Mapping[Path, Sequence[str]],
        revised: Callable[[Sequence[str], Sequence[str]], Sequence[str]],
        done: Callable[[], None],
        failed: Callable[[], None] | None = None,
    ) -> None:
        def work(library: Library) -> list[Source]:
            return [
                source
                for known in library.sources.all()
                if (folder := Path(known.path)) in patterns
                for source in library.sources.add([folder], revised(known.exclude, patterns[folder]))
            ]

        self._change(work, done, translate("Sourcing", "The exclusions were not changed"), failed)

    def remove(self, paths: list[Path], done: Callable[[], None]) -> None:
        failure = translate("Sourcing", "The folder was not removed")
        report = self._operations.progressed.emit  # and not cancelled by a window that closes
        self._change(lambda library: library.sources.remove(paths, report), done, failure)

    def retry(self, paths: list[Path], done: Callable[[], None]) -> None:
        """Read files again that were left out, at the next run."""
        failure = translate("Sourcing", "The file cannot be tried again")
        self._operations.write(lambda library: library.sources.retry(paths), lambda _: done(), failure)

    def pause(self, done: Callable[[], None], *, paused: bool) -> None:
        failure = (
            translate("Sourcing", "Indexing was not paused")
            if paused
            else translate("Sourcing", "Indexing was not resumed")
        )
        self._operations.run("pause", lambda library: library.pause(paused), lambda _: done(), failure)

    def _change(
        self,
        work: Callable[[Library], list[Source]],
        done: Callable[[], None],
        failure: str,
        failed: Callable[[], None] | None = None,
    ) -> None:
        def finish(_: list[Source]) -> None:
            done()
            self._operations.changed.emit()

        self._operations.write(work, finish, failure, failed)
