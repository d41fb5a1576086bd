"""Writes sources and files to the catalogue; `store.contents` writes what was read from the files."""

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Literal

from sqlalchemy import Connection, bindparam, case, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from semsearch.progress import Progress, Step, silent
from semsearch.records import Skip, SkipReason
from semsearch.settings import as_text
from semsearch.store import orphans
from semsearch.store.contents import drop_documents, skip_row
from semsearch.store.keywords import keyword_index
from semsearch.store.schema import among, documents, files, skips, sources
from semsearch.store.seen import NEVER, FileRow, FileState, state_of

_DROPPED = 10_000
"""Documents deleted from one step of progress to the next."""

_DAY = 24 * 3600 * 1_000_000_000  # nanoseconds

# -- sources ----------------------------------------------------------------------------------------------------------


def put_source(connection: Connection, path: str, kind: Literal["folder", "file"], exclude: Sequence[str]) -> None:
    """Add a source, or change the exclude patterns of a known one."""
    values: dict[str, Any] = {"kind": kind, "exclude": list(exclude)}
    statement = upsert(sources).values(path=path, scanned=0, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=[sources.c.path], set_=values))


def mark_scanned(connection: Connection, source_id: int) -> None:
    """Record that a source has been scanned at least once."""
    connection.execute(update(sources).where(sources.c.id == source_id).values(scanned=1))


def drop_source(connection: Connection, source_id: int, progress: Progress = silent) -> None:
    """Delete a source with its files and documents."""
    orphans.give_up(connection)
    of_source = connection.scalars(select(files.c.id).where(files.c.source_id == source_id)).all()
    remove_files(connection, of_source, progress)
    connection.execute(delete(sources).where(sources.c.id == source_id))


def drop_all_sources(connection: Connection, progress: Progress = silent) -> None:
    """Delete all sources, files and documents; vectors and compared pairs stay, for texts that come back.

    Raises:
        Cancelled: raised by `progress`.
    """
    keyword_index.clear(connection)
    last = connection.scalar(select(func.max(documents.c.id))) or 0
    for end in range(_DROPPED, last + _DROPPED, _DROPPED):
        progress(Step("extract", 0))
        connection.execute(delete(documents).where(documents.c.id <= end))
    for table in (files, sources):
        connection.execute(delete(table))


# -- files ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Pending:
    """A file that has to be read. ``digest`` is that of its content when it was last read, None if it has to be read in
    any case."""

    file_id: int
    path: str
    digest: bytes | None = None


