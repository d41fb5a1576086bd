"""Runs benchmarks: ``python -m benchmarks.run [NAME...] [--quick]``.

Figures are written to .bench/results.json and docs/quality.md, and to docs/performance.md once all of its figures were
measured on this machine; those that are not measured in a run stay as they are. With --quick the inputs are too small
for reliable figures, so these are only printed.
"""

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import asdict

from benchmarks import busy, duplicates, growth, quality, recoll, reply, same_meaning, timed, topics, watched, window
from benchmarks.child import ChildFailedError
from benchmarks.figure import Figure, as_json, from_json, markdown, today, write_between
from benchmarks.first_run import Bench
from benchmarks.judging import Row, table
from benchmarks.machine import machine
from benchmarks.places import ROOT, WORK, MissingCorpusError
from semsearch.settings import DEFAULT_MODEL

TIMED: dict[str, Callable[[Bench], Figure]] = {
    "encode": timed.encode,
    "pipeline": timed.pipeline,
    "second_run": timed.second_run,
    "search_process": timed.search_process,
    "memory": timed.memory,
    "first_wave": recoll.first_wave,
    "unchanged": recoll.unchanged,
    "watch_keyword": watched.keyword,
    "watch_meaning": watched.meaning,
    "growth": growth.figure,
    "search_busy": busy.figure,
    "window_start": window.start,
    "window_typing": window.typing,
    "window_memory": window.memory,
    "window_scrolling": window.scrolling,
    "window_stalls": window.stalls,
    "topics": topics.quality,
    "topics_time": topics.seconds,
    "duplicates_natural": duplicates.natural,
    "duplicates_meaning": same_meaning.margin,
    "duplicates_recall": duplicates.recall,
    "duplicates_dropped": duplicates.safety,
    "duplicates_time": duplicates.seconds,
    "duplicates_communities": duplicates.communities,
    "duplicates_insert": duplicates.insert,
    "reply": lambda bench: reply.figure(keep=not bench.quick),
}
RESULTS = WORK / "results.json"
QUICK_QUERIES = 100


def main() -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.run", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"{', '.join(TIMED)}, quality (default: all)")
    parser.add_argument("--quick", action="store_true", help="little input and few repetitions; writes nothing")
    chosen = parser.parse_args()
    names = chosen.names or [*TIMED, "quality"]
    if unknown := set(names) - {*TIMED, "quality"}:
        parser.error(f"there is no benchmark {', '.join(sorted(unknown))}")
    WORK.mkdir(exist_ok=True)
    try:
        figures = _figures(names, quick=chosen.quick)
        rows = _quality(quick=chosen.quick) if "quality" in names else []
    except (MissingCorpusError, ChildFailedError) as error:
        print(f"benchmarks: {error}", file=sys.stderr)
        return 1
    if not chosen.quick:
        _keep(figures, rows)
    return 0


def _figures(names: list[str], *, quick: bool) -> list[Figure]:
    bench = Bench(quick=quick)
    figures = []
    for name, measure in TIMED.items():
        if name in names:
            print(f"{name} ...", file=sys.stderr, flush=True)
            figures.append(measure(bench))
    if figures:
        print(markdown(machine(), figures))
    return figures


def _quality(*, quick: bool) -> list[Row]:
    print("quality ...", file=sys.stderr, flush=True)
    queries = QUICK_QUERIES if quick else quality.QUERIES
    sets = ("xquad", "sts") if quick else quality.SETS
    rows = quality.measure(sets, queries, DEFAULT_MODEL, with_peer=not quick)
    print(table(rows))
    return rows


def _keep(figures: list[Figure], rows: list[Row]) -> None:
    """Write the results together with those of earlier runs for other benchmarks."""
    earlier = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else ""
    kept = {figure.name: figure for figure in (from_json(earlier) if earlier else [])}
    kept |= {figure.name: figure for figure in figures}
    ordered = [kept[name] for name in TIMED if name in kept]
    judged = [asdict(row) for row in rows] or (json.loads(earlier)["quality"] if earlier else [])
    on = machine()
    RESULTS.write_text(as_json(on, ordered, judged), encoding="utf-8")
    if figures and len(ordered) < len(TIMED):
        print("docs/performance.md stays as it is: not all of its figures were measured here", file=sys.stderr)
    elif figures:
        write_between(ROOT / "docs" / "performance.md", markdown(on, ordered))
    if rows:
        made = f"Measured on {today()} by `.venv/bin/python -m benchmarks.run quality`."
        write_between(ROOT / "docs" / "quality.md", f"{made}\n\n{table(rows)}")


if __name__ == "__main__":
    sys.exit(main())
