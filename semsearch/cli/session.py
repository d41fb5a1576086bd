"""What every command takes: which home, how to print, how much to tell about a failure."""

import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from semsearch.cli.serialise import to_json

if TYPE_CHECKING:
    from semsearch.library import Library

_Function = TypeVar("_Function", bound=Callable[..., Any])


@dataclass(slots=True)
class Session:
    """The common options of one run of the program; each may stand before or after the command's name."""

    home: Path | None = None
    json: bool = False
    debug: bool = False

    def open(self) -> "Library":
        """Open the library. Imported here, so that `--help` and completion answer at once."""
        from semsearch.library import Library

        return Library.open(self.home)

    def print(self, record: object, text: Callable[[], str]) -> None:
        """The result of a command: `record` as JSON with --json, else `text()`."""
        if self.json:
            click.echo(json.dumps(to_json(record), ensure_ascii=False, indent=2 if sys.stdout.isatty() else None))
        elif shown := text():
            click.echo(shown, color=colour())

    def print_line(self, record: object, text: Callable[[], str]) -> None:
        """One of many results, as it comes: JSON on a line of its own with --json, else `text()`."""
        line = json.dumps(to_json(record), ensure_ascii=False) if self.json else text()
        if line:
            click.echo(line, color=colour())
            sys.stdout.flush()


with_session = click.make_pass_decorator(Session, ensure=True)


def colour() -> bool | None:
    """False with NO_COLOR (https://no-color.org), else None: click looks whether it writes to a terminal."""
    return False if os.environ.get("NO_COLOR") else None


def notice(text: str) -> None:
    """A remark for the person, on stderr."""
    click.echo(f"semsearch: {text}", err=True)


def _set_home(ctx: click.Context, _: click.Parameter, value: Path | None) -> None:
    if value is not None:
        ctx.ensure_object(Session).home = value.expanduser()


def _set_json(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value:
        ctx.ensure_object(Session).json = True


def _set_debug(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value:
        import logging

        ctx.ensure_object(Session).debug = True
        logging.basicConfig(format="%(name)s: %(message)s")
        logging.getLogger("semsearch").setLevel(logging.DEBUG)


def common(function: _Function) -> _Function:
    """Add --home, --json and --debug to a command."""
    home = click.option(
        "--home",
        type=click.Path(path_type=Path),
        callback=_set_home,
        expose_value=False,
        metavar="DIR",
        help="Where the index lives (SEMSEARCH_HOME; default: the user's data folder).",
    )
    as_json = click.option(
        "--json", is_flag=True, callback=_set_json, expose_value=False, help="Print the result as one JSON object."
    )
    debug = click.option(
        "--debug", is_flag=True, callback=_set_debug, expose_value=False, help="Log, and show a failure's traceback."
    )
    return home(as_json(debug(function)))
