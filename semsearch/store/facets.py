"""What documents have in common: how many by sender, folder, type, year and language."""

import os
import re
from collections import Counter
from collections.abc import Collection
from datetime import UTC, datetime
from email.utils import parseaddr

from sqlalchemy import Connection, func, select

from semsearch.language import words
from semsearch.records import Facets, FacetValue
from semsearch.store.schema import among, documents, files

SHOWN = 12
"""Values of a facet at most; the rest are too rare to narrow by."""

_SUFFIX = re.compile(r"\.([a-z0-9]{1,5})$")


def facets(connection: Connection, ids: Collection[int] | None) -> Facets:
    """Counts over these documents, or over all where `ids` is None."""
    statement = select(
        documents.c.sender,
        files.c.path,
        documents.c.name,
        documents.c.kind,
        documents.c.date,
        documents.c.language,
        documents.c.attachments != func.json_array(),
    ).join_from(documents, files)
    if ids is not None:
        statement = statement.where(documents.c.id.in_(among(ids)))
    senders: Counter[str] = Counter()
    folders: Counter[str] = Counter()
    types: Counter[str] = Counter()
    years: Counter[str] = Counter()
    languages: Counter[str] = Counter()
    total = attachments = 0
    for sender, path, name, kind, date, language, attached in connection.execute(statement):
        total += 1
        senders[sender] += bool(sender)
        folders[os.path.dirname(path)] += 1  # noqa: PTH120 - links are not to be followed
        types[_type(kind, name or path)] += 1
        if date is not None:
            years[str(datetime.fromtimestamp(date, UTC).astimezone().year)] += 1
        languages[language] += bool(language)
        attachments += bool(attached)
    return Facets(
        total,
        senders=tuple(FacetValue(value, count, _operator("from", _address(value))) for value, count in _top(senders)),
        folders=tuple(FacetValue(value, count, _operator("in", value)) for value, count in _top(folders)),
        types=tuple(FacetValue(value, count, _operator("type", value)) for value, count in _top(types)),
        years=tuple(FacetValue(value, years[value], f"date:{value}") for value in sorted(years, reverse=True)),
        languages=tuple(FacetValue(value, count, f"lang:{value}") for value, count in _top(languages)),
        attachments=(FacetValue("attachment", attachments, "has:attachment"),) if attachments else (),
    )


def senders(connection: Connection, beginning: str, count: int) -> list[str]:
    """Senders with a name or an address that has a word with this beginning, those of the most mails first."""
    wanted = words.fold_all(beginning)
    statement = (
        select(documents.c.sender)
        .where(documents.c.sender != "", func.instr(func.semsearch_fold(documents.c.sender), wanted) > 0)
        .group_by(documents.c.sender)
        .order_by(func.count().desc(), documents.c.sender)
    )
    found = connection.scalars(statement)
    begins = re.compile(rf"(?<!\w){re.escape(wanted)}")
    return [sender for sender in found if begins.search(words.fold_all(sender))][:count]


def _type(kind: str, name: str) -> str:
    """What ``type:`` takes: email, or the extension of a file, or its kind where it has none."""
    suffix = _SUFFIX.search(name.lower())
    return kind if kind == "email" or suffix is None else suffix[1]


def _address(sender: str) -> str:
    return parseaddr(sender)[1] or sender


def _operator(name: str, value: str) -> str:
    plain = value.replace('"', " ").strip()
    return f'{name}:"{plain}"' if re.search(r"\s", plain) else f"{name}:{plain}"


def _top(counts: "Counter[str]") -> list[tuple[str, int]]:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [(value, count) for value, count in ordered if count][:SHOWN]
