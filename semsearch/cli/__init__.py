"""The command line: parses and prints, nothing more. Its contract is in docs/cli.md.

app         the entry point: streams, the group of commands, and how every failure becomes one line
session     the options that every command takes, and the library they open
indexing    add, remove, sources, reindex, status, skipped
finding     search, similar, duplicates, show
encoding    models, embed
window      gui
demo        demo
batch       lines from stdin, one line of JSON for each
progress    a bar, or lines of JSON, on stderr; polite cancelling
render      records -> text for people
serialise   records -> JSON for programs
"""

from semsearch.cli.app import main

__all__ = ["main"]
