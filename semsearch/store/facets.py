"""Facets: the number of documents by sender, folder, label, type, year and language."""

import math
import os
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from datetime import MAXYEAR, UTC, datetime, timedelta
from email.utils import parseaddr
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, literal_column, select

from semsearch.records import Facets, FacetValue
from semsearch.store import people
from semsearch.store.database import remembered
from semsearch.store.filters import Conditions
from semsearch.store.schema import documents, files

SHOWN = 12
"""Maximum number of values of a facet; the others are too rare to be useful."""

# The unary plus keeps SQLite from going through an index on it alone, for which it would look up each document.
_BY_FILE: ColumnElement[int] = literal_column("+documents.file_id")

_SUFFIX = re.compile(r"\.([a-z0-9]{1,5})$")


def facets(connection: Connection, conditions: Conditions) -> Facets:
    """The facets of the documents that meet the conditions."""
    if conditions:
        return _counted(connection, conditions)
    return remembered(connection, "facets", partial(_counted, connection, conditions))


def _counted(connection: Connection, conditions: Conditions) -> Facets:
    total = attachments = 0
    types: Counter[str] = Counter()
    languages: Counter[str] = Counter()
    attached = func.sum(documents.c.attachments != func.json_array())
    kinds = (documents.c.language, documents.c.kind)
    for language, kind, count, having in _rows(connection, select(*kinds, func.count(), attached), conditions, *kinds):
        total += count
        attachments += having
        languages[language] += count
        types[kind] += count
    others = select(documents.c.kind, func.coalesce(documents.c.name, files.c.path)).join_from(documents, files)
    for kind, name in _rows(connection, others.where(documents.c.kind != "email"), conditions):
        types[kind] -= 1
        types[_type(kind, os.fsdecode(name))] += 1
    senders: Counter[str] = Counter()
    for sender, count in Counter(_rows(connection, select(documents.c.sender), conditions)).items():
        senders.update(dict.fromkeys(people.each(*sender), count))
    folders: Counter[str] = Counter()
    # Grouped first, so that files are looked up in the order of their ids.
    of_files = select(documents.c.file_id, func.count().label("count")).where(*conditions)
    counts = of_files.group_by(_BY_FILE).subquery()
    for path, count in _rows(connection, select(files.c.path, counts.c.count).join(counts)):
        folders[_folder(path)] += count
    labels = _labels(connection, conditions)
    dates = select(documents.c.date).where(documents.c.date.is_not(None))
    years = _years([date for (date,) in _rows(connection, dates, conditions)])
    return Facets(
        total,
        senders=tuple(FacetValue(value, count, _operator("from", _address(value))) for value, count in _top(senders)),
        folders=tuple(FacetValue(value, count, _operator("in", value)) for value, count in _top(folders)),
        labels=tuple(FacetValue(value, count, _operator("in", value)) for value, count in _top(labels)),
        types=tuple(FacetValue(value, count, _operator("type", value)) for value, count in _top(types)),
        years=tuple(FacetValue(str(year), years[year], f"date:{year}") for year in sorted(years, reverse=True)),
        languages=tuple(FacetValue(value, count, f"lang:{value}") for value, count in _top(languages)),
        attachments=(FacetValue("attachment", attachments, "has:attachment"),) if attachments else (),
    )


def _labels(connection: Connection, conditions: Conditions) -> "Counter[str]":
    labelled = select(documents.c.labels, documents.c.mailing_list, func.count())
    groups = (documents.c.labels, documents.c.mailing_list)
    found: Counter[str] = Counter()
    some = labelled.where(documents.c.labels != func.json_array(), *conditions).group_by(*groups)
    for listed, mailing_list, count in connection.execute(some):  # not the driver's rows: damaged ones are told so
        found.update(dict.fromkeys(set(listed) - {mailing_list}, count))
    return found


def _rows(
    connection: Connection, statement: Select[Any], conditions: Conditions = (), *groups: ColumnElement[Any]
) -> Sequence[Any]:
    """Plain rows of the driver: for a million, making SQLAlchemy's costs more than the query."""
    cursor = connection.execute(statement.where(*conditions).group_by(*groups)).cursor
    return cursor.fetchall() if cursor is not None else ()


def _folder(path: str | bytes) -> str:
    """The folder of a file. Links are not resolved."""
    whole = os.fsdecode(path)
    return whole[: whole.rfind(os.sep)] or os.sep


def _years(dates: list[int]) -> dict[int, int]:
    """The number of dates, in seconds since the epoch, in each year of the local time zone. Sorts `dates`."""
    dates.sort()
    years: dict[int, int] = {}
    first = 0
    while first < len(dates):
        year, end = _year(dates[first])
        last = bisect_left(dates, end, first)
        years[year] = last - first
        first = last
    return years


def _year(seconds: int) -> tuple[int, float]:
    """The year of a time, and when it ends, both in seconds since the epoch."""
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    try:
        year = moment.astimezone().year
        return year, datetime(year + 1, 1, 1).timestamp() if year < MAXYEAR else math.inf  # noqa: DTZ001 - local time
    except OSError:  # Windows knows no local time before 1970
        return moment.year, datetime(moment.year + 1, 1, 1, tzinfo=UTC).timestamp()


def _type(kind: str, name: str) -> str:
    """The value for ``type:``: "email", the extension of the file, or its kind if it has none."""
    suffix = _SUFFIX.search(name.lower())
    return kind if kind == "email" or suffix is None else suffix[1]


def _address(sender: str) -> str:
    return (parseaddr(sender)[1] if "@" in sender else "") or sender  # of names alone it would give the first word


def _operator(name: str, value: str) -> str:
    plain = value.replace('"', " ").strip()
    return f'{name}:"{plain}"' if re.search(r"\s", plain) else f"{name}:{plain}"


def _top(counts: "Counter[str]") -> list[tuple[str, int]]:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [(value, count) for value, count in ordered if value and count][:SHOWN]
