"""How much longer a search takes while mail is being indexed, as by the window and `semsearch watch`."""

import json
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import numpy as np

from benchmarks.child import SEMSEARCH, as_installed
from benchmarks.figure import Figure
from benchmarks.first_run import Bench
from benchmarks.growth import grown_home, queries_of
from benchmarks.machine import load
from semsearch.library import Library

CHUNKS, QUICK_CHUNKS = 100_000, 2_500
ROUNDS = 2
PAUSE_SECONDS = 0.3
"""Pause between two queries, as people also read the results."""


def figure(bench: Bench) -> Figure:
    """The median time of a search while the mails are being indexed, in a home that is already large."""
    home = grown_home(bench.ensure_indexed, QUICK_CHUNKS if bench.quick else CHUNKS)
    before = load()
    idle, busy = measure(home, bench.mails)
    return Figure(
        name="search_busy",
        what="a search while mails are indexed, median",
        unit="ms",
        ours=float(np.median(busy)),
        peer=float(np.median(idle)),
        peer_name="the same searches before, with nothing else to do",
        bounds="ratio",
        goal=("<=", 1.5),
        dataset=f"a home of {home.name.removeprefix('grown-')} chunks, to which {bench.dataset} come",
        remark=f"{len(busy)} hybrid queries, one each {PAUSE_SECONDS} s, while texts are encoded. "
        f"95th percentiles {np.percentile(busy, 95):.0f} and {np.percentile(idle, 95):.0f} ms.",
        load=before,
    )


def measure(home: Path, mails: Path) -> tuple[list[float], list[float]]:
    """Milliseconds of searches in a copy of a home, idle and while `watch` encodes the texts of mails, the longest and
    most demanding phase of indexing."""
    with tempfile.TemporaryDirectory(dir=home.parent) as name:
        place = Path(name) / "home"
        shutil.copytree(home, place)
        with Library.open(place) as library:
            library.sources.add([mails])
            queries = queries_of(place)
            for query in queries:
                library.search(query)
            idle = [_ask(library, query) for query in queries]
            busy: list[float] = []
            said = Path(name) / "progress"
            command = [SEMSEARCH, "--home", str(place), "--json", "watch", "--progress", "json"]
            with (
                said.open("w", encoding="utf-8") as steps,
                subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=steps, env=as_installed()) as watching,
            ):
                try:
                    while _phase(said) != "encode":
                        time.sleep(0.01)
                    while len(busy) < ROUNDS * len(queries) and _phase(said) == "encode":
                        busy.append(_ask(library, queries[len(busy) % len(queries)]))
                finally:
                    watching.terminate()
    return idle, busy


def _ask(library: Library, query: str) -> float:
    started = time.perf_counter()
    library.search(query)
    passed = 1000 * (time.perf_counter() - started)
    time.sleep(PAUSE_SECONDS)
    return passed


def _phase(said: Path) -> str:
    """The current phase of the run, "" before the first report."""
    lines = said.read_text(encoding="utf-8").splitlines()
    return str(json.loads(lines[-1]).get("phase", "")) if lines else ""
