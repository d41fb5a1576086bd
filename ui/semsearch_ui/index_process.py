"""Indexing in a process of its own, so that the window never stutters and no crash in a parser reaches it."""

import json
import sys
from collections.abc import Callable
from dataclasses import fields
from enum import Enum
from pathlib import Path
from typing import Any, Literal, cast, get_args

from PySide6.QtCore import QObject, QProcess, Qt, QTimer, Signal

from semsearch.progress import Phase, Step
from semsearch.records import Check, DoctorReport, ReindexReport, WatchEvent

GRACE_MS = 10_000
"""How long the process may take to stop when it is asked to, before it is killed."""

Task = Literal["watch", "watch --at-once", "doctor --repair"]
"""A command of semsearch, with its options."""


def step_in(line: str) -> Step | None:
    """The step that a line of the process's diagnostics reports, None where the line is something else."""
    values = _object_in(line)
    if values.get("phase") not in get_args(Phase):
        return None
    done, total, note = values.get("done"), values.get("total"), values.get("note", "")
    if not isinstance(done, int) or not isinstance(total, int | None) or not isinstance(note, str):
        return None
    return Step(cast("Phase", values["phase"]), done, total, note)


def event_in(line: str) -> WatchEvent | None:
    """What a line of the process's output tells, None where the line is something else."""
    values = _object_in(line)
    try:
        report = values["report"]
        whole = {field.name: report[field.name] for field in fields(ReindexReport)} if report else None
        return WatchEvent(values["event"], values["detail"], ReindexReport(**whole) if whole else None)
    except (KeyError, TypeError):
        return None


def report_in(line: str) -> DoctorReport | None:
    """What a line of the process's output says was repaired, None where the line is something else."""
    values = _object_in(line)
    try:
        checks = tuple(Check(check["name"], check["ok"], check["detail"]) for check in values["checks"])
        return DoctorReport(values["ok"], checks, tuple(values["repaired"]))
    except (KeyError, TypeError):
        return None


def _object_in(line: str) -> dict[str, Any]:
    try:
        values = json.loads(line)
    except ValueError:
        return {}
    return values if isinstance(values, dict) else {}


class _State(Enum):
    IDLE = "no process runs"
    WORKING = "a run is under way"
    WATCHING = "the process waits for files to change"
    STOPPING = "the process was asked to end, and nothing follows"
    REPLACING = "the process was asked to end, and the task follows"
    HELD = "no process runs, as others write, and nothing follows"
    WAITING = "no process runs, as others write, and the task follows"


