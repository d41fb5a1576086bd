"""The machine that a figure was measured on."""

import os
import platform
import re
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import psutil

BUSY = 0.5
"""Load average of the last minute above which the machine counts as busy."""

_TELLING_FLAGS = ("avx2", "avx512f", "avx512_vnni", "avx512_bf16", "amx_int8", "amx_bf16")
_PACKAGES = ("semsearch", "openvino", "torch", "sentence-transformers", "tokenizers", "hnswlib", "numpy", "SQLAlchemy")


@dataclass(frozen=True, slots=True)
class Machine:
    """``flags`` are the processor features that matter for encoders; ``memory`` is in bytes."""

    processor: str
    cores: int
    flags: tuple[str, ...]
    memory: int
    system: str
    python: str
    packages: dict[str, str]


def machine() -> Machine:
    return Machine(
        processor=_processor(),
        cores=os.cpu_count() or 1,
        flags=_flags(),
        memory=int(psutil.virtual_memory().total),
        system=platform.platform(terse=True),
        python=platform.python_version(),
        packages={name: version(name) for name in _PACKAGES},
    )


def load() -> float:
    """The load average of the last minute."""
    return os.getloadavg()[0]


def described(on: Machine) -> str:
    """The machine in Markdown."""
    packages = ", ".join(f"{name} {number}" for name, number in on.packages.items())
    return (
        f"Machine: {on.processor}, {on.cores} cores ({', '.join(on.flags) or 'no AVX2'}), "
        f"{on.memory / 2**30:.0f} GiB, {on.system}.  \nSoftware: Python {on.python}, {packages}."
    )


def _cpuinfo(key: str) -> str:
    try:
        found = re.search(rf"^{key}\s*: (.*)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
    except OSError:
        return ""
    return found[1] if found else ""


def _processor() -> str:
    name = _cpuinfo("model name") or platform.processor() or platform.machine()
    family, model = _cpuinfo("cpu family"), _cpuinfo("model")
    return f"{name} (family {family}, model {model})" if family and model else name


def _flags() -> tuple[str, ...]:
    present = set(_cpuinfo("flags").split())
    return tuple(flag for flag in _TELLING_FLAGS if flag in present)
