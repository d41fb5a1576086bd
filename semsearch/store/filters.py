"""The filters of a query as SQL: which documents may be found at all. They narrow before anything is ranked."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, not_, or_, select, text

from semsearch.language import words
from semsearch.records import Filters
from semsearch.store import fulltext
from semsearch.store.schema import among, documents, files

_KINDS = {"mail": "email", "email": "email", "attachment": "attachment", "document": "document"}
_SUFFIXES = {"htm": "html", "markdown": "md", "text": "txt"}


def matching(
    connection: Connection, filters: Filters, phrases: Sequence[str], excluded: Sequence[str]
) -> frozenset[int] | None:
    """Ids of the documents that pass all filters, have all phrases and none of the excluded words or phrases.

    None where every document does.
    """
    conditions = list(_conditions(filters))
    if filters.sender:
        # Few people write many mails. The limit keeps SQLite from asking about each mail all the same.
        senders = select(documents.c.sender).distinct().limit(-1).subquery()
        wanted = select(senders.c.sender).where(_holding(senders.c.sender, filters.sender))
        conditions.append(documents.c.sender.in_(wanted))
    allowed: set[int] | None = None
    if conditions:
        statement = select(documents.c.id).join_from(documents, files).where(and_(*conditions))
        allowed = set(connection.scalars(statement))
    for phrase in phrases:
        found = _with_phrase(connection, phrase)
        allowed = found if allowed is None else allowed & found
    if without := [stems for term in excluded if (stems := words.stems(term))]:
        unwanted = {document_id for stems in without for document_id in fulltext.containing(connection, stems)}
        everything = set(connection.scalars(select(documents.c.id))) if allowed is None else allowed
        allowed = everything - unwanted
    return None if allowed is None else frozenset(allowed)


def _conditions(filters: Filters) -> Iterable[ColumnElement[bool]]:
    for column, values in (
        (documents.c.recipients, filters.recipient),
        (documents.c.title, filters.subject),
        (files.c.path, filters.folder),
    ):
        if values:
            yield _holding(column, values)
    if filters.after is not None:
        yield documents.c.date >= int(filters.after.timestamp())
    if filters.before is not None:
        yield documents.c.date < int(filters.before.timestamp())
    if filters.types:
        yield or_(*(_type(value) for value in filters.types))
    if filters.has_attachment is not None:
        has = documents.c.attachments != text("'[]'")
        yield has if filters.has_attachment else not_(has)
    if filters.languages:
        yield documents.c.language.in_(filters.languages)
    if filters.larger is not None:
        yield documents.c.size > filters.larger
    if filters.smaller is not None:
        yield documents.c.size < filters.smaller


def _holding(column: ColumnElement[Any], values: Sequence[str]) -> ColumnElement[bool]:
    """That a column has one of these in it, whatever the case."""
    folded = func.semsearch_fold(column)
    return or_(*(func.instr(folded, words.fold_all(value)) > 0 for value in values))


def _type(value: str) -> ColumnElement[bool]:
    if value in _KINDS:
        return documents.c.kind == _KINDS[value]
    suffixes = {
        value,
        *(suffix for suffix, kind in _SUFFIXES.items() if kind == value or suffix == value),
        _SUFFIXES.get(value, value),
    }
    name = func.semsearch_fold(func.coalesce(documents.c.name, files.c.path))
    return or_(*(name.endswith("." + suffix, autoescape=True) for suffix in suffixes))


def _with_phrase(connection: Connection, phrase: str) -> set[int]:
    """Documents that have the words of a phrase as they stand, only letter case and white space aside."""
    stems = words.stems(phrase)
    if not stems:
        return set()
    candidates = fulltext.containing(connection, stems)
    wanted = words.fold_all(phrase)
    statement = select(documents.c.id).where(
        documents.c.id.in_(among(candidates)),
        func.semsearch_has(wanted, documents.c.title, documents.c.text, documents.c.quoted, documents.c.signature),
    )
    return set(connection.scalars(statement))
