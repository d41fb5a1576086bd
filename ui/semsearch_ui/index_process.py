"""Indexing in a process of its own, so that the window never stutters and no crash in a parser reaches it."""

import json
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any, cast, get_args

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from semsearch.errors import LockedError
from semsearch.progress import Phase, Step
from semsearch.records import ReindexReport

GRACE_MS = 10_000
"""How long a run may take to stop when it is asked to, before it is killed."""


def step_in(line: str) -> Step | None:
    """The step that a line of the process's diagnostics reports, None where the line is something else."""
    if not line.startswith("{"):
        return None
    try:
        values = json.loads(line)
    except ValueError:
        return None
    if not isinstance(values, dict) or values.get("phase") not in get_args(Phase):
        return None
    done, total, note = values.get("done"), values.get("total"), values.get("note", "")
    if not isinstance(done, int) or not isinstance(total, int | None) or not isinstance(note, str):
        return None
    return Step(cast("Phase", values["phase"]), done, total, note)


def report_in(output: str) -> ReindexReport | None:
    """The report that the process prints at its end, None where there is no whole one."""
    try:
        values: Any = json.loads(output)
        return ReindexReport(**{field.name: values[field.name] for field in fields(ReindexReport)})
    except (ValueError, KeyError, TypeError):
        return None


class IndexProcess(QObject):
    """One indexing run at a time, in a child process. Ends with exactly one of finished, cancelled, and failed."""

    started = Signal()
    progressed = Signal(Step)
    finished = Signal(ReindexReport)
    cancelled = Signal()
    failed = Signal(str)
    ended = Signal()

    def __init__(self, home: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._home = home
        self._process: QProcess | None = None
        self._stopping = False
        self._pending = ""
        self._last_words = ""

    @property
    def is_running(self) -> bool:
        return self._process is not None

    def start(self) -> None:
        """Begin a run over all sources; does nothing while one is under way."""
        if self._process is not None:
            return
        self._stopping, self._pending, self._last_words = False, "", ""
        process = QProcess(self)
        process.setProgram(sys.executable)
        process.setArguments(["-m", "semsearch", "--home", str(self._home), "reindex", "--json", "--progress", "json"])
        process.readyReadStandardError.connect(self._read)
        process.finished.connect(self._end)
        process.errorOccurred.connect(self._not_started)
        self._process = process
        process.start()
        self.started.emit()

    def cancel(self) -> None:
        """Ask the run to stop; what it had done is kept."""
        if self._process is None or self._stopping:
            return
        self._stopping = True
        process = self._process
        process.terminate()
        QTimer.singleShot(GRACE_MS, process, process.kill)

    def stop(self) -> None:
        """Cancel and wait, for when the window closes."""
        if self._process is not None:
            self.cancel()
            process = self._process
            if not process.waitForFinished(GRACE_MS):
                process.kill()
                process.waitForFinished(1000)

    def _read(self) -> None:
        if self._process is None:
            return
        text = self._pending + bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace")
        *lines, self._pending = text.split("\n")
        self._take(lines)

    def _take(self, lines: list[str]) -> None:
        for line in lines:
            step = step_in(line.strip())
            if step is not None:
                self.progressed.emit(step)
            elif line.strip():
                self._last_words = line.strip()

    def _end(self, status: int, how: QProcess.ExitStatus) -> None:
        process = self._process
        if process is None:
            return
        self._read()
        self._take([self._pending])
        output = bytes(process.readAllStandardOutput().data()).decode("utf-8", "replace")
        stopping = self._stopping
        self._forget()
        report = report_in(output)
        if stopping:
            self.cancelled.emit()
        elif status == 0 and how is QProcess.ExitStatus.NormalExit and report is not None:
            self.finished.emit(report)
        elif status == LockedError.exit_status:
            self.failed.emit(self._last_words or self.tr("Another process is indexing; try again when it has ended."))
        else:
            self.failed.emit(self._last_words or self.tr("The indexing process ended without a word."))
        self.ended.emit()

    def _not_started(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart and self._process is not None:
            reason = self._process.errorString()
            self._forget()
            self.failed.emit(self.tr("The indexing process cannot be started: %1").replace("%1", reason))
            self.ended.emit()

    def _forget(self) -> None:
        if self._process is not None:
            self._process.deleteLater()
            self._process = None
        self._stopping = False
