"""The command topics with its subcommands."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from semsearch.cli import render
from semsearch.cli.progress import progress
from semsearch.cli.session import Session, notice, with_session
from semsearch.progress import Progress

if TYPE_CHECKING:
    from semsearch.records import TopicReport
    from semsearch.topics import Topics

_UNCHANGED = "the topics are as they were"


@click.group(invoke_without_command=True)
@with_session
@click.pass_context
def topics(ctx: click.Context, session: Session) -> None:
    """List the topics of the documents, the largest first.

    Topics are found once and kept; new documents are assigned to the nearest. Changes can be undone.

    \b
    Examples:
      semsearch topics
      semsearch topics show 3
      semsearch topics rename 3 "The new flat"
      semsearch topics merge 3 8 12
      semsearch topics split 5
      semsearch topics undo
      semsearch topics --json | jq '.topics[].label'
    """
    if ctx.invoked_subcommand is not None:
        return
    _print(session, lambda topics, step: topics.list(step))


@topics.command()
@with_session
def refresh(session: Session) -> None:
    """Cluster everything anew.

    Each topic continues, with its id and name, as the cluster with most of its documents; those that were merged or
    split keep theirs.

    \b
    Example:
      semsearch topics refresh
    """
    _print(session, lambda topics, step: topics.refresh(step))


@topics.command()
@click.argument("topic", type=int)
@click.argument("name")
@with_session
def rename(session: Session, topic: int, name: str) -> None:
    """Name a topic; "" restores its automatic name.

    \b
    Example:
      semsearch topics rename 3 "The new flat"
    """
    _print(session, lambda topics, _: topics.rename(topic, name))


@topics.command()
@click.argument("topics", type=int, nargs=-1, required=True, metavar="TOPIC TOPIC...")
@with_session
def merge(session: Session, topics: tuple[int, ...]) -> None:
    """Merge topics into the first.

    It keeps its id, and gets the first name that you gave to one of them, if any.

    \b
    Example:
      semsearch topics merge 3 8 12
    """
    _print(session, lambda found, step: found.merge(topics, step))


@topics.command()
@click.argument("topic", type=int)
@with_session
def split(session: Session, topic: int) -> None:
    """Split a topic into two or more, as few as possible.

    The largest part keeps its id and name.

    \b
    Example:
      semsearch topics split 5
    """
    _print(session, lambda topics, step: topics.split(topic, step))


@topics.command()
@with_session
def undo(session: Session) -> None:
    """Undo the last change: a rename, merge, split or refresh.

    Called again, it undoes the one before.

    \b
    Example:
      semsearch topics undo
    """
    _print(session, lambda topics, _: topics.undo())


@topics.command()
@click.argument("topic", type=int)
@click.option(
    "-k",
    "k",
    type=click.IntRange(min=1),
    metavar="N",
    default=20,
    show_default=True,
    help="Maximum number of documents.",
)
@with_session
def show(session: Session, topic: int, k: int) -> None:
    """List the documents of a topic, the most typical first.

    Each comes with the confidence that it belongs there rather than to another topic.

    \b
    Example:
      semsearch topics show 3 -k 50
    """
    with session.open() as library:
        with progress("auto", _UNCHANGED) as step:
            found = library.topics.get(topic, step)
        hits = library.topics.documents(found.members[:k])
    session.print({"topic": found, "documents": hits}, lambda: render.topic(found, hits))


def _print(session: Session, ask: Callable[["Topics", Progress], "TopicReport"]) -> None:
    """Print the topics that `ask` comes to."""
    with session.open() as library:
        with progress("auto", _UNCHANGED) as step:
            report = ask(library.topics, step)
        typical = {hit.id: hit for hit in library.topics.documents([topic.representative for topic in report.topics])}
    session.print(report, lambda: render.topics(report, typical))
    if not report.topics:
        notice("no topics: nothing is encoded yet; run: semsearch reindex")
