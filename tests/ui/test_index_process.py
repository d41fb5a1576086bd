"""What the indexing process says, and what becomes of it."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QProcess
from pytestqt.qtbot import QtBot

from semsearch.library import Library
from semsearch.progress import Step
from semsearch.records import ReindexReport, WatchEvent
from semsearch_ui.index_process import IndexProcess, event_in, step_in
from tests.ui.children import child


@pytest.mark.parametrize(
    ("line", "step"),
    [
        ('{"phase": "encode", "done": 3, "total": 9, "note": ""}', Step("encode", 3, 9)),
        ('{"phase": "scan", "done": 3, "total": null}', Step("scan", 3, None)),
        ('{"phase": "dance", "done": 3, "total": 9}', None),
        ('{"phase": "scan", "done": "3", "total": 9}', None),
        ('{"phase": ', None),
        ('["scan"]', None),
        ("Warning: something", None),
        ("", None),
    ],
)
def test_a_line_is_progress_or_not(line: str, step: Step | None) -> None:
    assert step_in(line) == step


def test_an_event_is_whole_or_none() -> None:
    report: dict[str, Any] = dict.fromkeys(ReindexReport.__dataclass_fields__, 1)
    values = {"event": "indexed", "detail": "", "report": {**report, "later": 1}}
    assert event_in(json.dumps(values)) == WatchEvent("indexed", "", ReindexReport(**report))
    assert event_in('{"event": "paused", "detail": "on battery", "report": null}') == WatchEvent("paused", "on battery")
    assert event_in(json.dumps({**values, "report": {"seen": 1}})) is None
    assert event_in("") is None
    assert event_in("[]") is None


@pytest.fixture
def process(tmp_path: Path, folder: Path) -> Iterator[IndexProcess]:
    """A process over a home of its own, in which `folder` is registered."""
    with Library.open(tmp_path / "home") as library:
        library.sources.add([folder])
    made = IndexProcess(tmp_path / "home")
    yield made
    made.stop()


@pytest.fixture
def folder(tmp_path: Path, mail_folder: Path) -> Path:
    return Path(shutil.copytree(mail_folder, tmp_path / "mail"))


def indexed(event: WatchEvent) -> bool:
    return event.event == "indexed"


def test_a_folder_is_indexed_in_another_process_and_watched(qtbot: QtBot, process: IndexProcess, folder: Path) -> None:
    steps: list[Step] = []
    process.progressed.connect(steps.append)
    with qtbot.waitSignal(process.happened, check_params_cb=indexed) as done:
        process.start()
        assert process.is_running
    assert done.args[0].report.documents == 5
    qtbot.waitUntil(lambda: not process.is_running)
    assert {"scan", "extract", "encode"} <= {step.phase for step in steps}
    assert process.is_watching
    with qtbot.waitSignals([process.started, process.happened, process.ended]):
        (folder / "new.txt").write_text("A new text, seen without anybody asking.")
    assert not process.is_running


def test_starting_again_looks_at_everything_again(qtbot: QtBot, process: IndexProcess) -> None:
    for expected in (5, 0):
        with qtbot.waitSignal(process.happened, check_params_cb=indexed) as done:
            process.start()
        assert done.args[0].report.added == expected
        qtbot.waitUntil(lambda: not process.is_running)


def test_a_run_makes_way_for_who_writes_and_is_taken_up_again(
    qtbot: QtBot, process: IndexProcess, tmp_path: Path
) -> None:
    process.start()
    added = tmp_path / "added.txt"
    added.write_text("A text that was added while others were being read.")

    def write() -> None:
        with Library.open(tmp_path / "home") as library:
            library.sources.add([added])
        process.start(at_once=True)  # which waits as well

    with qtbot.assertNotEmitted(process.failed):
        with qtbot.waitCallback() as made_way:
            process.make_way(made_way)
        write()
        assert process.is_running
        with qtbot.waitSignal(process.happened, check_params_cb=indexed) as done:
            process.resume()
    assert done.args[0].report.documents == 6


def test_a_failure_says_what_to_do(qtbot: QtBot, tmp_path: Path) -> None:
    unusable = tmp_path / "file"
    unusable.write_text("not a folder")
    run = IndexProcess(unusable)
    with qtbot.waitSignal(run.failed) as failed:
        run.start()
    assert str(unusable) in failed.args[0]
    assert not run.is_running
    assert not run.is_watching


def test_a_process_that_is_killed_says_how_to_go_on(qtbot: QtBot, process: IndexProcess) -> None:
    with qtbot.waitSignal(process.failed) as failed:
        process.start()
        child(process, QProcess).kill()
    assert failed.args == ["The indexing process ended unexpectedly. What it has read is kept; “Index now” goes on."]
    assert not process.is_running


def test_a_cancelled_run_ends_without_a_complaint_or_force(qtbot: QtBot, process: IndexProcess) -> None:
    with qtbot.assertNotEmitted(process.failed), qtbot.waitSignal(process.ended):
        process.start()
        process.cancel()
    assert not process.is_running
    assert not process.is_watching


def test_indexing_ends_with_the_window_in_whatever_way_that_ends(small_home: Path) -> None:
    command = [sys.executable, "-m", "semsearch_ui.index_child", "--home", str(small_home), "watch", "--json"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdout.readline()  # it watches
        if sys.platform == "linux":  # what it starts inherits nothing that it reads from
            assert Path(f"/proc/{child.pid}/fd/0").readlink() == Path(os.devnull)
        child.stdin.close()
        child.wait(60)
