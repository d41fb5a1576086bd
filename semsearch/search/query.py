"""The query language: plain words with operators mixed in -> a typed query. Described for people in docs/query.md.

Whatever a person types is a query: what is no operator, or no good value for one, is searched as text, with a notice
where the person seems to have meant more than text.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from functools import cache
from typing import TYPE_CHECKING, TypeAlias, cast
from unicodedata import category, normalize

from semsearch.language import words
from semsearch.language.sizes import parse_size
from semsearch.records import OPERATORS, QUOTES, Filters, type_named
from semsearch.search.periods import Period, find_period

if TYPE_CHECKING:
    from lark import Lark, Token, Tree

    Node: TypeAlias = Tree[Token]

# White space is a token, not skipped: an operator takes only what follows its colon without a gap. The look-aheads
# promise a value after KEY and a term after MINUS, so that every string has a parse: a quote without a partner is
# STRAY, everything else is at least a WORD.
_GRAMMAR = r"""
start: (_WS | _STRAY | minus | operator | phrase | word)*
minus: _MINUS (operator | phrase | word)
operator: KEY _STRAY? (PHRASE | WORD)
phrase: PHRASE
word: WORD

KEY.3: /(OPERATORS):(?=QUOTE[^QUOTES]*QUOTE|QUOTE?[^\sQUOTES])/i
_MINUS.3: /-(?=QUOTE[^QUOTES]*QUOTE|[^\s\-QUOTES])/
PHRASE.2: /QUOTE[^QUOTES]*QUOTE/
_STRAY: /QUOTE(?![^QUOTES]*QUOTE)/
WORD: /[^\sQUOTES]+/
_WS: /\s+/
"""

_PLAIN = re.compile(rf"(?!.*(?:^|\s)-)[^:*{QUOTES}]*", re.DOTALL)
_QUOTED = re.compile(rf"[{QUOTES}][^{QUOTES}]*[{QUOTES}]")
ANYTHING = ("mail", "email", "e-mail", "letter", "message", "письмо", "сообщение", "почта")
"""Words for mail, which everything is."""
_YEAR_OF = ("year", "год", "г")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_PREFIX = re.compile(r"(\w{2,})\*")
_UNKNOWN = re.compile(r"([^\W\d_][\w-]+):(?!//|[:\\]).+", re.DOTALL)
_SCHEMES = frozenset({"cid", "data", "file", "magnet", "mailto", "mid", "news", "tel", "urn"})
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z]{2,8})?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query. `text` is what remains to be looked for by meaning: the `words` and `phrases` in their order.

    `prefixes` are beginnings of words, also among the words of the text; `excluded` are words or phrases that a
    document must not contain, `notices` remarks for the person. `period` is what was said of the time in words, and has
    become a filter. `retyped` are pairs of what was typed and what was probably meant: a word in the wrong keyboard
    layout, and the word of the query that was made of it.
    """

    text: str
    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    filters: Filters = field(default_factory=Filters)
    notices: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    period: Period | None = None
    retyped: tuple[tuple[str, str], ...] = ()

    def typed_as(self, retyped: Mapping[str, str]) -> "Query":
        """The same with some of its words put into the other keyboard layout."""
        if not retyped:
            return self
        text, words = (tuple(retyped.get(each, each) for each in given) for given in (self.text.split(), self.words))
        return replace(self, text=" ".join(text), words=words, retyped=tuple(retyped.items()))


def parse(query: str, today: date | None = None) -> Query:
    """Parse any string; never raises. With `today`, a time in words («прошлым летом») is read as a filter."""
    query = normalize("NFC", query)
    said = find_period(_QUOTED.sub(lambda quoted: '"' * len(quoted[0]), query), today) if today else None
    if said is None:
        return _parse(query)
    return _within(anything(_parse(query.replace(said.words, " ", 1))), said) or _parse(query)


def _within(query: Query, said: Period) -> Query | None:
    """A query for what is of a period, None if it has one or the period is beyond the platform's."""
    if query.filters.after or query.filters.before:
        return None
    try:
        after, before = _midnight(said.first), _midnight(date.fromordinal(said.last.toordinal() + 1))
    except (ValueError, OverflowError, OSError):
        return None
    notice = f'"{said.words}" was read as date:{said.first}..{said.last}; put it in quotes to search for the words'
    return replace(
        query,
        filters=replace(query.filters, after=after, before=before),
        notices=(*query.notices, notice),
        period=said,
    )


