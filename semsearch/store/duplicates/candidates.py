"""The documents that may be duplicates of each other, without their texts."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select

from semsearch.records import DuplicateCandidate
from semsearch.store.lookup import part_of, size_of, when
from semsearch.store.schema import among, documents, files


def repeated(connection: Connection) -> list[DuplicateCandidate]:
    """The documents whose content is also that of another document."""
    copied = select(documents.c.content).where(func.length(documents.c.text) > 0)
    copied = copied.group_by(documents.c.content).having(func.count() > 1)
    return _candidates(connection, documents.c.content.in_(copied))


def with_contents(connection: Connection, contents: Sequence[bytes]) -> list[DuplicateCandidate]:
    """The documents with these contents, not more than SQLite takes as parameters: some thousands."""
    return _candidates(connection, documents.c.content.in_(contents))


def attached(connection: Connection) -> dict[tuple[int, int | None], list[bytes]]:
    """The contents of all attachments by their mail (file id and offset), ordered by name."""
    statement = (
        select(documents.c.file_id, documents.c.offset, documents.c.content)
        .where(documents.c.kind == "attachment")
        .order_by(documents.c.name, documents.c.content)
    )
    found: dict[tuple[int, int | None], list[bytes]] = {}
    for row in connection.execute(statement):
        found.setdefault((row.file_id, row.offset), []).append(row.content)
    return found


def with_ids(connection: Connection, ids: Iterable[int]) -> list[DuplicateCandidate]:
    """The documents with these ids; those that are no longer indexed, or have no text, are missing."""
    return _candidates(connection, documents.c.id.in_(among(ids)))


def _candidates(connection: Connection, wanted: ColumnElement[bool]) -> list[DuplicateCandidate]:
    columns = [documents.c[name] for name in _METADATA]
    statement: Select[Any] = (
        select(*columns, files.c.path, size_of(documents).label("bytes"), func.length(documents.c.text).label("length"))
        .join_from(documents, files)
        .where(wanted, func.length(documents.c.text) > 0)
        .order_by(documents.c.id)
    )
    return [_candidate(row) for row in connection.execute(statement)]


_METADATA = (
    "id", "file_id", "offset", "name", "kind", "title", "sender", "date", "utc_offset", "message_id", "thread_id",
    "attachments", "content", "origin",
)  # fmt: skip


def _candidate(row: Row[Any]) -> DuplicateCandidate:
    return DuplicateCandidate(
        id=row.id,
        place=(row.file_id, row.offset),
        path=row.path,
        part=part_of(row.offset, row.name),
        kind=row.kind,
        title=row.title,
        sender=row.sender,
        date=when(row.date, row.utc_offset),
        message_id=row.message_id,
        thread_id=row.thread_id,
        attachments=tuple(row.attachments),
        size=row.bytes,
        length=row.length,
        content=row.content,
        origin=row.origin,
    )
