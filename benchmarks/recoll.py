"""Recoll as the peer of keyword indexing and of runs without changes, on the same mails and machine."""

import shutil
import statistics
from pathlib import Path

from benchmarks.child import run
from benchmarks.figure import Figure
from benchmarks.first_run import Bench
from benchmarks.machine import load
from benchmarks.places import WORK, MissingCorpusError

REPEATS = 5
PEER = "recollindex with its default settings"


def first_wave(bench: Bench) -> Figure:
    """Seconds until all files can be found by keyword, and until Recoll has indexed them."""
    phases = bench.first.report["phases"]
    before = load()
    command = _recoll(bench, fresh=True)
    return Figure(
        name="first_wave",
        what="scan, extraction and keyword index",
        unit="s",
        ours=phases["scan"] + phases["extract"] + phases["keyword"],
        peer=run(command).seconds,
        peer_name=PEER,
        bounds="ratio",
        goal=("<=", 1.2),
        dataset=bench.dataset,
        remark="One first index each; the start of our process is not counted.",
        load=before,
    )


def unchanged(bench: Bench) -> Figure:
    """Seconds of runs without changes, as whole processes, alternating."""
    bench.ensure_indexed()
    command = _recoll(bench, fresh=False)
    run(command)
    before = load()
    ours, peers = [], []
    for _ in range(REPEATS):
        ours.append(run(bench.command("reindex", "--progress", "none")).seconds)
        peers.append(run(command).seconds)
    return Figure(
        name="unchanged",
        what="`reindex` with nothing to do",
        unit="s",
        ours=statistics.median(ours),
        peer=statistics.median(peers),
        peer_name=PEER,
        bounds="ratio",
        goal=("<=", 1.0),
        dataset=bench.dataset,
        remark=f"Medians of {REPEATS}.",
        load=before,
    )


def _recoll(bench: Bench, *, fresh: bool) -> list[str]:
    program = shutil.which("recollindex")
    if program is None:
        raise MissingCorpusError("the peer Recoll is not installed: apt-get install recollcmd")
    folder: Path = WORK / "recoll"
    if fresh:
        shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "recoll.conf").write_text(f"topdirs = {bench.mails}\n", encoding="utf-8")
    return [program, "-c", str(folder)]
