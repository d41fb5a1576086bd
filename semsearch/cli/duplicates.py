"""The command about duplicates: list them, say what is none, choose what to keep."""

from typing import TYPE_CHECKING

import click

from semsearch.cli import render
from semsearch.cli.progress import progress
from semsearch.cli.session import Session, common, notice, with_session

if TYPE_CHECKING:
    from semsearch.records import Tier


@click.command()
@click.option(
    "--tier",
    type=click.Choice(["exact", "near", "semantic"]),
    help="exact: the same content (the default); near: almost the same words; semantic: the same meaning.",
)
@click.option(
    "--threshold",
    type=click.FloatRange(0, 1),
    help="The least similarity. near: share of words in common; semantic: probability of one meaning.",
)
@click.option(
    "--keep",
    default="newest",
    show_default=True,
    metavar="RULES",
    help="Which of a group to keep: newest, oldest, longest, attachments, original, folder:PATH, in order.",
)
@common
@with_session
def duplicates(session: Session, tier: "Tier | None", threshold: float | None, keep: str) -> None:
    """List groups of duplicates, the most similar first. Nothing is deleted.

    Of several --keep rules, separated by commas, the first that decides counts. "original" prefers what was not
    forwarded.

    \b
    Examples:
      semsearch duplicates
      semsearch duplicates --tier near --keep original,oldest
      semsearch duplicates --tier semantic --threshold 0.9 --keep folder:~/Archive,longest
    """
    with session.open() as library, progress("auto") as report_step:
        report = library.duplicates(tier, threshold, keep, report_step)
    session.print(report, lambda: render.duplicates(report))
    if not report.groups:
        notice("no duplicates found")
