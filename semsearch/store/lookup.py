"""Reads the catalogue: documents, their chunks, files, and totals."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import partial
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Row, Select, and_, case, func, literal, select

from semsearch.records import Document, SkippedFile, SkipReason, Source, SourceState, Span
from semsearch.settings import absolute
from semsearch.store.database import remembered
from semsearch.store.schema import among, array, chunks, count_of, documents, driver, files, skips, sources
from semsearch.store.seen import FileState, is_away


@dataclass(frozen=True, slots=True)
class ChunkRow:
    """A chunk: a span of the title (``field`` 0), which is encoded with the opening of the text, or of the text (1) of
    its document."""

    document_id: int
    field: int
    span: Span
    text_id: int


@dataclass(frozen=True, slots=True)
class Written:
    """The language and date of a document."""

    id: int
    language: str
    date: datetime | None


@dataclass(frozen=True, slots=True)
class ThreadMail:
    """A mail of a thread: its date in seconds since the epoch, the digest of its content, and whether it has a text
    besides quotes."""

    id: int
    thread_id: str
    date: int | None
    content: bytes
    text: bool


@dataclass(frozen=True, slots=True)
class Place:
    """The bytes of a file that documents were read from: all if ``offset`` is None, else one message of a mailbox, or
    the item of an Outlook mailbox with that number if ``length`` is 0. ``origin`` is their SHA-256; ``name`` is that of
    one document in them, an attachment or member."""

    origin: bytes
    offset: int | None = None
    length: int | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file in the catalogue: its state, the ids of its documents, and what of it was skipped."""

    state: FileState
    documents: tuple[int, ...]
    skips: tuple[SkippedFile, ...]


@dataclass(frozen=True, slots=True)
class Beginning:
    """The title of a document, the first characters of its text, its sender and recipients."""

    title: str
    text: str
    language: str
    people: tuple[str, ...] = ()


def beginnings(connection: Connection, ids: Iterable[int], characters: int) -> dict[int, Beginning]:
    """The beginnings of documents, by id, without reading the whole texts."""
    columns = (documents.c.title, func.substr(documents.c.text, 1, characters), documents.c.language)
    people = (documents.c.sender, documents.c.recipients)
    statement = select(documents.c.id, *columns, *people).where(documents.c.id.in_(among(ids)))
    return {
        id_: Beginning(title, text, language, (sender, *recipients))
        for id_, title, text, language, sender, recipients in connection.execute(statement)
    }


def documents_by_id(connection: Connection, ids: Iterable[int]) -> dict[int, Document]:
    """Documents by id; ids that are not (or no longer) in the index are missing."""
    statement = _documents().where(documents.c.id.in_(among(ids)))
    return {row.id: _document(row) for row in connection.execute(statement)}


def find(connection: Connection, target: str) -> Document | None:
    """The document that a target names: ``mid:MESSAGE-ID``, a path, or an id in digits, which wins over a path.

    For a file with several documents it is the first; for several mails with one Message-ID, the last one indexed.
    """
    if target.isdecimal() and len(target) < 19:
        row = connection.execute(_documents().where(documents.c.id == int(target))).first()
        if row is not None:
            return _document(row)
    if target.startswith("mid:"):
        wanted = documents.c.message_id == target.removeprefix("mid:").strip().strip("<>")
        statement = _documents().where(wanted, documents.c.kind == "email").order_by(documents.c.id.desc())
    else:
        path = literal(absolute(target), files.c.path.type)
        statement = _documents().where(files.c.path == path).order_by(documents.c.id)
    row = connection.execute(statement.limit(1)).first()
    return None if row is None else _document(row)


def newest(connection: Connection, ids: Collection[int], count: int) -> list[int]:
    """The `count` newest of these documents, newest first; those without a date last."""
    # Goes through all documents until enough are among `ids`: passing a large set to SQLite would take longer.
    rows = driver(connection).execute("SELECT id FROM documents ORDER BY date DESC, id")
    return list(islice((document_id for (document_id,) in rows if document_id in ids), count))


def written(connection: Connection, ids: Iterable[int]) -> list[Written]:
    """The languages and dates of documents; those that are no longer there are missing."""
    statement = (
        "SELECT documents.id, language, date FROM documents JOIN files ON files.id = file_id"
        " WHERE documents.id IN (SELECT value FROM json_each(?))"
    )
    rows = driver(connection).execute(statement, [array(ids)])
    return [Written(document_id, language, when(date, None)) for document_id, language, date in rows]


