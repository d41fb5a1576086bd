"""Writing from the window while others write: one after the other, and none is lost. And what ends with the window."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Timer

import psutil
import pytest
from pytestqt.qtbot import QtBot

from semsearch.library import Library
from semsearch.store.vectors import vector_index
from semsearch_ui.operations.core import Operations
from semsearch_ui.operations.finding import Finding
from semsearch_ui.worker import Worker


@pytest.fixture
def operations(qtbot: QtBot, tmp_path: Path) -> Iterator[Operations]:
    made = Operations(tmp_path / "home", Worker())
    with qtbot.waitSignal(made.opened, timeout=30_000):
        made.open()
    yield made
    made.close()


def registered(home: Path) -> list[Path]:
    with Library.open(home) as library:
        return [Path(source.path) for source in library.sources.all()]


def test_what_waits_to_be_written_when_the_window_closes_is_written(operations: Operations, tmp_path: Path) -> None:
    (tmp_path / "mail").mkdir()
    operations.write(lambda library: library.sources.add([tmp_path / "gone"]), lambda _: None, "it was not added")
    operations.write(lambda library: library.sources.add([tmp_path / "mail"]), lambda _: None, "it was not added")
    assert operations.is_busy  # the indexing process has not made way yet

    operations.close()

    assert registered(operations.home) == [tmp_path / "mail"]


def test_what_only_reads_does_not_keep_a_window_from_closing(
    operations: Operations, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("semsearch_ui.operations.core.PATIENCE", 0.0)
    begun, release = Event(), Event()

    def read(_: Library) -> None:
        begun.set()
        release.wait(30)

    operations.run("topics", read, lambda _: None, "it failed")
    assert begun.wait(30)
    assert not operations.close()
    release.set()


def test_what_is_being_saved_when_the_window_closes_is_saved(
    operations: Operations, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("semsearch_ui.operations.core.PATIENCE", 0.0)
    begun, release, saved = Event(), Event(), list[str]()

    def save(_: Library) -> None:
        begun.set()
        release.wait(30)
        saved.append("a file")

    operations.run("save", save, lambda _: None, "it failed")
    assert begun.wait(30)
    Timer(0.1, release.set).start()
    assert operations.close()
    assert saved == ["a file"]


def test_two_writes_follow_each_other_and_then_others_may_go_on(qtbot: QtBot, operations: Operations) -> None:
    begun, release = Event(), Event()
    done: list[str] = []

    def first(_: Library) -> str:
        begun.set()
        release.wait(30)
        return "first"

    operations.writing.connect(operations.write_now)
    with qtbot.waitSignal(operations.written, timeout=30_000):
        operations.write(first, done.append, "it failed")
        operations.write(lambda _: "second", done.append, "it failed")
        assert begun.wait(30)
        assert done == []
        release.set()
    assert done == ["first", "second"]


def test_others_go_on_where_the_index_was_shut_while_it_was_written(qtbot: QtBot, operations: Operations) -> None:
    begun, release = Event(), Event()

    def work(_: Library) -> None:
        begun.set()
        release.wait(30)

    operations.writing.connect(operations.write_now)
    operations.write(work, lambda _: pytest.fail("nobody waits for it any more"), "it failed")
    assert begun.wait(30)

    with qtbot.waitSignal(operations.written, timeout=30_000):
        operations.shut(operations.open)
        release.set()


def test_the_graph_is_in_a_process_that_ends_with_the_window(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, small_home: Path, tmp_path: Path
) -> None:
    monkeypatch.setattr(vector_index, "EXACT_LIMIT", 2)  # a graph of few
    home = Path(shutil.copytree(small_home, tmp_path / "large"))
    with Library.open(home) as library:
        library.reindex(full=True)
    operations = Operations(home, Worker())
    with qtbot.waitSignal(operations.opened):
        operations.open()

    with qtbot.waitCallback() as warm:
        Finding(operations).warm_up(warm)

    (process,) = [
        child for child in psutil.Process().children() if "semsearch.store.vectors.graph_process" in child.cmdline()
    ]
    operations.close()
    assert not process.is_running()
