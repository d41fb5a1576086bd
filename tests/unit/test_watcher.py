"""When the watcher updates which paths, with a fake clock, battery and indexer."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psutil
import pytest

from semsearch import watcher
from semsearch.errors import Cancelled, DamagedError, HomeError, LockedError
from semsearch.library import Library
from semsearch.progress import Progress, Step
from semsearch.records import ReindexReport, WatchEvent
from semsearch.settings import Home
from semsearch.sources.watch import FolderWatch
from semsearch.store.database import Database
from semsearch.watcher import Watcher

NOTHING: dict[str, Any] = dict.fromkeys(ReindexReport.__dataclass_fields__, 0)
CHANGED = ReindexReport(**NOTHING | {"added": 1})


class Updates:
    """Stands for reindexing: notes what it is asked for, and fails as often as it is told to."""

    def __init__(self) -> None:
        self.asked: list[list[Path]] = []
        self.failures: list[Exception] = []
        self.meanwhile: Callable[[Progress], None] = silent_run

    def __call__(self, paths: Sequence[Path], progress: Progress) -> ReindexReport:
        self.asked.append(list(paths))
        self.meanwhile(progress)
        if self.failures:
            raise self.failures.pop(0)
        return CHANGED


def silent_run(progress: Progress) -> None:
    progress(Step("scan", 1))


class Watched:
    """A watch over a registered folder, whose clock moves on by a second each time that it has nothing to do."""

    def __init__(self, home: Path, *, at_once: bool = False) -> None:
        self.now = 1000.0
        self.updates = Updates()
        self.rested: list[float] = []
        self._database = Database(Home(home))
        self._left = 0
        self._watch = Watcher(
            Home(home),
            self._database,
            self.updates,
            lambda: self.rested.append(self.now),
            self._tick,
            at_once=at_once,
            clock=lambda: self.now,
        )
        self._events: Iterator[WatchEvent] | None = None

    def during(self, seconds: int) -> list[WatchEvent]:
        """What happens within some seconds."""
        self._left = seconds
        found: list[WatchEvent] = []
        with pytest.raises(Cancelled):
            found.extend(self._watch.run())
        return found

    def _tick(self, step: Step, /) -> None:
        if step.phase == "watch":
            self.now += 1
            self._left -= 1
            if self._left < 0:
                raise Cancelled

    def close(self) -> None:
        self._database.close()


@pytest.fixture
def watched(home: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watched]:
    monkeypatch.setattr(watcher, "WAIT_SECONDS", 0.0)
    monkeypatch.setattr(psutil, "sensors_battery", lambda: None, raising=False)
    with Library.open(home) as library:
        library.sources.add([folder])
    made = Watched(home)
    yield made
    made.close()


def kinds(events: list[WatchEvent]) -> list[str]:
    return [event.event for event in events]


def test_watching_starts_with_one_full_scan(watched: Watched) -> None:
    assert kinds(watched.during(30)) == ["watching", "indexed"]
    assert watched.updates.asked == [[]]


def test_everything_is_scanned_periodically(watched: Watched) -> None:
    watched.during(int(watcher.RECONCILE_SECONDS) + 5)
    assert watched.updates.asked == [[], []]


def test_what_updates_use_is_released_once_nothing_has_happened_for_a_while(watched: Watched) -> None:
    watched.during(int(watcher.REST_SECONDS) - 5)
    assert not watched.rested
    watched.during(int(watcher.REST_SECONDS) * 3)
    assert len(watched.rested) == 1


def test_another_writer_is_waited_for_and_reported_once(watched: Watched) -> None:
    watched.updates.failures = [LockedError("busy"), LockedError("busy"), LockedError("busy")]
    assert kinds(watched.during(10)) == ["watching", "waiting", "indexed"]


def test_a_failed_update_is_retried_later(watched: Watched) -> None:
    watched.updates.failures = [HomeError("the disk is full")]
    assert kinds(watched.during(5)) == ["watching", "failed", "indexed"]


def test_an_update_that_keeps_failing_is_retried_less_and_less_often(watched: Watched) -> None:
    watched.updates.failures = [HomeError("the disk is full")] * 20
    assert kinds(watched.during(150)) == ["watching", "failed"]
    assert 7 <= len(watched.updates.asked) <= 11


def test_a_damaged_index_is_told_as_such(watched: Watched) -> None:
    watched.updates.failures = [DamagedError("mend it")]
    assert kinds(watched.during(10)) == ["watching", "damaged", "indexed"]


def test_a_pause_lasts_until_resumed(watched: Watched, home: Path) -> None:
    with Library.open(home) as library:
        library.pause(True)
        assert library.status().paused
        assert kinds(watched.during(10)) == ["watching", "paused"]
        assert watched.updates.asked == []
        library.pause(False)
        assert kinds(watched.during(10)) == ["indexed"]


def test_a_running_update_is_paused(watched: Watched, home: Path) -> None:
    def paused_meanwhile(progress: Progress) -> None:
        with Library.open(home) as library:
            library.pause(True)
        watched.now += watcher.PAUSE_CHECK_SECONDS
        progress(Step("encode", 1, 100))
        raise AssertionError("the run went on")

    watched.updates.meanwhile = paused_meanwhile
    assert kinds(watched.during(10)) == ["watching", "paused"]


@pytest.fixture
def battery(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A computer that runs on battery; `watched` is made before, by the order of arguments."""
    made = SimpleNamespace(power_plugged=False)
    monkeypatch.setattr(psutil, "sensors_battery", lambda: made, raising=False)
    return made


