"""The numbers, days and codes of a query as the index writes them: what is copied rather than said."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from semsearch.language import dates, numbers, words
from semsearch.search.query import Query
from semsearch.store.database import Connection
from semsearch.store.keywords import fulltext, vocabulary


class Code(NamedTuple):
    """An identifier such as ERR_1042 or a telephone number: the stems of its parts as they are ``typed``, and as they
    are ``there``, in the index. A number in groups may be nowhere."""

    typed: list[str]
    there: list[str]

    @property
    def telling(self) -> bool:
        """Whether it tells a document. A round number does not."""
        return not numbers.is_round("".join(self.typed))


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes that a query writes in one ``piece`` and in ``groups``. Of those in one piece that are nowhere, the
    ``regrouped`` are in groups in the index, and ``wholes`` has the words that others are a part of; both by stem."""

    pieces: Sequence[Code]
    groups: Sequence[Code]
    regrouped: Mapping[str, list[str]]
    wholes: Mapping[str, list[str]]

    @property
    def all(self) -> list[Code]:
        return [*self.pieces, *self.groups]

    @property
    def rewritten(self) -> frozenset[str]:
        """The stems of the query that are searched in another way than they are typed."""
        parts = (stem for each in self.groups if each.there for stem in each.typed)
        return frozenset([*self.regrouped, *self.wholes, *parts])

    @property
    def stems(self) -> list[str]:
        """What is in one piece in the index, and in groups in the query."""
        return [each.there[0] for each in self.groups if len(each.there) == 1]

    @property
    def phrases(self) -> list[list[str]]:
        """What is in groups in the index."""
        ways = dict.fromkeys(map(tuple, [*self.regrouped.values(), *(each.there for each in self.all)]))
        return [list(way) for way in ways if len(way) > 1]

    @property
    def copied(self) -> set[str]:
        """The stems as typed of what tells a document."""
        return {stem for each in self.all if each.telling for stem in each.typed}


def codes_of(connection: Connection, query: Query, nowhere: Sequence[str]) -> Codes:
    """The codes of a query. `nowhere` are the stems with digits that no document has."""
    regrouped = {stem: way for stem in nowhere if (way := _in_other_groups(connection, stem))}
    wholes = {
        stem: found for stem in nowhere if stem not in regrouped and (found := vocabulary.with_part(connection, stem))
    }
    return Codes(list(_in_one_piece(query, regrouped)), list(_in_groups(connection, query)), regrouped, wholes)


def _in_one_piece(query: Query, regrouped: Mapping[str, list[str]]) -> Iterator[Code]:
    for word in words.identifiers(query.words):
        typed = words.stems(word)
        yield Code(typed, regrouped.get(typed[0], typed) if len(typed) == 1 else typed)


def _in_groups(connection: Connection, query: Query) -> Iterator[Code]:
    """The days, long numbers and codes that the query writes in groups, as the index has them: as they are written,
    else in one piece or in other groups."""
    text = " ".join(query.words)
    for ways in (*dates.days(text), *numbers.in_groups(dates.without_days(text))):
        there = _first_there(connection, ways) or _with_other_prefix(connection, "".join(ways[0]))
        yield Code(list(map(words.stem, ways[0])), there)


def _in_other_groups(connection: Connection, stem: str) -> list[str]:
    """A number or code that is nowhere as it stands, as it is in the index: in groups, or with another prefix; empty if
    it is not."""
    ways = numbers.grouped(stem)
    return _first_there(connection, ways) or (_with_other_prefix(connection, stem) if ways else [])


def _first_there(connection: Connection, ways: Iterable[Sequence[str]]) -> list[str]:
    """The stems of the first of these ways to write something that is in the index; empty if none is."""
    stems = ([words.stem(part) for part in way] for way in ways)
    return next((way for way in stems if fulltext.containing(connection, way)), [])


def _with_other_prefix(connection: Connection, number: str) -> list[str]:
    """A telephone number as the index has it, with another prefix or none."""
    national = numbers.without_prefix(number)
    return vocabulary.with_part(connection, national, 1) if national != number else []
