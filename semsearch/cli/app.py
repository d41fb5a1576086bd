"""The entry point: finds the command, and turns every failure into one line on stderr and an exit status."""

import errno
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import Any

import click

from semsearch.child_environment import keep_current_folder_out
from semsearch.cli.session import Session, common_options, notice
from semsearch.errors import SemsearchError, reason

_COMMANDS = {
    "indexing": ("add", "remove", "sources", "reindex", "watch", "pause", "resume", "status", "skipped", "why", "ocr"),
    "search": ("search", "similar", "show"),
    "duplicates": ("duplicates", "undo"),
    "topics": ("topics",),
    "models": ("models", "embed"),
    "evaluation": ("eval",),
    "upkeep": ("doctor", "backup", "restore", "wipe"),
    "window": ("gui",),
    "demo": ("demo",),
}
"""The commands of each module. Only the module of the requested command is imported: a `reindex` without changes
should take little longer than the scan of the disk."""

_MODULE_OF = {command: module for module, commands in _COMMANDS.items() for command in commands}


_SECTIONS = {
    "Start": ("add", "reindex", "gui", "demo"),
    "Find": ("search", "similar", "show", "duplicates", "undo", "topics"),
    "Keep up to date": ("watch", "pause", "resume", "sources", "remove", "status", "skipped", "why", "ocr"),
    "Look after the index": ("doctor", "backup", "restore", "wipe"),
    "Models": ("models", "embed", "eval"),
}
"""The commands as `--help` lists them."""


_COUNTS = ("-n", "--limit", "--top", "--max", "--count", "--number")
"""What other programs call the number of results."""


class _Commands(Mapping[str, click.Command]):
    """The commands by their names."""

    def __getitem__(self, name: str) -> click.Command:
        module = import_module(f"semsearch.cli.{_MODULE_OF[name]}")
        return next(each for each in vars(module).values() if isinstance(each, click.Command) and each.name == name)

    def __iter__(self) -> Iterator[str]:
        return iter(_MODULE_OF)

    def __len__(self) -> int:
        return len(_MODULE_OF)


class _App(click.Group):
    """The group of all commands. An exception becomes one line, or with --debug a traceback."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,  # noqa: ANN401
    ) -> click.Context:
        session = Session()
        with _failures_told(session):
            return super().make_context(info_name, args, parent, obj=session, **extra)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - as click calls it
        limit = formatter.width - 6 - max(map(len, _MODULE_OF))
        for heading, names in _SECTIONS.items():
            with formatter.section(heading):
                formatter.write_dl([(name, self.commands[name].get_short_help_str(limit)) for name in names])

    def invoke(self, ctx: click.Context) -> object:
        with _failures_told(ctx.ensure_object(Session)):
            return super().invoke(ctx)


@contextmanager
def _failures_told(session: Session) -> Iterator[None]:
    """A context in which an exception becomes a line on stderr and an exit status."""
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:
        raise
    except click.UsageError as error:
        raise _ended(_wrong_usage(error), error.exit_code) from error
    except click.Abort as error:  # a question got no, or no answer
        click.echo(err=True)
        raise _ended("nothing was done; --yes answers the question", 1) from error
    except (click.ClickException, click.exceptions.Exit, BrokenPipeError):
        raise
    except KeyboardInterrupt as error:
        raise _ended("interrupted", 1) from error
    except SemsearchError as error:
        if session.debug:
            raise
        raise _ended(str(error), error.exit_status) from error
    except Exception as error:
        if session.debug:
            raise
        raise _ended(_unforeseen(error), 1) from error


def _unforeseen(error: Exception) -> str:
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"{reason(error)}; free some space and try again"
    what = f"this should not have happened: {type(error).__name__}: {error}"
    return f"{what}; run it again with --debug and report what it says"


def _wrong_usage(error: click.UsageError) -> str:
    path = error.ctx.command_path if error.ctx else "semsearch"
    said = error.format_message().rstrip(".").replace(". (", " (")
    if isinstance(error, click.NoSuchOption) and error.ctx:
        if error.option_name in _COUNTS and any("-k" in option.opts for option in error.ctx.command.params):
            said = f"No such option '{error.option_name}'; -k N lists N results"
        elif error.ctx.command.name == "search" and not error.possibilities:
            said += "; put -- before a query with a -word"
    return f"{said}{' See' if said.endswith('?') else '; see'} {path} --help"


def _ended(why: str, status: int) -> click.exceptions.Exit:
    notice(" ".join(why.split()))
    return click.exceptions.Exit(status)


@click.group(
    "semsearch",
    cls=_App,
    commands=_Commands(),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    no_args_is_help=True,
    epilog="""
    Exit status: 0 done, 1 failed, 2 wrong usage, 3 another process is writing to this home.

    Shell completion: put eval "$(_SEMSEARCH_COMPLETE=bash_source semsearch)" into ~/.bashrc, or the same with
    zsh_source into ~/.zshrc; for fish, _SEMSEARCH_COMPLETE=fish_source semsearch | source.
    """,
)
@click.version_option(package_name="semsearch", prog_name="semsearch", message="%(prog)s %(version)s")
@common_options
def app() -> None:
    """Find e-mails and documents by what they mean, on your own computer, in Russian and English.

    \b
    Examples:
      semsearch add ~/Mail ~/Documents     say what to search
      semsearch reindex                    read and index it
      semsearch search "когда встреча с подрядчиком?"
      semsearch search 'invoice from:anna after:2024-03 has:attachment'
      semsearch similar ~/Documents/contract.pdf
      semsearch duplicates --tier semantic
      semsearch gui                        the same, in a window
    """


def main() -> None:
    """Run `semsearch` with the arguments of this process, then exit."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # closed by whoever started this process
            setattr(sys, name, Path(os.devnull).open(mode))  # noqa: SIM115 - until the end
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # File names that are not UTF-8 hold lone surrogates: written as \udcxx, as in JSON.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    keep_current_folder_out()
    app.main(args=sys.argv[1:], prog_name="semsearch")
