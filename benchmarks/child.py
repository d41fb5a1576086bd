"""Runs a program as a person would: in a process of its own, timed, and its memory watched if wanted."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

SAMPLE_SECONDS = 0.05
LIMIT_SECONDS = 1800
SEMSEARCH = str(Path(sys.executable).with_name("semsearch"))


class ChildFailedError(Exception):
    """The program ended with an error, or did not end."""


@dataclass(frozen=True, slots=True)
class Finished:
    """``peak_memory`` in bytes is the highest sum of resident set sizes over the process and its children, sampled
    every 50 ms; pages that they share count in each. 0 where it was not watched."""

    output: str
    seconds: float
    peak_memory: int


def run(command: Sequence[str], *, watch_memory: bool = False) -> Finished:
    """
    Raises:
        ChildFailedError: the exit status is not 0, or half an hour is over.
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
    """The environment without what has Python compile a checkout anew in every process, as no installed program is."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _watch(process: subprocess.Popen[str]) -> int:
    """The peak of the family's memory, until the process ends or its time is up."""
    parent = psutil.Process(process.pid)
    started = time.perf_counter()
    peak = 0
    while process.poll() is None and time.perf_counter() - started < LIMIT_SECONDS:
        try:
            family = [parent, *parent.children(recursive=True)]
        except psutil.NoSuchProcess:
            break
        peak = max(peak, sum(map(_resident, family)))
        time.sleep(SAMPLE_SECONDS)
    return peak


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.NoSuchProcess:
        return 0
