"""The command eval: measures the quality of search results."""

from typing import BinaryIO

import click

from semsearch.cli import render
from semsearch.cli.progress import Style, progress, progress_option
from semsearch.cli.session import Session, with_session


@click.command("eval")
@click.argument("file", type=click.File("rb"), required=False)
@click.option("--threads", type=click.IntRange(min=2), metavar="N", help="Use N of your own mails as queries instead.")
@progress_option
@with_session
@click.pass_context
def evaluate(ctx: click.Context, session: Session, file: BinaryIO | None, threads: int | None, style: Style) -> None:
    """Measure the quality of search results.

    Compares results by keyword, by meaning, and by both.

    Each line of FILE has a query and its relevant documents (ids, paths or mid:MESSAGE-ID), separated
    by tabs; or it is a JSON object with "query" and "relevant". `-` reads from stdin. With --threads,
    the queries are mails without subject and quotes, and the other mails of their threads are
    relevant. Prints MRR@10, nDCG@10 and recall@10 with 95 % confidence intervals.

    \b
    Examples:
      semsearch eval questions.tsv
      semsearch eval --threads 400
      semsearch eval questions.jsonl --json | jq '.evaluations[] | {mode, mrr}'
    """
    if (file is None) == (threads is None):
        raise click.UsageError("give either a FILE or --threads", ctx)
    from semsearch.search.evaluating import read_judgements

    with session.open() as library, progress(style) as report:
        if file is not None:
            found = library.evaluation.labelled(read_judgements(file.read()), report)
        else:
            found = library.evaluation.threads(threads or 0, report)
    session.print(found, lambda: render.evaluation(found))
