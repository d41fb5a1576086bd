"""The Leiden algorithm (Traag, Waltman and van Eck 2019, arXiv:1810.08473) over a graph of nearest neighbours.

``python -m semsearch.topics.leiden`` reads such a graph, as `communities` writes it, from the file that is its standard
input, and writes the labels to its standard output.
"""

import sys
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sknetwork.clustering import Leiden

_SEED = 0


def labels(rows: NDArray[np.int64], cosines: NDArray[np.float32], resolution: float) -> NDArray[np.int64]:
    """The label of each row's community, shape (n,). `rows` and `cosines` are those of `Neighbours`."""
    leiden = Leiden(resolution=resolution, random_state=_SEED, return_probs=False, return_aggregate=False)
    found: NDArray[np.int64] = leiden.fit_predict(_graph(rows, cosines))
    return found


def _graph(rows: NDArray[np.int64], cosines: NDArray[np.float32]) -> Any:  # noqa: ANN401 - SciPy has no types
    """The symmetric neighbour graph. The weight of an edge is the squared cosine, almost 0 for negative cosines."""
    count, k = rows.shape
    sources = np.repeat(np.arange(count), k)
    weights = np.square(cosines.clip(min=1e-3)).ravel()
    edges = csr_matrix((weights, (sources, rows.ravel())), shape=(count, count))
    return (edges + edges.T) / 2


def main() -> None:
    """The process."""
    with np.load(sys.stdin.buffer) as graph:
        found = labels(graph["rows"], graph["cosines"], float(graph["resolution"]))
    sys.stdout.buffer.write(found.astype(np.int64).tobytes())


if __name__ == "__main__":
    main()
