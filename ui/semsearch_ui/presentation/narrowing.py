"""The operators in a query, as chips: which are there, and the query with one more or one less."""

import re
from dataclasses import dataclass

from semsearch.records import OPERATORS, QUOTES

_VALUE = rf"[{QUOTES}][^{QUOTES}]*[{QUOTES}]|\S+"
_OPERATOR = re.compile(rf"(?<!\S)({'|'.join(OPERATORS)}):({_VALUE})", re.IGNORECASE)
_TYPED = re.compile(rf"(?<!\S)(\w+:[{QUOTES}][^{QUOTES}]*|\S*)$")


@dataclass(frozen=True, slots=True)
class Narrowing:
    """One operator in a query: which it is, its value without quotes, and as it was written."""

    name: str
    value: str
    written: str


def narrowings(query: str) -> list[Narrowing]:
    """In the order in which they stand."""
    found = _OPERATOR.finditer(query)
    return [Narrowing(OPERATORS[each[1].lower()], each[2].strip(QUOTES), each[0]) for each in found]


def words_of(query: str) -> str:
    """What is asked, without the operators."""
    return " ".join(_OPERATOR.sub(" ", query).split())


def narrowed(query: str, operator: str) -> str:
    """`query` with an operator more; one that is there already stays once."""
    return query if operator in (one.written for one in narrowings(query)) else f"{query.strip()} {operator}".strip()


def widened(query: str, written: str) -> str:
    """`query` without an operator, as it was written."""
    return " ".join(query.replace(written, " ", 1).split())


def with_last_word(query: str, chosen: str) -> str:
    """`query` with its last word replaced by what was chosen to complete it."""
    return _TYPED.sub(lambda _: chosen, query, count=1)


def begun(query: str) -> tuple[str, str] | None:
    """The operator whose value is being typed at the end, and the beginning of the value."""
    name, colon, value = last_word(query).partition(":")
    operator = OPERATORS.get(name.lower()) if colon else None
    return (operator, value.strip(QUOTES)) if operator else None


def finished(query: str) -> str:
    """`query` without an operator at its end that has no value yet."""
    _, value = begun(query) or ("", "has one")
    return query if value else with_last_word(query, "").rstrip()


def last_word(query: str) -> str:
    """The word at the end of a query, which is still being typed, also one in quotes that are still open; "" after a
    space."""
    found = _TYPED.search(query)
    return found[1] if found else ""
