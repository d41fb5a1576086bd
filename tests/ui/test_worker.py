"""Work off the interface's thread, and its outcome on it."""

import os
import sys
from collections.abc import Iterator
from functools import partial
from threading import Event, get_ident, get_native_id

import pytest
from pytestqt.qtbot import QtBot

from semsearch.errors import UsageError
from semsearch_ui.worker import Worker


@pytest.fixture
def worker(qapp: object) -> Iterator[Worker]:
    made = Worker()
    yield made
    made.stop()


def unwanted(outcome: object) -> None:
    pytest.fail(f"this was not to be told: {outcome}")


def test_work_is_done_elsewhere_and_delivered_here(qtbot: QtBot, worker: Worker) -> None:
    outcomes: list[tuple[int, int]] = []
    worker.run("count", get_ident, lambda there: outcomes.append((there, get_ident())), unwanted)
    qtbot.waitUntil(lambda: bool(outcomes))
    there, here = outcomes[0]
    assert here == get_ident() != there


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere all threads of a process are equally nice")
def test_work_steps_back_behind_the_interface(qtbot: QtBot, worker: Worker) -> None:
    outcomes: list[int] = []
    worker.run("count", _niceness, outcomes.append, unwanted)
    qtbot.waitUntil(lambda: bool(outcomes))
    assert outcomes[0] > _niceness()


def _niceness() -> int:
    return os.getpriority(os.PRIO_PROCESS, get_native_id())


def test_an_error_arrives_as_the_failure(qtbot: QtBot, worker: Worker) -> None:
    failures: list[Exception] = []

    def work() -> None:
        raise UsageError("no such folder")

    worker.run("add", work, unwanted, failures.append)
    qtbot.waitUntil(lambda: bool(failures))
    assert str(failures[0]) == "no such folder"
    assert not worker.is_busy


def test_a_newer_run_supersedes_an_older_one_and_begins_when_that_has_ended(qtbot: QtBot, worker: Worker) -> None:
    release, begun = Event(), Event()
    outcomes: list[str] = []

    def slow() -> str:
        begun.set()
        release.wait(10)
        return "old"

    worker.run("search", slow, outcomes.append, unwanted)
    assert begun.wait(10)
    worker.run("search", lambda: pytest.fail("nobody wants it any more"), outcomes.append, unwanted)
    worker.run("search", lambda: "new", outcomes.append, unwanted)
    assert worker.is_busy
    release.set()
    qtbot.waitUntil(lambda: outcomes == ["new"])
    assert not worker.is_busy


def test_work_that_waits_is_superseded_before_it_begins(qtbot: QtBot, worker: Worker) -> None:
    outcomes: list[str] = []
    worker.run("search", lambda: pytest.fail("it was superseded"), outcomes.append, unwanted, after_ms=60_000)
    assert worker.is_busy
    worker.run("search", lambda: "new", outcomes.append, unwanted, after_ms=1)
    qtbot.waitUntil(lambda: outcomes == ["new"])


def test_what_is_dropped_is_never_told(qtbot: QtBot, worker: Worker) -> None:
    worker.run("search", lambda: "old", unwanted, unwanted)
    worker.drop("search")
    assert not worker.is_busy
    worker.run("search", lambda: "new", lambda _: None, unwanted)
    qtbot.waitUntil(lambda: not worker.is_busy)


def test_work_of_different_names_does_not_interfere(qtbot: QtBot, worker: Worker) -> None:
    outcomes: list[str] = []
    for name in ("search", "preview"):
        worker.run(name, partial(str, name), outcomes.append, unwanted)
    qtbot.waitUntil(lambda: sorted(outcomes) == ["preview", "search"])


def test_a_bug_is_not_swallowed(qtbot: QtBot, worker: Worker) -> None:
    def work() -> None:
        raise ZeroDivisionError

    failures: list[Exception] = []
    with qtbot.captureExceptions() as exceptions:
        worker.run("x", work, unwanted, failures.append)
        qtbot.waitUntil(lambda: bool(exceptions))
    assert exceptions[0][0] is ZeroDivisionError
    assert [type(failure) for failure in failures] == [ZeroDivisionError]
    assert not worker.is_busy


def test_what_is_asked_for_after_the_end_is_not_done(worker: Worker) -> None:
    worker.stop()
    worker.run("late", lambda: None, unwanted, unwanted)
    assert not worker.is_busy
