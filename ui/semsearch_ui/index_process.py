"""Indexing in a process of its own, so that the window never stutters and no crash in a parser reaches it."""

import json
import sys
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any, cast, get_args

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from semsearch.progress import Phase, Step
from semsearch.records import Check, DoctorReport, ReindexReport, WatchEvent

GRACE_MS = 10_000
"""How long the process may take to stop when it is asked to, before it is killed."""

REPAIR = ["doctor", "--repair"]


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
        self._process: QProcess | None = None
        self._running = False
        self._stopping = False
        self._again = False  # whether to launch the task when the process that runs has ended
        self._held = False  # whether others write, so that nothing is launched
        self._made_way: Callable[[], None] | None = None
        self._task: list[str] = []
        self._last_words = ""
        self._damaged = False  # whether it has told that it ends because the index is
        self._report: DoctorReport | None = None
        self._steps, self._events = _Lines(self._take_step), _Lines(self._take_event)

    @property
    def is_running(self) -> bool:
        """Whether a run is under way, or about to be."""
        return self._running or self._again

    @property
    def is_watching(self) -> bool:
        """Whether changes will be noticed."""
        return (self._again or (self._process is not None and not self._stopping)) and self._task is not REPAIR

    def start(self, *, at_once: bool = False) -> None:
        """Look at all files now, and watch from then on; does nothing while a run is under way. With `at_once`, what
        there is to do does not wait for mains power."""
        if self.is_repairing:
            return
        self._task = ["watch", *(["--at-once"] if at_once else [])]
        if self._process is None or self._stopping or not self._running:
            self._launch_anew()  # which begins with a look at everything

    def repair(self) -> None:
        """Repair the index, in place of whatever is under way. Nobody else may have it open."""
        self._task = REPAIR
        self._held, self._again, self._made_way = False, False, None
        self._begin_run()  # which a person may cancel while the process that watches is still ending
        self._launch_anew()

    @property
    def is_repairing(self) -> bool:
        return self._task is REPAIR and (self._process is not None or self._again)

    def make_way(self, done: Callable[[], None]) -> None:
        """Let the process end, a repair when it is done, so that somebody else may write, and call `done` then. Until
        `resume` none is launched; what the run under way had done is kept."""
        self._held = True
        if self._process is None:
            done()
            return
        self._made_way = done
        if not self.is_repairing:
            self._again = self._again or not self._stopping
            self._ask_to_end()

    def resume(self) -> None:
        """Take up again what made way, or what was asked for since."""
        self._held = False
        self._relaunch()

    def cancel(self) -> None:
        """End the run under way, and stop watching; what the run had done is kept."""
        self._again = False
        if self._process is None:
            self._end_run()
        self._ask_to_end()

    def stop(self) -> None:
        """Cancel and wait, for when the window closes."""
        self.cancel()
        if self._process is not None:
            process = self._process
            if not process.waitForFinished(GRACE_MS):
                process.kill()
                process.waitForFinished(1000)

    def _launch_anew(self) -> None:
        """Launch the task now, or when the process that runs has ended, and nobody else writes."""
        if self._process is not None or self._held:
            self._again = True
            self._ask_to_end()
        elif not self._again:
            self._launch()

    def _relaunch(self) -> None:
        """What waited for the end of a process."""
        made_way, self._made_way = self._made_way, None
        if made_way is not None:
            made_way()
        elif self._again and not self._held and self._process is None:
            self._launch()

    def _launch(self) -> None:
        self._stopping, self._again, self._damaged, self._last_words, self._report = False, False, False, "", None
        process = QProcess(self)
        process.setProgram(sys.executable)
        options = ["--home", str(self._home), *self._task, "--json", "--progress", "json"]
        process.setArguments(["-m", "semsearch_ui.index_child", *options])
        self._steps, self._events = _Lines(self._take_step), _Lines(self._take_event)
        process.readyReadStandardError.connect(self._read)
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._finished)
        process.errorOccurred.connect(self._not_started)
        self._process = process
        process.start()
        self._begin_run()

    def _ask_to_end(self) -> None:
        if self._process is not None and not self._stopping:
            self._stopping = True
            process = self._process
            process.closeWriteChannel()  # terminate() asks nothing of a process without a window on Windows
            QTimer.singleShot(GRACE_MS, process, process.kill)

    def _read(self) -> None:
        if self._process is not None:
            self._events.add(bytes(self._process.readAllStandardOutput().data()))
            self._steps.add(bytes(self._process.readAllStandardError().data()))

    def _take_step(self, line: str) -> None:
        step = step_in(line)
        if self._again:
            pass  # it is about to be replaced
        elif step is None:
            self._last_words = line
        elif step.phase == "watch":
            self._end_run()
        else:
            self._begin_run()
            self.progressed.emit(step)

    def _take_event(self, line: str) -> None:
        if event := event_in(line):
            self._damaged = event.event == "damaged"
            self.happened.emit(event)
        else:
            self._report = report_in(line)

    def _begin_run(self) -> None:
        if not self._running:
            self._running = True
            self.started.emit()

    def _end_run(self) -> None:
        if self._running:
            self._running = False
            self.ended.emit()

    def _finished(self) -> None:
        self._read()
        said = self.tr("The indexing process ended unexpectedly. What it has read is kept; “Index now” goes on.")
        self._end(said)

    def _end(self, reason: str) -> None:
        """The process is no more; `reason` is what to say if nobody asked it to stop."""
        if self._process is None:
            return
        self._process.deleteLater()
        self._process = None
        QTimer.singleShot(0, self, self._relaunch)  # the process that has ended is still telling of it
        if self._again:
            return
        stopped = self._stopping
        self._end_run()
        if self._report is not None:
            self.repaired.emit(self._report)
        elif not (stopped or self._damaged):
            self.failed.emit(self._last_words or reason)

    def _not_started(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart and self._process is not None:
            why = self._process.errorString()
            self._end(self.tr("The indexing process cannot be started: %1").replace("%1", why))


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
