"""The commands about which files are read, and how."""

from pathlib import Path

import click

from semsearch.cli import render
from semsearch.cli.session import Session, common, with_session


@click.command()
@click.argument("path", type=click.Path(path_type=Path), metavar="PATH")
@common
@with_session
def why(session: Session, path: Path) -> None:
    """Say whether a file is indexed and, if not, which rule or reason keeps it out.

    \b
    Examples:
      semsearch why ~/Documents/scan.pdf
      semsearch why ~/projects/build/notes.txt --json
    """
    with session.open() as library:
        fate = library.why(path)
    session.print(fate, lambda: render.fate(fate))
