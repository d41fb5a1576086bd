"""Communities in the graph of nearest neighbours.

scikit-network keeps Python's lock while it looks for them, 1.8 s in 200,000 documents, in which a window in the same
process would stand still; and it cannot be cancelled. In many documents a process of its own looks for them.
"""

import subprocess
import sys
from contextlib import suppress
from tempfile import TemporaryFile

import numpy as np
from numpy.typing import NDArray

from semsearch.errors import SemsearchError
from semsearch.progress import Progress, Step
from semsearch.topics.neighbours import Neighbours

MANY = 5_000
"""Rows from which communities are looked for in a process of its own; of fewer it takes no longer than to start one."""

_LOOK_SECONDS = 0.2
"""How long a person who cancels it waits."""


def communities(near: Neighbours, resolution: float, progress: Progress) -> NDArray[np.int64]:
    """The label of each row's community, shape (n,); the higher the `resolution`, the more communities there are.

    Raises:
        SemsearchError: the process that looked for them ended early.
    """
    if len(near.rows) >= MANY:
        return _labels_from_process(near, resolution, progress)
    from semsearch.topics import leiden  # imported here: SciPy is large, and only topics need it

    return leiden.labels(near.rows, near.cosines, resolution)


def _labels_from_process(near: Neighbours, resolution: float, progress: Progress) -> NDArray[np.int64]:
    with TemporaryFile() as graph:
        np.savez(graph, rows=near.rows, cosines=near.cosines, resolution=resolution)
        graph.seek(0)
        process = subprocess.Popen(
            [sys.executable, "-m", "semsearch.topics.leiden"],
            stdin=graph,
            stdout=subprocess.PIPE,
            process_group=0,  # Ctrl+C is for the program
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    with process:
        try:
            while True:
                progress(Step("group", 0))
                with suppress(subprocess.TimeoutExpired):
                    labels, _ = process.communicate(timeout=_LOOK_SECONDS)
                    break
        finally:
            process.kill()
    if process.returncode:
        raise SemsearchError("topics were not found: the process that looked for them ended early; try again")
    return np.frombuffer(labels, dtype=np.int64)