def anything(query: Query) -> Query:
    """A query for nothing but mail, which everything is, as one without words."""
    told = words.topic_words(query.words)
    if query.phrases or query.prefixes or not told.keys() <= words.topic_words(ANYTHING).keys():
        return query
    return replace(query, text="", words=())


def of_year(query: Query) -> Query:
    """A query for nothing but mail, or somebody's, of a year, «письма за 2019 год», with that as a filter; others as
    they are."""
    told = words.topic_words(query.words)
    mail = told.keys() & words.topic_words(ANYTHING).keys()
    said = [word for stem, word in told.items() if stem not in {*mail, *words.topic_words(_YEAR_OF)}]
    if len(said) != 1 or not _YEAR.fullmatch(said[0]) or query.phrases or query.prefixes:
        return query
    if not mail and not query.filters.sender:
        return query
    period = Period(said[0], date(int(said[0]), 1, 1), date(int(said[0]), 12, 31))
    return _within(replace(query, text="", words=()), period) or query


def _parse(query: str) -> Query:
    parsed = _read(query)
    if any(map(_says_something, (*parsed.words, *parsed.phrases, *parsed.prefixes))):
        return parsed
    silent = replace(parsed, text="", words=())
    if query.strip() and parsed.filters == Filters() and not any(map(_says_something, parsed.excluded)):
        return replace(silent, notices=("there is no word in the query to look for",))
    return silent


def _says_something(term: str) -> bool:
    """Whether there is a word in it, or a picture, as of a fox."""
    return bool(words.stems(term)) or any(category(sign) == "So" for sign in term)


def _read(query: str) -> Query:
    # Most queries are plain words, and importing Lark and building the parser takes 0.1 s.
    if _PLAIN.fullmatch(query):
        plain = tuple(query.split())
        return Query(" ".join(plain), plain)
    reading = _Reading()
    for node in _trees(_parser().parse(query)):
        reading.read(node)
    return reading.query()


class _BadValueError(Exception):
    """A value that its operator cannot take; the message says what it takes."""


@dataclass(slots=True)
class _Reading:
    """A query being put together, term by term."""

    texts: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    phrases: list[str] = field(default_factory=list)
    prefixes: list[str] = field(default_factory=list)
    excluded: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    filters: Filters = field(default_factory=Filters)
    period: tuple[datetime | None, datetime | None] | None = None

    def read(self, node: "Node") -> None:
        match node.data:
            case "word":
                self.word(_text_of(node))
            case "phrase":
                self.phrase(_text_of(node))
            case "operator":
                self.operator(*_operator(node))
            case "minus":
                self.minus(_trees(node)[0])

    def word(self, word: str) -> None:
        if prefix := _PREFIX.fullmatch(word):
            self.prefixes.append(prefix[1])
            self.texts.append(prefix[1])
            return
        unknown = _UNKNOWN.fullmatch(word)
        if word.lower().removesuffix(":") in OPERATORS and word.endswith(":"):
            self.notices.append(f"{word} was searched as text; its value follows the colon without a space")
        elif unknown and unknown[1].lower() not in _SCHEMES:
            self.notices.append(f"unknown operator {unknown[1]}: was searched as text")
        self.plain(word)

    def plain(self, text: str) -> None:
        words = text.split()
        self.texts += words
        self.words += words

    def phrase(self, phrase: str) -> None:
        if words.stems(phrase):  # signs alone stand in no document
            self.texts.append(phrase)
            self.phrases.append(phrase)

    def minus(self, node: "Node") -> None:
        if node.data == "operator":
            name, value = _operator(node)
            self.notices.append(f"-{name}: was searched as text; an operator cannot be negated")
            self.plain(f"-{name}:{value}")
        elif term := _text_of(node):
            self.excluded.append(term)

    def operator(self, name: str, value: str) -> None:
        try:
            if not value:
                raise _BadValueError("a value")
            self.apply(name, value)
        except _BadValueError as error:
            self.notices.append(f"{name}:{value} was searched as text; {name}: takes {error}")
            self.plain(f"{name}:{value}")

    def apply(self, name: str, value: str) -> None:
        operator = OPERATORS[name]
        if operator == "date":
            if self.period:
                raise _BadValueError("one period in a query")
            self.period = _period(value)
        else:
            self.filters = _APPLY[operator](self.filters, value)

    def query(self) -> Query:
        filters = self.filters
        if self.period:
            start, end = self.period
            filters = replace(
                filters,
                after=max(_known(filters.after, start), default=None),
                before=min(_known(filters.before, end), default=None),
            )
        return Query(
            " ".join(self.texts),
            tuple(self.words),
            tuple(self.phrases),
            tuple(self.excluded),
            filters,
            tuple(dict.fromkeys(self.notices)),
            tuple(self.prefixes),
        )


