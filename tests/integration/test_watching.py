"""`semsearch watch` as a process: changes on disk are found, and a signal ends it."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from semsearch import watcher
from semsearch.library import Library
from semsearch.progress import Step
from semsearch.records import ReindexReport

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are ended by signals")


class Watch:
    """The running process, over a home in which `folder` is registered."""

    def __init__(self, home: Path) -> None:
        command = [sys.executable, "-m", "semsearch", "--home", str(home), "watch", "--json"]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def next(self, event: str) -> dict[str, Any]:
        """Wait for the next event of a name."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            values: dict[str, Any] = json.loads(line)
            if values["event"] == event:
                return values
        raise AssertionError(f"it ended before {event}: {self._process.communicate()[1]}")

    def changed(self) -> dict[str, int]:
        """What the next run changed."""
        report = ReindexReport(**self.next("indexed")["report"])
        counts = {name: getattr(report, name) for name in ("added", "updated", "moved", "removed", "encoded")}
        return {name: count for name, count in counts.items() if count}

    def end(self) -> tuple[int, str]:
        self._process.send_signal(signal.SIGTERM)
        _, told = self._process.communicate(timeout=60)
        return self._process.returncode, told


@pytest.fixture
def watch(home: Path, folder: Path, mail: Callable[..., bytes], model_cache: Path) -> Iterator[Watch]:
    (folder / "1.eml").write_bytes(mail("Picnic by the lake", "Bring a blanket and something to drink."))
    with Library.open(home) as library:
        library.sources.add([folder])
    running = Watch(home)
    yield running
    running.end()


def test_changes_on_disk_are_found(watch: Watch, home: Path, folder: Path, mail: Callable[..., bytes]) -> None:
    assert watch.changed() == {"added": 1, "encoded": 2}
    (folder / "2.eml").write_bytes(mail("Отпуск", "Меня заменит Павел."))
    assert watch.changed() == {"added": 1, "encoded": 2}
    with Library.open(home) as library:
        assert [hit.title for hit in library.search("павел", mode="keyword").hits] == ["Отпуск"]
    (folder / "2.eml").rename(folder / "3.eml")
    assert watch.changed() == {"moved": 1}
    (folder / "1.eml").unlink()
    assert watch.changed() == {"removed": 1}


def test_a_mail_is_found_after_models_and_reading_processes_were_released(
    home: Path, folder: Path, mail: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watcher, "REST_SECONDS", 0.0)
    (folder / "1.eml").write_bytes(mail("Picnic by the lake", "Bring a blanket and something to drink."))
    with Library.open(home) as library:
        library.sources.add([folder])
        released: list[int] = []
        monkeypatch.setattr(library.encoders, "forget", lambda: released.append(1))

        def progress(step: Step, /) -> None:
            second = folder / "2.eml"
            if released and not second.exists():
                second.write_bytes(mail("Отпуск", "Меня заменит Павел."))

        indexed = (event for event in library.watch(progress) if event.event == "indexed")
        counts = [event.report.added for event in islice(indexed, 2) if event.report]
    assert counts == [1, 1]


def test_a_pause_defers_new_mail_until_resumed(watch: Watch, home: Path, folder: Path) -> None:
    watch.changed()
    with Library.open(home) as library:
        library.pause(True)
        (folder / "later.txt").write_text("Nobody reads this before tomorrow.")
        assert "semsearch resume" in watch.next("paused")["detail"]
        assert library.search("tomorrow", mode="keyword").hits == ()
        library.pause(False)
    assert watch.changed() == {"added": 1, "encoded": 2}


def test_a_signal_ends_it_silently(watch: Watch) -> None:
    watch.changed()
    assert watch.end() == (0, "")
