"""Commands on duplicates: duplicates with its subcommands, undo."""

from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING

import click

from semsearch.cli import render_duplicates
from semsearch.cli.progress import progress
from semsearch.cli.session import FILE_TO_READ, FILE_TO_WRITE, Session, notice, notice_of_next_step, with_session
from semsearch.cli.terminal import counted
from semsearch.export import export_groups

if TYPE_CHECKING:
    from semsearch.datasets.deduplication import Rows
    from semsearch.records import ActionReport, DuplicateReport, TextReport, Tier

_BROKEN = 5
"""The rows that cannot be read and are named."""


class _Duplicates(click.Group):
    """The group of commands on duplicates. After an option for files each further path is one more of them, as a shell
    writes them in the place of a pattern."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        spread: list[str] = []
        option = ""
        for at, argument in enumerate(args):
            if argument.startswith("-") or argument in self.commands:
                option = argument.partition("=")[0]
            elif option in ("--input", "--against") and args[at - 1] != option:
                spread.append(option)
            spread.append(argument)
        return super().parse_args(ctx, spread)


def _with_rows(function: Callable[..., None]) -> Callable[..., None]:
    """Add the options for files of rows to a command, which gets them as one argument, `rows`: None without files."""

    @click.option(
        "--input",
        "files",
        type=FILE_TO_READ,
        multiple=True,
        metavar="FILE...",
        help="Compare the rows of .jsonl, .json, .csv or .tsv files, also compressed (.gz, .zst), instead of the"
        " index.",
    )
    @click.option(
        "--against",
        type=FILE_TO_READ,
        multiple=True,
        metavar="FILE...",
        help="With --input: rows that are also in these files count as duplicates, too.",
    )
    @click.option(
        "--field",
        "fields",
        multiple=True,
        metavar="NAME",
        help="With --input: the field or column with the text, by default text, messages, or the only one. Several"
        " together are one text.",
    )
    @wraps(function)
    def command(
        *common: object, files: tuple[Path, ...], against: tuple[Path, ...], fields: tuple[str, ...], **options: object
    ) -> None:
        if not files and (against or fields):
            raise click.UsageError(f"{'--against' if against else '--field'} goes with --input")
        rows = None
        if files:
            from semsearch.datasets.deduplication import Rows

            rows = Rows(files, against, fields)
        function(*common, rows=rows, **options)

    return command


@click.group(cls=_Duplicates, invoke_without_command=True)
@click.option(
    "--tier",
    type=click.Choice(["exact", "near", "semantic"]),
    help="exact: the same content (the default); near: almost the same words; semantic: the same meaning.",
)
@click.option(
    "--threshold",
    type=click.FloatRange(0, 1),
    metavar="X",
    help="Minimum similarity. near: share of words in common; semantic: probability of having the same meaning.",
)
@click.option(
    "--keep",
    default="newest",
    show_default=True,
    metavar="RULES",
    help="Which member to keep: newest, oldest, longest, attachments, original, folder:PATH, in order.",
)
@click.option("--export", type=FILE_TO_WRITE, help="Write the groups to a .csv or .json file.")
@click.option("--apply", "action", metavar="ACTION", help="trash, move:FOLDER or hide all but the kept. Can be undone.")
@click.option("--dry-run", is_flag=True, help="With --apply or --input: only show what would be done.")
@_with_rows
@with_session
@click.pass_context
def duplicates(
    ctx: click.Context,
    session: Session,
    tier: "Tier | None",
    threshold: float | None,
    keep: str,
    export: Path | None,
    action: str | None,
    dry_run: bool,
    rows: "Rows | None",
) -> None:
    """List groups of duplicates, the most similar first. Nothing is ever deleted.

    --keep takes a list of rules separated by commas, of which the first that decides wins; "original" prefers mails
    that are not forwarded. `semsearch undo` reverts what --apply did. Mailboxes are never rewritten: messages in them
    are hidden from search instead.

    With --input, the rows of files are compared, for example training data. A copy beside each keeps the first row of
    every group and leaves out the others, in all tiers, or those up to --tier. Rows that cannot be read are listed and
    kept.

    \b
    Examples:
      semsearch duplicates
      semsearch duplicates --tier near --keep original,oldest
      semsearch duplicates --tier semantic --threshold 0.9 --export pairs.csv
      semsearch duplicates --keep folder:~/Archive,oldest --apply trash --dry-run
      semsearch duplicates distinct 12 40
      semsearch duplicates --input test.jsonl --against train-*.jsonl.gz
      semsearch duplicates --input alpaca.json --field instruction --field output
    """
    if ctx.invoked_subcommand is not None:
        return
    if rows is not None:
        if export is not None or action is not None:
            raise click.UsageError("--input goes with neither --export nor --apply: it writes a file of its own", ctx)
        _print_rows(session, rows, tier or "semantic", threshold, dry_run=dry_run)
        return
    if dry_run and action is None:
        raise click.UsageError("--dry-run goes with --apply or --input", ctx)
    with session.open() as library, progress("auto") as report_step:
        report = library.duplicates.report(tier or "exact", threshold, keep, report_step)
        if threshold is not None:
            _remark_on_threshold(report)
        if not report.groups:
            notice_of_next_step(library)
        if export is not None:
            export_groups(report, export)
        apply = library.duplicate_actions.apply
        done = None if action is None else apply(report.groups, action, dry_run=dry_run, progress=report_step)
    if done is not None:
        _print_actions(session, done)
    else:
        _print_groups(session, report)


@duplicates.command()
@click.argument("ids", type=int, nargs=-1, required=True, metavar="ID ID...")
@with_session
def distinct(session: Session, ids: Sequence[int]) -> None:
    """Record that documents are not duplicates of each other.

    This holds at any threshold, and even if they are moved.

    \b
    Example:
      semsearch duplicates distinct 12 40
    """
    with session.open() as library:
        library.duplicates.set_apart(ids)
    session.print({"distinct": list(ids)}, lambda: "remembered")


@duplicates.command()
@click.argument("ids", type=int, nargs=-1, required=True, metavar="ID...")
@with_session
def pin(session: Session, ids: Sequence[int]) -> None:
    """Always keep these documents, whatever the rules say.

    \b
    Example:
      semsearch duplicates pin 12
    """
    with session.open() as library:
        library.duplicates.pin(ids)
    session.print({"pinned": list(ids)}, lambda: "remembered")


@duplicates.command()
@click.argument("ids", type=int, nargs=-1, required=True, metavar="ID...")
@with_session
def forget(session: Session, ids: Sequence[int]) -> None:
    """Forget all decisions about these documents.

    \b
    Example:
      semsearch duplicates forget 12 40
    """
    with session.open() as library:
        count = library.duplicates.forget_decisions(ids)
    session.print({"forgotten": count}, lambda: f"{counted(count, 'decision')} forgotten")


@duplicates.command()
@with_session
def hidden(session: Session) -> None:
    """List the documents hidden from search.

    \b
    Example:
      semsearch duplicates hidden
    """
    with session.open() as library:
        found = library.duplicate_actions.hidden()
    listed = [{"id": each.id, "path": each.path, "part": each.part, "title": each.title} for each in found]
    session.print({"hidden": listed}, lambda: render_duplicates.hidden(found))
    if not found:
        notice("nothing is hidden")


@duplicates.command()
@click.argument("ids", type=int, nargs=-1, metavar="[ID]...")
@with_session
def unhide(session: Session, ids: Sequence[int]) -> None:
    """Let search find hidden documents again: these, or all.

    \b
    Examples:
      semsearch duplicates unhide
      semsearch duplicates unhide 12
    """
    with session.open() as library:
        count = library.duplicate_actions.unhide(ids or None)
    session.print({"shown": count}, lambda: f"{counted(count, 'document')} can be found again")


@duplicates.command()
@with_session
def log(session: Session) -> None:
    """List what --apply did, the newest first.

    \b
    Example:
      semsearch duplicates log
    """
    with session.open() as library:
        lines = library.duplicate_actions.log()
    session.print({"log": lines}, lambda: render_duplicates.log(lines))
    if not lines:
        notice("nothing was done yet")


@click.command()
@with_session
@click.pass_context
def undo(ctx: click.Context, session: Session) -> None:
    """Undo the last `duplicates --apply`.

    Files return to where they were and are indexed again. Called again, it undoes what was done before that. The exit
    status is 1 if nothing could be undone.

    \b
    Example:
      semsearch undo
    """
    with session.open() as library, progress("auto") as report_step:
        report = library.duplicate_actions.undo(report_step)
    session.print(report, lambda: render_duplicates.undone(report))
    if not report.count:
        ctx.exit(1)


def _print_rows(session: Session, rows: "Rows", tier: "Tier", threshold: float | None, *, dry_run: bool) -> None:
    from semsearch.datasets.deduplication import deduplicate

    with session.open() as library, progress("auto") as report_step:
        report = deduplicate(
            rows, tier=tier, threshold=threshold, model=library.encoders.model, dry_run=dry_run, progress=report_step
        )
    session.print(report, lambda: render_duplicates.texts(report))
    named = render_duplicates.names(report)
    for file in report.files:
        if not file.encoding.startswith("utf"):
            notice(f"{named[file.file]} was read as {file.encoding}")
    broken = [(named[file.file], row) for file in report.files for row in file.broken]
    for name, row in broken[:_BROKEN]:
        notice(f"{name}:{row.line} is kept as it is: {row.reason}")
    if len(broken) > _BROKEN:
        notice(f"so are {len(broken) - _BROKEN:,} more; --json lists them")
    if not rows.fields and report.field != "text":
        _remark_on_field(report)
    cleaned = [file.cleaned for file in report.files if file.cleaned]
    if cleaned:
        more = f" and {counted(len(cleaned) - 1, 'more file')}" if len(cleaned) > 1 else ""
        notice(f"{counted(report.rows - report.dropped, 'row')} kept in {cleaned[0]}{more}")


def _remark_on_field(report: "TextReport") -> None:
    """Say which field was chosen, and where its name may be a text: the first row of CSV has the names of columns."""
    from semsearch.datasets.fields import in_short, may_be_text

    field = in_short(report.field)
    if may_be_text(Path(report.input), report.field):
        notice(
            f"took the first row for names of columns, and compared what is below “{field}”;"
            " if that is a text, put a line before it that says: text"
        )
    else:
        notice(f"compared what {field} says; --field names another field")


def _remark_on_threshold(report: "DuplicateReport") -> None:
    """Say so where the threshold given has no effect, or not all that it seems to have."""
    from semsearch.duplicates.matches import FLOORS

    if report.tier == "exact":
        notice("exact duplicates know no threshold; choose another tier: --tier near or --tier semantic")
    elif report.threshold < FLOORS[report.tier]:
        notice(f"no {report.tier} duplicates are kept below {FLOORS[report.tier]:g}")


def _print_groups(session: Session, report: "DuplicateReport") -> None:
    session.print(report, lambda: render_duplicates.duplicates(report))
    if not report.groups:
        notice("no duplicates found")


def _print_actions(session: Session, report: "ActionReport") -> None:
    session.print(report, lambda: render_duplicates.actions(report))
    if not report.items:
        notice("no duplicates found; nothing to do")
    elif report.batch is not None:
        notice("undo it with: semsearch undo")
