"""Reads the known state of sources and files, for comparison with the disk.

It uses sqlite3 without SQLAlchemy: most runs find nothing to do, and would spend a second on imports they do not need.
"""

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Literal, NamedTuple
from urllib.parse import quote

from semsearch.records.basics import SkipReason
from semsearch.settings import Home

Connection = sqlite3.Connection
Unreadable = (sqlite3.DatabaseError, UnicodeDecodeError)
"""There is no catalogue, or it cannot be read. (The driver may fail to decode a message that quotes damaged text.)"""

FileState = Literal["pending", "indexed", "skipped", "failed"]

FAILURES = frozenset({SkipReason.CORRUPT, SkipReason.TIMEOUT, SkipReason.CRASHED, SkipReason.UNREADABLE})
"""Reasons with which a file counts as failed; the others are deliberate."""


NEVER = -1
"""A modification time that no file has."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source as stored."""

    id: int
    path: str
    kind: Literal["folder", "file"]
    exclude: tuple[str, ...]


class FileRow(NamedTuple):
    """A file as it was in the last scan. ``digest`` is None until it has been read. A named tuple, as there may be a
    million."""

    id: int
    path: str
    size: int
    mtime_ns: int
    inode: int
    device: int
    digest: bytes | None
    state: FileState


def is_writable(home: Home) -> bool:
    """Whether the catalogue, and the folder for its write-ahead log, can be written to."""
    return os.access(home.path, os.W_OK) and os.access(home.database, os.W_OK)


def address(home: Home) -> str:
    """The URI of the catalogue. One that is read-only and has no write-ahead log is opened as immutable, as SQLite
    cannot create the files it would need to notice changes (https://www.sqlite.org/wal.html#readonly)."""
    address = f"file:{quote(os.fsencode(home.database.absolute()))}"
    if is_writable(home):
        return f"{address}?mode=rw"  # it is not to come back, empty, where it was removed
    changing = home.log.exists() and home.log.stat().st_size > 0
    return f"{address}?mode=ro" if changing else f"{address}?mode=ro&immutable=1"


@contextmanager
def reading(home: Home) -> Iterator[Connection]:
    """A transaction for reading, without SQLAlchemy.

    Raises:
        Unreadable: there is no catalogue, or it cannot be read.
    """
    with closing(sqlite3.connect(address(home), isolation_level=None, uri=True)) as connection:
        connection.execute("BEGIN")
        yield connection


def schema(connection: Connection) -> str | None:
    """The newest migration applied to the catalogue; None if there are no tables."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
        return None
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return row[0] if row else None


def source_rows(connection: Connection) -> list[SourceRow]:
    """All sources, by path."""
    rows = connection.execute("SELECT id, path, kind, exclude FROM sources ORDER BY path")
    try:
        return [SourceRow(row[0], os.fsdecode(row[1]), row[2], tuple(json.loads(row[3]))) for row in rows]
    except (ValueError, TypeError) as error:
        raise sqlite3.DatabaseError("malformed JSON: what is excluded from a source") from error


def is_away(connection: Connection, source_id: int, path: str) -> bool:
    """Whether the disk with a source is offline: its path is missing, or a link that leads nowhere, or an empty folder
    on which another disk was mounted when its files were last seen."""
    try:
        device = os.stat(path).st_dev
        with os.scandir(path) as entries:
            if next(entries, None) is not None:
                return False
    except FileNotFoundError:
        return True
    except NotADirectoryError:
        return False
    except OSError:
        return not os.path.lexists(path)
    rows = connection.execute("SELECT DISTINCT device FROM files WHERE source_id = ?", (source_id,))
    devices = {row[0] for row in rows} - {0}
    return bool(devices) and device not in devices


def file_rows(connection: Connection, source_id: int, inside: Sequence[str] = ()) -> dict[str, FileRow]:
    """The files known of a source, by path; with `inside`, those at or below one of these paths."""
    select = "SELECT id, path, size, mtime_ns, inode, device, digest, state FROM files WHERE "
    if not inside:
        return dict(_rows(connection, select + "source_id = ?", (source_id,)))
    found: dict[str, FileRow] = {}
    for path in inside:
        found.update(_rows(connection, select + "path = ? AND +source_id = ?", (stored(path), source_id)))
        # Ranges that the index on paths can answer; they end at the character after the separator. Paths that are not
        # valid text are stored as bytes, which sort separately.
        folder = path.rstrip(os.sep)
        first, end = folder + os.sep, folder + chr(ord(os.sep) + 1)
        between = select + "path >= ? AND path < ? AND +source_id = ?"
        for form in (stored, os.fsencode):
            found.update(_rows(connection, between, (form(first), form(end), source_id)))
    return found


def versions(connection: Connection, paths: Iterable[str]) -> dict[str, tuple[int, int]]:
    """The size and the time of the last change of files as they were when they were indexed."""
    found: dict[str, tuple[int, int]] = {}
    for path in paths:
        row = connection.execute("SELECT size, mtime_ns FROM files WHERE path = ?", (stored(path),)).fetchone()
        if row is not None:
            found[path] = row[0], row[1]
    return found


def left_out(connection: Connection, source_id: int) -> dict[str, tuple[str, str]]:
    """The files and folders of a source that a scan left out: reason and detail by path."""
    rows = connection.execute(
        "SELECT path, reason, detail FROM files JOIN skips ON skips.file_id = files.id WHERE source_id = ?"
        " AND mtime_ns = ? AND digest IS NULL AND state IN ('skipped', 'failed')",
        (source_id, NEVER),
    )
    return {os.fsdecode(path): (reason, detail) for path, reason, detail in rows}


def state_of(found: bool, reasons: Iterable[str]) -> FileState:
    """The state of a file that has been read: whether documents were found in it, and why something was skipped."""
    return "indexed" if found else "skipped" if FAILURES.isdisjoint(reasons) else "failed"


def stored(path: str) -> str | bytes:
    """A path as stored in the catalogue: text, or bytes if it is not valid text."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return os.fsencode(path)
    return path


def _rows(connection: Connection, statement: str, parameters: Sequence[object]) -> Iterator[tuple[str, FileRow]]:
    for row in connection.execute(statement, parameters):
        path = row[1]
        if isinstance(path, bytes):
            path = os.fsdecode(path)
            row = (row[0], path, *row[2:])  # noqa: PLW2901
        yield path, FileRow._make(row)
