"""How soon a new mail can be found by keyword and by meaning while `semsearch watch` runs."""

import json
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benchmarks.child import SEMSEARCH, as_installed
from benchmarks.figure import Figure
from benchmarks.first_run import Bench
from benchmarks.machine import load
from semsearch.library import Library

REPEATS, QUICK_REPEATS = 20, 4
LONGEST_SECONDS = 60.0
POLL_SECONDS = 0.01
SUBJECTS = ("roof", "train", "garden", "invoice", "dentist", "bicycle", "concert", "passport", "kitchen", "printer")
TEXTS = (
    "The {} people called and asked whether Thursday suits us, number {}.",
    "Насчёт {}: мастер придёт в четверг, номер {}, будьте дома с утра.",
)


@dataclass(frozen=True, slots=True)
class Delays:
    """Seconds from the arrival of each mail in the folder until it is found; ``load`` is the load average before."""

    keyword: list[float]
    meaning: list[float]
    load: float


def keyword(bench: Bench) -> Figure:
    """Seconds until a new mail is found by keyword."""
    return _figure(bench, "watch_keyword", "a new mail is found by keyword", _delays(bench).keyword, 1.0)


def meaning(bench: Bench) -> Figure:
    """Seconds until a new mail is found by meaning."""
    return _figure(bench, "watch_meaning", "a new mail is found by meaning", _delays(bench).meaning, 3.0)


@cache
def _delays(bench: Bench) -> Delays:
    return measure(bench.ensure_indexed(), QUICK_REPEATS if bench.quick else REPEATS)


def measure(home: Path, repeats: int) -> Delays:
    """Run `watch` on a copy of a home with an additional folder, and put mails there."""
    with tempfile.TemporaryDirectory() as name:
        place, folder = Path(name) / "home", Path(name) / "new"
        shutil.copytree(home, place)
        folder.mkdir()
        with Library.open(place) as library:
            library.sources.add([folder])
            library.encoders.prepare()
            before = load()
            command = [SEMSEARCH, "--home", str(place), "--json", "watch"]
            with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=as_installed()) as watching:
                try:
                    _wait_until_idle(watching)
                    _arrive(library, folder, 0)  # the first one loads the model
                    found = [_arrive(library, folder, number) for number in range(1, repeats + 1)]
                finally:
                    watching.terminate()
    return Delays([delay for delay, _ in found], [delay for _, delay in found], before)


def _wait_until_idle(watching: subprocess.Popen[str]) -> None:
    for line in watching.stdout or ():
        if json.loads(line)["event"] == "indexed":
            return


def _arrive(library: Library, folder: Path, number: int) -> tuple[float, float]:
    subject = SUBJECTS[number % len(SUBJECTS)]
    text = TEXTS[number % len(TEXTS)].format(subject, number)
    path = folder / f"{number}.eml"
    aside = folder.parent / "aside"
    head = f"From: anna@example.org\nSubject: About the {subject}\nDate: Thu, 26 Nov 2026 10:{number:02}:00 +0000\n"
    aside.write_text(f"{head}Content-Type: text/plain; charset=utf-8\n\n{text} arrived{number}\n", encoding="utf-8")
    started = time.perf_counter()
    aside.rename(path)

    def seconds(found: Callable[[], bool]) -> float:
        while not found():
            if time.perf_counter() - started > LONGEST_SECONDS:
                raise AssertionError(f"{path} was not found in {LONGEST_SECONDS} s")
            time.sleep(POLL_SECONDS)
        return time.perf_counter() - started

    by_word = seconds(lambda: bool(library.search(f"arrived{number}", 1, mode="keyword").hits))
    by_meaning = seconds(lambda: any(hit.path == str(path) for hit in library.search(text, 5, mode="semantic").hits))
    return by_word, by_meaning


def _figure(bench: Bench, name: str, what: str, seconds: list[float], goal: float) -> Figure:
    return Figure(
        name=name,
        what=what,
        unit="s",
        ours=statistics.median(seconds),
        goal=("<=", goal),
        dataset=bench.dataset,
        remark=f"Median of {len(seconds)} mails, one after another, each put into a watched folder by renaming it; "
        f"{min(seconds):.2f} to {max(seconds):.2f} s. 0.3 s of it is waiting whether the file goes on changing.",
        load=_delays(bench).load,
    )
