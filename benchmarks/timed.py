"""Figures of speed and memory. Each function measures one, with its peer in the same run."""

import json
import statistics
import sys
import tempfile

from benchmarks.child import Finished, run
from benchmarks.figure import Figure
from benchmarks.first_run import Bench
from benchmarks.machine import load

SAMPLE = 640
BARE = 2000
QUERY = "what went wrong with the meeting"
REPEATS = 5


def encode(bench: Bench) -> Figure:
    """Texts encoded per second in a full index, and by plain sentence-transformers on some of the same texts."""
    report = bench.first.report
    texts = bench.sample(SAMPLE // 4 if bench.quick else SAMPLE)
    rate = _rate("encode", bench.model_folder, texts)
    return Figure(
        name="encode",
        what="texts encoded in a full index",
        unit="texts/s",
        ours=report["encoded"] / report["phases"]["encode"],
        peer=rate,
        peer_name="SentenceTransformer.encode, float32, default settings, the same model folder and prompt",
        bounds="ratio",
        goal=(">=", 5.0),
        dataset=bench.dataset,
        remark=f"Ours: {report['encoded']} texts in {report['phases']['encode']:.0f} s, loading the model and writing "
        f"the vectors included ({report['backend']}). The peer encoded a random {len(texts)} of the same texts, "
        "loading not counted.",
        load=bench.first.load,
    )


def pipeline(bench: Bench) -> Figure:
    """Texts indexed per second, and texts that the same encoder alone encodes per second."""
    report = bench.first.report
    texts = bench.sample(BARE // 4 if bench.quick else BARE)
    before = load()
    rate = _rate("bare", report["model"], texts)
    return Figure(
        name="pipeline",
        what="texts from files to index",
        unit="texts/s",
        ours=report["encoded"] / report["seconds"],
        peer=rate,
        peer_name="the bare loop of the same encoder in the same batches",
        bounds="ratio",
        goal=(">=", 0.9),
        dataset=bench.dataset,
        remark=f"The run by phases: {_phases(report['phases'])}. The peer encoded a random {len(texts)} of the texts, "
        "loading not counted.",
        load=before,
    )


def second_run(bench: Bench) -> Figure:
    """Seconds of a run without changes, and of the first run."""
    first = bench.first
    before = load()
    again = run(bench.command("reindex", "--progress", "none"))
    report = json.loads(again.output)
    if report["encoded"]:
        raise AssertionError(f"the second run encoded {report['encoded']} texts, and should have encoded none")
    return Figure(
        name="second_run",
        what="second run, nothing changed",
        unit="s",
        ours=again.seconds,
        peer=first.finished.seconds,
        peer_name="the first run",
        bounds="ratio",
        goal=("<=", 0.1),
        dataset=bench.dataset,
        remark=f"Whole processes. Encoded: {report['encoded']}, unchanged: {report['unchanged']} of {report['seen']}. "
        f"First run by phases: {_phases(first.report['phases'])}. The goal of the ratio is our own; asked for is only "
        "that nothing is encoded.",
        load=before,
    )


def search_process(bench: Bench) -> Figure:
    """Seconds of a search in a new process, and of a script that encodes one query, alternating."""
    bench.ensure_indexed()
    before = load()
    command = bench.command("search", QUERY)
    ours, peers = [], []
    for turn in range(1 + (3 if bench.quick else REPEATS)):
        taken = run(command).seconds, _peer("query", bench.model_folder, QUERY).seconds
        if turn:  # the first turn warms up the file cache
            ours.append(taken[0])
            peers.append(taken[1])
    return Figure(
        name="search_process",
        what="`semsearch search` in a new process",
        unit="s",
        ours=statistics.median(ours),
        peer=statistics.median(peers),
        peer_name="a script that imports sentence_transformers, loads the same folder and encodes one query",
        bounds="ratio",
        goal=("<=", 0.2),
        dataset=bench.dataset,
        remark=f"Medians of {len(ours)} in turns after a warm-up. Ours: {_spread(ours)}; peer: {_spread(peers)}.",
        load=before,
    )


def memory(bench: Bench) -> Figure:
    """The peak memory of the first run."""
    return Figure(
        name="memory",
        what="peak memory of the full index",
        unit="MB",
        ours=bench.first.finished.peak_memory / 1e6,
        goal=("<", 1500.0),
        dataset=bench.dataset,
        remark="The highest sum of resident set sizes over the process and its children, every 50 ms; pages that they "
        "share count more than once, and the mapped weights of the model count.",
        load=bench.first.load,
    )


def _rate(peer: str, model: str, texts: list[str]) -> float:
    """Texts per second that a peer encodes."""
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(texts, file)
        file.flush()
        seconds: float = json.loads(_peer(peer, model, file.name).output)["seconds"]
    return len(texts) / seconds


def _peer(*arguments: str) -> Finished:
    return run([sys.executable, "-m", "benchmarks.peers", *arguments])


def _spread(seconds: list[float]) -> str:
    return f"{min(seconds):.2f} to {max(seconds):.2f} s"


def _phases(phases: dict[str, float]) -> str:
    return ", ".join(f"{name} {seconds:.1f} s" for name, seconds in phases.items())
