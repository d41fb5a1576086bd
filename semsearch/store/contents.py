"""Writes what was read from files: documents, their texts to encode, and the parts that were skipped.

Every function takes the connection of its transaction, so that a batch is committed as a whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from semsearch.records import Kind, Piece, Prepared, Skip, Span
from semsearch.store import generations, keywords
from semsearch.store.schema import among, chunks, documents, skips, texts
from semsearch.store.threads import Threads


@dataclass(frozen=True, slots=True)
class Place:
    """The bytes that documents were read from: a whole file (``offset`` None), or one message of a mailbox. ``origin``
    is their SHA-256."""

    origin: bytes
    offset: int | None = None
    length: int | None = None


def known_places(connection: Connection, file_id: int) -> list[Place]:
    """The places of a file that have been read, in order; those that were skipped, too."""
    rows = connection.execute(
        select(documents.c.origin, documents.c.offset, documents.c.length)
        .where(documents.c.file_id == file_id)
        .distinct()
    )
    skipped = connection.execute(
        select(skips.c.origin, skips.c.part).where(skips.c.file_id == file_id, skips.c.origin.is_not(None))
    )
    places = {Place(row.origin, row.offset, row.length) for row in rows}
    origins = {(place.origin, place.offset) for place in places}
    for row in skipped:
        offset = int(row.part.split("/")[0]) if row.part and row.part.split("/")[0].isdigit() else None
        if (row.origin, offset) not in origins:
            places.add(Place(row.origin, offset))
    return sorted(places, key=lambda place: place.offset or 0)


def shift_message(connection: Connection, file_id: int, old: Place, offset: int, length: int) -> None:
    """Record that a message has another offset in its mailbox now."""
    at = (documents.c.file_id == file_id, documents.c.origin == old.origin, documents.c.offset.is_(old.offset))
    connection.execute(update(documents).where(*at).values(offset=offset, length=length))
    own = _skips_of(file_id, old) & (skips.c.origin == old.origin)
    for row in connection.execute(select(skips.c.id, skips.c.part).where(own)).all():
        _, slash, name = (row.part or "").partition("/")
        connection.execute(update(skips).where(skips.c.id == row.id).values(part=f"{offset}{slash}{name}"))


def drop_place(connection: Connection, file_id: int, place: Place) -> None:
    """Delete what was read from one message of a mailbox, or from a whole file."""
    at = (documents.c.file_id == file_id, documents.c.offset.is_(place.offset))
    drop_documents(connection, connection.scalars(select(documents.c.id).where(*at)).all())
    connection.execute(delete(skips).where(_skips_of(file_id, place)))


def store_documents(
    connection: Connection, file_id: int, place: Place, prepared: Sequence[Prepared], skipped: Sequence[Skip]
) -> int:
    """Replace the documents and skips of `place`. A document that was there before keeps its id.

    Returns the number of pieces (texts to encode) written.
    """
    at = (documents.c.file_id == file_id, documents.c.offset.is_(place.offset))
    before = {row.name: row.id for row in connection.execute(select(documents.c.id, documents.c.name).where(*at))}
    if place.offset is None:  # the file was a mailbox before
        strays = select(documents.c.id).where(documents.c.file_id == file_id, documents.c.offset.is_not(None))
        drop_documents(connection, connection.scalars(strays).all())
    kept = {document.extracted.part for document in prepared}
    drop_documents(connection, [document_id for name, document_id in before.items() if name not in kept])
    threads = Threads(connection, prepared)
    pieces = 0
    written = []
    for document in prepared:
        row = document_row(file_id, place, document, threads.of(document))
        document_id = before.pop(document.extracted.part, None)
        if document_id is None:
            document_id = connection.scalars(insert(documents).values(**row).returning(documents.c.id)).one()
        else:
            keywords.forget(connection, [document_id])
            connection.execute(update(documents).where(documents.c.id == document_id).values(**row))
        store_pieces(connection, document_id, document.pieces)
        pieces += len(document.pieces)
        written.append(document_id)
    keywords.add_documents(connection, written)
    _store_skips(connection, file_id, place, skipped)
    return pieces


def drop_documents(connection: Connection, ids: Sequence[int]) -> None:
    """Delete documents, with their chunks and keywords."""
    keywords.forget(connection, ids)
    connection.execute(delete(documents).where(documents.c.id.in_(among(ids))))


def document_row(file_id: int, place: Place, document: Prepared, thread_id: str) -> dict[str, Any]:
    """The columns of a document."""
    read, authored, date = document.extracted, document.authored, document.extracted.date
    return {
        "file_id": file_id,
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


def store_pieces(connection: Connection, document_id: int, pieces: Sequence[Piece]) -> None:
    """Replace the texts of a document to encode."""
    last = last_chunk(connection)
    add_pieces(connection, [(document_id, piece) for piece in pieces])
    # Last, so that texts which the document keeps always have a chunk, and do not count as new.
    connection.execute(delete(chunks).where(chunks.c.document_id == document_id, chunks.c.id <= last))


def add_pieces(connection: Connection, pieces: Sequence[tuple[int, Piece]]) -> None:
    """Add texts to encode, each after the id of its document."""
    if not pieces:
        return
    last = last_chunk(connection)
    connection.exec_driver_sql(
        "INSERT INTO texts (digest) VALUES (?) ON CONFLICT DO NOTHING",
        [(digest,) for digest in {piece.digest for _, piece in pieces}],
    )
    connection.exec_driver_sql(
        'INSERT INTO chunks (document_id, field, start, "end", text_id)'
        " SELECT ?, ?, ?, ?, id FROM texts WHERE digest = ?",
        [(owner, piece.field, piece.span.start, piece.span.end, piece.digest) for owner, piece in pieces],
    )
    generations.renew(connection, last)


@dataclass(frozen=True, slots=True)
class Cut:
    """A document and the texts of it that are encoded."""

    id: int
    kind: Kind
    title: str
    text: str
    pieces: tuple[Piece, ...]


def cut(connection: Connection, ids: Sequence[int]) -> list[Cut]:
    """Documents with the texts of them that are encoded."""
    columns = (chunks.c.document_id, chunks.c.field, chunks.c.start, chunks.c.end, texts.c.digest)
    statement = select(*columns).join(texts).where(chunks.c.document_id.in_(among(ids))).order_by(chunks.c.id)
    found: dict[int, list[Piece]] = {document_id: [] for document_id in ids}
    for row in connection.execute(statement):
        found[row.document_id].append(Piece(row.field, Span(row.start, row.end), row.digest))
    rows = select(documents.c.id, documents.c.kind, documents.c.title, documents.c.text)
    return [
        Cut(row.id, row.kind, row.title, row.text, tuple(found[row.id]))
        for row in connection.execute(rows.where(documents.c.id.in_(among(ids))))
    ]


def last_chunk(connection: Connection) -> int:
    """The id of the newest chunk, 0 if there is none."""
    return connection.scalar(select(func.max(chunks.c.id))) or 0


def _store_skips(connection: Connection, file_id: int, place: Place, skipped: Sequence[Skip]) -> None:
    connection.execute(delete(skips).where(_skips_of(file_id, place)))
    if skipped:
        connection.execute(insert(skips), [skip_row(file_id, place, skip) for skip in skipped])


def skip_row(file_id: int, place: Place, skip: Skip) -> dict[str, Any]:
    """The columns of a skip."""
    prefix = "" if place.offset is None else str(place.offset)
    part = "/".join(part for part in (prefix, skip.part) if part) or None
    return {"file_id": file_id, "part": part, "origin": place.origin, "reason": skip.reason, "detail": skip.detail}


def _skips_of(file_id: int, place: Place) -> ColumnElement[bool]:
    if place.offset is None:
        return skips.c.file_id == file_id
    part = str(place.offset)
    return (skips.c.file_id == file_id) & (
        (skips.c.part == part) | skips.c.part.startswith(part + "/", autoescape=True)
    )
