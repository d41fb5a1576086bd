"""The options common to all commands, and output."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from semsearch.errors import SemsearchError, reason
from semsearch.serialise import dumped
from semsearch.settings import expanded

if TYPE_CHECKING:
    from semsearch.library import Library

_Function = TypeVar("_Function", bound=Callable[..., Any])


@dataclass(slots=True)
class Session:
    """The values of the common options, which may be given before or after the name of the command."""

    home: Path | None = None
    json: bool = False
    debug: bool = False

    def open(self) -> "Library":
        """Open the library. It is imported here to keep `--help` and completion fast."""
        from semsearch.library import Library

        return Library.open(self.home)

    def print(self, record: object, text: Callable[[], str]) -> None:
        """Print the result of a command: `record` as JSON with --json, else `text()`."""
        if self.json:
            write(dumped(record, 2 if sys.stdout.isatty() else None))
        elif shown := text():
            write(shown)

    def print_line(self, record: object, text: Callable[[], str]) -> None:
        """Print one of several results immediately: one line of JSON with --json, else `text()`."""
        line = dumped(record) if self.json else text()
        if line:
            write(line)


def write(text: str) -> None:
    """Write a line on stdout at once.

    Raises:
        SemsearchError: stdout takes no more, for example a file on a full disk.
    """
    try:
        click.echo(text, color=colour())
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise SemsearchError(f"the result cannot be written: {reason(error)}") from error


def colour() -> bool | None:
    """False with NO_COLOR (https://no-color.org), else None, which has click decide by whether it writes to a
    terminal."""
    return False if os.environ.get("NO_COLOR") else None


def notice(text: str) -> None:
    """Print a remark on stderr."""
    click.echo(f"semsearch: {text}", err=True)


def notice_of_next_step(library: "Library") -> None:
    """Say how to start, if nothing is registered to be searched, or nothing of it was ever read."""
    sources = library.sources.all()
    if not sources:
        notice("no sources yet; add a folder with: semsearch add PATH")
    elif all(source.state == "pending" and not source.documents for source in sources):
        notice("nothing is indexed yet; run: semsearch reindex")


class _GivenPath(click.Path):
    """A path as an argument. An empty one, as from an unset variable of a script, would mean the current folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401
        if not str(value):
            self.fail("a path is empty", param, ctx)
        return super().convert(value, param, ctx)


PATH = _GivenPath(path_type=Path, readable=False)
FILE_TO_READ = _GivenPath(path_type=Path, exists=True, dir_okay=False)
FILE_TO_WRITE = _GivenPath(path_type=Path, dir_okay=False)


def _set_home(ctx: click.Context, _: click.Parameter, value: Path | None) -> None:
    if value is not None:
        ctx.ensure_object(Session).home = expanded(value)


def _set_json(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value:
        ctx.ensure_object(Session).json = True


def _set_debug(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value:
        import logging

        ctx.ensure_object(Session).debug = True
        logging.basicConfig(format="%(name)s: %(message)s")
        logging.getLogger("semsearch").setLevel(logging.DEBUG)


_pass_session = click.make_pass_decorator(Session, ensure=True)


def with_session(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the common options to a command, and pass it the session as its first argument."""
    return common_options(_pass_session(function))


def common_options(function: _Function) -> _Function:
    """Add --home, --json and --debug to a command."""
    home = click.option(
        "--home",
        type=PATH,
        callback=_set_home,
        expose_value=False,
        metavar="DIR",
        help="The folder of the index (SEMSEARCH_HOME; default: in the user's data folder).",
    )
    as_json = click.option(
        "--json", is_flag=True, callback=_set_json, expose_value=False, help="Print the result as one JSON object."
    )
    debug = click.option(
        "--debug", is_flag=True, callback=_set_debug, expose_value=False, help="Log, and show tracebacks of failures."
    )
    return home(as_json(debug(function)))
