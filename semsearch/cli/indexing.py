"""Commands on sources and the index: add, remove, sources, reindex, watch, pause, resume, status, skipped, why, ocr."""

from collections import Counter
from contextlib import suppress
from functools import partial
from pathlib import Path

import click

from semsearch.cli import render
from semsearch.cli.priority import lower_priority
from semsearch.cli.progress import Style, progress, progress_option
from semsearch.cli.session import PATH, Session, notice, notice_of_next_step, with_session
from semsearch.errors import Cancelled, DamagedError
from semsearch.records import WatchEvent


@click.command()
@click.argument("paths", nargs=-1, required=True, type=PATH, metavar="PATH...")
@click.option(
    "--exclude",
    multiple=True,
    metavar="GLOB",
    help="Leave out files that match, as in .gitignore, or are larger: '>10M'; may be repeated.",
)
@with_session
def add(session: Session, paths: tuple[Path, ...], exclude: tuple[str, ...]) -> None:
    """Register folders, mbox files or Maildirs to be searched. Adding one again replaces what is excluded from it.

    \b
    Examples:
      semsearch add ~/Mail ~/Documents
      semsearch add ~/projects --exclude '*.log' --exclude '>10M'
    """
    with session.open() as library:
        added = library.sources.add(paths, exclude)
    session.print({"added": added}, lambda: render.sources(added))
    if not session.json:
        notice("bring the index up to date with: semsearch reindex")


@click.command()
@click.argument("paths", nargs=-1, required=True, type=PATH, metavar="PATH...")
@progress_option
@with_session
def remove(session: Session, paths: tuple[Path, ...], style: Style) -> None:
    """Forget sources; their files are not touched.

    \b
    Example:
      semsearch remove ~/Documents
    """
    with session.open() as library, progress(style, "nothing was removed") as report:
        removed = library.sources.remove(paths, report)
    session.print({"removed": removed}, lambda: render.sources(removed, "removed"))


@click.command()
@with_session
def sources(session: Session) -> None:
    """List what is searched, with counts and states.

    \b
    Examples:
      semsearch sources
      semsearch sources --json | jq -r '.sources[].path'
    """
    with session.open() as library:
        registered = library.sources.all()
        session.print({"sources": registered}, lambda: render.sources(registered))
        notice_of_next_step(library)


@click.command()
@click.argument("paths", nargs=-1, type=PATH, metavar="[PATH]...")
@click.option("--full", is_flag=True, help="Read and encode everything again while the old index continues to serve.")
@click.option("--dry-run", is_flag=True, help="Only show what would be done.")
@progress_option
@with_session
def reindex(session: Session, paths: tuple[Path, ...], full: bool, dry_run: bool, style: Style) -> None:
    """Bring the index up to date with the files on disk. Ctrl+C stops it and keeps what is done.

    \b
    Examples:
      semsearch reindex
      semsearch reindex ~/Mail/Inbox
      semsearch reindex --dry-run
    """
    with session.open() as library, progress(style) as report:
        done = library.reindex(paths, full=full, dry_run=dry_run, progress=report)
        if not done.seen:
            notice_of_next_step(library)
    session.print(done, lambda: render.reindex(done, dry_run=dry_run))
    for path in done.away:
        notice(
            f"{path} is not there; what was indexed of it stays, and is brought up to date once it is back;"
            " if it lies elsewhere now, add that and remove this"
        )
    if done.skipped + done.failed and not session.json and not dry_run:
        notice("some files were not indexed; see why with: semsearch skipped")


