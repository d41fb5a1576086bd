"""Union-find (Tarjan 1975), with path halving."""

from collections.abc import Hashable
from typing import Generic, TypeVar

Item = TypeVar("Item", bound=Hashable)


class DisjointSets(Generic[Item]):
    """Disjoint sets of items, each set represented by one of its members. An item not seen before is its own set."""

    def __init__(self) -> None:
        self._parent: dict[Item, Item] = {}

    def find(self, item: Item) -> Item:
        """The representative of the item's set."""
        parent = self._parent
        while (above := parent.setdefault(item, item)) != item:
            parent[item] = item = parent[above]
        return item

    def join(self, item: Item, other: Item) -> None:
        """Merge the sets of two items; the representative is that of `other`."""
        self._parent[self.find(item)] = self.find(other)
