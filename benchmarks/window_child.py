"""Drives the real window offscreen: ``python -m benchmarks.window_child WHAT HOME``.

Prints one line of JSON. WHAT is ``start``, ``typing``, ``scrolling``, or ``use``, which takes a folder to index and
seconds as well.
"""

# ruff: noqa: E402 - the clock is read before anything else is imported

import time

import psutil

BORN: float = psutil.Process().create_time()

import itertools
import json
import os
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import monotonic, perf_counter

from PySide6.QtCore import QEvent, QEventLoop, QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from semsearch_ui.app import compose
from semsearch_ui.main_window import MainWindow
from semsearch_ui.models.results import ResultsModel
from semsearch_ui.pages.search_page import SearchPage
from semsearch_ui.presentation.arranging import Row
from semsearch_ui.stalls import Stall, Watchdog
from semsearch_ui.widgets.results_view import ResultsView
from semsearch_ui.widgets.search_field import SearchField

SIZE = (1280, 800)
QUESTIONS = (
    "how to set up a printer", "linux kernel upgrade", "money transfer from africa", "spam filter rules",
    "meeting on friday", "download the new version", "mortgage rates", "java applications",
    "digital cameras and film", "server stopped answering",
)  # fmt: skip
ROWS = 100_000
FRAMES = 600
NOTCH = 120
"""One step of a mouse wheel in Qt's unit, an eighth of a degree."""

BETWEEN_KEYS = 0.08
PATIENCE = 60.0


def main() -> int:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    what, home, *rest = sys.argv[1:]
    application = QApplication(["semsearch"])
    window = compose(application, Path(home))
    window.resize(*SIZE)
    window.show()
    measured = {"start": _start, "typing": _typing, "scrolling": _scrolling, "use": _use}[what]
    print(json.dumps(measured(window, rest)))
    window.close()
    return 0


def _start(window: MainWindow, _: list[str]) -> dict[str, float]:
    """Seconds from the start of the process until the window is painted, accepts keys, and has opened its index."""
    window.grab()
    shown = time.time() - BORN
    _until(lambda: window.desk.operations.is_open)
    field = _field(window)
    QTest.keyClicks(field, "l")
    if field.text() != "l":
        raise SystemExit("the field takes no letters")
    return {"shown": shown, "usable": time.time() - BORN}


def _typing(window: MainWindow, _: list[str]) -> dict[str, object]:
    """Milliseconds from each key press until the results for the text typed so far are painted; and the memory of the
    process afterwards."""
    _until(lambda: window.upkeep.situation is not None)
    window.upkeep.stop()
    field, results = _field(window), _results(window)
    painted = _Painted(results)
    _search(window).search("warm up")
    _until(lambda: not window.is_busy)
    waits: list[float] = []
    for question in QUESTIONS:
        field.clear()
        _rest(window)
        for letter in question:
            painted.wait_for_new()
            began = perf_counter()
            QTest.keyClicks(field, letter)
            if letter != " ":  # a blank does not change the query
                _until(lambda: painted.has_new)
                waits.append(1000 * (painted.at - began))
            _live(max(0.0, BETWEEN_KEYS - (perf_counter() - began)))
    return {"milliseconds": waits, **_memory()}


def _scrolling(window: MainWindow, _: list[str]) -> dict[str, list[float]]:
    """Milliseconds of each frame while scrolling through 100,000 results with the wheel and by dragging the scroll
    bar."""
    _until(lambda: window.desk.operations.is_open)
    _search(window).search(QUESTIONS[0])
    _rest(window)
    window.upkeep.stop()
    results = _results(window)
    model = results.model()
    assert isinstance(model, ResultsModel)
    hits = itertools.islice(itertools.cycle(model.hits), ROWS)
    results.show_rows([Row(replace(hit, id=at)) for at, hit in enumerate(hits)], same_question=False)
    _rest(window)
    bar = results.verticalScrollBar()
    turned, dragged = [], []
    for frame in range(FRAMES):
        turned.append(_timed(lambda: _turn(results)))
        at = bar.maximum() * frame // FRAMES
        dragged.append(_timed(partial(bar.setValue, at)))
    return {"turned": turned, "dragged": dragged}