def of_thread(connection: Connection, thread_id: str) -> frozenset[int]:
    """The ids of the documents of a thread."""
    return frozenset(connection.scalars(select(documents.c.id).where(documents.c.thread_id == thread_id)))


def mails_of_threads(connection: Connection) -> list[ThreadMail]:
    """The mails of all threads with two mails or more, thread by thread, in an order that the mails decide."""
    mails = (documents.c.kind == "email", documents.c.thread_id != "")
    threads = select(documents.c.thread_id).where(*mails).group_by(documents.c.thread_id).having(func.count() > 1)
    columns = (documents.c.id, documents.c.thread_id, documents.c.date, documents.c.content, documents.c.text != "")
    statement = select(*columns).where(*mails, documents.c.thread_id.in_(threads))
    rows = connection.execute(statement.order_by(documents.c.thread_id, documents.c.message_id, documents.c.id))
    return [ThreadMail(*row) for row in rows]


def all_ids(connection: Connection) -> frozenset[int]:
    """The ids of all documents."""
    return frozenset(id_ for (id_,) in driver(connection).execute("SELECT id FROM documents"))


def undated_ids(connection: Connection) -> frozenset[int]:
    """The ids of the documents without a date."""
    return frozenset(id_ for (id_,) in driver(connection).execute("SELECT id FROM documents WHERE date IS NULL"))


def document_count(connection: Connection) -> int:
    """The number of documents."""
    return remembered(connection, "documents", partial(count_of, connection, documents))


def place(connection: Connection, document_id: int) -> Place | None:
    """Where a document was read from; None if it is no longer in the index."""
    columns = (documents.c.origin, documents.c.offset, documents.c.length, documents.c.name)
    row = connection.execute(select(*columns).where(documents.c.id == document_id)).first()
    return None if row is None else Place(*row)


def beside(
    connection: Connection, document_id: int, names: Iterable[str | None], *, mails_only: bool = False
) -> dict[str | None, int]:
    """The ids of the documents read from the same bytes as one, by these names; None is the name of the main one."""
    own = documents.alias()
    same = [documents.c.file_id == own.c.file_id, documents.c.offset.is_not_distinct_from(own.c.offset)]
    if mails_only:
        same.append(documents.c.kind == "email")
    wanted = set(names)
    rows = connection.execute(select(documents.c.name, documents.c.id).where(own.c.id == document_id, *same))
    return {name: id_ for name, id_ in rows if name in wanted}


def owners_of_texts(connection: Connection, text_ids: Iterable[int]) -> list[tuple[int, int, int]]:
    """The chunks with these texts: (document id, field, text id)."""
    statement = "SELECT document_id, field, text_id FROM chunks WHERE text_id IN (SELECT value FROM json_each(?))"
    return driver(connection).execute(statement, [array(text_ids)]).fetchall()


def chunks_of_texts(connection: Connection, text_ids: Iterable[int]) -> list[ChunkRow]:
    """All chunks with one of these texts."""
    return _chunk_rows(connection, "text_id", text_ids)


def chunks_of_documents(connection: Connection, document_ids: Iterable[int]) -> list[ChunkRow]:
    """All chunks of these documents, in order."""
    return _chunk_rows(connection, "document_id", document_ids)


def sources_with_counts(connection: Connection) -> list[Source]:
    """All sources with their counts, by path."""
    in_source = files.c.source_id == sources.c.id
    statement = select(
        sources.c.id,
        sources.c.path,
        sources.c.kind,
        sources.c.exclude,
        sources.c.scanned,
        select(func.count()).where(in_source).scalar_subquery().label("files"),
        select(func.count()).select_from(documents).join(files).where(in_source).scalar_subquery().label("documents"),
        select(func.count()).where(in_source, files.c.state == "pending").scalar_subquery().label("pending"),
        select(func.count()).select_from(skips).join(files).where(in_source).scalar_subquery().label("skipped"),
    ).order_by(sources.c.path)
    found = []
    for row in connection.execute(statement):
        away = is_away(driver(connection), row.id, row.path)
        state: SourceState = "away" if away else "ready" if row.scanned and not row.pending else "pending"
        found.append(Source(row.path, row.kind, state, row.files, row.documents, row.skipped, tuple(row.exclude)))
    return found


