"""Low priority for work in the background."""

import contextlib
import os
import sys

NICENESS = 19
"""At 10, a concurrent search took 1.55 times as long (`benchmarks.busy`)."""


def lower_priority() -> None:
    """Lower the CPU priority of this process and its future children, and on Linux their I/O priority."""
    import psutil

    process = psutil.Process()
    with contextlib.suppress(psutil.Error, OSError):
        if sys.platform == "win32":
            process.nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
        else:
            os.nice(NICENESS)
    if sys.platform == "linux":
        with contextlib.suppress(psutil.Error, OSError):
            process.ionice(psutil.IOPRIO_CLASS_BE, 7)
