"""Writing to the catalogue: sources, files, and the documents read from them.

Every function takes the connection of the transaction that it belongs to. What a batch changes commits together.
"""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePath
from typing import Any, Literal, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, bindparam, delete, func, insert, or_, select, text, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.sqlite import insert as upsert

from semsearch.records import Piece, Prepared, Skip, SkipReason
from semsearch.store import fulltext
from semsearch.store.schema import PathText, among, chunks, documents, files, meta, skips, sources, texts

FileState = Literal["pending", "indexed", "skipped", "failed"]

FAILURES = frozenset({SkipReason.CORRUPT, SkipReason.TIMEOUT, SkipReason.CRASHED, SkipReason.UNREADABLE})
"""Reasons that count a file as failed; the others leave it out on purpose."""


NEVER = -1
"""A modification time that no file has."""

MAX_THREAD_DEPTH = 50
"""Steps from a mail to the root of its thread that `link_threads` follows in one run."""

FORGOTTEN_SHARE = 0.2
"""Documents taken out of the keyword index, as a share of those in it, from which it is made compact again."""

_FORGOTTEN = "keywords_forgotten"


@dataclass(frozen=True, slots=True)
class SourceRow:
    id: int
    path: str
    kind: Literal["folder", "file"]
    exclude: tuple[str, ...]


class FileRow(NamedTuple):
    """A file as it was when last looked at. ``digest`` is None until it has been read. (A tuple, for there may be a
    million.)"""

    id: int
    path: str
    size: int
    mtime_ns: int
    inode: int
    device: int
    digest: bytes | None
    state: FileState


@dataclass(frozen=True, slots=True)
class Place:
    """Where documents were read from: a whole file (``offset`` None), or one message of an mbox. ``origin`` is the
    SHA-256 of those bytes."""

    origin: bytes
    offset: int | None = None
    length: int | None = None


def get_meta(connection: Connection, key: str, default: str = "") -> str:
    value = connection.scalar(select(meta.c.value).where(meta.c.key == key))
    return default if value is None else value


def set_meta(connection: Connection, key: str, value: str) -> None:
    statement = upsert(meta).values(key=key, value=value)
    connection.execute(statement.on_conflict_do_update(index_elements=[meta.c.key], set_={"value": value}))


# -- sources ----------------------------------------------------------------------------------------------------------


def source_rows(connection: Connection) -> list[SourceRow]:
    rows = connection.execute(
        select(sources.c.id, sources.c.path, sources.c.kind, sources.c.exclude).order_by(sources.c.path)
    )
    return [SourceRow(row.id, row.path, row.kind, tuple(row.exclude)) for row in rows]


def put_source(connection: Connection, path: str, kind: Literal["folder", "file"], exclude: Sequence[str]) -> None:
    values: dict[str, Any] = {"kind": kind, "exclude": list(exclude)}
    statement = upsert(sources).values(path=path, scanned=0, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=[sources.c.path], set_=values))


def is_away(connection: Connection, source_id: int, path: str) -> bool:
    """Whether the disk that holds a source is not there: its path is missing, or is the empty folder that another disk
    was mounted on when its files were last seen."""
    try:
        device = os.stat(path).st_dev  # noqa: PTH116
        with os.scandir(path) as entries:
            if next(entries, None) is not None:
                return False
    except NotADirectoryError:
        return False
    except OSError:
        return not os.path.lexists(path)
    devices = set(connection.scalars(select(files.c.device).where(files.c.source_id == source_id).distinct())) - {0}
    return bool(devices) and device not in devices


def mark_scanned(connection: Connection, source_id: int) -> None:
    connection.execute(update(sources).where(sources.c.id == source_id).values(scanned=1))


def drop_source(connection: Connection, source_id: int) -> None:
    remove_files(connection, connection.scalars(select(files.c.id).where(files.c.source_id == source_id)).all())
    connection.execute(delete(sources).where(sources.c.id == source_id))


def drop_all_sources(connection: Connection) -> None:
    """Forget all sources and documents at once; vectors and pairs of contents stay for texts that come back."""
    fulltext.clear(connection)
    for table in (documents, files, sources):
        connection.execute(delete(table))


# -- files ------------------------------------------------------------------------------------------------------------