def _use(window: MainWindow, rest: list[str]) -> dict[str, object]:
    """Stalls of the interface, in milliseconds, while a folder is chosen and indexed and the window is used, for a
    limited time."""
    folder, longest = Path(rest[0]), float(rest[1])
    stalls: list[Stall] = []
    watchdog = Watchdog(stalls.append)
    _until(lambda: window.desk.operations.is_open)
    watchdog.start()
    window.upkeep.add_folders([folder])
    _until(lambda: _documents(window) > 0)
    _rest(window)
    began, done = monotonic(), 0
    while window.upkeep.is_running and monotonic() - began < longest:
        _ask_and_read(window, QUESTIONS[done % len(QUESTIONS)])
        _look_around(window)
        done += 1
    seconds, indexing = monotonic() - began, window.upkeep.is_running
    watchdog.stop()
    told = [
        {
            "milliseconds": 1000 * stall.seconds,
            "computing": 1000 * stall.computing,
            "queued": 1000 * stall.queued,
            "locked": 1000 * stall.locked,
            "own": 1000 * stall.own,
            "where": stall.where,
        }
        for stall in stalls
    ]
    return {
        "stalls": told, "seconds": seconds, "rounds": done, "indexing": indexing, "documents": _documents(window),
    }  # fmt: skip


def _documents(window: MainWindow) -> int:
    """How many can be found."""
    return window.upkeep.situation.catalogue.documents if window.upkeep.situation else 0


def _ask_and_read(window: MainWindow, question: str) -> None:
    window.show_page("search")
    field, results = _field(window), _results(window)
    field.clear()
    for letter in question:
        QTest.keyClicks(field, letter)
        _live(BETWEEN_KEYS)
    _rest(window)
    for _ in range(5):
        QTest.keyClick(results, Qt.Key.Key_Down)
        _live(0.3)
    for _ in range(20):
        _turn(results)
        _live(0.02)
    search = _search(window)
    search.actions_on_hit.similar.trigger()
    _rest(window)
    search.go_back()
    _rest(window)


def _look_around(window: MainWindow) -> None:
    for place in window.places:
        window.show_page(place.key)
        _live(0.5)
        _rest(window)
    window.resize(900, 600)
    _live(0.2)
    window.resize(*SIZE)
    _live(0.2)
    window.desk.theme.choose("light" if window.desk.theme.scheme == "dark" else "dark")
    _live(0.5)


class _Painted(QObject):
    """Records when the list is painted with results that arrived after `wait_for_new`."""

    def __init__(self, results: ResultsView) -> None:
        super().__init__(results)
        self.has_new = False
        self.at = 0.0
        self._came = False
        results.model().modelReset.connect(self._come)
        results.viewport().installEventFilter(self)

    def wait_for_new(self) -> None:
        self.has_new = self._came = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        if event.type() is QEvent.Type.Paint and self._came and not self.has_new:
            self.has_new, self.at = True, perf_counter()
        return super().eventFilter(watched, event)

    def _come(self) -> None:
        self._came = True


def _memory() -> dict[str, float]:
    """The private and the resident memory of the process and of that with the graph, in megabytes."""
    program = psutil.Process()
    processes = [program, *program.children()]
    resident = sum(process.memory_info().rss for process in processes) / 1e6
    return {"private": sum(map(_private, processes)) / 1e6, "resident": resident}


def _private(process: psutil.Process) -> int:
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    found = re.search(r"^RssAnon:\s+(\d+) kB", status, re.MULTILINE)
    return int(found[1]) * 1024 if found else process.memory_info().rss


def _search(window: MainWindow) -> SearchPage:
    page = window.page("search")
    assert isinstance(page, SearchPage)
    return page


def _field(window: MainWindow) -> SearchField:
    field = window.page("search").findChild(SearchField)
    assert field is not None
    return field


def _results(window: MainWindow) -> ResultsView:
    results = window.page("search").findChild(ResultsView)
    assert results is not None
    return results


def _turn(results: ResultsView) -> None:
    middle = QPointF(results.viewport().rect().center())
    down = QPoint(0, -NOTCH)
    buttons, keys, phase = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    wheel = QWheelEvent(middle, results.viewport().mapToGlobal(middle), down, down, buttons, keys, phase, False)
    QApplication.sendEvent(results.viewport(), wheel)


def _timed(act: Callable[[], object]) -> float:
    began = perf_counter()
    act()
    QApplication.processEvents()
    return 1000 * (perf_counter() - began)


def _rest(window: MainWindow) -> None:
    _live(0.3)
    _until(lambda: not window.is_busy)


def _live(seconds: float) -> None:
    """Run the event loop; unlike `processEvents` this also handles deferred deletions."""
    loop = QEventLoop()
    end = QTimer(loop, singleShot=True, interval=round(1000 * seconds), timerType=Qt.TimerType.PreciseTimer)
    end.timeout.connect(loop.quit)
    end.start()
    loop.exec()


def _until(ready: Callable[[], bool]) -> None:
    end = monotonic() + PATIENCE
    while not ready():
        _live(0.001)
        if monotonic() > end:
            raise SystemExit("the window kept its driver waiting")


if __name__ == "__main__":
    sys.exit(main())
