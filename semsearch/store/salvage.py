"""Recovers a catalogue that SQLite can no longer read: a sound one with every row that can still be read."""

import contextlib
import os
import shutil
import sqlite3
import struct
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from semsearch.progress import Progress, Step
from semsearch.settings import Home
from semsearch.store import catalogue, health, seen
from semsearch.store.database import Database, replacing_catalogue
from semsearch.store.keywords import keyword_index
from semsearch.store.schema import driver, files, skips, sources
from semsearch.versions import SCHEMA

_LEFT_OUT = ("alembic_version", "sqlite_sequence")
_FARTHEST = 1 << 40
"""Row ids skipped after an unreadable page before a table counts as ended."""

_HEADER, _PAGE, _INTERIOR = 100, 4096, 0x05
"""Of SQLite's file format (https://www.sqlite.org/fileformat.html): the sizes of the header and of a page, and the type
of an interior page of a table."""

_ROWS = 1000
"""Rows copied at a time."""


def salvage(home: Home, progress: Progress) -> str:
    """Replace the catalogue by a sound one, keeping the damaged file beside it. The caller must hold the write lock.

    The next run reads every file again; until then the recovered documents can be searched. `progress` hears of the
    rows recovered, and may cancel: then the damaged catalogue stays. Returns a summary in one line.
    """
    saved = rescued = 0
    aside = home.path / f"catalogue-damaged-{datetime.now(UTC):%Y%m%dT%H%M%S%f}.sqlite"
    with replacing_catalogue(home) as work:
        with contextlib.closing(Database(work)) as database:
            for table, rows in _copied(home.database, work.database):
                saved += rows if table == "documents" else 0
                rescued += rows
                progress(Step("rescue", rescued))
            with database.writing() as connection:
                open_again = [*health.mend_lists(connection), *_tell_sources(connection)]
                health.drop_strays(connection)
                keyword_index.rebuild(connection)
                catalogue.read_again(connection, None)
                connection.execute(delete(skips))  # they are told anew; an older schema tells them otherwise
                sources = len(seen.source_rows(driver(connection)))
            progress(Step("rescue", rescued))
            database.tidy()
        _keep(home.database, aside)
    told = f"{saved} documents of {sources} sources were saved, the damaged file is kept as {aside.name}"
    if not sources:
        told += "; no source could be read: add them again"
    elif open_again:
        told += (
            f"; what was excluded from {', '.join(open_again)} could not be read and is indexed now: exclude it again"
        )
        told += " with: semsearch add PATH --exclude GLOB"
    return told


def _keep(file: Path, name: Path) -> None:
    try:
        os.link(file, name)
    except OSError:  # not every file system has links
        shutil.copy2(file, name)


def _tell_sources(connection: Connection) -> list[str]:
    """Restore lost sources from the paths of their files, as the folder that contains them all. Returns the paths of
    the sources."""
    known = [row.id for row in seen.source_rows(driver(connection))]
    found: dict[int, list[str]] = {}
    for row in connection.execute(select(files.c.source_id, files.c.path).where(files.c.source_id.not_in(known))):
        found.setdefault(row.source_id, []).append(row.path)
    told = []
    for source_id, paths in found.items():
        whole = os.path.commonpath(paths)
        kind = "file" if whole in paths else "folder"
        values = {"id": source_id, "path": whole, "kind": kind, "exclude": [], "scanned": 1}
        connection.execute(insert(sources).prefix_with("OR IGNORE").values(**values))
        told.append(whole)
    return told