def file_rows(connection: Connection, source_id: int, inside: Sequence[str] = ()) -> dict[str, FileRow]:
    """The files known of a source, by path; with `inside`, those at or below one of these paths."""
    statement = select(*_FILE_COLUMNS).where(files.c.source_id == source_id)
    if inside:
        statement = statement.where(or_(*(_at_or_below(path) for path in inside)))
    compiled = statement.compile(connection, compile_kwargs={"render_postcompile": True})
    parameters = tuple(compiled.construct_params()[name] for name in compiled.positiontup or ())
    # From the driver: SQLAlchemy's rows would take as long as the scan itself.
    cursor: Any = connection.connection.cursor()
    try:
        cursor.execute(str(compiled), tuple(map(_path_parameter, parameters)))
        return {row.path: row for row in map(_file_row, cursor)}
    finally:
        cursor.close()


_FILE_COLUMNS = (
    files.c.id,
    files.c.path,
    files.c.size,
    files.c.mtime_ns,
    files.c.inode,
    files.c.device,
    files.c.digest,
    files.c.state,
)


def _file_row(row: Sequence[Any]) -> FileRow:
    if isinstance(row[1], bytes):  # a name that is no text
        row = (row[0], os.fsdecode(row[1]), *row[2:])
    return FileRow._make(row)


def _path_parameter(value: object) -> object:
    return PathText().process_bind_param(value, sqlite.dialect()) if isinstance(value, str) else value


def pending_rows(connection: Connection, source_ids: Sequence[int]) -> list[FileRow]:
    """The files of these sources that have to be read."""
    statement = select(*_FILE_COLUMNS).where(files.c.state == "pending", files.c.source_id.in_(source_ids))
    return [FileRow._make(row) for row in connection.execute(statement.order_by(files.c.id))]


def _at_or_below(path: str) -> ColumnElement[bool]:
    folder = path.rstrip(os.sep) + os.sep
    # A range, so that the index on paths answers; the character after the separator ends it.
    return or_(files.c.path == path, and_(files.c.path >= folder, files.c.path < folder[:-1] + chr(ord(os.sep) + 1)))


