"""The indexing process in every order in which it can be asked for things, with no process behind it."""

# ruff: noqa: N802, N815 - Qt's own names

import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QByteArray, QObject, QProcess, Signal
from PySide6.QtWidgets import QApplication

from semsearch.records import DoctorReport
from semsearch_ui import index_process
from semsearch_ui.index_process import IndexProcess

WORKS, WATCHES = ({"phase": phase, "done": 1, "total": 2} for phase in ("scan", "watch"))
IS_WHOLE = {field.name: () for field in fields(DoctorReport)} | {"ok": True}


class Child(QObject):
    """As a `QProcess` that says and does what a test has it."""

    ProcessError = QProcess.ProcessError
    readyReadStandardError = Signal()
    readyReadStandardOutput = Signal()
    finished = Signal()
    errorOccurred = Signal(QProcess.ProcessError)
    made: ClassVar["list[Child]"] = []

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lives = self.asked_to_end = False
        self.out = self.err = b""
        self.task = ""

    def setProgram(self, program: str) -> None:
        pass

    def setArguments(self, arguments: list[str]) -> None:
        self.task = next(task for task in ("--at-once", "watch", "--repair") if task in arguments)

    def start(self) -> None:
        assert not any(other.lives for other in Child.made), "two write at once"
        self.lives = True
        Child.made.append(self)

    def closeWriteChannel(self) -> None:
        self.asked_to_end = True

    def waitForFinished(self, _milliseconds: int) -> bool:
        self.lives = False
        return True

    def kill(self) -> None:
        pass

    def readAllStandardOutput(self) -> QByteArray:
        said, self.out = self.out, b""
        return QByteArray(said)

    def readAllStandardError(self) -> QByteArray:
        said, self.err = self.err, b""
        return QByteArray(said)

    def tell(self, step: Mapping[str, object]) -> None:
        self.err += json.dumps(step).encode() + b"\n"
        self.readyReadStandardError.emit()

    def end(self, report: Mapping[str, object] | None = None) -> None:
        if report is not None:
            self.out += json.dumps(report).encode() + b"\n"
        self.lives = False
        self.finished.emit()


class Driven:
    """An indexing process, with what it told, and what was launched."""

    def __init__(self, application: QApplication) -> None:
        Child.made = []
        self._application = application
        self.process = IndexProcess(Path("home"))
        self.told: list[str] = []
        for name in ("started", "progressed", "failed", "ended", "repaired"):
            getattr(self.process, name).connect(lambda _=None, name=name: self.told.append(name))
        self.asked_for_way = self.has_way = False

    @property
    def child(self) -> Child | None:
        return next((child for child in Child.made if child.lives), None)

    @property
    def launched(self) -> list[str]:
        """The tasks, with what was asked to end."""
        return [f"{child.task}{', to end' if child.asked_to_end else ''}" for child in Child.made]

    def settle(self) -> None:
        self._application.processEvents()

    def says(self, step: Mapping[str, object]) -> None:
        if self.child is not None and not (step is WATCHES and self.child.task == "--repair"):
            self.child.tell(step)

    def ends(self, report: Mapping[str, object] | None = None) -> None:
        if self.child is not None:
            self.child.end(report)
        self.settle()

    def repair(self) -> None:
        if not self.asked_for_way:
            self.process.repair()

    def make_way(self) -> None:
        if not self.asked_for_way:
            self.asked_for_way = True
            self.process.make_way(self._take_way)

    def _take_way(self) -> None:
        assert self.asked_for_way
        assert not self.has_way, "called twice"
        assert self.child is None, "two write at once"
        self.has_way = True
        self.told.append("has way")

    def resume(self) -> None:
        if self.has_way:
            self.asked_for_way = self.has_way = False
            self.process.resume()


@pytest.fixture(autouse=True)
def _no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_process, "QProcess", Child)


@pytest.fixture
def driven(qapp: QApplication) -> Driven:
    return Driven(qapp)


