"""Numbers and codes in other groups: 79123456789 is +7 (912) 345-67-89, 1500000 is 1 500 000, SU026 is SU 026. Pure."""

import re
from collections.abc import Iterator

_NATIONAL = 10
"""Digits of a telephone number behind its prefix, which is 8, +7 or nothing."""

_TELEPHONE = 7
"""Digits of the shortest number that is grouped as telephone numbers are."""

_SHORTEST, _LONG, _LONGEST = 4, 5, 12

_GROUPED = re.compile(r"(?<![\w.,])\d{1,3}(?:[\s().,/-]{1,3}\d{2,4})+(?!\w)")
_RUNS = re.compile(r"\d+|[^\W\d_]+")


def groups(text: str) -> list[list[str]]:
    """The groups of each long number that a text writes in groups."""
    found = (re.findall(r"\d+", number) for number in _GROUPED.findall(text))
    return [parts for parts in found if len("".join(parts)) >= _LONG]


def without_prefix(number: str) -> str:
    """The last digits of a number, those of a telephone number without its prefix."""
    return number[-_NATIONAL:]


def grouped(word: str) -> list[list[str]]:
    """The ways to write a word in groups: digits in thousands or as telephone numbers are, a code by its runs."""
    runs = _RUNS.findall(word.lower())
    if len(runs) > 1:
        return [runs] if min(map(len, runs)) > 1 and "".join(runs) == word.lower() else []
    if not word.isdecimal() or not _SHORTEST <= len(word) <= _LONGEST:
        return []
    first = len(word) % 3 or 3
    ways = [[word[:first], *(word[at : at + 3] for at in range(first, len(word), 3))]]
    if len(word) >= _TELEPHONE:
        ways += _groups(without_prefix(word))
    return [way for way in ways if len(way) > 1]


def _groups(digits: str) -> Iterator[list[str]]:
    """All ways to split digits into groups of two to four."""
    if not digits:
        yield []
    for size in (3, 2, 4):
        if len(digits) >= size:
            yield from ([digits[:size], *rest] for rest in _groups(digits[size:]))
