"""Similar pairs -> groups of duplicates. Pure."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Star:
    """A group: the member to keep, and the others, each similar enough to it, with their similarity to it."""

    keep: int
    others: tuple[tuple[int, float], ...]


def stars(pairs: Iterable[tuple[int, int, float]], preference: Callable[[int], tuple[float, ...]]) -> list[Star]:
    """Groups in which every member is similar to the one that is kept; near-matches never chain.

    `pairs` are (one, other, similarity) above the threshold. Going from the most preferred document (lowest
    `preference`) to the least, each one that is not in a group yet founds one and takes its free neighbours in: so
    whatever a group would lose has a kept counterpart, and the order of the pairs does not matter.
    """
    neighbours: dict[int, dict[int, float]] = defaultdict(dict)
    for one, other, similarity in pairs:
        if one != other:
            neighbours[one][other] = neighbours[other][one] = similarity
    taken: set[int] = set()
    groups = []
    for keep in sorted(neighbours, key=lambda document: (preference(document), document)):
        if keep in taken:
            continue
        others = sorted(
            ((other, similarity) for other, similarity in neighbours[keep].items() if other not in taken),
            key=lambda item: (-item[1], item[0]),
        )
        taken.add(keep)
        taken.update(other for other, _ in others)
        if others:
            groups.append(Star(keep, tuple(others)))
    return groups


def word_overlap(one: Sequence[str], other: Sequence[str]) -> float:
    """Jaccard similarity of the sets of three-word shingles of two texts, in 0..1 (Broder 1997)."""
    a, b = _shingles(one), _shingles(other)
    return len(a & b) / len(a | b) if a or b else 1.0


def _shingles(words: Sequence[str], size: int = 3) -> set[tuple[str, ...]]:
    return {tuple(words[i : i + size]) for i in range(max(1, len(words) - size + 1))} if words else set()
