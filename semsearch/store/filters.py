"""The filters of a query as SQL conditions. They are applied before anything is ranked."""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    LargeBinary,
    Select,
    and_,
    case,
    cast,
    func,
    not_,
    or_,
    select,
)

from semsearch.language import words
from semsearch.records import Filters
from semsearch.store.database import remembered
from semsearch.store.keywords import fulltext
from semsearch.store.lookup import all_ids, document_count
from semsearch.store.schema import among, documents, files

Conditions: TypeAlias = Sequence[ColumnElement[bool]]
"""Conditions on `documents`. The indexes `ix_documents_narrow` and `ix_documents_labels` answer all except those on
recipients."""

_KINDS = {"mail": "email", "email": "email", "attachment": "attachment", "document": "document"}
_SUFFIXES = {"htm": "html", "markdown": "md", "text": "txt"}


class AllBut(Set[int]):
    """The ids of all documents except some. They are only read if one goes through them, and then once."""

    def __init__(self, connection: Connection, without: frozenset[int]) -> None:
        self._connection = connection
        self.without = without

    def __contains__(self, document_id: object) -> bool:
        return document_id not in self.without

    def __len__(self) -> int:
        return document_count(self._connection) - len(self.without)

    def __iter__(self) -> Iterator[int]:
        return iter(self._ids)

    @cached_property
    def _ids(self) -> frozenset[int]:
        return all_ids(self._connection) - self.without

    def __sub__(self, other: Set[Any]) -> "AllBut":
        return AllBut(self._connection, self.without.union(other))

    @classmethod
    def _from_iterable(cls, it: Iterable[int]) -> frozenset[int]:  # type: ignore[override]
        return frozenset(it)


def conditions(connection: Connection, filters: Filters, excluded: Sequence[str]) -> Conditions:
    """The conditions that a document passes all filters and contains none of the excluded words and phrases, where many
    do: SQLite is told so, or it would go through an index on one column and look up each document."""
    unwanted = _containing_any(connection, excluded)
    wanted = [] if unwanted is None else [documents.c.id.not_in(among(unwanted))]
    return [*map(func.likely, _conditions(filters)), *wanted]


def one_of(ids: Iterable[int]) -> Conditions:
    """The condition that a document is one of these."""
    return [documents.c.id.in_(among(ids))]


def matching(
    connection: Connection, filters: Filters, excluded: Sequence[str], phrases: Sequence[str]
) -> Set[int] | None:
    """The ids of the documents that meet the `conditions` and contain the stems of every phrase side by side (`saying`
    compares the words themselves). None if there are neither conditions nor phrases.

    The last ids are remembered: whoever types asks three times, by words, by meaning too, and for the facets.
    """
    asked = (filters, tuple(excluded), tuple(phrases))
    last: dict[object, frozenset[int]] = remembered(connection, "matching", dict)
    if asked in last:
        return last[asked]
    allowed = _matching(connection, filters, excluded, phrases)
    if isinstance(allowed, frozenset):
        last.clear()
        last[asked] = allowed
    return allowed


def _matching(
    connection: Connection, filters: Filters, excluded: Sequence[str], phrases: Sequence[str]
) -> Set[int] | None:
    allowed: Set[int] | None = None
    if conditions := list(_conditions(filters)):
        # As one JSON array: a row for each would take three times as long.
        found = select(func.json_group_array(documents.c.id)).where(*conditions)
        allowed = frozenset(json.loads(connection.scalar(found) or "[]"))
    if (unwanted := _containing_any(connection, excluded)) is not None:
        allowed = AllBut(connection, unwanted) if allowed is None else allowed - unwanted
    for phrase in phrases:
        stems = words.stems(phrase)
        having = frozenset(fulltext.containing(connection, stems) if stems else ())
        allowed = having if allowed is None else allowed & having
    return allowed


def _containing_any(connection: Connection, terms: Sequence[str]) -> frozenset[int] | None:
    """The documents that contain any of these words and phrases; None if there are none of these."""
    listed = [stems for term in terms if (stems := words.stems(term))]
    return frozenset().union(*(fulltext.containing(connection, stems) for stems in listed)) if listed else None


@dataclass(frozen=True, slots=True)
class _Literal:
    """The documents ``found`` among those with the stems of phrases that contain the phrases literally."""

    stemmed: Set[int]
    phrases: tuple[str, ...]
    found: frozenset[int]


def saying(
    connection: Connection, stemmed: Set[int], phrases: Sequence[str], ids: frozenset[int] | None = None
) -> frozenset[int]:
    """Those of the documents `stemmed`, which have the stems of the phrases, that contain all phrases literally, apart
    from case and white space; with `ids`, which are some of them, only of these.

    What was found among all of the same `stemmed` before is remembered.
    """
    last: list[_Literal] = remembered(connection, "saying", list)
    for known in last:
        if known.stemmed is stemmed and known.phrases == tuple(phrases):
            return known.found if ids is None else ids & known.found
    if ids is not None:
        return _saying(connection, ids, phrases)
    found = _saying(connection, stemmed, phrases)
    last[:] = [_Literal(stemmed, tuple(phrases), found)]
    return found


