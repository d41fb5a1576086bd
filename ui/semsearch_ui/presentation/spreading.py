"""Where documents lie on the map as it is drawn: so that most of them do not share a corner of it. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from semsearch.records import ArchiveMap

OUTSIDE, STRAY = 0.01, 0.25
"""The share of points in each direction that may lie far from the others, and how much farther than those they are
shown, in shares of the extent of the others."""

BY_ORDER = 0.5
"""How much of a place is its order among all: with 1, all distances would be the same."""


def spread(archive: ArchiveMap) -> ArchiveMap:
    """The same map with places in 0..1 that take more of the view where there are more documents. What lies between two
    others in a direction stays between them; how far apart groups are means nothing."""
    return replace(archive, xs=_spread(archive.xs), ys=_spread(archive.ys))


def _spread(places: Sequence[float]) -> tuple[float, ...]:
    if not places:
        return ()
    ordered = sorted(places)
    last = {place: at for at, place in enumerate(ordered, 1)}
    first = {place: at for at, place in reversed(list(enumerate(ordered)))}
    few = round(OUTSIDE * len(ordered))
    low, high = ordered[few], ordered[-1 - few]
    room = STRAY * (high - low)
    lowest, highest = max(low - room, ordered[0]), min(high + room, ordered[-1])

    def shown(place: float) -> float:
        by_distance = (min(max(place, lowest), highest) - lowest) / ((highest - lowest) or 1.0)
        by_order = (first[place] + last[place]) / 2 / len(ordered)
        return (1 - BY_ORDER) * by_distance + BY_ORDER * by_order

    return tuple(map(shown, places))
