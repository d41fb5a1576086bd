"""What is known of the disk, to compare it with. Asked through the driver itself, and with nothing imported but the
standard library: most runs find nothing to do, and would spend a second on loading what they do not need.
"""

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Literal, NamedTuple

from semsearch.records.basics import SkipReason
from semsearch.settings import Home
from semsearch.store.address import address
from semsearch.versions import FORMATS, GRAPH, SCHEMA, WORDS

Connection = sqlite3.Connection
Unreadable = (sqlite3.DatabaseError, UnicodeDecodeError)
"""There is no catalogue, or not one that can be read. (The driver fails to decode what SQLite quotes of the damage.)"""

FileState = Literal["pending", "indexed", "skipped", "failed"]

FAILURES = frozenset({SkipReason.CORRUPT, SkipReason.TIMEOUT, SkipReason.CRASHED, SkipReason.UNREADABLE})
"""Reasons that count a file as failed; the others leave it out on purpose."""

NEVER = -1
"""A modification time that no file has."""

SETTLED = "settled"
"""The entry of `meta` that is there while the index is as it has to be for the files that are known. A run that has
done everything writes it, and whatever is written afterwards takes it away, in the same transaction
(`Database.writing`)."""

_VERSIONS = [SCHEMA, WORDS, FORMATS, GRAPH]


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
class Settled:
    """What a run that did everything left behind. ``files`` are those outside the catalogue that it also depends on,
    the model's and the graph's: path, size, time in nanoseconds. ``run`` tells it from all other runs."""

    documents: int
    chunks: int
    model: str
    backend: str
    files: list[list[str | int]]
    run: str


@contextmanager
def reading(home: Home) -> Iterator[Connection]:
    """One transaction for reading, without SQLAlchemy.

    Raises:
        Unreadable: there is no catalogue, or it cannot be read.
    """
    with closing(sqlite3.connect(address(home), isolation_level=None, uri=True)) as connection:
        connection.execute("BEGIN")
        yield connection


def schema(connection: Connection) -> str | None:
    """The migration that the tables were made by; None where there are none."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
        return None
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return row[0] if row else None


def source_rows(connection: Connection) -> list[SourceRow]:
    rows = connection.execute("SELECT id, path, kind, exclude FROM sources ORDER BY path")
    try:
        return [SourceRow(row[0], os.fsdecode(row[1]), row[2], tuple(json.loads(row[3]))) for row in rows]
    except (ValueError, TypeError) as error:
        raise sqlite3.DatabaseError("malformed JSON: what is excluded from a source") from error


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
        # Ranges, which the index on paths answers; the character after the separator ends them. Names that are no text
        # sort apart.
        folder = path.rstrip(os.sep)
        first, end = folder + os.sep, folder + chr(ord(os.sep) + 1)
        between = select + "path >= ? AND path < ? AND +source_id = ?"
        for form in (stored, os.fsencode):
            found.update(_rows(connection, between, (form(first), form(end), source_id)))
    return found


def left_out(connection: Connection, source_id: int) -> dict[str, tuple[str, str]]:
    """What is not even read, of those without documents: reason and detail by path."""
    rows = connection.execute(
        "SELECT path, reason, detail FROM files JOIN skips ON skips.file_id = files.id WHERE source_id = ?"
        " AND mtime_ns = ? AND digest IS NULL AND state IN ('skipped', 'failed')",
        (source_id, NEVER),
    )
    return {os.fsdecode(path): (reason, detail) for path, reason, detail in rows}


def stored(path: str) -> str | bytes:
    """A path as it stands in the catalogue: text, or raw bytes where the file system holds a name that is no text."""
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


# -- whether anything is left to do -----------------------------------------------------------------------------------


def settled(connection: Connection) -> Settled | None:
    """What the last run left behind, if all that it depended on is as it was, but for the files that are searched."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (SETTLED,)).fetchone()
    try:
        kept = json.loads(row[0]) if row else {}
        if kept.pop("versions", None) != _VERSIONS or any(file != _witness(file[0]) for file in kept["files"]):
            return None
        return Settled(**kept)
    except (ValueError, LookupError, TypeError, AttributeError):  # from an earlier version, or torn
        return None


def as_settled(documents: int, chunks: int, model: str, backend: str, files: Iterable[Path]) -> str:
    """The value of the entry `SETTLED`; `files` are those outside the catalogue that the index depends on."""
    kept = Settled(documents, chunks, model, backend, [_witness(str(path)) for path in files], os.urandom(8).hex())
    return json.dumps(asdict(kept) | {"versions": _VERSIONS})


def is_marked(home: Home, mark: str) -> bool:
    """Whether the last look that found everything as it was left this `mark` behind."""
    try:
        return home.looked.read_text() == mark
    except (OSError, UnicodeDecodeError):
        return False


def mark(home: Home, mark: str) -> None:
    """Remember a look that found everything as it was: by the run that had settled it, and by what it saw. As long as
    both are the same, so is what a look finds. Should this not be written, or torn, the next one compares again."""
    with suppress(OSError), open(home.looked, "w", opener=partial(os.open, mode=0o600)) as file:
        file.write(mark)


def _witness(path: str) -> list[str | int]:
    """A file with what changes when it does; zeros where it is not there."""
    try:
        found = os.stat(path)  # noqa: PTH116
    except OSError:
        return [path, 0, 0]
    return [path, found.st_size, found.st_mtime_ns]
