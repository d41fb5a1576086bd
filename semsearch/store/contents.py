"""Writes what was read from files: documents, their texts to encode, and the parts that were skipped."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, delete, func, insert, select, union, update

from semsearch.progress import Progress, Step, silent
from semsearch.records import Chunk, Kind, Prepared, Skip, Span
from semsearch.store.keywords import keyword_index
from semsearch.store.lookup import Place
from semsearch.store.schema import among, array, chunks, documents, driver, skips, texts
from semsearch.store.threads import Threads
from semsearch.store.vectors import stored_vectors

_DELETED = 1000
"""Documents deleted by one statement."""


def known_places(connection: Connection, file_id: int) -> list[Place]:
    """The places of a file that have been read, in order; those that were skipped, too."""
    there = (
        select(table.c.origin, table.c.offset, table.c.length).where(
            table.c.file_id == file_id, table.c.origin.is_not(None)
        )
        for table in (documents, skips)
    )
    places = (Place(*row) for row in connection.execute(union(*there)))
    return sorted(places, key=lambda place: place.offset or 0)


def shift_messages(connection: Connection, file_id: int, shifts: Iterable[tuple[Place, int, int]]) -> None:
    """Record that messages, given with the places they had, have other offsets and lengths in their mailbox now."""
    # Looked up together: a search for each among all of a large mailbox would take the square of the time.
    now = {(place.origin, place.offset): {"offset": offset, "length": length} for place, offset, length in shifts}
    for table in (documents, skips):
        rows = connection.execute(select(table.c.id, table.c.origin, table.c.offset).where(table.c.file_id == file_id))
        moved = [{"known": id_} | now[place] for id_, *origin in rows if (place := tuple(origin)) in now]
        if moved:
            connection.execute(update(table).where(table.c.id == bindparam("known")), moved)


def drop_places(connection: Connection, file_id: int, places: Iterable[Place]) -> None:
    """Delete what was read from messages of a mailbox."""
    gone = {(file_id, place.offset) for place in places}
    if gone:
        rows = connection.execute(select(documents.c.id, documents.c.offset).where(_of_files(file_id)))
        drop_documents(connection, [row.id for row in rows if (file_id, row.offset) in gone])
        _drop_skips(connection, gone)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from a place of a file."""

    file_id: int
    path: str
    place: Place
    documents: Sequence[Prepared]
    skips: Sequence[Skip] = ()


def store(connection: Connection, readings: Sequence[Reading], known: Collection[int] = ()) -> None:
    """Store what was read in place of what was there before. A document that was there keeps its id.

    Only for files in `known` (`files_with_content`) is that looked up, which took half of the time of a first index.
    """
    kept = _make_room(connection, [reading for reading in readings if reading.file_id in known])
    threads = Threads(connection, (document for reading in readings for document in reading.documents))
    # Ids are never reused (AUTOINCREMENT), and nobody else can assign one during this transaction.
    issued = "SELECT max(seq) FROM sqlite_sequence WHERE name = 'documents'"
    last = driver(connection).execute(issued).fetchone()[0] or 0
    new, changed, columns, cut = [], [], [], {}
    for reading in readings:
        for document in reading.documents:
            read = document.extracted
            row = _document_row(reading, document, threads.of(document))
            own = kept.pop((reading.file_id, reading.place.offset, read.part), None)  # an archive may repeat a name
            if own is not None:
                changed.append({"known": own} | row)
            else:
                last = own = last + 1
                new.append({"id": own} | row)
            names = keyword_index.names_column(document.keywords.mixed, read.part, read.attachments, reading.path)
            columns.append((own, document.keywords, names))
            cut[own] = document.chunks
    if new:
        connection.execute(insert(documents), new)
    if changed:
        connection.execute(update(documents).where(documents.c.id == bindparam("known")), changed)
    keyword_index.add_columns(connection, columns)
    store_chunks(connection, cut)
    if rows := [skip_row(reading.file_id, reading.place, skip) for reading in readings for skip in reading.skips]:
        connection.execute(insert(skips), rows)


def _make_room(connection: Connection, readings: Sequence[Reading]) -> dict[tuple[int, int | None, str | None], int]:
    """Delete the skips of places that were read again, and the documents that are there no more. Returns the ids of the
    others, which are not in the keyword index now, by file, offset and name."""
    names = {
        (reading.file_id, reading.place.offset): {document.extracted.part for document in reading.documents}
        for reading in readings
    }
    kept: dict[tuple[int, int | None, str | None], int] = {}
    gone: list[int] = []
    columns = (documents.c.id, documents.c.file_id, documents.c.offset, documents.c.name)
    for row in connection.execute(select(*columns).where(_of_files(*{file_id for file_id, _ in names}))):
        place, key = (row.file_id, row.offset), (row.file_id, row.offset, row.name)
        if row.name in names.get(place, ()) and key not in kept:
            kept[key] = row.id
        elif place in names or (row.file_id, None) in names:  # a message, from when the file was a mailbox
            gone.append(row.id)
    _drop_skips(connection, names)
    drop_documents(connection, gone)
    keyword_index.forget(connection, list(kept.values()))
    return kept


