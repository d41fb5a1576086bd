"""Where documents lie on the map as it is drawn: so that most of them do not share a corner of it. Pure."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from semsearch.records import ArchiveMap

OUTSIDE, STRAY = 0.01, 0.25
"""The share of points in each direction that may lie far from the others, and how much farther than those they are
shown, in shares of the extent of the others."""

BY_ORDER = 0.5
"""How much of a place is its order among all: with 1, all distances would be the same."""


def spread(archive: ArchiveMap) -> ArchiveMap:
    """The same map with places in 0..1 that take more of the view where there are more documents. What lies between two
    others in a direction stays between them; how far apart groups are means nothing."""
    return replace(archive, xs=tuple(_spread(archive.xs)), ys=tuple(_spread(archive.ys)))


def _spread(places: Sequence[float]) -> list[float]:
    if not places:
        return []
    values, which, counts = np.unique(np.asarray(places, dtype=np.float64), return_inverse=True, return_counts=True)
    order = (np.cumsum(counts) - counts / 2) / len(places)
    low, high = np.quantile(places, [OUTSIDE, 1 - OUTSIDE])
    room = STRAY * (high - low)
    ends = max(values[0], low - room), min(values[-1], high + room)
    spread: NDArray[np.float64] = (np.clip(values, *ends) - ends[0]) / max(ends[1] - ends[0], np.finfo(float).tiny)
    listed: list[float] = ((1 - BY_ORDER) * spread + BY_ORDER * order)[which].tolist()
    return listed
