"""Finds the fastest correct way to compute models on this processor, once, in child processes.

The features that a processor reports are not enough. Under some hypervisors it reports AMX but kills the process at the
first tile instruction; on other machines bfloat16 is emulated, and slower than float32. So each mode is tried in a
child process, which may crash, and the fastest of those with correct results is chosen.
"""

import hashlib
import json
import logging
import os
import platform
import subprocess
import sys
from dataclasses import asdict, dataclass, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path

import numpy as np

from semsearch.encode.disk_cache import keep_json, kept
from semsearch.encode.protocol import Precision

AGREEMENT = 0.999
"""Minimum cosine of the vectors of a mode with those of float32."""

NO_AMX = "AVX512_CORE_BF16"
"""The newest instruction set of oneDNN without AMX, by its name in ONEDNN_MAX_CPU_ISA."""

TRIAL = "by processor time, integers as far as they agree"
"""How a trial measures: a choice that was measured in another way is made again."""

_TRIAL_SECONDS = 120
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ComputeMode:
    """A precision, the newest instruction set that oneDNN may use, by its name there, "" for no limit; and whether
    the layers that bear it compute in 8-bit integers instead."""

    precision: Precision
    instructions: str = ""
    integers: bool = False

    def apply(self) -> None:
        """Limit the instruction set of OpenVINO and PyTorch in this process, for models loaded from now on."""
        if self.instructions:
            os.environ["ONEDNN_MAX_CPU_ISA"] = self.instructions


PLAIN = ComputeMode("f32")

CANDIDATES = (ComputeMode("bf16"), ComputeMode("bf16", NO_AMX))
"""The modes tried besides float32, of which the first with correct results is considered; then the faster with
integers."""


@dataclass(frozen=True, slots=True)
class Trial:
    """The result of a trial: the vectors of a fixed input, and the rate in texts per second of processor time."""

    vectors: list[list[float]]
    rate: float


def best_mode(cache: Path) -> ComputeMode | None:
    """The fastest mode with correct results, None if OpenVINO does not run on this processor.

    It is read from the folder `cache`, or measured, which takes some seconds, and stored there.
    """
    file, here = cache / "processor.json", _identity()
    known = kept(file, lambda known: ComputeMode(**known["computing"]) if known["of"] == here else None)
    if known is not None:
        return known
    found = _measured()
    if found is not None:
        keep_json(file, {"of": here, "computing": asdict(found)})
    return found


@cache
def _measured() -> ComputeMode | None:
    reference = run_trial(PLAIN)
    if reference is None:
        return None
    rates = {PLAIN: reference.rate}

    def correct(mode: ComputeMode) -> bool:
        trial = run_trial(mode)
        if trial is None or not _agree(trial, reference):
            return False
        rates[mode] = trial.rate
        return True

    any(map(correct, CANDIDATES))
    wide = max(rates, key=lambda mode: rates[mode])
    limits = dict.fromkeys((wide.instructions, NO_AMX))
    any(correct(replace(wide, instructions=limit, integers=True)) for limit in limits)
    _log.info("texts per second of processor time by mode: %s", rates)
    return max(rates, key=lambda mode: rates[mode])


def run_trial(mode: ComputeMode) -> Trial | None:
    """Run a trial in a child process; None if it crashed or hung, or the processor does not support the mode."""
    command = [sys.executable, "-m", "semsearch.encode.trial", json.dumps(asdict(mode))]
    try:
        child = subprocess.run(  # noqa: S603 - our own module
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_TRIAL_SECONDS, check=True
        )
        return Trial(**json.loads(child.stdout))
    except (OSError, subprocess.SubprocessError, ValueError, TypeError) as error:
        _log.info("%s: %s", mode, error)
        return None


def _agree(one: Trial, other: Trial) -> bool:
    a, b = np.array(one.vectors), np.array(other.vectors)
    lengths = np.linalg.norm(a, axis=1) * np.linalg.norm(b, axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return bool(((a * b).sum(axis=1) >= AGREEMENT * lengths).all() and lengths.all())


def _identity() -> str:
    """A digest of what the choice depends on: the trial, the processor and its features, the kernel, OpenVINO."""
    facts = [TRIAL, repr(CANDIDATES), platform.machine(), platform.processor(), platform.release(), version("openvino")]
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").partition("\n\n")[0].splitlines()
        facts += [line for line in lines if line.startswith(("model", "flags", "Features", "microcode"))]
    except OSError:
        pass  # not Linux
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()