def _known(*moments: datetime | None) -> list[datetime]:
    return [moment for moment in moments if moment is not None]


def _one_of(values: tuple[str, ...], value: str) -> tuple[str, ...]:
    return values if value in values else (*values, value)


def _type(filters: Filters, value: str) -> Filters:
    return replace(filters, types=_one_of(filters.types, type_named(value)))


def _has(filters: Filters, value: str) -> Filters:
    if value.lower() not in {"attachment", "attachments", "вложение", "вложения"}:
        raise _BadValueError("only attachment")
    return replace(filters, has_attachment=True)


def _language(filters: Filters, value: str) -> Filters:
    if not _LANGUAGE.fullmatch(value):
        raise _BadValueError("a language code such as ru or en")
    return replace(filters, languages=_one_of(filters.languages, value.lower()))


def _before(filters: Filters, value: str) -> Filters:
    start, _ = _moment(value)
    return replace(filters, before=max(_known(filters.before, start)))


def _after(filters: Filters, value: str) -> Filters:
    start, _ = _moment(value)
    return replace(filters, after=min(_known(filters.after, start)))


def _larger(filters: Filters, value: str) -> Filters:
    size = _size(value)
    return replace(filters, larger=size if filters.larger is None else min(filters.larger, size))


def _smaller(filters: Filters, value: str) -> Filters:
    size = _size(value)
    return replace(filters, smaller=size if filters.smaller is None else max(filters.smaller, size))


_APPLY: dict[str, Callable[[Filters, str], Filters]] = {
    "from": lambda filters, value: replace(filters, sender=_one_of(filters.sender, value)),
    "to": lambda filters, value: replace(filters, recipient=_one_of(filters.recipient, value)),
    "subject": lambda filters, value: replace(filters, subject=_one_of(filters.subject, value)),
    "in": lambda filters, value: replace(filters, folder=_one_of(filters.folder, value)),
    "before": _before,
    "after": _after,
    "type": _type,
    "has": _has,
    "lang": _language,
    "larger": _larger,
    "smaller": _smaller,
}


def _moment(value: str) -> tuple[datetime, datetime]:
    """The first moment of a year, a month or a day, and the first after it, in the local time zone."""
    wrong = _BadValueError("a date such as 2024, 2024-03 or 2024-03-01")
    matched = _DATE.fullmatch(value)
    if not matched:
        raise wrong
    year, month, day = (int(part) if part else None for part in matched.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
        if day:
            following = date.fromordinal(first.toordinal() + 1)
        elif month:
            following = date(first.year + month // 12, month % 12 + 1, 1)
        else:
            following = date(first.year + 1, 1, 1)
        return _midnight(first), _midnight(following)
    except (ValueError, OverflowError, OSError) as error:  # the 30th of February, or a year beyond the platform's
        raise wrong from error


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min).astimezone()


def _period(value: str) -> tuple[datetime | None, datetime | None]:
    """`2024`, `2024-03`, `2023..2024`, `2023..`, `..2024-06-30` -> its first moment and the first after it."""
    first, dots, last = value.partition("..")
    start, end = _moment(first) if first else (None, None)
    if dots:
        end = _moment(last)[1] if last else None
    if (start is None and end is None) or (start and end and start >= end):
        raise _BadValueError("a period such as 2024-03 or 2023..2024, the earlier date first")
    return start, end


def _size(value: str) -> int:
    size = parse_size(value)
    if size is None:
        raise _BadValueError("a size such as 500k, 1M or 2G")
    return size


def _trees(node: "Node") -> "list[Node]":
    return cast("list[Node]", node.children)


def _operator(node: "Node") -> tuple[str, str]:
    """The name of an operator, as in `OPERATORS`, and its value."""
    key, value = cast("list[Token]", node.children)
    return key.lower().removesuffix(":"), _unquoted(value)


def _text_of(node: "Node") -> str:
    return _unquoted(cast("list[Token]", node.children)[0])


def _unquoted(text: str) -> str:
    return " ".join(text[1:-1].split()) if text[0] in QUOTES else str(text)


@cache
def _parser() -> "Lark":
    from lark import Lark

    grammar = _GRAMMAR.replace("QUOTES", QUOTES).replace("QUOTE", f"[{QUOTES}]")
    return Lark(grammar.replace("OPERATORS", "|".join(OPERATORS)), parser="lalr")
