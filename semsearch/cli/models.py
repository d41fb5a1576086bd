"""Commands on models: models, embed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from semsearch.cli import render
from semsearch.cli.batch import answer_together
from semsearch.cli.session import Session, notice, with_session

if TYPE_CHECKING:
    from semsearch.records import Purpose


@click.group(invoke_without_command=True)
@with_session
@click.pass_context
def models(ctx: click.Context, session: Session) -> None:
    """List the models; `models use NAME` switches.

    \b
    Examples:
      semsearch models
      semsearch models use english
    """
    if ctx.invoked_subcommand is None:
        with session.open() as library:
            listed = library.encoders.models()
        session.print({"models": listed}, lambda: render.models(listed))


@models.command()
@click.argument("name")
@with_session
def use(session: Session, name: str) -> None:
    """Make NAME the model of this home.

    NAME is a listed model, the path of a sentence-transformers folder, or owner/model on the hub. The old model
    continues to serve until the next reindex has encoded everything with the new one.

    \b
    Examples:
      semsearch models use english
      semsearch models use ~/models/my-model
    """
    with session.open() as library:
        model = library.encoders.use(name)
        serving = library.status().model.name
    session.print({"model": model}, lambda: render.models([model]))
    if serving != model.name:
        notice(f"the index uses {serving} until everything is encoded anew; run: semsearch reindex")


@click.command()
@click.argument("source", type=click.Choice(["-"]), metavar="-", expose_value=False)
@click.option(
    "--as",
    "purpose",
    type=click.Choice(["similarity", "query", "passage"]),
    default="similarity",
    show_default=True,
    help="similarity: to compare texts of one kind; query and passage: to find passages for a query.",
)
@with_session
@click.pass_context
def embed(ctx: click.Context, session: Session, purpose: "Purpose") -> None:
    """Turn lines of text into vectors, for use by other programs.

    Reads one text a line from stdin; writes one JSON line {"vector": [...]}, of Euclidean length 1, for each.

    \b
    Example:
      printf 'first text\\nsecond text\\n' | semsearch embed -
    """
    with session.open() as library:

        def vectors(texts: Sequence[str]) -> list[dict[str, list[float]]]:
            # float32 has fewer than eight significant digits.
            return [{"vector": [round(x, 8) for x in row.tolist()]} for row in library.encoders.embed(texts, purpose)]

        ctx.exit(answer_together(vectors))
