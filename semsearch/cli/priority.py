"""Work in the background that the person at the computer does not notice."""

import contextlib
import os
import sys

NICENESS = 19
"""At 10, a search beside it took 1.55 times as long (`benchmarks.busy`)."""


def step_back() -> None:
    """Give this process, and those that it starts, a low priority for the processor and, on Linux, the disk."""
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