@click.command()
@click.option(
    "--progress",
    "style",
    type=click.Choice(("json", "none")),
    default="none",
    show_default=True,
    help="Steps of each run on stderr: one JSON object a line, or nothing.",
)
@click.option("--at-once", is_flag=True, help="Index what has changed by now also on battery.")
@with_session
def watch(session: Session, style: Style, at_once: bool) -> None:
    """Keep the index up to date until interrupted.

    Changes on disk can be found within seconds. It runs at low priority. On battery, large updates wait until the
    computer is plugged in; after `semsearch pause`, everything waits.

    \b
    Examples:
      semsearch watch
      semsearch watch --at-once
      systemctl --user enable --now semsearch-watch  (see docs/watching.md)
    """
    lower_priority()

    def tell(event: WatchEvent) -> None:
        session.print_line(event, partial(render.watch_event, event))

    try:
        with session.open() as library, progress(style) as report, suppress(Cancelled):
            for event in library.watch(report, at_once=at_once):
                tell(event)
    except DamagedError as error:
        if session.json:  # else the error itself says it
            tell(WatchEvent("damaged", str(error)))
        raise


@click.command()
@click.option("--on-battery", is_flag=True, help="Only large updates, and only on battery: the default.")
@with_session
def pause(session: Session, on_battery: bool) -> None:
    """Suspend automatic indexing until `semsearch resume`.

    `watch` and the window leave the index as it is meanwhile; `reindex` still works.

    \b
    Examples:
      semsearch pause
      semsearch pause --on-battery
    """
    _pause(session, paused=True, on_battery=on_battery)


@click.command()
@click.option("--on-battery", is_flag=True, help="Let large updates go on while the computer runs on battery.")
@with_session
def resume(session: Session, on_battery: bool) -> None:
    """Resume automatic indexing after `pause`.

    \b
    Examples:
      semsearch resume
      semsearch resume --on-battery
    """
    _pause(session, paused=False, on_battery=on_battery)


@click.command()
@with_session
def status(session: Session) -> None:
    """Show counts, the model, coverage, and sizes on disk.

    Coverage is the share of texts that are encoded and can be found by meaning; all others are found by keyword.

    \b
    Examples:
      semsearch status
      semsearch status --json | jq .coverage
    """
    with session.open() as library:
        now, home = library.status(), library.home
    session.print(now, lambda: render.status(now, home.absolute()))


@click.command()
@with_session
def skipped(session: Session) -> None:
    """List the files that were not indexed, with reasons.

    \b
    Examples:
      semsearch skipped
      semsearch skipped --json | jq -r '.skipped[] | .reason + " " + .path'
    """
    with session.open() as library:
        files = library.sources.skipped()
    session.print({"skipped": files}, lambda: render.skipped(files))
    if not session.json:
        counts = Counter(str(file.reason) for file in files).most_common()
        notice(", ".join(f"{count} {reason}" for reason, count in counts) or "nothing was skipped")


@click.command()
@click.argument("path", type=PATH, metavar="PATH")
@with_session
def why(session: Session, path: Path) -> None:
    """Say whether a file is indexed, and why or why not.

    \b
    Examples:
      semsearch why ~/Documents/scan.pdf
      semsearch why ~/projects/build/notes.txt --json
    """
    with session.open() as library:
        fate = library.sources.why(path)
    session.print(fate, lambda: render.fate(fate))


@click.command()
@click.argument("switch", required=False, type=click.Choice(("on", "off")))
@with_session
def ocr(session: Session, switch: str | None) -> None:
    """Switch text recognition in scans and pictures on or off.

    Without an argument, show whether it is on. It takes seconds per page and needs Tesseract. The next reindex applies
    it to what was skipped so far; switching it off keeps what was read.

    \b
    Examples:
      semsearch ocr on && semsearch reindex
      semsearch ocr
    """
    with session.open() as library:
        state = library.ocr(None if switch is None else switch == "on")
    session.print(state, lambda: f"text recognition is {'on' if state.on else 'off'}")
    if state.missing and switch != "off":
        notice(state.missing)


def _pause(session: Session, *, paused: bool, on_battery: bool) -> None:
    with session.open() as library:
        if on_battery:
            library.waits_on_battery(paused)
            what, now = "waits_on_battery", "wait until the computer is plugged in" if paused else "go on"
            text = f"on battery, large updates {now}"
        else:
            library.pause(paused)
            what, text = "paused", f"automatic indexing {'is paused' if paused else 'goes on'}"
    session.print({what: paused}, lambda: text)
