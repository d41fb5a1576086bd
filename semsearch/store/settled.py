"""Whether anything is left to do: what a complete run left behind, and the mark of a scan without changes.

It uses sqlite3 without SQLAlchemy, as `store.seen`.
"""

import json
import os
import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from semsearch.settings import Home
from semsearch.versions import CHUNKS, EVIDENCE, FORMATS, GRAPH, SCHEMA, WORDS

SETTLED = "settled"
"""The key in `meta` that exists while the index is complete for the known files. A run that has done everything writes
it, and every later write deletes it in the same transaction (`Database.writing`)."""

_VERSIONS = [SCHEMA, WORDS, FORMATS, CHUNKS, GRAPH, EVIDENCE]


@dataclass(frozen=True, slots=True)
class Settled:
    """What a complete run left behind. ``files`` are the other files that the index depends on, those of the model and
    the graph: path, size, and modification time in nanoseconds. ``run`` identifies the run."""

    documents: int
    chunks: int
    model: str
    backend: str
    files: list[list[str | int]]
    run: str


def read_settled(connection: sqlite3.Connection) -> Settled | None:
    """What the last complete run left behind, if nothing but the files of the sources can have changed since."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (SETTLED,)).fetchone()
    try:
        kept = json.loads(row[0]) if row else {}
        if kept.pop("versions", None) != _VERSIONS or any(file != _witness(file[0]) for file in kept["files"]):
            return None
        return Settled(**kept)
    except (ValueError, LookupError, TypeError, AttributeError):  # of an earlier version, or damaged
        return None


def as_settled(documents: int, chunks: int, model: str, backend: str, files: Iterable[Path]) -> str:
    """The value for the key `SETTLED`; `files` are those outside the catalogue that the index depends on."""
    kept = Settled(documents, chunks, model, backend, [_witness(str(path)) for path in files], os.urandom(8).hex())
    return json.dumps(asdict(kept) | {"versions": _VERSIONS})


def is_marked(home: Home, mark: str) -> bool:
    """Whether the last scan without changes left this `mark` behind."""
    try:
        return home.scan_mark.read_text() == mark
    except (OSError, UnicodeDecodeError):
        return False


def leave_mark(home: Home, mark: str) -> None:
    """Leave a mark of a scan without changes, made of the last complete run and a digest of what the scan saw. While
    both stay the same, a scan need not be compared with the catalogue. If the mark is lost, the next one is."""
    with suppress(OSError), open(home.scan_mark, "w", opener=partial(os.open, mode=0o600)) as file:
        file.write(mark)


def _witness(path: str) -> list[str | int]:
    """The path, size and modification time of a file; zeros if it does not exist."""
    try:
        found = os.stat(path)
    except OSError:
        return [path, 0, 0]
    return [path, found.st_size, found.st_mtime_ns]