def large(progress: Progress) -> None:
    progress(Step("encode", 0, watcher.LARGE + 1))


def test_a_large_update_waits_on_battery(watched: Watched, battery: SimpleNamespace) -> None:
    watched.updates.meanwhile = large
    (_, event) = watched.during(10)
    assert event.event == "paused"
    assert "battery" in event.detail
    assert watched.updates.asked == [[]]  # it is not begun again and again
    battery.power_plugged = True
    assert kinds(watched.during(10)) == ["indexed"]


def test_a_small_update_does_not_wait(watched: Watched, battery: SimpleNamespace) -> None:
    assert not battery.power_plugged
    watched.updates.meanwhile = lambda progress: progress(Step("encode", 0, 3))
    assert kinds(watched.during(10)) == ["watching", "indexed"]


def test_on_battery_a_person_has_the_last_word(watched: Watched, battery: SimpleNamespace, home: Path) -> None:
    assert not battery.power_plugged
    watched.updates.meanwhile = large
    asked = Watched(home, at_once=True)
    asked.updates.meanwhile = large
    assert kinds(asked.during(10)) == ["watching", "indexed"]
    asked.close()
    with Library.open(home) as library:
        assert library.waits_on_battery()
        assert not library.waits_on_battery(False)
        assert kinds(watched.during(10)) == ["watching", "indexed"]
        library.waits_on_battery(True)
    assert kinds(watched.during(int(watcher.RECONCILE_SECONDS) + 5)) == ["paused"]


def test_a_computer_that_does_not_know_is_not_on_battery(watched: Watched, battery: SimpleNamespace) -> None:
    battery.power_plugged = None
    watched.updates.meanwhile = large
    assert kinds(watched.during(10)) == ["watching", "indexed"]


def test_a_folder_that_comes_back_is_scanned(watched: Watched, folder: Path) -> None:
    watched.during(10)
    away = folder.with_name("away")
    folder.rename(away)
    assert [(event.event, event.detail) for event in watched.during(10)] == [("watching", "")]
    away.rename(folder)
    assert kinds(watched.during(10)) == ["watching", "indexed"]
    assert watched.updates.asked[-1] == [folder]


def test_unwatchable_folders_are_scanned_every_minute(
    watched: Watched, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reasons = {str(folder): "it is on a network"}
    monkeypatch.setattr(FolderWatch, "follow", lambda self, roots: reasons)
    events = watched.during(int(watcher.POLL_SECONDS) + 5)
    assert kinds(events) == ["notice", "watching", "indexed", "indexed"] or kinds(events)[-2:] == ["indexed", "indexed"]
    assert watched.updates.asked == [[], [folder]]
