"""Runs programs in child processes, measuring time and memory, and makes the environments of peers."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.places import WORK

SAMPLE_SECONDS = 0.05
LIMIT_SECONDS = 1800
SEMSEARCH = str(Path(sys.executable).with_name("semsearch"))


class ChildFailedError(Exception):
    """The program failed or did not end in time."""


@dataclass(frozen=True, slots=True)
class Finished:
    """``peak_memory`` in bytes is the maximum of `resident_memory`, sampled every 50 ms; 0 if it was not watched."""

    output: str
    seconds: float
    peak_memory: int


def run(command: Sequence[str], *, watch_memory: bool = False) -> Finished:
    """Run a program to its end.

    Raises:
        ChildFailedError: the exit status is not 0, or it takes more than half an hour.
    """
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as errors:
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=output, stderr=errors, text=True, env=as_installed())
        try:
            peak = _watch(process) if watch_memory else 0
            process.wait(timeout=max(0.0, LIMIT_SECONDS - (time.perf_counter() - started)))
        except subprocess.TimeoutExpired as error:
            raise ChildFailedError(f"{' '.join(command)} did not end in {LIMIT_SECONDS} s") from error
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
        seconds = time.perf_counter() - started
        output.seek(0)
        errors.seek(0)
        if process.returncode:
            raise ChildFailedError(f"{' '.join(command)} ended with {process.returncode}: {errors.read()[-500:]}")
        return Finished(output.read(), seconds, peak)


def as_installed() -> dict[str, str]:
    """The environment without PYTHONDONTWRITEBYTECODE, which would have every process compile the checkout again."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def resident_memory(pid: int) -> int:
    """The sum of the resident set sizes, in bytes, of a process and its descendants; pages that they share count in
    each."""
    total = 0
    with suppress(psutil.Error):
        parent = psutil.Process(pid)
        for process in (parent, *parent.children(recursive=True)):
            with suppress(psutil.Error):
                total += int(process.memory_info().rss)
    return total


def peer_python(name: str, *installs: Sequence[str]) -> str:
    """The interpreter of a peer's own virtual environment under .bench/peers.

    It is made if it is missing; each of `installs` holds the arguments of one ``pip install``.
    """
    folder = WORK / "peers" / name
    python = folder / "bin" / "python"
    if not (folder / ".ready").exists():
        print(f"installing {name} into {folder} ...", file=sys.stderr, flush=True)
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        for arguments in installs:
            subprocess.run([str(python), "-m", "pip", "install", "--quiet", *arguments], check=True)
        (folder / ".ready").touch()
    return str(python)


def _watch(process: subprocess.Popen[str]) -> int:
    """The peak memory of a process and its descendants, until it ends or its time is up."""
    started = time.perf_counter()
    peak = 0
    while process.poll() is None and time.perf_counter() - started < LIMIT_SECONDS:
        peak = max(peak, resident_memory(process.pid))
        time.sleep(SAMPLE_SECONDS)
    return peak
