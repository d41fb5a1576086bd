"""Keeps what there is to search up to date: adds folders when it may, starts and stops indexing, tells the pages."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from glob import escape
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal

from semsearch.progress import Step
from semsearch.records import DoctorReport, Source, WatchEvent
from semsearch_ui.index_process import IndexProcess
from semsearch_ui.operations.core import Operations
from semsearch_ui.operations.sourcing import Catalogue, Sourcing
from semsearch_ui.presentation import counts, library_words

REFRESH_MS = 2500
"""Milliseconds after which it is looked again while indexing goes on, at least."""

RESTS = 10
"""How many times as long as the last look took the next one is waited for: in a million chunks it takes half a second
of a processor, which indexing needs."""

_Back = Callable[[Callable[[], None], Callable[[], None]], None]
"""Takes something back, then calls the first where that was done, the second where it failed."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What there is to search, whether more is being read right now, whether changes will be noticed, and why they wait
    for now: such as that the computer runs on battery."""

    catalogue: Catalogue
    indexing: bool = False
    watching: bool = False
    resting: str = ""


class Upkeep(QObject):
    """Between the library and the indexing process, which makes way for what a person changes.

    ``known`` tells a new `Situation`, ``outdated`` that what is indexed has changed, ``progressed`` each step of a run;
    ``repairing`` that there is nothing to search until the library opens again, ``repaired`` what came of it;
    ``failed``, ``noticed`` and ``undo_offered`` are for the person, as the desk's.
    """

    known = Signal(Situation)
    outdated = Signal()
    began = Signal()
    progressed = Signal(Step)
    stopping = Signal()
    ended = Signal()
    repairing = Signal()
    repaired = Signal(DoctorReport)
    failed = Signal(str, str)
    noticed = Signal(str, str)
    undo_offered = Signal(str, object)

    def __init__(self, operations: Operations, indexing: IndexProcess) -> None:
        super().__init__(operations)
        self._operations = operations
        self._indexing = indexing
        self._sourcing = Sourcing(operations)
        self._refreshing = QTimer(self, interval=REFRESH_MS)
        self._refreshing.timeout.connect(self.refresh)
        self._resting = ""
        self._repair_wanted = False
        self._retried: list[Path] = []
        self.situation: Situation | None = None
        operations.opened.connect(self.refresh)
        operations.writing.connect(lambda: indexing.make_way(operations.write_now))
        operations.written.connect(indexing.resume)
        operations.changed.connect(self.refresh)
        operations.changed.connect(self.outdated)
        indexing.started.connect(self._begin)
        indexing.progressed.connect(self._follow)
        indexing.happened.connect(self._hear)
        indexing.failed.connect(self._fail)
        indexing.ended.connect(self._end)
        indexing.repaired.connect(self._take_up_again)

    @property
    def is_running(self) -> bool:
        return self._indexing.is_running

    @property
    def is_repairing(self) -> bool:
        return self._indexing.is_repairing

    def add_folders(self, paths: list[Path]) -> None:
        """Register folders, one after the other, and index them; one that cannot be added keeps no other from it."""
        for path in paths:
            self._sourcing.add(path, self._start_at_once)

    def index_now(self) -> None:
        """Look at everything now, also on battery, and go on noticing changes."""
        if not self._operations.is_open:
            return
        if self.situation is not None and self.situation.catalogue.paused:
            self._sourcing.pause(self._start_at_once, paused=False)
        else:
            self._start_at_once()

    def _start_at_once(self) -> None:
        self._indexing.start(at_once=True)

    def cancel(self) -> None:
        """End the run under way; what it has done is kept."""
        self._repair_wanted = False
        self.stopping.emit()
        self._indexing.cancel()

    def repair(self) -> None:
        """Make the index whole again from what can be read of it, and have the rest read anew."""
        self._repair_wanted = True
        self.repairing.emit()
        self._operations.shut(self._begin_repair)

    def _begin_repair(self) -> None:
        """The library is shut; a person may have thought better of it meanwhile."""
        if self._repair_wanted:
            self._indexing.repair()
        else:
            self._operations.open()

    def pause(self, *, paused: bool) -> None:
        """Leave the index as it is for now, which ends the run under way, or go on."""
        if paused and self._indexing.is_running:
            self.cancel()
        said = self.tr("Indexing is paused") if paused else self.tr("Indexing goes on")
        go_on = self.refresh if paused or self._indexing.is_watching else self._indexing.start

        def done() -> None:
            self.noticed.emit(said, "")
            go_on()

        self._sourcing.pause(done, paused=paused)

    def remove(self, path: Path) -> None:
        """Forget a folder; offers to take that back."""
        self._forget([path], self.tr("%1 is no longer searched").replace("%1", path.name))

    def _forget(self, paths: list[Path], said: str) -> None:
        before = {path: self._excludes(path) for path in paths}
        self._sourcing.remove(paths, lambda: self._offer_back(said, partial(self._sourcing.exclude, before)))

    def retry(self, paths: list[Path]) -> None:
        """Read files again that were left out, also those excluded by name, and tell what came of it."""

        def begin() -> None:
            self._retried = paths
            self.index_now()

        again = partial(self._sourcing.retry, paths, begin)
        excluded = {
            folder: own
            for folder, names in self._names(paths).items()
            if (own := [name for name in names if name in self._excludes(folder)])
        }
        if excluded:
            self._sourcing.take_in(excluded, again)
        else:
            again()

    def exclude(self, paths: list[Path]) -> None:
        """Leave files out from now on, and forget those that were added by themselves; offers to take that back."""
        name = paths[0].name if len(paths) == 1 else counts.files(len(paths))
        said = self.tr("Excluded: %1").replace("%1", name)
        patterns = self._names(paths)
        if patterns:
            self._change_excludes(
                partial(self._sourcing.leave_out, patterns), partial(self._sourcing.take_in, patterns), said
            )
        alone = [path for path in paths if any(source.path == str(path) for source in self._sources)]
        if alone:
            self._forget(alone, said)

    def _names(self, paths: list[Path]) -> dict[Path, list[str]]:
        """The patterns by which files are excluded from the folders that they lie in, and no other file."""
        folders = [Path(source.path) for source in self._sources]
        return {
            folder: [f"/{escape(path.relative_to(folder).as_posix())}" for path in inside]
            for folder in folders
            if (inside := [path for path in paths if folder in path.parents])
        }

    def set_excludes(self, folder: Path, patterns: list[str]) -> None:
        """Leave out of a folder what has these patterns from now on, and nothing else; offers to take that back."""
        said = self.tr("What is skipped in %1 has changed").replace("%1", folder.name)
        change, back = (
            partial(self._sourcing.exclude, {folder: kept}) for kept in (tuple(patterns), self._excludes(folder))
        )
        self._change_excludes(change, back, said)

    @property
    def _sources(self) -> tuple[Source, ...]:
        return self.situation.catalogue.sources if self.situation is not None else ()

    def _excludes(self, folder: Path) -> tuple[str, ...]:
        """What is left out of a folder now."""
        return next((source.exclude for source in self._sources if source.path == str(folder)), ())

    def _change_excludes(self, change: Callable[[Callable[[], None]], None], back: _Back, said: str) -> None:
        def done() -> None:
            self.index_now()
            self._offer_back(said, back)

        change(done)

    def _offer_back(self, said: str, back: _Back) -> None:
        """Offer to take something back, and again where that failed, as of a folder on a disk that is away."""
        self.undo_offered.emit(said, lambda: back(self.index_now, partial(self._offer_back, said, back)))

    def refresh(self) -> None:
        """Look at what there is, and tell."""
        if self._operations.is_open:
            began = monotonic()
            self._sourcing.catalogue(lambda catalogue: self._know(catalogue, monotonic() - began))

    def stop(self) -> None:
        """The window closes."""
        self._refreshing.stop()
        self._indexing.stop()

    def _know(self, catalogue: Catalogue, seconds: float) -> None:
        """What there is, and how long it took to look."""
        self._refreshing.setInterval(max(REFRESH_MS, round(1000 * RESTS * seconds)))
        if self.situation is None and catalogue.sources:
            self._indexing.start()
        running = self._indexing.is_running
        self.situation = Situation(catalogue, running, self._indexing.is_watching, self._resting)
        self.known.emit(self.situation)
        if self._retried and not running:
            self._tell_retried(catalogue)

    def _tell_retried(self, catalogue: Catalogue) -> None:
        searched = {Path(source.path) for source in catalogue.sources}
        retried = [path for path in self._retried if searched.intersection((path, *path.parents))]
        self._retried = []
        if not retried:  # their folder has been removed
            return
        left = {Path(file.path) for file in catalogue.skipped}.intersection(retried)
        name = retried[0].name if len(retried) == 1 else counts.files(len(retried))
        said = self.tr("Tried again: %1").replace("%1", name)
        still = self.tr("Still skipped: %1").replace("%1", counts.files(len(left)))
        self.noticed.emit(said, still if left else "")

    def _begin(self) -> None:
        self._refreshing.start()
        self.began.emit()
        self.refresh()

    def _follow(self, step: Step) -> None:
        if self.is_repairing and step.phase != "rescue" and not self._operations.is_open:
            self._operations.open()  # it is whole; what it lost is being read
        self.progressed.emit(step)

    def _hear(self, event: WatchEvent) -> None:
        report, detail = event.report, library_words.as_sentence(event.detail)
        if event.event != "watching":  # which ends no rest
            self._resting = ""
        if report is not None and (report.added or report.updated or report.removed or report.moved):
            self.outdated.emit()
        if event.event == "damaged":
            self._operations.damaged.emit()
        elif event.event == "failed":
            self.failed.emit(self.tr("Indexing did not finish, and is tried again soon"), detail)
        elif event.event in ("paused", "waiting"):
            self._resting = library_words.in_words(event.detail)
            self.refresh()
        elif event.event == "watching":  # other folders than before: one has gone away, or has come back
            self.refresh()
        elif event.event == "notice":
            self.noticed.emit(detail, "")

    def _fail(self, why: str) -> None:
        """`why` is the last line of the indexing process, which begins with the name of its program."""
        why = library_words.as_sentence(why.removeprefix("semsearch: "))
        self.failed.emit(self.tr("Indexing did not finish"), why)
        self.refresh()  # nobody notices changes any more

    def _take_up_again(self, report: DoctorReport) -> None:
        self.repaired.emit(report)
        self._indexing.start()

    def _end(self) -> None:
        self._refreshing.stop()
        self.ended.emit()
        if not self._operations.is_open:  # after a repair
            self._operations.open()
        self.refresh()
