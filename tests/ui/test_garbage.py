"""Old objects are looked at when nobody waits."""

import gc
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from semsearch_ui import garbage
from semsearch_ui.garbage import IdleCollector
from semsearch_ui.worker import Worker


@pytest.fixture(autouse=True)
def _thresholds() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


def test_old_objects_wait_until_nothing_has_been_asked_for_a_while(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[None] = []
    monkeypatch.setattr(garbage, "IDLE_MS", 20)
    monkeypatch.setattr(gc, "collect", lambda: looked.append(None))
    worker = Worker()
    young = gc.get_threshold()[:2]
    IdleCollector(worker)
    assert gc.get_threshold()[:2] == young
    assert gc.get_threshold()[2] > 1_000_000
    done: list[int] = []
    worker.run("sum", lambda: 1 + 1, done.append, lambda _: None)
    qtbot.waitUntil(lambda: bool(done) and bool(looked))
    worker.stop()