def test_a_run_begins_and_ends_as_the_process_tells(driven: Driven) -> None:
    driven.process.start()
    driven.says(WORKS)
    driven.says(WATCHES)
    assert (driven.process.is_running, driven.process.is_watching) == (False, True)
    driven.says(WORKS)
    assert driven.process.is_running
    assert driven.told == ["started", "progressed", "ended", "started", "progressed"]


def test_to_start_anew_replaces_what_watches_or_is_being_stopped_and_nothing_that_works(driven: Driven) -> None:
    driven.process.start()
    driven.process.start(at_once=True)
    assert driven.launched == ["watch"]
    driven.says(WATCHES)
    driven.process.start()
    assert driven.launched == ["watch, to end"]
    driven.says(WORKS)  # with which it has nothing to do any more
    driven.ends()
    driven.process.cancel()
    driven.process.start(at_once=True)
    driven.ends()
    assert driven.launched == ["watch, to end", "watch, to end", "--at-once"]
    assert driven.told == ["started", "ended", "started"]


def test_what_is_cancelled_is_running_until_its_process_has_ended(driven: Driven) -> None:
    driven.process.start()
    driven.process.cancel()
    assert (driven.process.is_running, driven.process.is_watching) == (True, False)
    driven.ends()
    assert (driven.process.is_running, driven.process.is_watching) == (False, False)
    assert driven.told == ["started", "ended"]
    assert driven.launched == ["watch, to end"]


@pytest.mark.parametrize("cancelled", [False, True])
def test_what_made_way_waits_until_others_have_written(driven: Driven, cancelled: bool) -> None:
    driven.process.start(at_once=True)
    driven.says(WATCHES)
    driven.make_way()
    assert driven.told == ["started", "ended", "started"]
    driven.ends()
    assert driven.told[3:] == ["has way"]
    if cancelled:
        driven.process.cancel()
    assert driven.told[4:] == ["ended"] * cancelled
    driven.resume()
    assert driven.launched == ["--at-once, to end", "--at-once"][: 1 + (not cancelled)]


def test_a_repair_is_done_before_it_makes_way_and_nothing_takes_its_place(driven: Driven) -> None:
    driven.process.start()
    driven.process.repair()
    driven.ends()
    driven.make_way()
    driven.process.start()
    assert driven.process.is_repairing
    driven.ends(IS_WHOLE)
    assert driven.told == ["started", "ended", "repaired", "has way"]
    driven.process.start()
    driven.resume()
    assert driven.launched == ["watch, to end", "--repair", "watch"]


def test_a_window_that_closes_waits_for_the_process_and_hears_no_complaint(driven: Driven) -> None:
    driven.process.start()
    driven.make_way()
    driven.process.stop()
    driven.settle()
    assert driven.child is None
    assert not driven.has_way
    assert driven.told == ["started", "ended"]


DEEDS: dict[str, Callable[[Driven], object]] = {
    "start": lambda driven: driven.process.start(),
    "start at once": lambda driven: driven.process.start(at_once=True),
    "repair": Driven.repair,
    "cancel": lambda driven: driven.process.cancel(),
    "make way": Driven.make_way,
    "resume": Driven.resume,
    "works": lambda driven: driven.says(WORKS),
    "watches": lambda driven: driven.says(WATCHES),
    "ends": Driven.ends,
    "is whole": lambda driven: driven.ends(IS_WHOLE),
}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.sampled_from(sorted(DEEDS)), max_size=20))
def test_whatever_the_order_nobody_writes_beside_it_and_it_tells_of_each_run_once(
    qapp: QApplication, deeds: list[str]
) -> None:
    driven = Driven(qapp)
    for deed in deeds:
        DEEDS[deed](driven)
        runs = [name for name in driven.told if name in ("started", "ended")]
        assert runs == ["started", "ended"] * (len(runs) // 2) + ["started"] * (len(runs) % 2)
        assert driven.process.is_running == bool(len(runs) % 2)
        assert not (driven.has_way and driven.child), "two write at once"
        assert not driven.process.is_repairing or driven.process.is_running
    driven.ends()
    driven.ends()
    assert driven.asked_for_way == driven.has_way, "who asked for way has it when the process has ended"
    driven.resume()
    driven.ends()
    driven.process.start()
    assert driven.child is not None, "and in the end it can be started again"
