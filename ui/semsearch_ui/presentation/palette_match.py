"""Which actions a few typed letters mean."""

from collections.abc import Sequence


def matching(typed: str, names: Sequence[str]) -> list[int]:
    """The places in `names` that fit, the best first: whole words before beginnings of words before letters in order.

    Without letters every name fits, in its own order.
    """
    wanted = typed.casefold().split()
    scored = [(_distance(wanted, name.casefold()), at) for at, name in enumerate(names)]
    return [at for distance, at in sorted((d, at) for d, at in scored if d is not None) if distance is not None]


def _distance(wanted: Sequence[str], name: str) -> int | None:
    """0 is the best; None is no match."""
    words = name.split()
    if all(any(word.startswith(part) for word in words) for part in wanted):
        return 0 if wanted and name.startswith(wanted[0]) else 1
    if all(part in name for part in wanted):
        return 2
    letters = iter(name)
    return 3 if all(letter in letters for letter in "".join(wanted)) else None
