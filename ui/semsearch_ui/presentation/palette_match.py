"""Which actions a few typed letters mean."""

from collections.abc import Sequence

IN_ORDER = 3
"""How far a name is that has the letters in order, and nothing more."""


def matching(typed: str, names: Sequence[str]) -> list[int]:
    """The places in `names` that fit, the best first: whole words before beginnings of words. Where there are none,
    those that have the letters in order.

    Without letters every name fits, in its own order.
    """
    wanted = _folded(typed).split()
    distances = [_distance(wanted, _folded(name)) for name in names]
    scored = [(distance, at) for at, distance in enumerate(distances) if distance is not None]
    best = min(scored, default=(0, 0))[0]
    return [at for distance, at in sorted(scored) if distance < IN_ORDER or best == IN_ORDER]


def _folded(words: str) -> str:
    return words.casefold().replace("ё", "е")  # few people type ё


def _distance(wanted: Sequence[str], name: str) -> int | None:
    """0 is the best; None is no match."""
    words = name.split()
    if all(any(word.startswith(part) for word in words) for part in wanted):
        return 0 if wanted and name.startswith(wanted[0]) else 1
    if all(part in name for part in wanted):
        return 2
    letters = iter(name)
    return IN_ORDER if all(letter in letters for letter in "".join(wanted)) else None
