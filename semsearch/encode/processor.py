"""How models are computed on this processor: measured once in child processes, and remembered.

What a processor says of itself is not enough. Behind some hypervisors it announces AMX and then stops the process at
the first tile instruction; elsewhere bfloat16 is emulated, and slower than float32. So each way of computing is tried
in a process of its own, where a crash is an answer, and the fastest of those that compute the right thing is kept.
"""

import hashlib
import json
import logging
import os
import platform
import subprocess
import sys
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

import numpy as np

from semsearch.encode.fingerprint import read_json, write_json
from semsearch.encode.protocol import Precision

AGREEMENT = 0.999
"""Cosine with float32 that the vectors of a trial have to reach."""

NO_AMX = "AVX512_CORE_BF16"
"""The newest instructions of oneDNN below AMX."""

_TRIAL_SECONDS = 120
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Computing:
    """A way of computing. ``instructions`` is the newest set that oneDNN may use, by its name there, "" for any."""

    precision: Precision
    instructions: str = ""

    def apply(self) -> None:
        """Limit the instructions that OpenVINO and PyTorch generate in this process, for models loaded from now on."""
        if self.instructions:
            os.environ["ONEDNN_MAX_CPU_ISA"] = self.instructions


PLAIN = Computing("f32")

CANDIDATES = ((Computing("bf16"), Computing("bf16", NO_AMX)), (Computing("i8"), Computing("i8", NO_AMX)))
"""What is tried besides float32; of each group the first that computes the right thing."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What a trial brought: vectors of the fixed input as lists of numbers, and texts a second."""

    vectors: list[list[float]]
    rate: float


def fitting(folder: Path) -> Computing | None:
    """The fastest way that computes rightly here, as kept in `folder`, or found out now: some seconds. None: OpenVINO
    does not run on this processor."""
    kept = folder / "processor.json"
    here = _identity()
    known = read_json(kept)
    if known is not None and known.get("of") == here:
        try:
            return Computing(**known["computing"])
        except (KeyError, TypeError):
            pass  # written by another version: measure again
    found = _measured()
    if found is not None:
        write_json(kept, {"of": here, "computing": asdict(found)})
    return found


@cache
def _measured() -> Computing | None:
    reference = tried(PLAIN)
    if reference is None:
        return None
    rates = {PLAIN: reference.rate}
    for ways in CANDIDATES:
        for computing in ways:
            trial = tried(computing)
            if trial is not None and _agree(trial, reference):
                rates[computing] = trial.rate
                break
    _log.info("texts a second by way of computing: %s", rates)
    return max(rates, key=lambda computing: rates[computing])


def tried(computing: Computing) -> Trial | None:
    """A trial in a child process; None where that crashed, hung, or the processor cannot compute so at all."""
    command = [sys.executable, "-m", "semsearch.encode.trial", computing.precision, computing.instructions]
    try:
        child = subprocess.run(command, capture_output=True, timeout=_TRIAL_SECONDS, check=True)  # noqa: S603 - our own module
        return Trial(**json.loads(child.stdout))
    except (OSError, subprocess.SubprocessError, ValueError, TypeError) as error:
        _log.info("%s: %s", computing, error)
        return None


def _agree(one: Trial, other: Trial) -> bool:
    a, b = np.array(one.vectors), np.array(other.vectors)
    lengths = np.linalg.norm(a, axis=1) * np.linalg.norm(b, axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return bool(((a * b).sum(axis=1) >= AGREEMENT * lengths).all() and lengths.all())


def _identity() -> str:
    """What the choice depends on: what is tried, the processor with its features, the kernel, OpenVINO."""
    told = [repr(CANDIDATES), platform.machine(), platform.processor(), platform.release(), version("openvino")]
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").partition("\n\n")[0].splitlines()
        told += [line for line in lines if line.startswith(("model", "flags", "Features", "microcode"))]
    except OSError:
        pass  # not Linux
    return hashlib.sha256("\n".join(told).encode()).hexdigest()
