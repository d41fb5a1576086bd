"""Progress reports, and cancelling by signals."""

import json
import os
import select
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from semsearch.cli.progress import PHASES, progress
from semsearch.errors import Cancelled
from semsearch.progress import Phase, Step


def test_lines_of_json_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("json") as report:
        report(Step("scan", 0))
        report(Step("encode", 7, 7, "письмо.eml"))
    captured = capsys.readouterr()
    assert captured.out == ""
    assert [json.loads(line) for line in captured.err.splitlines()] == [
        {"phase": "scan", "done": 0, "total": None, "note": ""},
        {"phase": "encode", "done": 7, "total": 7, "note": "письмо.eml"},
    ]


def test_quick_steps_are_thinned_out_except_for_the_last(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("json") as report:
        for done in range(1, 5001):
            report(Step("extract", done, 5000))
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) < 1000
    assert json.loads(lines[-1])["done"] == 5000


@pytest.mark.parametrize("style", ["auto", "none"])
def test_no_progress_without_a_terminal(style: str, capsys: pytest.CaptureFixture[str]) -> None:
    with progress("auto" if style == "auto" else "none") as report:
        report(Step("scan", 1, 1))
    assert capsys.readouterr() == ("", "")


@pytest.fixture
def in_the_foreground() -> Iterator[None]:
    """Signals as a shell leaves them to a program that it waits for: not ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("in_the_foreground")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_cancels_at_the_next_step(number: signal.Signals) -> None:
    before = signal.getsignal(number)
    with progress("none") as report:
        report(Step("scan", 1))
        os.kill(os.getpid(), number)
        with pytest.raises(Cancelled, match="what was done is kept"):
            report(Step("scan", 2))
    assert signal.getsignal(number) is before


@pytest.mark.usefixtures("in_the_foreground")
def test_a_second_signal_ends_the_process() -> None:
    with progress("none"):
        os.kill(os.getpid(), signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)


def test_an_ignored_signal_stays_ignored() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with progress("none") as report:
            os.kill(os.getpid(), signal.SIGINT)
            report(Step("scan", 1))
    finally:
        signal.signal(signal.SIGINT, before)


def test_every_phase_has_a_description() -> None:
    assert set(PHASES) == set(get_args(Phase))


@pytest.mark.skipif(sys.platform == "win32", reason="has no pseudo-terminals of this kind")
@pytest.mark.parametrize("columns", [36, 100])
def test_a_bar_with_counts_on_a_terminal(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    reader, writer = os.openpty()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", str(columns))
    device = Path(os.ttyname(writer))
    with os.fdopen(reader, "rb", buffering=0) as shown, device.open("w", encoding="utf-8") as terminal:
        monkeypatch.setattr(sys, "stderr", terminal)
        with progress("auto") as report:
            report(Step("extract", 3123, 12345, "[a].eml"))
        terminal.flush()
        shown_bytes = b""
        while select.select([shown], [], [], 0)[0]:  # a read gives what one page of the terminal's buffer holds
            shown_bytes += shown.read(65536)
    os.close(writer)
    text = shown_bytes.decode()
    assert "Reading" in text
    assert " 3123/12345" in text
    assert ("[a].eml" in text) == (columns == 100)
