"""Numbers and codes in other groups: 79123456789 is +7 (912) 345-67-89, 1,500.00 is 1 500, SU026 is SU 026. Pure."""

import re
from collections.abc import Iterator, Sequence

from semsearch.language.words import STOP_WORDS

_NATIONAL = 10
"""Digits of a telephone number behind its prefix, which is 8, +7 or nothing."""

_TELEPHONE = 7
"""Digits of the shortest number that is grouped as telephone numbers are."""

_SHORTEST, _LONG, _LONGEST = 4, 5, 12

_IN_FOURS = 13
"""Characters from which on a number may be written in fours, as those of bank cards and accounts (IBAN) are."""

_TOLD, _ZEROS = 3, 3
"""Digits of a round number at most before its zeros, and zeros at least."""

_RUNS = re.compile(r"\d+|[^\W\d_]+")
_GROUPED = re.compile(
    r"""(?<![\w.,])(?:
      (?:[A-Za-z]{2}\d\d|\d{4})(?:[\s-][A-Za-z\d]{4}){2,}(?:[\s-][A-Za-z\d]{1,3})?  # in fours
    | \d{1,3}(?:[\s().,/-]{1,3}\d{2,4})+
    | \d{4,9}[.,]\d\d
    | [^\W\d_]{1,3}[\s-]?\d{3,4}[\s-]?[^\W\d_]{1,3}[\s-]?\d{2,3}  # as plates of cars
    )(?![.,]?\w)""",
    re.VERBOSE,
)
_AMOUNT = re.compile(r"(\d{1,3}(?:[\s.,]\d{3})+|\d+)(?:[.,](\d\d))?")


def in_groups(text: str) -> Iterator[list[list[str]]]:
    """Each number or code that a text writes in groups: the ways to write it, first that of the text."""
    for found in _GROUPED.findall(text):
        parts, whole = re.findall(r"\w+", found.lower()), "".join(_RUNS.findall(found.lower()))
        if amount := _AMOUNT.fullmatch(found):
            digits = "".join(_RUNS.findall(amount[1]))
            written = [[digits], _thousands(digits)]
            cents = [amount[2]] if amount[2] else []
            ways = [way + cents for way in written] + (written if cents == ["00"] else [])
        else:
            ways = [[whole]] if whole.isdecimal() else [[whole], *grouped(whole)]
        silent = [part in STOP_WORDS for part in parts if part.isalpha()]  # "in 2024 we 12"
        if len(parts) > 1 and len(whole) >= _LONG and not (silent and all(silent)):
            yield [parts, *(way for way in ways if way != parts)]


def is_round(number: str) -> bool:
    """Whether digits are a round number, 10000 or 1250000: many say one, so that it tells no document."""
    digits = number.rstrip("0")
    return number.isdecimal() and len(digits) <= _TOLD and len(number) - len(digits) >= _ZEROS


def without_prefix(number: str) -> str:
    """The last digits of a number, those of a telephone number without its prefix."""
    return number[-_NATIONAL:]


def grouped(word: str) -> list[list[str]]:
    """The ways to write a word in groups: digits in thousands or as telephone numbers are, long ones in fours, a code
    by its runs."""
    lowered = word.lower()
    runs = _RUNS.findall(lowered)
    if "".join(runs) != lowered:
        return []
    ways = [[lowered[at : at + 4] for at in range(0, len(word), 4)]] if len(word) >= _IN_FOURS else []
    if len(runs) > 1:
        if min(map(len, runs)) > 1 or sum(map(str.isdecimal, lowered)) > 2:
            ways += _joined(runs) if len(runs) < 5 else [runs]
    elif word.isdecimal() and _SHORTEST <= len(word) <= _LONGEST:
        ways.append(_thousands(word))
        if len(word) >= _TELEPHONE:
            ways += _groups(without_prefix(word))
    return [way for way in ways if len(way) > 1]


def _thousands(digits: str) -> list[str]:
    first = len(digits) % 3 or 3
    return [digits[:first], *(digits[at : at + 3] for at in range(first, len(digits), 3))]


def _groups(digits: str) -> Iterator[list[str]]:
    """All ways to split digits into groups of two to four."""
    if not digits:
        yield []
    for size in (3, 2, 4):
        if len(digits) >= size:
            yield from ([digits[:size], *rest] for rest in _groups(digits[size:]))


def _joined(runs: Sequence[str]) -> Iterator[list[str]]:
    """All ways to write runs together or apart."""
    if len(runs) < 2:
        yield list(runs)
        return
    for first, *rest in _joined(runs[1:]):
        yield [runs[0], first, *rest]
        yield [runs[0] + first, *rest]