def add_files(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """New files, pending; each mapping has source_id, path, size, mtime_ns, inode, device."""
    if rows:
        connection.execute(insert(files).values(state="pending", digest=None), list(rows))


def update_files(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Set columns of files; each mapping has ``file_id`` and the same other keys as its siblings."""
    if rows:
        values: dict[str, Any] = {key: bindparam(key) for key in rows[0] if key != "file_id"}
        connection.execute(update(files).where(files.c.id == bindparam("file_id")).values(values), list(rows))


def left_out(connection: Connection, source_id: int) -> dict[str, tuple[str, str]]:
    """What is not even read, of those without documents: reason and detail by path."""
    statement = (
        select(files.c.path, skips.c.reason, skips.c.detail)
        .join_from(files, skips)
        .where(files.c.source_id == source_id, files.c.mtime_ns == NEVER, files.c.digest.is_(None))
        .where(files.c.state.in_(("skipped", "failed")))
    )
    return {row.path: (row.reason, row.detail) for row in connection.execute(statement)}


def put_left_out(connection: Connection, source_id: int, path: str, skip: Skip) -> None:
    """A file or folder that is not even read. What an excluded one left in the index goes; what cannot be looked at
    just now stays as it is known."""
    known = connection.scalar(select(files.c.id).where(files.c.path == path))
    if known is not None and skip.reason is SkipReason.UNREADABLE and _has_documents(connection, known):
        store_unreadable(connection, known, skip)
        return
    if known is not None:
        remove_files(connection, [known])
    state = "failed" if skip.reason in FAILURES else "skipped"
    row = {"source_id": source_id, "path": path, "size": 0, "mtime_ns": NEVER, "inode": 0, "device": 0, "state": state}
    file_id = connection.scalars(insert(files).values(**row).returning(files.c.id)).one()
    connection.execute(insert(skips).values(file_id=file_id, part=None, reason=skip.reason, detail=skip.detail))


def move_files(connection: Connection, moves: Sequence[tuple[FileRow, Mapping[str, Any]]]) -> None:
    """Files moved, each to new values of its columns: their documents follow them, the keyword index learns the new
    names. A file whose name says what it is, or gave it its title, is read again; its texts keep their vectors."""
    if not moves:
        return
    of_file = select(documents.c.id).where(documents.c.file_id.in_(among(row.id for row, _ in moves)))
    ids = connection.scalars(of_file).all()
    forget_keywords(connection, ids)
    for row, _ in moves:  # two may have changed places
        connection.execute(update(files).where(files.c.id == row.id).values(path=f"\0{row.id}"))
    for row, values in moves:
        again = {"state": "pending", "digest": None} if _names_matter(connection, row, values["path"]) else {}
        connection.execute(update(files).where(files.c.id == row.id).values(**values, **again))
    fulltext.index_documents(connection, ids)


def _names_matter(connection: Connection, row: FileRow, path: str) -> bool:
    old, new = PurePath(row.path), PurePath(path)
    if old.name == new.name:
        return False
    if old.suffix != new.suffix and ":2," not in new.name:  # not the flags of a Maildir
        return True
    titled = select(documents.c.id).where(documents.c.file_id == row.id, documents.c.title.in_((old.name, old.stem)))
    return connection.scalar(titled.limit(1)) is not None


def remove_files(connection: Connection, file_ids: Iterable[int]) -> None:
    for file_id in file_ids:
        drop_documents(
            connection, connection.scalars(select(documents.c.id).where(documents.c.file_id == file_id)).all()
        )
        connection.execute(delete(files).where(files.c.id == file_id))


def settle_file(connection: Connection, file_id: int, digest: bytes | None) -> FileState:
    """A file has been read to its end: its state follows from what came out of it."""
    # What was noted of the file as a whole, while it was excluded or could not be read, holds no more.
    connection.execute(delete(skips).where(skips.c.file_id == file_id, skips.c.origin.is_(None)))
    has_documents = _has_documents(connection, file_id)
    reasons = set(connection.scalars(select(skips.c.reason).where(skips.c.file_id == file_id)))
    state: FileState = "indexed" if has_documents else "failed" if reasons & FAILURES else "skipped"
    connection.execute(update(files).where(files.c.id == file_id).values(digest=digest, state=state))
    return state


def _has_documents(connection: Connection, file_id: int) -> bool:
    return connection.scalar(select(documents.c.id).where(documents.c.file_id == file_id).limit(1)) is not None


# -- documents --------------------------------------------------------------------------------------------------------


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
            connection.execute(delete(chunks).where(chunks.c.document_id == document_id))
            connection.execute(update(documents).where(documents.c.id == document_id).values(**row))
        store_pieces(connection, document_id, document.pieces)
        pieces += len(document.pieces)
        written.append(document_id)
    fulltext.index_documents(connection, written)
    _store_skips(connection, file_id, place, skipped)
    return pieces


def store_unreadable(connection: Connection, file_id: int, skip: Skip) -> FileState:
    """A file cannot be read at present. What is known of it stays, and the next run tries again."""
    connection.execute(delete(skips).where(skips.c.file_id == file_id, skips.c.origin.is_(None)))
    connection.execute(insert(skips).values(file_id=file_id, part=skip.part, reason=skip.reason, detail=skip.detail))
    state: FileState = "indexed" if _has_documents(connection, file_id) else "failed"
    # No file has this time, so it counts as changed when it is looked at next.
    connection.execute(update(files).where(files.c.id == file_id).values(state=state, mtime_ns=NEVER))
    return state


def drop_documents(connection: Connection, ids: Sequence[int]) -> None:
    forget_keywords(connection, ids)
    for start in range(0, len(ids), 500):
        connection.execute(delete(documents).where(documents.c.id.in_(ids[start : start + 500])))


def compact_keywords(connection: Connection) -> None:
    """Make the keyword index as small as a fresh one, once much has been taken out of it: FTS5 keeps, until it merges,
    both what was put in and the word that it has gone."""
    forgotten = int(get_meta(connection, _FORGOTTEN, "0"))
    if forgotten > FORGOTTEN_SHARE * (connection.scalar(select(func.count()).select_from(documents)) or 0):
        fulltext.optimize(connection)
        set_meta(connection, _FORGOTTEN, "0")


def forget_keywords(connection: Connection, ids: Sequence[int]) -> None:
    if ids:
        fulltext.forget_documents(connection, ids)
        set_meta(connection, _FORGOTTEN, str(int(get_meta(connection, _FORGOTTEN, "0")) + len(ids)))


def link_threads(connection: Connection) -> None:
    """Let every mail have the thread of the mail that its own thread is named after, until nothing changes.

    A mail names its thread by the first Message-ID it refers to; when that mail itself belongs to an older thread
    (some programs name only the direct parent), both become one.
    """
    statement = text(
        "UPDATE documents SET thread_id = root.thread_id FROM (SELECT message_id, min(thread_id) AS thread_id"
        " FROM documents WHERE kind = 'email' AND message_id != '' GROUP BY message_id) AS root"
        " WHERE root.message_id = documents.thread_id AND root.thread_id != documents.thread_id"
    )
    for _ in range(MAX_THREAD_DEPTH):  # mails that refer to each other in a circle would go round for ever
        if not connection.execute(statement).rowcount:
            break


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
    """The texts of a document to encode."""
    if not pieces:
        return
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
