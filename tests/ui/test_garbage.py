"""Garbage is collected on the interface's thread, and old objects are looked at when nobody waits."""

import gc
import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from semsearch_ui import garbage
from semsearch_ui.garbage import Collector
from semsearch_ui.worker import Worker


@pytest.fixture
def worker() -> Iterator[Worker]:
    made = Worker()
    yield made
    made.stop()


def test_old_objects_wait_until_nothing_has_been_asked_for_a_while(
    qtbot: QtBot, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[tuple[int, ...]] = []
    monkeypatch.setattr(garbage, "IDLE_MS", 20)
    monkeypatch.setattr(gc, "collect", lambda *generation: looked.append(generation))
    Collector(worker)
    done: list[int] = []
    worker.run("sum", lambda: 1 + 1, done.append, lambda _: None)
    qtbot.waitUntil(lambda: bool(done) and () in looked)


def test_no_other_thread_ever_collects(qtbot: QtBot, worker: Worker) -> None:
    looked: set[threading.Thread] = set()
    enough = threading.Event()

    def note(_phase: str, _about: object) -> None:
        looked.add(threading.current_thread())

    def litter() -> None:
        while not enough.is_set():
            circle: list[object] = []
            circle.append(circle)

    gc.enable()
    Collector(worker)
    gc.callbacks.append(note)
    try:
        worker.run("litter", litter, lambda _: None, lambda _: None)
        qtbot.waitUntil(lambda: bool(looked))
    finally:
        enough.set()
        gc.callbacks.remove(note)
    assert looked == {threading.main_thread()}