def _saying(connection: Connection, ids: Collection[int], phrases: Sequence[str]) -> frozenset[int]:
    said = (
        func.semsearch_has(
            words.fold_all(phrase),
            documents.c.title,
            documents.c.text,
            documents.c.quoted,
            documents.c.signature,
        )
        for phrase in phrases
    )
    return frozenset(connection.scalars(select(documents.c.id).where(documents.c.id.in_(among(ids)), *said)))


def _conditions(filters: Filters) -> Iterable[ColumnElement[bool]]:
    yield from _said(filters)
    yield from _measured(filters)
    if filters.types:
        yield or_(*(_type(value) for value in filters.types))
    if filters.has_attachment is not None:
        has = documents.c.attachments != func.json_array()
        yield has if filters.has_attachment else not_(has)
    if filters.languages:
        yield documents.c.language.in_(filters.languages)


def _measured(filters: Filters) -> Iterable[ColumnElement[bool]]:
    """The filters by time and size."""
    if filters.after is not None:
        yield documents.c.date >= int(filters.after.timestamp())
    if filters.before is not None:
        yield documents.c.date < int(filters.before.timestamp())
    if filters.larger is not None:
        yield _of_at_least(filters.larger + 1)
    if filters.smaller is not None:
        yield not_(_of_at_least(filters.smaller))


def _of_at_least(size: int) -> ColumnElement[bool]:
    """The condition that a document has at least so many bytes, in the sense of `lookup.size_of`."""
    of_file = documents.c.file_id.in_(select(files.c.id).where(files.c.size >= size))
    # Only what lies in files of that size is looked up; `ix_documents_narrow` answers the rest.
    rows = documents.alias()
    of_message = func.coalesce(func.nullif(rows.c.length, 0), rows.c.size) >= size
    exact = select(or_(rows.c.offset.is_(None), of_message)).where(rows.c.id == documents.c.id).scalar_subquery()
    return case((documents.c.name.is_not(None), documents.c.size >= size), (of_file, exact), else_=False)


def _said(filters: Filters) -> Iterable[ColumnElement[bool]]:
    """The filters that search in texts."""
    if filters.sender:
        yield documents.c.sender.in_(_distinct(documents.c.sender, filters.sender))
    if filters.recipient:
        yield _holding(documents.c.recipients, filters.recipient)
    if filters.subject:
        yield _holding(documents.c.title, filters.subject)
    if filters.folder:
        inside = documents.c.file_id.in_(select(files.c.id).where(_holding(files.c.path, filters.folder)))
        # What Gmail calls a label is a folder to others: its archives are one mailbox with labels.
        yield or_(inside, documents.c.labels.in_(_distinct(documents.c.labels, filters.folder)))


def _distinct(column: Column[Any], values: Sequence[str]) -> Select[Any]:
    """What a column holds that contains one of these values: a few people write many mails. The limit keeps SQLite from
    merging the subquery and testing each mail."""
    found = select(column).distinct().limit(-1).subquery()
    return select(found.c[column.name]).where(_holding(found.c[column.name], values))


def _holding(column: ColumnElement[Any], values: Sequence[str]) -> ColumnElement[bool]:
    """The condition that a column contains one of these values, regardless of case."""
    return or_(*(_has(column, words.fold_all(value)) for value in values))


def _has(column: ColumnElement[Any], folded: str) -> ColumnElement[bool]:
    """The condition that a column, once folded, contains `folded`. For ASCII texts SQLite's LIKE decides, ten times as
    fast as folding them; only for white space it is not exact."""
    of_ascii = and_(func.typeof(column) == "text", func.length(column) == func.length(cast(column, LargeBinary)))
    having = func.instr(func.semsearch_fold(column), folded) > 0
    if not folded.isascii():
        return and_(not_(of_ascii), having)
    like = func.like(f"%{_escaped(folded).replace(' ', '%')}%", column, "\\") > 0
    return case((of_ascii, and_(like, having) if " " in folded else like), else_=having)


def _type(value: str) -> ColumnElement[bool]:
    if value in _KINDS:
        return documents.c.kind == _KINDS[value]
    suffixes = {
        value,
        *(suffix for suffix, kind in _SUFFIXES.items() if kind == value or suffix == value),
        _SUFFIXES.get(value, value),
    }
    of_files = select(files.c.id).where(or_(*(_ends(files.c.path, suffix) for suffix in suffixes)))
    named = or_(*(_ends(documents.c.name, suffix) for suffix in suffixes))
    return or_(named, and_(documents.c.name.is_(None), documents.c.file_id.in_(of_files)))


def _ends(column: ColumnElement[Any], suffix: str) -> ColumnElement[bool]:
    """The condition that a name has this extension."""
    if suffix.isascii():
        return func.like(f"%.{_escaped(suffix)}", column, "\\") > 0
    return func.semsearch_fold(column).endswith(f".{suffix}", autoescape=True)


def _escaped(text: str) -> str:
    """A text with the special characters of LIKE escaped by a backslash."""
    return re.sub(r"[\\%_]", r"\\\g<0>", text)