def skipped(connection: Connection) -> list[SkippedFile]:
    """Everything that was not indexed, by path."""
    return _skipped(connection, select(files.c.path).order_by(files.c.path))


def known_file(connection: Connection, path: str) -> KnownFile | None:
    """What is known of the file at the absolute `path`; None if no scan has seen it."""
    row = connection.execute(select(files.c.id, files.c.state).where(files.c.path == path)).first()
    if row is None:
        return None
    of_file = select(documents.c.id).where(documents.c.file_id == row.id).order_by(documents.c.id)
    left_out = _skipped(connection, select(files.c.path).where(files.c.id == row.id))
    return KnownFile(row.state, tuple(connection.scalars(of_file)), tuple(left_out))


def _skipped(connection: Connection, paths: Select[tuple[str]]) -> list[SkippedFile]:
    """What was not indexed of the files with these paths."""
    columns = (skips.c.offset, skips.c.name, skips.c.reason, skips.c.detail)
    rows = connection.execute(paths.add_columns(*columns).join_from(files, skips).order_by(skips.c.id))
    return [SkippedFile(row.path, part_of(row.offset, row.name), SkipReason(row.reason), row.detail) for row in rows]


def skipped_parts(connection: Connection) -> int:
    """How many parts of indexed files were not indexed."""
    statement = select(func.count()).select_from(skips).join(files).where(files.c.state == "indexed")
    return connection.scalars(statement).one()


def counts(connection: Connection) -> tuple[dict[str, int], int, int]:
    """The numbers of files by state, of documents, and of chunks."""
    states = dict.fromkeys(("indexed", "pending", "skipped", "failed"), 0)
    states |= {
        row[0]: row[1] for row in connection.execute(select(files.c.state, func.count()).group_by(files.c.state))
    }
    return states, *totals(connection)


def totals(connection: Connection) -> tuple[int, int]:
    """The numbers of documents and of chunks."""
    return count_of(connection, documents), count_of(connection, chunks)


_CHUNK = (chunks.c.document_id, chunks.c.field, chunks.c.start, chunks.c.end, chunks.c.text_id)


def _chunk_rows(connection: Connection, column: str, ids: Iterable[int]) -> list[ChunkRow]:
    rows = connection.execute(select(*_CHUNK).where(chunks.c[column].in_(among(ids))).order_by(chunks.c.id))
    return [ChunkRow(row.document_id, row.field, Span(row.start, row.end), row.text_id) for row in rows]


def _documents() -> Select[Any]:
    return select(documents, files.c.path, size_of(documents).label("bytes")).join_from(documents, files)


def size_of(rows: FromClause) -> ColumnElement[int]:
    """The bytes of a document, in a join of `rows` of `documents` with `files`: those of its file, or of its message in
    a mailbox; of what is attached or packed, and of items of Outlook, those of its text."""
    whole = and_(rows.c.name.is_(None), rows.c.offset.is_(None))
    message = func.iif(rows.c.name.is_(None), func.nullif(rows.c.length, 0), None)
    return case((whole, files.c.size), else_=func.coalesce(message, rows.c.size))


def _document(row: Row[Any]) -> Document:
    return Document(
        id=row.id,
        path=row.path,
        part=part_of(row.offset, row.name),
        kind=row.kind,
        title=row.title,
        sender=row.sender,
        recipients=tuple(row.recipients),
        date=when(row.date, row.utc_offset),
        message_id=row.message_id,
        thread_id=row.thread_id,
        labels=tuple(row.labels),
        charset=row.charset,
        language=row.language,
        size=row.bytes,
        text=row.text,
        quoted=row.quoted,
        signature=row.signature,
        attachments=tuple(row.attachments),
        mailing_list=row.mailing_list,
    )


def part_of(offset: int | None, name: str | None) -> str | None:
    """The `Document.part` of a document with this offset in a mailbox and this name; None for a whole file."""
    parts = [part for part in (None if offset is None else str(offset), name) if part is not None]
    return "/".join(parts) or None


def when(seconds: int | None, utc_offset: int | None) -> datetime | None:
    """A stored date, from seconds since the epoch and an offset in minutes."""
    if seconds is None:
        return None
    zone = timezone(timedelta(minutes=utc_offset)) if utc_offset else UTC
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)).astimezone(zone)
