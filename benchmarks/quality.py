"""The quality of search results. Alone: ``python -m benchmarks.quality --sets xquad threads sts --queries 300``.

Vectors, homes and corpora are cached under .bench/ and made again only when the code that shapes them has changed.
"""

import argparse
from collections.abc import Sequence

from benchmarks import asked, reliability, sts, threads, xquad
from benchmarks.judging import Row, table
from benchmarks.plain import PlainModel, as_it_comes
from benchmarks.remembered import remembering_store
from semsearch.settings import DEFAULT_MODEL

SETS = ("asked", "relevance", "xquad", "threads", "sts")
QUERIES = 600


def measure(sets: Sequence[str], queries: int, model: str, *, with_peer: bool) -> list[Row]:
    """The rows of these sets, with at most about `queries` queries for each task."""
    models = remembering_store()
    plain = PlainModel(as_it_comes(model, models)) if with_peer else None
    peers = {"plain model": plain, "plain MiniLM": PlainModel(models.install("english"))} if plain is not None else {}
    rows: list[Row] = []
    if "asked" in sets:
        rows += asked.measure(model, models, plain)
    if "relevance" in sets:
        rows += reliability.measure(model, models)
    if "xquad" in sets:
        rows += xquad.measure(model, models, plain, queries)
    if "threads" in sets:
        rows += threads.measure(model, models, peers, queries)
    if "sts" in sets:
        rows += sts.measure(model, models, plain)
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description="Measures how good the answers are.")
    parser.add_argument("--sets", nargs="+", choices=SETS, default=SETS)
    parser.add_argument("--queries", type=int, default=QUERIES, help="at most, for each task (default: %(default)s)")
    parser.add_argument("--model", default=DEFAULT_MODEL)
    parser.add_argument(
        "--no-peer", action="store_true", help="leave out the plain model, which is slow the first time"
    )
    chosen = parser.parse_args()
    rows = measure(chosen.sets, chosen.queries, chosen.model, with_peer=not chosen.no_peer)
    print(table(rows))


if __name__ == "__main__":
    main()
