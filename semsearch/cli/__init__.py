"""The command line: parses arguments and prints results. Its documentation is docs/cli.md.

app         the entry point: streams, the group of commands, failures
session     the options common to all commands, and output
progress    progress reports on stderr, and cancelling
batch       commands that answer each line of stdin with a line of JSON
render      records as text for people; those of duplicates in render_duplicates
terminal    that text: safe, aligned, no wider than the terminal
priority    low priority for `watch`

The commands are in indexing, search, duplicates, topics, models, evaluation, upkeep, window and demo.
"""

import signal
import sys
from types import FrameType
from typing import NoReturn

from semsearch.child_environment import in_utf8


def main() -> None:
    """Run `semsearch` with the arguments of this process, then exit."""
    in_utf8()
    for number, default in ((signal.SIGINT, signal.default_int_handler), (signal.SIGTERM, signal.SIG_DFL)):
        if signal.getsignal(number) is default:
            signal.signal(number, _interrupt)
    try:
        from semsearch.cli.app import main as run

        run()
    except KeyboardInterrupt:  # while modules were still being imported; later on `app` deals with it
        sys.exit("semsearch: interrupted")


class _Interrupted(KeyboardInterrupt):
    """Ctrl+C, or SIGTERM. Once a plain KeyboardInterrupt has come through `exec`, as while dataclasses are made, Python
    ends by that signal, although it was caught."""


def _interrupt(_: int, __: FrameType | None) -> NoReturn:
    raise _Interrupted