class IndexProcess(QObject):
    """A child process that keeps the index up to date while the window is open, or repairs it.

    From ``started`` to ``ended`` a run is under way; between two runs the process waits for files to change. A repair
    is one run, of which ``repaired`` tells after its end, unless it failed or was cancelled.
    """

    started = Signal()
    progressed = Signal(Step)
    happened = Signal(WatchEvent)
    failed = Signal(str)
    ended = Signal()
    repaired = Signal(DoctorReport)

    def __init__(self, home: Path) -> None:
        super().__init__()
        self._home = home
        self._state = _State.IDLE
        self._task: Task = "watch"
        self._process: QProcess | None = None
        self._made_way: Callable[[], None] | None = None  # to be called when the process has ended
        self._last_words = ""
        self._damaged = False  # whether it has told that it ends because the index is
        self._report: DoctorReport | None = None
        self._steps, self._events = _Lines(self._take_step), _Lines(self._take_event)

    @property
    def is_running(self) -> bool:
        """Whether a run is under way, or about to be."""
        return self._state in (_State.WORKING, _State.STOPPING, _State.REPLACING, _State.WAITING)

    @property
    def is_watching(self) -> bool:
        """Whether changes will be noticed."""
        return self._task != "doctor --repair" and self._state not in (_State.IDLE, _State.STOPPING, _State.HELD)

    @property
    def is_repairing(self) -> bool:
        return self._task == "doctor --repair" and self._state not in (_State.IDLE, _State.HELD)

    def start(self, *, at_once: bool = False) -> None:
        """Look at all files now, and watch from then on; does nothing while a run is under way. With `at_once`, what
        there is to do does not wait for mains power."""
        if self.is_repairing:
            return
        self._task = "watch --at-once" if at_once else "watch"
        if self._state is _State.IDLE:
            self._launch()
        elif self._state is _State.HELD:
            self._become(_State.WAITING)
        elif self._state in (_State.WATCHING, _State.STOPPING):
            self._end_process(_State.REPLACING)  # the next one begins with a look at everything

    def repair(self) -> None:
        """Repair the index, in place of whatever is under way. Nobody else may have it open."""
        self._task, self._made_way = "doctor --repair", None
        if self._process is None:
            self._launch()
        else:
            self._end_process(_State.REPLACING)

    def make_way(self, done: Callable[[], None]) -> None:
        """Let the process end, a repair when it is done, so that somebody else may write, and call `done` then. Until
        `resume` none is launched; what the run under way had done is kept."""
        if self._process is None:
            self._become(_State.WAITING if self.is_running else _State.HELD)
            done()
            return
        self._made_way = done
        if not self.is_repairing and self._state is not _State.STOPPING:
            self._end_process(_State.REPLACING)

    def resume(self) -> None:
        """Take up again what made way, or what was asked for since."""
        self._made_way = None
        if self._state is _State.WAITING:
            self._launch()
        elif self._state is _State.HELD:
            self._become(_State.IDLE)

    def cancel(self) -> None:
        """End the run under way, after which changes are not noticed any more; what it had done is kept."""
        if self._state is _State.WAITING:
            self._become(_State.HELD)
        elif self.is_running:
            self._end_process(_State.STOPPING)

    def stop(self) -> None:
        """Cancel and wait, for when the window closes. What the process still says nobody hears."""
        process, self._process, self._made_way = self._process, None, None
        if process is not None:
            process.closeWriteChannel()
            if not process.waitForFinished(GRACE_MS):
                process.kill()
                process.waitForFinished(GRACE_MS)  # on a busy machine it takes seconds to give its memory back
        self._become(_State.IDLE)

    def _become(self, state: _State) -> None:
        was_running, self._state = self.is_running, state
        if self.is_running and not was_running:
            self.started.emit()
        elif was_running and not self.is_running:
            self.ended.emit()

    def _launch(self) -> None:
        self._damaged, self._last_words, self._report = False, "", None
        process = self._process = QProcess(self)
        process.setProgram(sys.executable)
        options = ["--home", str(self._home), *self._task.split(), "--json", "--progress", "json"]
        process.setArguments(["-m", "semsearch_ui.index_child", *options])
        self._steps, self._events = _Lines(self._take_step), _Lines(self._take_event)
        process.readyReadStandardError.connect(self._read)
        process.readyReadStandardOutput.connect(self._read)
        # Not while the process is still telling of it: another may have to be launched in its place.
        process.finished.connect(self._finished, Qt.ConnectionType.QueuedConnection)
        process.errorOccurred.connect(self._not_started, Qt.ConnectionType.QueuedConnection)
        process.start()
        self._become(_State.WORKING)

    def _end_process(self, state: _State) -> None:
        if self._process is not None and self._state in (_State.WORKING, _State.WATCHING):
            process = self._process
            process.closeWriteChannel()  # terminate() asks nothing of a process without a window on Windows
            QTimer.singleShot(GRACE_MS, process, process.kill)
        self._become(state)

    def _read(self) -> None:
        if self._process is not None:
            self._events.add(bytes(self._process.readAllStandardOutput().data()))
            self._steps.add(bytes(self._process.readAllStandardError().data()))

    def _take_step(self, line: str) -> None:
        step = step_in(line)
        if step is None:
            self._last_words = line
        elif self._state in (_State.WORKING, _State.WATCHING):
            self._become(_State.WATCHING if step.phase == "watch" else _State.WORKING)
            if step.phase != "watch":
                self.progressed.emit(step)

    def _take_event(self, line: str) -> None:
        if event := event_in(line):
            self._damaged = event.event == "damaged"
            self.happened.emit(event)
        else:
            self._report = report_in(line)

    def _finished(self) -> None:
        self._read()
        said = self.tr("The indexing process ended unexpectedly. What it has read is kept; “Index now” goes on.")
        self._end(said)

    def _not_started(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart and self._process is not None:
            why = self._process.errorString()
            self._end(self.tr("The indexing process cannot be started: %1").replace("%1", why))

    def _end(self, reason: str) -> None:
        """The process is no more; `reason` is what to say if nobody asked it to stop."""
        if self._process is None:
            return
        self._process.deleteLater()
        self._process = None
        before, made_way = self._state, self._made_way
        self._made_way = None
        if made_way is not None:
            self._become(_State.WAITING if before is _State.REPLACING else _State.HELD)
        elif before is _State.REPLACING:
            self._launch()
        else:
            self._become(_State.IDLE)
        if before is not _State.REPLACING:
            self._tell_outcome(before, reason)
        if made_way is not None:
            made_way()

    def _tell_outcome(self, before: _State, reason: str) -> None:
        if self._report is not None:
            self.repaired.emit(self._report)
        elif before is not _State.STOPPING and not self._damaged:
            self.failed.emit(self._last_words or reason)


class _Lines:
    """Cuts what a process writes into lines, whatever the portions that it comes in."""

    def __init__(self, take: Callable[[str], None]) -> None:
        self._take = take
        self._rest = b""

    def add(self, portion: bytes) -> None:
        *lines, self._rest = (self._rest + portion).split(b"\n")
        for line in lines:
            if line.strip():
                self._take(line.decode("utf-8", "replace").strip())
