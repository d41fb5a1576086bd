"""Writing to the catalogue: sources and their files. What was read from the files is written by `store.contents`.

Every function takes the connection of the transaction that it belongs to. What a batch changes commits together.
"""

import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath
from typing import Any, Literal

from sqlalchemy import Connection, bindparam, case, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from semsearch.records import Skip, SkipReason
from semsearch.store import fulltext
from semsearch.store.contents import drop_documents, forget_keywords
from semsearch.store.schema import among, documents, files, skips, sources
from semsearch.store.seen import FAILURES, NEVER, FileRow, FileState

_DAY = 24 * 3600 * 1_000_000_000  # nanoseconds

# -- sources ----------------------------------------------------------------------------------------------------------


def put_source(connection: Connection, path: str, kind: Literal["folder", "file"], exclude: Sequence[str]) -> None:
    values: dict[str, Any] = {"kind": kind, "exclude": list(exclude)}
    statement = upsert(sources).values(path=path, scanned=0, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=[sources.c.path], set_=values))


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


def pending_files(connection: Connection, source_ids: Sequence[int]) -> list[tuple[int, str, bytes | None]]:
    """The files of these sources that have to be read, the newest first, those of one day in the order of the scan: id,
    path, digest of what was read last."""
    statement = select(files.c.id, files.c.path, files.c.digest).where(files.c.state == "pending")
    changed = case((files.c.mtime_ns == NEVER, time.time_ns()), else_=files.c.mtime_ns)
    newest = (changed // _DAY).desc()
    rows = connection.execute(statement.where(files.c.source_id.in_(source_ids)).order_by(newest, files.c.id))
    return [(row.id, row.path, row.digest) for row in rows]


def add_files(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """New files, pending; each mapping has source_id, path, size, mtime_ns, inode, device."""
    if rows:
        connection.execute(insert(files).values(state="pending", digest=None), list(rows))


def update_files(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Set columns of files; each mapping has ``file_id`` and the same other keys as its siblings."""
    if rows:
        values: dict[str, Any] = {key: bindparam(key) for key in rows[0] if key != "file_id"}
        connection.execute(update(files).where(files.c.id == bindparam("file_id")).values(values), list(rows))


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


def store_unreadable(connection: Connection, file_id: int, skip: Skip) -> FileState:
    """A file cannot be read at present. What is known of it stays, and the next run tries again."""
    connection.execute(delete(skips).where(skips.c.file_id == file_id, skips.c.origin.is_(None)))
    connection.execute(insert(skips).values(file_id=file_id, part=skip.part, reason=skip.reason, detail=skip.detail))
    state: FileState = "indexed" if _has_documents(connection, file_id) else "failed"
    # No file has this time, so it counts as changed when it is looked at next.
    connection.execute(update(files).where(files.c.id == file_id).values(state=state, mtime_ns=NEVER))
    return state


def _has_documents(connection: Connection, file_id: int) -> bool:
    return connection.scalar(select(documents.c.id).where(documents.c.file_id == file_id).limit(1)) is not None
