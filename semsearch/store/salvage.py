"""A catalogue that SQLite cannot read any more -> a sound one with every row that can still be read."""

import contextlib
import os
import shutil
import sqlite3
import struct
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, select

from semsearch.settings import Home
from semsearch.store import fulltext, health, seen
from semsearch.store.database import Database, driver
from semsearch.store.schema import files, sources

_LEFT_OUT = ("alembic_version", "sqlite_sequence")
_FARTHEST = 1 << 40
_HEADER = 100
_ROWS = 1000


def salvage(home: Home) -> str:
    """Replace the catalogue by a sound one, and keep the damaged file beside it. The caller holds the write lock.

    Every file is read again by the next run; until then what was saved answers. Returns one line on what was saved.
    """
    work = Home(home.path / "salvage")
    shutil.rmtree(work.path, ignore_errors=True)
    work.create()
    saved = lost = 0
    database = Database(work)
    try:
        for table, rows, gaps in _copied(home.database, work.database):
            saved, lost = saved + (rows if table == "documents" else 0), lost + gaps
        with database.writing() as connection:
            _tell_sources(connection)
            health.drop_strays(connection)
            fulltext.rebuild(connection)
            health.read_again(connection, None)
            sources = len(seen.source_rows(driver(connection)))
        database.tidy()
    finally:
        database.close()
    aside = home.path / f"catalogue-damaged-{datetime.now(UTC):%Y%m%dT%H%M%S%f}.sqlite"
    # At every moment there is a catalogue in its place, the damaged one or the sound one.
    _keep(home.database, aside)
    for ending in ("-wal", "-shm"):
        home.database.with_name(home.database.name + ending).unlink(missing_ok=True)
    os.replace(work.database, home.database)  # noqa: PTH105
    shutil.rmtree(work.path)
    again = "" if sources else "; no source could be read: add them again"
    return f"{saved} documents of {sources} sources were saved, the damaged file is kept as {aside.name}{again}"


def _keep(file: Path, name: Path) -> None:
    try:
        os.link(file, name)
    except OSError:  # not every file system has links
        shutil.copy2(file, name)


def _tell_sources(connection: Connection) -> None:
    """Sources that were lost, from the files that were found in them: the folder that holds them all."""
    known = [row.id for row in seen.source_rows(driver(connection))]
    found: dict[int, list[str]] = {}
    for row in connection.execute(select(files.c.source_id, files.c.path).where(files.c.source_id.not_in(known))):
        found.setdefault(row.source_id, []).append(row.path)
    for source_id, paths in found.items():
        whole = os.path.commonpath(paths)
        kind = "file" if whole in paths else "folder"
        values = {"id": source_id, "path": whole, "kind": kind, "exclude": [], "scanned": 1}
        connection.execute(insert(sources).prefix_with("OR IGNORE").values(**values))


def _copied(damaged: Path, target: Path) -> Iterator[tuple[str, int, int]]:
    """Copy table by table; yields each with the rows copied and the places that could not be read."""
    with contextlib.closing(sqlite3.connect(target, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        source = _readable(damaged, target)
        if source is None:
            return
        with contextlib.closing(source):
            tables = [
                row[0]
                for row in connection.execute(
                    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'keyword%'"
                )
                if row[0] not in _LEFT_OUT
            ]
            for table in tables:
                columns = _columns(source, table) & _columns(connection, table)
                if columns:
                    connection.execute("BEGIN")
                    yield table, *_copy_table(source, connection, table, sorted(columns))
                    connection.execute("COMMIT")


def _readable(damaged: Path, sound: Path) -> sqlite3.Connection | None:
    """A connection that can at least read the schema; with a sound header where that alone was destroyed."""
    for attempt in (damaged, _with_header(damaged, sound)):
        connection = sqlite3.connect(attempt)
        # What cannot be decoded is better than what is lost.
        connection.text_factory = lambda raw: raw.decode(errors="replace")
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.DatabaseError:
            connection.close()
        else:
            return connection
    return None


def _with_header(damaged: Path, sound: Path) -> Path:
    """A copy of the file with the first 100 bytes of a sound one (https://www.sqlite.org/fileformat.html)."""
    copy = sound.with_name("damaged.sqlite")
    shutil.copyfile(damaged, copy)
    copy.chmod(0o600)
    with contextlib.closing(sqlite3.connect(sound)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        (page,) = connection.execute("PRAGMA page_size").fetchone()
    header = bytearray(sound.read_bytes()[:_HEADER])
    header[28:32] = struct.pack(">I", copy.stat().st_size // page)  # pages
    header[32:40] = bytes(8)  # no free ones
    with copy.open("rb+") as file:
        file.write(header)
    return copy


def _columns(connection: sqlite3.Connection, table: str) -> set[str]:
    try:
        return {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
    except sqlite3.DatabaseError:
        return set()


def _copy_table(
    source: sqlite3.Connection, target: sqlite3.Connection, table: str, columns: Sequence[str]
) -> tuple[int, int]:
    """Rows copied, and places that could not be read."""
    names = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join("?" * (1 + len(columns)))
    insert = f"INSERT OR IGNORE INTO {table} (rowid, {names}) VALUES ({marks})"  # noqa: S608 - names of our own tables
    copied = gaps = 0
    for rows in _row_blocks(source, f"SELECT rowid, {names} FROM {table}"):  # noqa: S608
        if rows is None:
            gaps += 1
        else:
            copied += target.executemany(insert, rows).rowcount
    return copied, gaps


def _row_blocks(source: sqlite3.Connection, select: str) -> Iterator[list[Any] | None]:
    """Rows in order of their ids; where a page cannot be read, None, and then all that can be read around it: forward
    as far as it goes, from behind the hole, and from there back to it."""
    last, step = -1, 0
    while step < _FARTHEST:
        rows, broken = _run(source, f"{select} WHERE rowid > ? ORDER BY rowid", last + step)
        if rows and step:
            back, _ = _run(source, f"{select} WHERE rowid < ? AND rowid > {last} ORDER BY rowid DESC", rows[0][0])
            yield back
        if rows:
            yield rows
            last, step = rows[-1][0], 0
        if broken and not step:
            yield None
        if broken:
            step = max(1, 2 * step)
        elif len(rows) < _ROWS:
            return


def _run(source: sqlite3.Connection, statement: str, start: int) -> tuple[list[Any], bool]:
    """The next rows up to the first that cannot be read, and whether there was one."""
    rows: list[Any] = []
    try:
        for row in source.execute(f"{statement} LIMIT {_ROWS}", (start,)):
            rows.append(row)  # noqa: PERF402 - those before the error count
    except (sqlite3.DatabaseError, OverflowError):
        return rows, True
    return rows, False
