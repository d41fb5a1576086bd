"""Scans the sources and compares them with the catalogue. If a run finds no changes, no other modules are imported."""

import gc
import hashlib
import time
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from semsearch.errors import UsageError, argument
from semsearch.index.changes import Changes, compare
from semsearch.progress import Progress, Step
from semsearch.records.state import ReindexReport
from semsearch.settings import Home, absolute
from semsearch.sources.scan import FileEntry, Run, SkippedEntry, below, scan
from semsearch.store import seen
from semsearch.store.lock import is_held
from semsearch.store.seen import SourceRow
from semsearch.store.settled import Settled, is_marked, leave_mark, read_settled
from semsearch.versions import SCHEMA

PHASES = ("scan", "extract", "keyword", "encode", "index")
"""The phases of a run, in the order of the report."""


def is_current(home: Home) -> bool:
    """Whether the home has a catalogue with the current schema."""
    try:
        with seen.reading(home) as connection:
            return seen.schema(connection) == SCHEMA
    except seen.Unreadable:
        return False


@dataclass(frozen=True, slots=True)
class ScanResult:
    """The result of a scan that began at ``since``, in nanoseconds since the epoch: the changes in each source that is
    not ``away``. ``settled`` is what the last complete run left behind, None if there is none. ``seen`` are all entries
    if nothing has changed since that run, else None."""

    sources: list[tuple[SourceRow, Changes]]
    away: tuple[str, ...]
    since: int
    seconds: float
    settled: Settled | None = None
    seen: Run | None = None


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Suspend garbage collection: a scan may create a million tuples, and searching them for cycles takes a sixth of
    the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_without_collecting()
def scan_sources(home: Home, paths: Sequence[Path], progress: Progress) -> ScanResult:
    """Compare all sources with the disk, or only what is below `paths`. Sources that are offline are not compared.

    Raises:
        UsageError: a path is in no source.
    """
    since, started = time.time_ns(), time.perf_counter()
    with seen.reading(home) as connection:
        there, away = _sources(connection, paths)
        compared = [
            (source, compare(seen.file_rows(connection, source.id, inside), _scan(source, inside, progress)))
            for source, inside in there
        ]
        return ScanResult(compared, away, since, time.perf_counter() - started)


@_without_collecting()
def scan_if_settled(home: Home, paths: Sequence[Path], progress: Progress) -> ScanResult | None:
    """`scan_sources` for a home whose last run was complete; None for others, and while another process holds the write
    lock.

    It takes no lock itself, as it writes nothing to the catalogue.

    Raises:
        UsageError: a path is in no source.
    """
    if is_held(home):
        return None
    since, started = time.time_ns(), time.perf_counter()
    try:
        with seen.reading(home) as connection:
            if seen.schema(connection) != SCHEMA or (settled := read_settled(connection)) is None:
                return None
            there, away = _sources(connection, paths)
            scanned = [(*each, list(_scan(*each, progress))) for each in there]
            everything = list(chain.from_iterable(entries for _, _, entries in scanned))
            mark = "" if paths else f"{settled.run} {_digest([source for source, _ in there], everything)}"
            compared = []
            if not (mark and is_marked(home, mark)):
                compared = [
                    (source, compare(seen.file_rows(connection, source.id, inside), entries))
                    for source, inside, entries in scanned
                ]
                if any(changes.any or newly_left_out(connection, source, changes) for source, changes in compared):
                    return ScanResult(compared, away, since, time.perf_counter() - started, settled)
                if mark:
                    leave_mark(home, mark)
            return ScanResult(compared, away, since, time.perf_counter() - started, settled, everything)
    except seen.Unreadable:  # opening it properly reports what is wrong
        return None


def nothing_to_do(found: ScanResult | None) -> ReindexReport | None:
    """The report of a run that has nothing to do after this scan; None if it may have something to do."""
    if found is None or found.settled is None or found.seen is None:
        return None
    left_out = Counter(entry.reason in seen.FAILURES for entry in found.seen if isinstance(entry, SkippedEntry))
    return ReindexReport(
        seen=len(found.seen),
        added=0,
        updated=0,
        unchanged=len(found.seen) - left_out.total(),
        moved=0,
        removed=0,
        skipped=left_out[False],
        failed=left_out[True],
        documents=found.settled.documents,
        chunks=found.settled.chunks,
        encoded=0,
        reused=0,
        seconds=found.seconds,
        phases=dict.fromkeys(PHASES, 0.0) | {"scan": found.seconds},
        model=found.settled.model,
        backend=found.settled.backend,
        away=found.away,
    )


def _sources(
    connection: seen.Connection, paths: Sequence[Path]
) -> tuple[list[tuple[SourceRow, list[str]]], tuple[str, ...]]:
    """The sources to scan, each with those of `paths` that are in it; and the paths of sources that are offline."""
    sources = seen.source_rows(connection)
    wanted = [absolute(path) for path in paths]
    for path in wanted:
        if not any(below(path, source.path) or below(source.path, path) for source in sources):
            raise UsageError(f"{path} is in no source; add it first: semsearch add {argument(path)}")
    found, away = [], []
    for source in sources:
        inside = [path for path in wanted if below(path, source.path)]
        if wanted and not inside and not any(below(source.path, path) for path in wanted):
            continue
        if seen.is_away(connection, source.id, source.path):
            away.append(source.path)
        else:
            found.append((source, inside))
    return found, tuple(away)


def _digest(sources: Sequence[SourceRow], entries: Sequence[FileEntry | SkippedEntry]) -> str:
    """A digest of everything by which `compare` detects changes."""
    digest = hashlib.blake2b(repr([source.id for source in sources]).encode(), digest_size=16)
    files = [entry for entry in entries if isinstance(entry, FileEntry)]
    left_out = [entry for entry in entries if isinstance(entry, SkippedEntry)] if len(files) < len(entries) else []
    digest.update("\0".join([entry.path for entry in files]).encode(errors="surrogatepass"))
    digest.update(array("q", [entry.size for entry in files]))
    digest.update(array("q", [entry.mtime_ns for entry in files]))
    digest.update(repr(left_out).encode(errors="surrogatepass"))
    return digest.hexdigest()


def _scan(source: SourceRow, inside: Sequence[str], progress: Progress) -> Iterator[FileEntry | SkippedEntry]:
    return chain.from_iterable(_told(scan(Path(source.path), source.exclude, inside), source.path, progress))


def _told(runs: Iterable[Run], path: str, progress: Progress) -> Iterator[Run]:
    """Pass on the entries of a scan, reporting progress about every thousand entries and at the end."""
    count = told = 0
    for run in runs:
        count += len(run)
        if count - told >= 1000:
            progress(Step("scan", told := count, None, path))
        yield run
    progress(Step("scan", count, count, path))


def newly_left_out(connection: seen.Connection, source: SourceRow, changes: Changes) -> list[SkippedEntry]:
    """What the scan of a source left out and the one before did not, or for another reason."""
    known = seen.left_out(connection, source.id) if changes.skipped else {}
    return [entry for entry in changes.skipped if known.get(entry.path) != (entry.reason, entry.detail)]
