"""Keeps the index up to date while files change.

Notifications of the operating system say where to look; as they can get lost, everything is also scanned periodically.
"""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import psutil

from semsearch.errors import Cancelled, DamagedError, HomeError, LockedError, SemsearchError, UsageError
from semsearch.progress import Progress, Step
from semsearch.records import ReindexReport, WatchEvent
from semsearch.settings import Home
from semsearch.sources.rules import IGNORE_FILE
from semsearch.sources.scan import below, reaches
from semsearch.sources.watch import FolderWatch
from semsearch.store import seen
from semsearch.store.database import Database
from semsearch.store.meta import ON_BATTERY, PAUSED, get_meta
from semsearch.store.schema import driver
from semsearch.store.seen import SourceRow

WAIT_SECONDS = 0.25
"""How often `progress` is called, and can cancel, while nothing happens."""

CHECK_SECONDS = 5.0
"""How often the list of sources is read again: sources are added, and disks unmounted."""

PAUSE_CHECK_SECONDS = 1.0
"""How often a running update checks whether it has to pause."""

POLL_SECONDS = 60.0
"""How often folders without change notifications are scanned."""

RECONCILE_SECONDS = 15 * 60.0
"""How often everything is scanned, to find changes without a notification."""

REST_SECONDS = 2 * 60.0
"""How long nothing has happened when what updates use is released."""

LOCK_SECONDS = 1.0
"""Delay before the next attempt while another process is writing."""

RETRY_SECONDS = (1.0, 30.0)
"""Delay before a failed update is tried again: after the first failure, and at most. It doubles in between."""

MANY = 1_000
"""With more changed paths than this everything is scanned: it is cheaper, and some notifications were probably lost."""

LARGE = 200
"""With more files or texts than this still to go, some seconds of work, an update waits while the computer runs on
battery. A few new mails do not."""


class _Paused(Cancelled):
    """Raised through `progress` to stop an update that has to pause."""


