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

import sys

from semsearch.child_environment import in_utf8


def main() -> None:
    """Run `semsearch` with the arguments of this process, then exit."""
    in_utf8()
    try:
        from semsearch.cli.app import main as run

        run()
    except KeyboardInterrupt:  # while modules were still being imported; later on `app` deals with it
        sys.exit("semsearch: interrupted")