def pending_files(connection: Connection, source_ids: Sequence[int]) -> list[Pending]:
    """The files of these sources that have to be read. The newest come first; those of the same day are in the order of
    the scan."""
    statement = select(files.c.id, files.c.path, files.c.digest).where(files.c.state == "pending")
    changed = case((files.c.mtime_ns == NEVER, time.time_ns()), else_=files.c.mtime_ns)
    newest = (changed // _DAY).desc()
    rows = connection.execute(statement.where(files.c.source_id.in_(source_ids)).order_by(newest, files.c.id))
    return [Pending(*row) for row in rows]


def add_files(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add files as pending; each mapping has source_id, path, size, mtime_ns, inode, device."""
    if rows:
        connection.execute(insert(files).values(state="pending", digest=None), list(rows))


def update_files(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Set columns of files; each mapping has ``file_id``, and all have the same keys."""
    if rows:
        values: dict[str, Any] = {key: bindparam(key) for key in rows[0] if key != "file_id"}
        connection.execute(update(files).where(files.c.id == bindparam("file_id")).values(values), list(rows))


def put_left_out(connection: Connection, source_id: int, left: Mapping[str, Skip]) -> None:
    """Record files and folders that are not read, by path. If one is excluded, its documents are deleted; if it cannot
    be read at present, they stay."""
    gone = []
    new = dict(left)
    for file_id, path in connection.execute(
        select(files.c.id, files.c.path).where(files.c.path.in_(among(left)))
    ).all():
        if left[path].reason is SkipReason.UNREADABLE and _has_documents(connection, file_id):
            store_unreadable(connection, file_id, new.pop(path))
        else:
            gone.append(file_id)
    remove_files(connection, gone)
    nothing = {"source_id": source_id, "size": 0, "mtime_ns": NEVER, "inode": 0, "device": 0}
    for path, skip in new.items():
        row = {**nothing, "path": path, "state": state_of(False, [skip.reason])}
        file_id = connection.scalars(insert(files).values(**row).returning(files.c.id)).one()
        connection.execute(insert(skips).values(skip_row(file_id, None, skip)))


def read_again(connection: Connection, file_ids: Iterable[int] | None) -> None:
    """Have the next run read these files again, or all of them; their documents stay until then. What a scan leaves out
    is not read, but listed anew."""
    statement = update(files).values(state="pending", digest=None)
    connection.execute(statement if file_ids is None else statement.where(files.c.id.in_(among(file_ids))))


def move_files(connection: Connection, moves: Sequence[tuple[FileRow, Mapping[str, Any]]]) -> None:
    """Move files, each to new values of its columns. Their documents stay; the keyword index gets the new names.

    A file whose format or title depends on its name is read again; its texts keep their vectors.
    """
    if not moves:
        return
    of_file = select(documents.c.id).where(documents.c.file_id.in_(among(row.id for row, _ in moves)))
    ids = connection.scalars(of_file).all()
    keyword_index.forget(connection, ids)
    for row, _ in moves:  # two files may have swapped their paths
        connection.execute(update(files).where(files.c.id == row.id).values(path=f"\0{row.id}"))
    for row, values in moves:
        again = {"state": "pending", "digest": None} if _names_matter(connection, row, values["path"]) else {}
        connection.execute(update(files).where(files.c.id == row.id).values(**values, **again))
    keyword_index.add_documents(connection, ids)


def _names_matter(connection: Connection, row: FileRow, path: str) -> bool:
    """Whether a file that was moved to `path` has to be read again because of its new name."""
    old, new = PurePath(row.path), PurePath(path)
    if old.name == new.name:
        return False
    if old.suffix != new.suffix and ":2," not in new.name:  # ":2," starts the flags of a Maildir message
        return True
    names = (as_text(old.name), as_text(old.stem))
    titled = select(documents.c.id).where(documents.c.file_id == row.id, documents.c.title.in_(names))
    return connection.scalar(titled.limit(1)) is not None


def remove_files(connection: Connection, file_ids: Sequence[int], progress: Progress = silent) -> None:
    """Delete files with their documents."""
    if file_ids:
        of_files = select(documents.c.id).where(documents.c.file_id.in_(among(file_ids)))
        drop_documents(connection, connection.scalars(of_files).all(), progress)
        connection.execute(delete(files).where(files.c.id.in_(among(file_ids))))


def finish_file(connection: Connection, file_id: int, digest: bytes | None) -> FileState:
    """Record that a file has been read completely. Returns its state, which depends on what was found in it."""
    # A skip of the whole file, from when it was excluded or unreadable, is outdated now.
    connection.execute(delete(skips).where(skips.c.file_id == file_id, skips.c.origin.is_(None)))
    reasons = connection.scalars(select(skips.c.reason).where(skips.c.file_id == file_id)).all()
    state = state_of(_has_documents(connection, file_id), reasons)
    connection.execute(update(files).where(files.c.id == file_id).values(digest=digest, state=state))
    return state


def store_unreadable(connection: Connection, file_id: int, skip: Skip) -> FileState:
    """Record that a file cannot be read at present. Its documents stay, and the next run tries again."""
    connection.execute(delete(skips).where(skips.c.file_id == file_id, skips.c.origin.is_(None)))
    connection.execute(insert(skips).values(skip_row(file_id, None, skip)))
    state: FileState = "indexed" if _has_documents(connection, file_id) else "failed"
    # No file has this time, so that it counts as changed in the next scan.
    connection.execute(update(files).where(files.c.id == file_id).values(state=state, mtime_ns=NEVER))
    return state


def _has_documents(connection: Connection, file_id: int) -> bool:
    return connection.scalar(select(documents.c.id).where(documents.c.file_id == file_id).limit(1)) is not None