class Watcher:
    """Watches the sources of one home; `update` reindexes the given paths, or everything if there are none, and `rest`
    releases what it keeps for the next time. With `at_once`, what has changed by now does not wait for mains power."""

    def __init__(
        self,
        home: Home,
        database: Database,
        update: Callable[[Sequence[Path], Progress], ReindexReport],
        rest: Callable[[], None],
        progress: Progress,
        *,
        at_once: bool = False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._home = home
        self._database = database
        self._update = update
        self._rest = rest
        self._progress = progress
        self._clock = clock
        self._sources: list[SourceRow] = []
        self._unwatched: dict[str, str] = {}  # sources without notifications, and why
        self._hints: set[str] = set()
        self._everything = True
        self._at_once = at_once
        self._too_large = False  # whether what there is to do waits for mains power
        self._reported = ""
        self._not_before = 0.0
        self._rest_at = 0.0  # 0 while resting
        self._retry = RETRY_SECONDS[0]
        self._pause_checked = 0.0

    def run(self) -> Iterator[WatchEvent]:
        """See `Library.watch`."""
        now = self._clock()
        check, poll, reconcile = now, now + POLL_SECONDS, now + RECONCILE_SECONDS
        with FolderWatch() as folders:
            while True:
                now = self._clock()
                if now >= check:
                    check = now + CHECK_SECONDS
                    yield from self._follow(folders)
                if now >= poll:
                    poll = now + POLL_SECONDS
                    self._hints.update(self._unwatched)
                if now >= reconcile:
                    reconcile = now + RECONCILE_SECONDS
                    self._everything = True
                self._hints.update(filter(self._concerns, map(_affected, folders.quiet(WAIT_SECONDS))))
                if (self._everything or self._hints) and now >= self._not_before:
                    yield from self._work()
                elif self._rest_at and now >= self._rest_at:
                    self._rest()
                    self._rest_at = 0.0
                self._progress(Step("watch", 0))

    def _follow(self, folders: FolderWatch) -> Iterator[WatchEvent]:
        """Watch the sources registered now, and scan those that are new or back online."""
        if not self._home.has_index():
            raise HomeError(f"the index in {self._home.path} was removed; start one with: semsearch add PATH")
        with self._database.transaction() as connection:
            found = seen.source_rows(driver(connection))
            here = [row for row in found if not seen.is_away(driver(connection), row.id, row.path)]
        known = {row.path: row for row in self._sources}
        self._hints.update(row.path for row in here if known.get(row.path) != row)
        unwatched = folders.follow({row.path: row.exclude for row in here})
        if {row.path for row in here} != known.keys():
            yield WatchEvent("watching", ", ".join(row.path for row in here))
        for path, reason in unwatched.items():
            if self._unwatched.get(path) != reason:
                yield WatchEvent("notice", f"{path} is scanned once a minute: {reason}")
        self._sources, self._unwatched = here, unwatched

    def _concerns(self, path: str) -> bool:
        if below(path, str(self._home.path)):  # written by indexing itself
            return False
        return any(reaches(Path(row.path), path, row.exclude) for row in self._sources)

    def _work(self) -> Iterator[WatchEvent]:
        """Update the index, unless paused. The same event is not repeated."""
        reason = self._why_paused()
        if reason:
            yield from self._report(WatchEvent("paused", reason))
            return
        everything = self._everything or len(self._hints) > MANY
        paths = [] if everything else [Path(hint) for hint in sorted(self._hints)]
        self._rest_at = self._rest_at or self._clock() + REST_SECONDS
        try:
            report = self._update(paths, self._step)
        except _Paused as paused:
            self._everything = True
            yield from self._report(WatchEvent("paused", str(paused)))
        except LockedError as error:
            self._not_before = self._clock() + LOCK_SECONDS
            yield from self._report(WatchEvent("waiting", str(error)))
        except Cancelled:
            raise
        except UsageError:  # a source was removed meanwhile
            self._everything = True
        except SemsearchError as error:
            self._not_before = self._clock() + self._retry
            self._retry = min(2 * self._retry, RETRY_SECONDS[1])
            damaged = isinstance(error, DamagedError)
            yield from self._report(WatchEvent("damaged" if damaged else "failed", str(error)))
        else:
            self._hints.clear()
            self._everything = self._at_once = False
            self._reported, self._retry = "", RETRY_SECONDS[0]
            changed = report.added or report.updated or report.moved or report.removed or report.encoded
            if changed:
                self._rest_at = self._clock() + REST_SECONDS
            if everything or changed:
                yield WatchEvent("indexed", report=report)

    def _step(self, step: Step, /) -> None:
        """Passes on the progress of an update, and stops it when it has to pause."""
        self._progress(step)
        now = self._clock()
        if now >= self._pause_checked + PAUSE_CHECK_SECONDS:
            self._pause_checked = now
            if (step.total or 0) - step.done > LARGE:
                self._too_large = True
            if reason := self._why_paused():
                raise _Paused(reason)

    def _report(self, event: WatchEvent) -> Iterator[WatchEvent]:
        if self._reported != event.detail:
            self._reported = event.detail
            yield event

    def _why_paused(self) -> str:
        with self._database.transaction() as connection:
            paused, goes_on = get_meta(connection, PAUSED), get_meta(connection, ON_BATTERY)
        if paused:
            return "paused; resume with: semsearch resume"
        if goes_on or self._at_once or not _is_on_battery():
            self._too_large = False
        return "on battery; resumes when the computer is plugged in" if self._too_large else ""


def _is_on_battery() -> bool:
    battery = psutil.sensors_battery() if hasattr(psutil, "sensors_battery") else None
    return battery is not None and battery.power_plugged is False  # None where the system does not know


def _affected(path: str) -> str:
    """The path to update after a notification: when an ignore file changes, its whole folder."""
    folder, name = os.path.split(path)
    return folder if name == IGNORE_FILE else path
