"""Progress reports of long commands on stderr, and cancelling them with a signal."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

import click

from semsearch.errors import Cancelled
from semsearch.progress import Phase, Progress, Step, silent
from semsearch.serialise import dumped

if TYPE_CHECKING:
    from rich.progress import Task, TaskID

Style: TypeAlias = Literal["auto", "json", "none"]

PHASES: dict[Phase, str] = {
    "watch": "Waiting for changes",
    "check": "Checking",
    "rescue": "Rescuing",
    "copy": "Copying, in MB",
    "model": "Loading the model",
    "scan": "Looking for files",
    "extract": "Reading",
    "encode": "Encoding",
    "index": "Updating the index",
    "compare": "Comparing",
    "meaning": "Comparing meanings",
    "group": "Grouping",
    "name": "Naming topics",
    "place": "Drawing the map",
    "apply": "Applying",
}
KEPT = "what was done is kept; the same command goes on from there"
_STOPPING = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGBREAK") if hasattr(signal, name)]
"""Ctrl-C, being asked to end, and on Windows Ctrl-Break and the closing of the console."""

_WIDE = 72
"""Columns of a terminal below which the bar and the note are left out, as they would displace the numbers."""

_INTERVAL = 0.1  # minimum seconds between two lines of JSON in one phase

progress_option = click.option(
    "--progress",
    "style",
    type=click.Choice(get_args(Style)),
    default="auto",
    show_default=True,
    help="On stderr: a bar on a terminal, one JSON object a line, or nothing.",
)


@contextmanager
def progress(style: Style, cancelled: str = KEPT) -> Iterator[Progress]:
    """A context in which steps are reported on stderr and Ctrl-C and SIGTERM cancel at the next step; `cancelled` says
    what that comes to.

    `style` "auto" shows bars if stderr is a terminal, else nothing; "json" writes each `Step` as one line of JSON.
    """
    with _stop_signals() as stopping, reporting(style) as report:

        def step(step: Step, /) -> None:
            if stopping():
                raise Cancelled(f"cancelled; {cancelled}")
            report(step)

        yield step


@contextmanager
def _stop_signals() -> Iterator[Callable[[], bool]]:
    """Yield a function that tells whether a signal to stop has arrived. After the first one the previous handlers are
    back, so that a second one ends the process; a signal that was ignored, as under `nohup`, stays ignored."""
    received: list[int] = []

    def note(number: int, _: FrameType | None) -> None:
        received.append(number)
        restore()
        if sys.stderr.isatty():  # the next step may take seconds
            # Not through the buffered stream, which the signal may have interrupted.
            os.write(sys.stderr.fileno(), b"\nsemsearch: stopping\n")

    handlers = {number: signal.getsignal(number) for number in _STOPPING}
    previous = {number: handler for number, handler in handlers.items() if handler is not signal.SIG_IGN}

    def restore() -> None:
        for number, handler in previous.items():
            signal.signal(number, handler)

    for number in previous:
        signal.signal(number, note)
    try:
        yield lambda: bool(received)
    finally:
        restore()


@contextmanager
def reporting(style: Style) -> Iterator[Progress]:
    """Like `progress`, for what Ctrl-C and SIGTERM may end anywhere."""
    if style == "json":
        yield _json_lines()
    elif style == "auto" and sys.stderr.isatty():
        with _bars() as report:
            yield report
    else:
        yield silent


def _json_lines() -> Progress:
    last: dict[Phase, float] = {}
    said: list[Step] = []

    def report(step: Step, /) -> None:
        if said == [step]:
            return
        now = time.monotonic()
        if step.done == step.total or now - last.get(step.phase, float("-inf")) >= _INTERVAL:
            last[step.phase] = now
            said[:] = [step]
            click.echo(dumped(step), err=True)

    return report


@contextmanager
def _bars() -> Iterator[Progress]:
    """A bar for each phase, with counts, rate and remaining time, until all is done."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, ProgressColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: "Task") -> Text:
            speed = task.finished_speed or task.speed
            return Text(f"{speed:,.0f}/s" if speed else "", style="progress.data.speed")

    console = Console(stderr=True)
    columns: list[ProgressColumn] = [TextColumn("{task.description}"), MofNCompleteColumn(), Rate()]
    if console.width >= _WIDE:
        columns.insert(1, BarColumn())
        columns += [TimeRemainingColumn(), TextColumn("{task.fields[note]}", style="dim", markup=False)]
    with Bars(*columns, console=console, transient=True) as bars:
        tasks: dict[Phase, TaskID] = {}

        def report(step: Step, /) -> None:
            if step.phase not in tasks:
                tasks[step.phase] = bars.add_task(PHASES[step.phase], total=None, note="")
            bars.update(tasks[step.phase], completed=step.done, total=step.total, note=step.note)

        yield report
