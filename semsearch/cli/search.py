"""Commands that find and show documents: search, similar, show."""

from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from semsearch.cli import render
from semsearch.cli.batch import answer_lines
from semsearch.cli.session import Session, notice, notice_of_next_step, with_session
from semsearch.errors import UsageError
from semsearch.serialise import similar_to_json

if TYPE_CHECKING:
    from semsearch.records import Mode, SearchResult

k_option = click.option(
    "-k", "k", type=click.IntRange(min=1), metavar="N", default=10, show_default=True, help="Maximum number of results."
)
explain_option = click.option("--explain", is_flag=True, help="Show how each score is made up.")


@click.command()
@click.argument("query", nargs=-1, required=True)
@k_option
@click.option(
    "--mode",
    type=click.Choice(["hybrid", "semantic", "keyword"]),
    default="hybrid",
    show_default=True,
    help="By meaning and by words, or by only one of them.",
)
@explain_option
@with_session
@click.pass_context
def search(ctx: click.Context, session: Session, query: tuple[str, ...], k: int, mode: "Mode", explain: bool) -> None:
    """Find documents by a query in plain language.

    With `-`, each line of stdin is a query and is answered with a line of JSON.

    Operators: from: to: subject: in: before: after: date: type: has:attachment lang: larger: smaller:
    "exact phrase" -word. Put -- before a query that starts with a dash.

    \b
    Examples:
      semsearch search "who pays for the late delivery?"
      semsearch search 'договор from:"Иван Петров" date:2023..2024 -черновик'
      semsearch search -k 3 --json 'type:pdf larger:1M'
      semsearch search - < queries.txt
    """
    with session.open() as library:

        def answer(query: str) -> "SearchResult":
            if not query.strip():
                raise UsageError("the query is empty; say what to look for")
            result = library.search(query, k, mode=mode, explain=explain)
            for remark in result.notices:
                notice(remark)
            return result

        for delay in library.delays() if mode != "keyword" else ():
            notice(delay)
        if query == ("-",):
            ctx.exit(answer_lines(answer))
        result = answer(" ".join(query))
        if not result.hits:
            notice_of_next_step(library)
    _print_hits(ctx, session, result, result)


@click.command()
@click.argument("targets", nargs=-1, metavar="[TARGET]...")
@click.option("--less", multiple=True, metavar="TARGET", help="Rank documents like this one lower; may be repeated.")
@click.option("--text", help="Compare with this text instead of a document.")
@k_option
@click.option(
    "--same-thread/--no-same-thread",
    default=None,
    help="Only mails from its thread, or only documents from outside it.",
)
@explain_option
@with_session
@click.pass_context
def similar(
    ctx: click.Context,
    session: Session,
    targets: tuple[str, ...],
    less: tuple[str, ...],
    text: str | None,
    k: int,
    same_thread: bool | None,
    explain: bool,
) -> None:
    """Find documents similar to a document, or to a text.

    TARGET is a document's id, the path of any readable file, or mid:MESSAGE-ID. Several targets are taken together;
    they are never among the results. With `-`, each line of stdin is a target and is answered with a line of JSON. Of a
    mail only what its author wrote counts, not what it quotes.

    \b
    Examples:
      semsearch similar ~/Documents/contract.pdf
      semsearch similar 42 --no-same-thread
      semsearch similar 12 15 --less 40
      semsearch similar mid:20240312.1015@example.org
      semsearch similar --text "напоминание об оплате счёта"
    """
    if (not targets) == (text is None):
        raise click.UsageError("give either a TARGET or --text", ctx)
    if text is not None and (same_thread is not None or less):
        raise click.UsageError("--text stands alone; leave out --less and --same-thread", ctx)
    with session.open() as library:

        def find(*targets: str) -> "SearchResult":
            if not all(target.strip() for target in (*targets, *less)):
                raise UsageError("the target is empty; give an id, a path or mid:MESSAGE-ID")
            return library.similar(targets, k, less=less, same_thread=same_thread, explain=explain)

        for delay in library.delays(encoding=text is not None):
            notice(delay)
        if targets == ("-",):
            ctx.exit(answer_lines(lambda line: similar_to_json(find(line), line)))
        if text is not None and not text.strip():
            raise UsageError("the text is empty; say what to compare with")
        result = library.similar_text(text, k, explain=explain) if text is not None else find(*targets)
        if not result.hits:
            notice_of_next_step(library)
    _print_hits(ctx, session, result, similar_to_json(result, text if text is not None else " ".join(targets)))


@click.command()
@click.argument("target")
@with_session
def show(session: Session, target: str) -> None:
    """Show one document: its text and its metadata.

    TARGET is a document's id, a path or mid:MESSAGE-ID.

    \b
    Examples:
      semsearch show 42
      semsearch show ~/Mail/Inbox/1710234.eml
    """
    if not target.strip():
        raise UsageError("the target is empty; give an id, a path or mid:MESSAGE-ID")
    with session.open() as library:
        document = library.show(target)
        by_path = not target.isdecimal() and not target.startswith("mid:")
        beside = library.sources.why(Path(document.path)).documents if by_path else ()
    session.print(document, lambda: render.document(document))
    if others := [str(id_) for id_ in beside if id_ != document.id]:
        more = ", …" if len(others) > render.IDS else ""
        notice(
            f"of this file there are also: {', '.join(others[: render.IDS])}{more}; show one with: semsearch show ID"
        )


def _print_hits(ctx: click.Context, session: Session, result: "SearchResult", record: object) -> None:
    wanted = ctx.get_parameter_source("k") is not ParameterSource.DEFAULT  # so many, however far
    session.print(record, lambda: render.search(result, farther=wanted))
    if not result.hits:
        notice("nothing found")
    if result.coverage < 1:
        notice(f"by meaning, {100 * result.coverage:.0f}% of the texts can be found so far; the rest by keyword")
