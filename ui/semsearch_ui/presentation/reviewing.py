"""Groups of duplicates as they are reviewed: in what order, which of them, and what of them is marked to go."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Literal, TypeAlias

from semsearch.records import DuplicateGroup, DuplicateMember
from semsearch_ui.presentation import counts
from semsearch_ui.presentation.facts import joined

Order: TypeAlias = Literal["space", "alike", "doubt"]
"""Most bytes that could go first, most similar first, or least similar first."""

ORDERS: tuple[Order, ...] = ("space", "alike", "doubt")


def arranged(groups: Iterable[DuplicateGroup], order: Order, wanted: str = "") -> tuple[DuplicateGroup, ...]:
    """Groups in an order, those that have a member from a sender or in a folder whose name has all words `wanted`."""
    words = wanted.casefold().split()
    kept = [group for group in groups if any(_has(member, words) for member in group.members)]
    if order == "space":
        kept.sort(key=lambda group: (-spare(group), group.id))
    elif order == "doubt":
        kept.sort(key=lambda group: (least(group), group.id))
    else:
        kept.sort(key=lambda group: (-least(group), group.id))
    return tuple(kept)


def others(group: DuplicateGroup) -> tuple[DuplicateMember, ...]:
    """The members that are not the one to keep."""
    return tuple(member for member in group.members if member.id != group.keep)


def removable(group: DuplicateGroup) -> frozenset[int]:
    """Ids of the members that may be marked to go: not of the one to keep, nor of those kept by hand."""
    return frozenset(member.id for member in group.members if member.id != group.keep and not member.pinned)


def spare(group: DuplicateGroup) -> int:
    """Bytes that are not the kept one's."""
    return sum(member.size for member in group.members if member.id != group.keep)


def extent(group: DuplicateGroup) -> str:
    """How many a group has, and how much of it could go."""
    return joined(counts.documents(len(group.members)), counts.file_size(spare(group)))


def least(group: DuplicateGroup) -> float:
    """The similarity of the member that is least similar to the kept one."""
    return min((member.similarity for member in others(group)), default=1.0)


def marked_only(groups: Iterable[DuplicateGroup], marked: Collection[int]) -> tuple[DuplicateGroup, ...]:
    """What is to be done where only some members are marked: each group with the kept one and those."""
    chosen = (
        replace(group, members=tuple(each for each in group.members if each.id == group.keep or each.id in marked))
        for group in groups
    )
    return tuple(group for group in chosen if others(group))


def _has(member: DuplicateMember, words: Iterable[str]) -> bool:
    about = f"{member.sender} {member.path}".casefold()
    return all(word in about for word in words)