def _copied(damaged: Path, target: Path) -> Iterator[tuple[str, int]]:
    """Copy all tables from the damaged file to the new one, some rows at a time. Yields the name of the table and their
    number."""
    with contextlib.closing(sqlite3.connect(target, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        found = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'keyword%'"
        ).fetchall()
        tables = [name for (name,) in found if name not in _LEFT_OUT]
        with contextlib.closing(_readable(damaged, target, tables)) as source:
            for table in tables:
                columns = _columns(source, table) & _columns(connection, table)
                if columns:
                    connection.execute("BEGIN")
                    for rows in _copy_table(source, connection, table, sorted(columns)):
                        yield table, rows
                    connection.execute("COMMIT")


def _readable(damaged: Path, sound: Path, tables: Sequence[str]) -> sqlite3.Connection:
    """A connection in which as many of these tables as possible can be read: to the file itself, to a copy with a sound
    header, or to a copy with a sound schema as well."""
    best, most = sqlite3.connect(":memory:"), 0
    for attempt in (_as_it_is, _with_header, _with_schema):
        connection = sqlite3.connect(attempt(damaged, sound))
        # Text with replacement characters is better than a lost row.
        connection.text_factory = lambda raw: raw.decode(errors="replace")
        known = sum(bool(_columns(connection, table)) for table in tables)
        if known > most:
            best.close()
            best, most = connection, known
        else:
            connection.close()
        if most == len(tables):
            break
    return best


def _as_it_is(damaged: Path, _: Path) -> Path:
    return damaged


def _with_header(damaged: Path, sound: Path) -> Path:
    """A copy of the file with the header of a sound one. If the file was truncated, it is padded with zeros to the
    number of pages in which tables begin."""
    copy = sound.with_name("header.sqlite")
    first = _pages(sound)
    content = bytearray(damaged.read_bytes())
    content += bytes(max(len(first) * _PAGE - len(content), -len(content) % _PAGE))
    content[:_HEADER] = first[0][:_HEADER]
    _put_copy(copy, content)
    return copy


def _with_schema(damaged: Path, sound: Path) -> Path:
    """A copy of the file with the schema table of a sound one. It fits if both have the same tables, as these begin in
    the first pages, in the order in which `schema.create` makes them. If it does not fit, the copy is empty."""
    content = bytearray(_with_header(damaged, sound).read_bytes())
    first = _pages(sound)
    root = bytearray(first[0])
    if root[_HEADER] == _INTERIOR:
        # Its child pages are appended to the copy, as the damaged file may have anything in their places.
        (cells,) = struct.unpack_from(">H", root, _HEADER + 3)
        places = [_HEADER + 8, *struct.unpack_from(f">{cells}H", root, _HEADER + 12)]
        for place in places:
            (child,) = struct.unpack_from(">I", root, place)
            content += first[child - 1]
            struct.pack_into(">I", root, place, len(content) // _PAGE)
    content[:_PAGE] = root
    copy = sound.with_name("schema.sqlite")
    _put_copy(copy, content)
    with contextlib.closing(sqlite3.connect(copy)) as connection:
        try:
            version = connection.execute("SELECT version_num FROM alembic_version").fetchall()
        except seen.Unreadable:
            version = []
    if version != [(SCHEMA,)]:
        copy.write_bytes(b"")
    return copy


def _pages(file: Path) -> list[bytes]:
    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    content = file.read_bytes()
    return [content[start : start + _PAGE] for start in range(0, len(content), _PAGE)]


def _put_copy(copy: Path, content: bytearray) -> None:
    """Write a copy, with the fields of its header that depend on its length."""
    content[28:32] = struct.pack(">I", len(content) // _PAGE)  # number of pages
    content[32:40] = bytes(8)  # no free pages
    copy.touch(mode=0o600)
    copy.write_bytes(content)


def _columns(connection: sqlite3.Connection, table: str) -> set[str]:
    try:
        return {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
    except seen.Unreadable:
        return set()


def _copy_table(
    source: sqlite3.Connection, target: sqlite3.Connection, table: str, columns: Sequence[str]
) -> Iterator[int]:
    """Copy every readable row, in blocks. Yields the number of rows in each."""
    names = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join("?" * (1 + len(columns)))
    insert = f"INSERT OR IGNORE INTO {table} (rowid, {names}) VALUES ({marks})"  # noqa: S608 - names of our own tables
    blocks = _row_blocks(source, f"SELECT rowid, {names} FROM {table}")  # noqa: S608
    for rows in blocks:
        yield target.executemany(insert, rows).rowcount


def _row_blocks(source: sqlite3.Connection, select: str) -> Iterator[list[Any]]:
    """All readable rows of a table, in blocks. At an unreadable page it skips row ids, in growing steps, to the next
    readable one, and reads backwards from there to the page."""
    last, step = -1, 0
    while step < _FARTHEST:
        rows, broken = _run(source, f"{select} WHERE rowid > ? ORDER BY rowid", last + step)
        if rows and step:
            back, _ = _run(source, f"{select} WHERE rowid < ? AND rowid > {last} ORDER BY rowid DESC", rows[0][0])
            yield back
        if rows:
            yield rows
            last, step = rows[-1][0], 0
        if broken:
            step = max(1, 2 * step)
        elif len(rows) < _ROWS:
            return


def _run(source: sqlite3.Connection, statement: str, start: int) -> tuple[list[Any], bool]:
    """The next rows up to the first unreadable one, and whether there was one."""
    rows: list[Any] = []
    try:
        for row in source.execute(f"{statement} LIMIT {_ROWS}", (start,)):
            rows.append(row)  # noqa: PERF402 - those before the error count
    except (*seen.Unreadable, OverflowError):
        return rows, True
    return rows, False
