"""The command gui: opens the window."""

import importlib
import os
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from semsearch.cli.session import PATH, Session, with_session
from semsearch.errors import SemsearchError


@click.command()
@click.argument("paths", nargs=-1, type=PATH, metavar="[PATH]...")
@with_session
@click.pass_context
def gui(ctx: click.Context, session: Session, paths: tuple[Path, ...]) -> None:
    """Open the window; with PATH, also add and index it.

    \b
    Examples:
      semsearch gui
      semsearch gui ~/Mail
    """
    ctx.exit(open_window(session.home, paths))


def open_window(home: Path | None, paths: Iterable[Path] = ()) -> int:
    """Run the window until it is closed; returns the exit status.

    Raises:
        SemsearchError: this installation has no window.
    """
    try:
        # By name, as the library must not depend on the window.
        app = importlib.import_module("semsearch_ui.app")
    except ModuleNotFoundError as error:
        if not (error.name or "").startswith("semsearch_ui"):
            raise
        raise SemsearchError("the window is not installed; install semsearch from its wheel") from error
    chosen = ["--home", str(home)] if home else []
    return int(app.main([*chosen, *map(str, paths)]))


def has_display() -> bool:
    """Whether there is a display."""
    return sys.platform != "linux" or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
