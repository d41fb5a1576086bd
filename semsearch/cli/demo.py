"""The command demo: prints the tour of `semsearch.demo`, then opens the window."""

import shlex
import shutil
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from semsearch.cli import render, render_duplicates
from semsearch.cli.progress import progress
from semsearch.cli.session import Session, with_session, write
from semsearch.cli.terminal import counted
from semsearch.cli.window import has_display, open_window
from semsearch.demo import Answer, Indexed, default_home, sample, tour

if TYPE_CHECKING:
    from semsearch.records import DuplicateReport

_GROUPS = 3  # shown of the duplicates


@click.command()
@with_session
@click.pass_context
def demo(ctx: click.Context, session: Session) -> None:
    """Try everything on sample mail.

    Indexes the sample, asks it questions, finds similar mail and duplicates, and opens the window. It uses a home of
    its own, in the user's cache folder unless --home is given, and does not touch yours.

    \b
    Examples:
      semsearch demo
      semsearch demo --home .demo
    """
    home = (session.home or default_home()).absolute()
    stops: list[object] = []
    if not session.json:
        write(f"The sample: {sample()}\nIts index:  {home}\nNothing leaves this computer.")
    with replace(session, home=home).open() as library, ExitStack() as bars:
        report = bars.enter_context(progress("none" if session.json else "auto"))
        for stop in tour(library, report):
            bars.close()  # the first stop, indexing, is the only long one
            stops.append(stop)
            if not session.json:
                write(_stop(stop, len(stops)))
    if session.json:
        session.print({"home": str(home), "sample": str(sample()), "stops": stops}, str)
    elif has_display() and sys.stdout.isatty():
        write(f"\nOpening the window; another time: {_window_command(home)}")
        ctx.exit(open_window(home))
    else:
        write(f"\nThe same in a window: {_window_command(home)}")


LOADING_MS = 250.0
"""A question that takes longer had to wait for the model, which a run that indexes has loaded before."""


def _stop(stop: "Indexed | Answer | DuplicateReport", number: int) -> str:
    """The text of one stop of the tour, numbered from 1."""
    if isinstance(stop, Indexed):
        return _heading("Indexed" if number == 1 else "Indexed again") + _indexed(stop)
    if isinstance(stop, Answer):
        what = "Similar to" if stop.question.kind == "example" else "Question"
        loading = ", most of it to load the model" if stop.result.took_ms > LOADING_MS else ""
        return _heading(f"{what}: {stop.question.text}") + _answer(stop) + loading
    same = "the same content" if stop.tier == "exact" else "almost the same words"
    return _heading(f"Duplicates: {same}") + _duplicates(stop)


def _indexed(indexed: Indexed) -> str:
    report = indexed.report
    speed = f", {report.encoded / report.phases['encode']:.0f} a second" if report.encoded else ""
    skipped = ", ".join(f"{count} {reason}" for reason, count in indexed.skipped.items()) or "nothing"
    files, documents = counted(report.seen, "file"), counted(report.documents, "document")
    return "\n".join(
        [
            f"{files}, {documents}, {report.chunks} chunks in {report.seconds:.1f} s",
            f"{report.encoded} chunks encoded{speed}, with {report.model} on {report.backend}",
            f"left out: {skipped}",
        ]
    )


def _answer(answer: Answer) -> str:
    why = click.style(answer.question.why, dim=True) + "\n\n" if answer.question.why else ""
    return f"{why}{render.search(answer.result)}\n\n{answer.result.took_ms:.0f} ms"


def _duplicates(report: "DuplicateReport") -> str:
    shown = "\n\n".join(render_duplicates.group(group) for group in report.groups[:_GROUPS])
    more = f"{len(report.groups)} groups in {report.took_ms:.0f} ms"
    return f"{shown}\n\n{more}" if shown else more


def _heading(text: str) -> str:
    return "\n" + click.style(f"── {text} ──", fg="cyan", bold=True) + "\n"


def _window_command(home: Path) -> str:
    called = sys.argv[0]
    if Path(called).stem != "semsearch":
        program = [sys.executable, "-m", "semsearch"]
    else:
        program = ["semsearch" if shutil.which("semsearch") == called else called]
    command = [*program, "gui", "--home", str(home)]
    return subprocess.list2cmdline(command) if sys.platform == "win32" else shlex.join(command)
