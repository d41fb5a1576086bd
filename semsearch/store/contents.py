"""Writing what was read from files: documents, their texts to encode, and what was left out of them.

Every function takes the connection of the transaction that it belongs to. What a batch changes commits together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from semsearch.records import Piece, Prepared, Skip
from semsearch.store import fulltext, generations
from semsearch.store.meta import get_meta, set_meta
from semsearch.store.schema import among, chunks, documents, skips, texts
from semsearch.versions import WORDS

CHANGED_SHARE = 0.2
"""Documents put into the keyword index or taken out of it, as a share of those in it, from which it is made compact."""

_FORGOTTEN, _COMPACTED = "keywords_forgotten", "keywords_compacted"


@dataclass(frozen=True, slots=True)
class Place:
    """Where documents were read from: a whole file (``offset`` None), or one message of an mbox. ``origin`` is the
    SHA-256 of those bytes."""

    origin: bytes
    offset: int | None = None
    length: int | None = None


def known_places(connection: Connection, file_id: int) -> list[Place]:
    """What has been read from a file so far: each message once, in order, also those that were skipped."""
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
    """A message of an mbox lies elsewhere in it now."""
    at = (documents.c.file_id == file_id, documents.c.origin == old.origin, documents.c.offset.is_(old.offset))
    connection.execute(update(documents).where(*at).values(offset=offset, length=length))
    own = _skips_of(file_id, old) & (skips.c.origin == old.origin)
    for row in connection.execute(select(skips.c.id, skips.c.part).where(own)).all():
        _, slash, name = (row.part or "").partition("/")
        connection.execute(update(skips).where(skips.c.id == row.id).values(part=f"{offset}{slash}{name}"))


def drop_place(connection: Connection, file_id: int, place: Place) -> None:
    """Forget what was read from one message of an mbox, or from a file as a whole."""
    at = (documents.c.file_id == file_id, documents.c.offset.is_(place.offset))
    drop_documents(connection, connection.scalars(select(documents.c.id).where(*at)).all())
    connection.execute(delete(skips).where(_skips_of(file_id, place)))


def store_documents(
    connection: Connection, file_id: int, place: Place, prepared: Sequence[Prepared], skipped: Sequence[Skip]
) -> int:
    """Replace what was known of `place` by what has been read now. A document that was there before keeps its id.

    Returns the number of pieces (texts to encode) written.
    """
    at = (documents.c.file_id == file_id, documents.c.offset.is_(place.offset))
    before = {row.name: row.id for row in connection.execute(select(documents.c.id, documents.c.name).where(*at))}
    if place.offset is None:  # it was a mailbox before
        strays = select(documents.c.id).where(documents.c.file_id == file_id, documents.c.offset.is_not(None))
        drop_documents(connection, connection.scalars(strays).all())
    kept = {document.extracted.part for document in prepared}
    drop_documents(connection, [document_id for name, document_id in before.items() if name not in kept])
    pieces = 0
    written = []
    for document in prepared:
        row = document_row(file_id, place, document, _thread(connection, document))
        document_id = before.pop(document.extracted.part, None)
        if document_id is None:
            document_id = connection.scalars(insert(documents).values(**row).returning(documents.c.id)).one()
        else:
            forget_keywords(connection, [document_id])
            connection.execute(update(documents).where(documents.c.id == document_id).values(**row))
        store_pieces(connection, document_id, document.pieces)
        pieces += len(document.pieces)
        written.append(document_id)
    fulltext.index_documents(connection, written)
    _store_skips(connection, file_id, place, skipped)
    return pieces


def drop_documents(connection: Connection, ids: Sequence[int]) -> None:
    forget_keywords(connection, ids)
    connection.execute(delete(documents).where(documents.c.id.in_(among(ids))))


def compact_keywords(connection: Connection) -> None:
    """Make one tree of the keyword index, once much has changed: FTS5 looks for every word in each of some ten, and
    keeps what was put in besides the word that it has gone. A search takes two thirds of the time then."""
    forgotten, compacted = (int(get_meta(connection, key, "0")) for key in (_FORGOTTEN, _COMPACTED))
    total = connection.scalar(select(func.count()).select_from(documents)) or 0
    if forgotten + max(0, total - compacted) > CHANGED_SHARE * total:
        fulltext.optimize(connection)
        set_meta(connection, _FORGOTTEN, "0")
        set_meta(connection, _COMPACTED, str(total))


def refresh_keywords(connection: Connection) -> None:
    """Make the keyword index anew if it was made by other rules of stemming."""
    version = str(WORDS)
    known = get_meta(connection, "words")
    if known != version:
        if known:
            fulltext.rebuild(connection)
        set_meta(connection, "words", version)


def forget_keywords(connection: Connection, ids: Sequence[int]) -> None:
    """Take documents out of the keyword index, which by these rules must have been made: FTS5 is told their words."""
    if ids:
        refresh_keywords(connection)
        fulltext.forget_documents(connection, ids)
        set_meta(connection, _FORGOTTEN, str(int(get_meta(connection, _FORGOTTEN, "0")) + len(ids)))


def _thread(connection: Connection, document: Prepared) -> str:
    mail = document.extracted
    for reference in mail.references:
        thread = connection.scalar(select(documents.c.thread_id).where(documents.c.message_id == reference).limit(1))
        if thread:
            return str(thread)
    return mail.references[0] if mail.references else mail.message_id


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
    """The texts of a document to encode, instead of those that it had."""
    last = last_chunk(connection)
    if pieces:
        digests = {piece.digest for piece in pieces}
        connection.execute(upsert(texts).on_conflict_do_nothing(), [{"digest": digest} for digest in digests])
        ids: dict[bytes, int] = {}
        ordered = list(digests)
        for start in range(0, len(ordered), 500):
            rows = connection.execute(
                select(texts.c.digest, texts.c.id).where(texts.c.digest.in_(ordered[start : start + 500]))
            )
            ids.update({row.digest: row.id for row in rows})
        connection.execute(
            insert(chunks),
            [
                {
                    "document_id": document_id,
                    "field": p.field,
                    "start": p.span.start,
                    "end": p.span.end,
                    "text_id": ids[p.digest],
                }
                for p in pieces
            ],
        )
        generations.renew(connection, last)
    # Only now, for what it keeps of them does not come back: it never went.
    connection.execute(delete(chunks).where(chunks.c.document_id == document_id, chunks.c.id <= last))


def last_chunk(connection: Connection) -> int:
    """The id of the newest chunk, 0 where there is none."""
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
