"""Similar pairs -> groups of duplicates. Pure."""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import numpy as np

Node = TypeVar("Node", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Star(Generic[Node]):
    """A group: the member to keep, and the others, each similar enough to it, with their similarity to it."""

    keep: Node
    others: tuple[tuple[Node, float], ...]


def stars(
    pairs: Iterable[tuple[Node, Node, float]], preference: Callable[[Node], Any], pinned: Collection[Node] = ()
) -> list[Star[Node]]:
    """Groups in which every member is similar to the one that is kept; near-matches never chain.

    `pairs` are (one, other, similarity) above the threshold. Going from the most preferred document (lowest
    `preference`, which must be different for each) to the least, those that are `pinned` before all others, each one
    that is not in a group yet founds one and takes its free neighbours in, but none that is pinned: so whatever a group
    would lose has a kept counterpart, and the order of the pairs does not matter.
    """
    neighbours: dict[Node, dict[Node, float]] = defaultdict(dict)
    for one, other, similarity in pairs:
        if one != other:
            neighbours[one][other] = neighbours[other][one] = similarity
    keys = {node: (node not in pinned, preference(node)) for node in neighbours}
    taken: set[Node] = set()
    groups = []
    for keep in sorted(neighbours, key=keys.__getitem__):
        if keep in taken:
            continue
        free = [item for item in neighbours[keep].items() if item[0] not in taken and item[0] not in pinned]
        others = sorted(free, key=lambda item: (-item[1], keys[item[0]]))
        taken.add(keep)
        taken.update(other for other, _ in others)
        if others:
            groups.append(Star(keep, tuple(others)))
    return groups


def suggested_threshold(similarities: Iterable[float]) -> float | None:
    """Where the similarities of a corpus fall into two heaps: the threshold that separates them best (Otsu 1979), or
    None where there are too few to tell."""
    values = np.sort(np.fromiter(similarities, dtype=np.float64))
    if len(values) < FEWEST_PAIRS or values[0] == values[-1]:
        return None
    below = np.arange(1, len(values))
    total = np.cumsum(values)
    lower = total[:-1] / below
    upper = (total[-1] - total[:-1]) / (len(values) - below)
    between = below * (len(values) - below) * (upper - lower) ** 2
    between[values[1:] == values[:-1]] = -1.0  # there is no room between equal ones
    place = int(between.argmax())
    return round(float(values[place] + values[place + 1]) / 2, 3)


FEWEST_PAIRS = 20
