"""The commands about which files are read, and how."""

from pathlib import Path

import click

from semsearch.cli import render
from semsearch.cli.session import Session, common, notice, with_session


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


@click.command()
@click.argument("switch", required=False, type=click.Choice(("on", "off")))
@common
@with_session
def ocr(session: Session, switch: str | None) -> None:
    """Recognise the text in scans and pictures, or not; without an argument, say which.

    It takes seconds a page and needs Tesseract. The next reindex reads what was left out; what was read stays.

    \b
    Examples:
      semsearch ocr on && semsearch reindex
      semsearch ocr
    """
    with session.open() as library:
        state = library.ocr(None if switch is None else switch == "on")
    session.print(state, lambda: f"text recognition is {'on' if state.on else 'off'}")
    if state.missing:
        notice(state.missing)
