"""Commands on the index as a whole: doctor, backup, restore, wipe."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from semsearch.cli import render
from semsearch.cli.progress import Style, progress, progress_option, reporting
from semsearch.cli.session import FILE_TO_READ, FILE_TO_WRITE, Session, notice, with_session
from semsearch.cli.terminal import size
from semsearch.errors import UsageError
from semsearch.settings import absolute

if TYPE_CHECKING:
    from semsearch.settings import Home


@click.command()
@click.option("--repair", is_flag=True, help="Repair what is wrong. Nothing indexed is lost.")
@progress_option
@with_session
@click.pass_context
def doctor(context: click.Context, session: Session, repair: bool, style: Style) -> None:
    """Check the index for damage, and repair it with --repair.

    The database, the keyword index, the vectors and their graph are compared with each other and with the disk. The
    exit status is 1 if something is wrong.

    \b
    Examples:
      semsearch doctor
      semsearch doctor --repair
    """
    from semsearch.doctor import Doctor

    if repair:
        with progress(style) as report:
            found = Doctor(session.home).repair(report)
    else:  # changes nothing, so that Ctrl+C may end it anywhere
        with reporting(style) as report:
            found = Doctor(session.home).examine(report)
    session.print(found, lambda: render.doctor(found))
    if not found.ok:
        if not session.json and not repair:
            notice("something is wrong; repair it with: semsearch doctor --repair")
        context.exit(1)


@click.command()
@click.argument("file", type=FILE_TO_WRITE)
@progress_option
@with_session
def backup(session: Session, file: Path, style: Style) -> None:
    """Write the whole index to one file.

    It can be searched and updated meanwhile.

    \b
    Example:
      semsearch backup /media/stick/semsearch.backup
    """
    from semsearch.store.homes import backup as write_backup

    if str(file) == "-":
        raise UsageError("a backup cannot go to stdout; name a file to write it to")
    with progress(style, "no backup was written") as report:
        written = write_backup(_home(session), file, report)
    session.print({"file": str(file.absolute()), "bytes": written}, lambda: f"{file}: {size(written)}")


@click.command()
@click.argument("file", type=FILE_TO_READ)
@click.option(
    "--map", "moves", multiple=True, metavar="OLD=NEW", help="A folder that is elsewhere now; may be repeated."
)
@progress_option
@with_session
def restore(session: Session, file: Path, moves: tuple[str, ...], style: Style) -> None:
    """Restore the index from a backup, on this or another machine.

    \b
    Examples:
      semsearch restore /media/stick/semsearch.backup
      semsearch restore semsearch.backup --map /home/anna=/Users/anna
    """
    from semsearch.store.homes import restore as read_backup

    with progress(style, "nothing was restored") as report:
        sources = read_backup(file, _home(session), _parse_moves(moves), report)
    session.print({"sources": sources}, lambda: "\n".join(sources))
    missing = [path for path in sources if not Path(path).exists()]
    if missing and not session.json:
        notice(
            f"{missing[0]} is not there; if it lies elsewhere: semsearch wipe, then restore with --map {missing[0]}=NEW"
        )
    if not session.json:
        notice("bring it up to date with: semsearch reindex")


@click.command()
@click.option("--yes", is_flag=True, help="Do not ask for confirmation.")
@with_session
def wipe(session: Session, yes: bool) -> None:
    """Remove the index; your files are not touched.

    Everything that semsearch stores in its home is removed, and what `duplicates --input` keeps of the files that it
    compared. The models remain, as other homes may use them.

    \b
    Example:
      semsearch wipe --yes
    """
    from semsearch.settings import model_cache, text_home
    from semsearch.store.homes import wipe as remove

    home = _home(session)
    if not yes and home.files():
        click.confirm(f"Remove the index in {home.path}?", abort=True, err=True)
    freed = remove(home)
    if text_home().files():
        freed += remove(text_home())
    session.print({"home": str(home.path), "freed": freed}, lambda: f"removed {home.path}, {size(freed)}")
    cache = model_cache()
    if cache.exists() and not session.json:
        notice(f"the models, which contain no data of yours, remain in {cache}")


def _home(session: Session) -> "Home":
    from semsearch.settings import Home, default_home

    return Home(session.home or default_home())


def _parse_moves(moves: Sequence[str]) -> dict[str, str]:
    """Absolute paths, old to new, from arguments of the form ``OLD=NEW``.

    Raises:
        UsageError: an argument has another form.
    """
    parsed = {}
    for move in moves:
        old, sign, new = move.partition("=")
        if not sign or not old or not new:
            raise UsageError(f"--map takes OLD=NEW, not {move}")
        parsed[absolute(old)] = absolute(new)
    return parsed
