"""What the indexing process says, and what becomes of it."""

import json
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from semsearch.library import Library
from semsearch.progress import Step
from semsearch.records import ReindexReport
from semsearch_ui.index_process import IndexProcess, report_in, step_in


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


def test_a_report_is_whole_or_none() -> None:
    values = dict.fromkeys(ReindexReport.__dataclass_fields__, 1)
    assert report_in(json.dumps({**values, "later": 1})) == ReindexReport(**values)  # type: ignore[arg-type]
    assert report_in(json.dumps({"seen": 1})) is None
    assert report_in("") is None
    assert report_in("[]") is None


def test_a_folder_is_indexed_in_another_process(qtbot: QtBot, tmp_path: Path, mail_folder: Path) -> None:
    with Library.open(tmp_path) as library:
        library.add([mail_folder])
    run = IndexProcess(tmp_path)
    steps: list[Step] = []
    run.progressed.connect(steps.append)
    with qtbot.waitSignal(run.finished, timeout=60_000) as finished:
        run.start()
        assert run.is_running
    assert finished.args[0].documents == 5
    assert not run.is_running
    assert {"scan", "extract", "encode"} <= {step.phase for step in steps}


def test_a_failure_says_what_to_do(qtbot: QtBot, tmp_path: Path) -> None:
    unusable = tmp_path / "file"
    unusable.write_text("not a folder")
    run = IndexProcess(unusable)
    with qtbot.waitSignal(run.failed, timeout=60_000) as failed:
        run.start()
    assert str(unusable) in failed.args[0]
    assert not run.is_running


def test_a_cancelled_run_ends_and_says_so(qtbot: QtBot, tmp_path: Path, mail_folder: Path) -> None:
    with Library.open(tmp_path) as library:
        library.add([mail_folder])
    run = IndexProcess(tmp_path)
    with qtbot.waitSignals([run.cancelled, run.ended], timeout=60_000):
        run.start()
        run.cancel()
    assert not run.is_running
