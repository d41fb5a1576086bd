"""Figures of the window: time to start, latency while typing, smoothness, stalls and memory.

Each drives the real window offscreen in a child process (`benchmarks.window_child`). The time that a graphics card
needs is not measured in this way.
"""

import json
import shutil
import statistics
import sys
import tempfile
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from benchmarks.child import run
from benchmarks.figure import Figure
from benchmarks.first_run import Bench
from benchmarks.growth import grown_home
from benchmarks.machine import load
from benchmarks.places import WORK
from benchmarks.shuffled import shuffled

CHUNKS, QUICK_CHUNKS = 100_000, 2_500
STARTS, QUICK_STARTS = 7, 3
USE_SECONDS, QUICK_USE_SECONDS = 600, 20
COPIES = 7
"""How often the mails are to be read, in another order of lines, so that indexing lasts as long as the use."""

FRAME = 1000 / 60
LIMIT_MS = 50


def start(bench: Bench) -> Figure:
    """Seconds from the start of the process until the window accepts keys and has opened its index."""
    home, before = _home(bench), load()
    times = [_child("start", home)["usable"] for _ in range(1 + (QUICK_STARTS if bench.quick else STARTS))][1:]
    return Figure(
        name="window_start",
        what="the window: usable after its start",
        unit="s",
        ours=statistics.median(times),
        goal=("<=", 1.0),
        dataset=_grown(bench),
        remark=f"Median of {len(times)} processes after one to warm the disk: from {min(times):.2f} to "
        f"{max(times):.2f} s. The model loads behind.",
        load=before,
    )


def typing(bench: Bench) -> Figure:
    """The 95th percentile of the milliseconds from a key press to the results for the text typed so far."""
    measured, before = _typed(bench)
    waits = measured["milliseconds"]
    return Figure(
        name="window_typing",
        what="the window: from a letter to its results, 95th percentile",
        unit="ms",
        ours=_at(waits, 0.95),
        goal=("<", 120),
        dataset=_grown(bench),
        remark=f"{len(waits)} letters of ten questions, each until the list was painted; median "
        f"{statistics.median(waits):.0f} ms, longest {max(waits):.0f} ms. "
        "What no keyword finds waits for the search by meaning.",
        load=before,
    )


def memory(bench: Bench) -> Figure:
    """Private and resident megabytes of the window's process, and of that with its graph, after ten searches."""
    measured, before = _typed(bench)
    return Figure(
        name="window_memory",
        what="the window: memory of its own after ten questions",
        unit="MB",
        ours=measured["private"],
        goal=("<", 600),
        dataset=_grown(bench),
        remark="What the process, and that with its graph, hold alone (RssAnon). With pages of files that other "
        f"processes share, mostly the mapped weights of the model, {measured['resident']:.0f} MB.",
        load=before,
    )


def scrolling(bench: Bench) -> Figure:
    """The 95th percentile of the milliseconds per frame while scrolling through 100,000 results."""
    home, before = _home(bench), load()
    measured = _child("scrolling", home)
    frames = [*measured["turned"], *measured["dragged"]]
    return Figure(
        name="window_scrolling",
        what="the window: a frame of 100,000 results that scroll, 95th percentile",
        unit="ms",
        ours=_at(frames, 0.95),
        goal=("<=", FRAME),
        dataset=_grown(bench),
        remark=f"{len(frames)} frames, half of them turns of a wheel, half by dragging the bar; longest "
        f"{max(frames):.1f} ms. 60 frames a second leave 16.7 ms each.",
        load=before,
    )


def stalls(bench: Bench) -> Figure:
    """How often the interface was unresponsive for over 50 ms while it was used and indexing ran."""
    before, seconds = load(), QUICK_USE_SECONDS if bench.quick else USE_SECONDS
    mails = bench.mails if bench.quick else shuffled(bench.mails, WORK / "corpora" / "shuffled", COPIES)
    variety = "" if bench.quick else f", {COPIES} times with lines shuffled"
    home = Path(tempfile.mkdtemp(prefix="semsearch-bench-"))
    try:
        measured = _child("use", home, str(mails), str(seconds))
    finally:
        shutil.rmtree(home, ignore_errors=True)
    found = sorted((stall["milliseconds"] for stall in measured["stalls"]), reverse=True)
    longest = f" The longest: {', '.join(f'{one:.0f}' for one in found[:5])} ms." if found else ""
    if found:
        own = [stall["own"] for stall in measured["stalls"]]
        locked = max(stall["locked"] for stall in measured["stalls"])
        longest += (
            f" {sum(one > LIMIT_MS for one in own)} of them the program's own: in none did it take more than "
            f"{max(own):.0f} ms for the interface's thread to compute and to wait for another one that kept Python's "
            f"lock ({locked:.0f} ms at most). Else it waited for a processor or a disk."
        )
    return Figure(
        name="window_stalls",
        what="the window: stalls over 50 ms while it is used and indexing runs",
        unit="stalls",
        ours=len(found),
        goal=("<=", 0),
        dataset=f"{bench.mails.name}{variety}, while it is indexed",
        remark=f"{measured['seconds']:.0f} s of typing, reading, scrolling, finding similar ones, visiting every page, "
        f"resizing, and changing between light and dark, {measured['rounds']} rounds, from the choice of a folder in "
        f"an empty home on. At the end {measured['documents']:,} documents could be searched, and indexing "
        f"{'went on' if measured['indexing'] else 'had ended'}.{longest}",
        load=before,
    )


@lru_cache(maxsize=1)
def _typed(bench: Bench) -> tuple[dict[str, Any], float]:
    """The measurements of typing, which two figures share, and the load average before."""
    home, before = _home(bench), load()
    return _child("typing", home), before


def _home(bench: Bench) -> Path:
    """A home of 100,000 chunks, possibly from an earlier run."""
    return grown_home(bench.ensure_indexed, QUICK_CHUNKS if bench.quick else CHUNKS)


def _child(what: str, home: Path, *rest: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.window_child", what, str(home), *rest]
    measured: dict[str, Any] = json.loads(run(command).output)
    return measured


def _at(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def _grown(bench: Bench) -> str:
    """What the home of `_home` is."""
    chunks = QUICK_CHUNKS if bench.quick else CHUNKS
    return f"{chunks:,} chunks grown from the mails of spamassassin (benchmarks/grown.py)"