def files_with_content(connection: Connection, file_ids: Iterable[int]) -> frozenset[int]:
    """Those of these files that have documents or skips already."""
    statement = (
        "SELECT value FROM json_each(?) WHERE EXISTS (SELECT 1 FROM documents WHERE file_id = value)"
        " OR EXISTS (SELECT 1 FROM skips WHERE file_id = value)"
    )
    return frozenset(id_ for (id_,) in driver(connection).execute(statement, (array(file_ids),)))


def drop_documents(connection: Connection, ids: Sequence[int], progress: Progress = silent) -> None:
    """Delete documents, with their chunks and keywords."""
    if ids:
        keyword_index.forget(connection, ids, progress)
    for start in range(0, len(ids), _DELETED):
        progress(Step("index", start, len(ids)))
        connection.execute(delete(documents).where(documents.c.id.in_(among(ids[start : start + _DELETED]))))


def _document_row(reading: Reading, document: Prepared, thread_id: str) -> dict[str, Any]:
    """The columns of a document."""
    place, read, authored, date = reading.place, document.extracted, document.authored, document.extracted.date
    return {
        "file_id": reading.file_id,
        "origin": place.origin,
        "offset": place.offset,
        "length": place.length,
        "name": read.part,
        "kind": read.kind,
        "title": read.title,
        "sender": read.sender,
        "recipients": list(read.recipients),
        "date": int(date.astimezone(UTC).timestamp()) if date else None,
        "utc_offset": _utc_offset(date),
        "message_id": read.message_id,
        "thread_id": thread_id,
        "references": list(read.references),
        "labels": list(read.labels),
        "attachments": list(read.attachments),
        "charset": read.charset,
        "language": document.language,
        "size": document.size,
        "text": authored.text,
        "quoted": authored.quoted,
        "signature": authored.signature,
        "content": document.content,
        "mailing_list": read.mailing_list,
        "subject": document.subject,
        "footer": None,
    }


def _utc_offset(date: datetime | None) -> int | None:
    """Minutes east of Greenwich."""
    offset = date.utcoffset() if date else None
    return None if offset is None else int(offset.total_seconds() // 60)


def store_chunks(connection: Connection, cut: Mapping[int, Sequence[Chunk]]) -> None:
    """Replace the chunks of documents, by their ids."""
    if not cut:
        return
    last = last_chunk(connection)
    rows = [(document_id, chunk) for document_id, own in cut.items() for chunk in own]
    if rows:
        driver(connection).executemany(
            "INSERT INTO texts (digest) VALUES (?) ON CONFLICT DO NOTHING",
            [(digest,) for digest in {chunk.digest for _, chunk in rows}],
        )
        driver(connection).executemany(
            'INSERT INTO chunks (document_id, field, start, "end", text_id)'
            " SELECT ?, ?, ?, ?, id FROM texts WHERE digest = ?",
            [(owner, chunk.field, chunk.span.start, chunk.span.end, chunk.digest) for owner, chunk in rows],
        )
        stored_vectors.renew(connection, last)
    # Last, so that texts which a document keeps always have a chunk, and do not count as new.
    connection.execute(delete(chunks).where(chunks.c.document_id.in_(among(cut)), chunks.c.id <= last))


@dataclass(frozen=True, slots=True)
class Chunked:
    """A document and the texts of it that are encoded."""

    id: int
    kind: Kind
    title: str
    text: str
    chunks: tuple[Chunk, ...]


def chunked(connection: Connection, ids: Sequence[int]) -> list[Chunked]:
    """Documents with the texts of them that are encoded."""
    columns = (chunks.c.document_id, chunks.c.field, chunks.c.start, chunks.c.end, texts.c.digest)
    statement = select(*columns).join(texts).where(chunks.c.document_id.in_(among(ids))).order_by(chunks.c.id)
    found: dict[int, list[Chunk]] = {document_id: [] for document_id in ids}
    for row in connection.execute(statement):
        found[row.document_id].append(Chunk(row.field, Span(row.start, row.end), row.digest))
    rows = select(documents.c.id, documents.c.kind, documents.c.title, documents.c.text)
    return [
        Chunked(row.id, row.kind, row.title, row.text, tuple(found[row.id]))
        for row in connection.execute(rows.where(documents.c.id.in_(among(ids))))
    ]


def last_chunk(connection: Connection) -> int:
    """The id of the newest chunk, 0 if there is none."""
    return connection.scalar(select(func.max(chunks.c.id))) or 0


def skip_row(file_id: int, place: Place | None, skip: Skip) -> dict[str, Any]:
    """The columns of a skip; without a `place` that of a file that was not opened."""
    return {
        "file_id": file_id,
        "name": skip.part,
        "origin": place and place.origin,
        "reason": skip.reason,
        "detail": skip.detail,
        "offset": place and place.offset,
        "length": place and place.length,
        "needs_ocr": skip.needs_ocr,
    }


def _drop_skips(connection: Connection, places: Collection[tuple[int, int | None]]) -> None:
    """Delete the skips of places, given as file id and offset; where that is None, all of the file."""
    of_files = skips.c.file_id.in_(among({file_id for file_id, _ in places}))
    rows = connection.execute(select(skips.c.id, skips.c.file_id, skips.c.offset).where(of_files))
    gone = [row.id for row in rows if not {(row.file_id, None), (row.file_id, row.offset)}.isdisjoint(places)]
    if gone:
        connection.execute(delete(skips).where(skips.c.id.in_(among(gone))))


def _of_files(*file_ids: int) -> ColumnElement[bool]:
    return documents.c.file_id.in_(among(file_ids))
