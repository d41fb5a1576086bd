"""A look at the disk: every source against what is known of its files. Where that is all that a run has to do, no more
than this is loaded."""

import gc
import os
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from semsearch.errors import UsageError
from semsearch.index.changes import Changes, compare
from semsearch.progress import Progress, Step
from semsearch.records.state import ReindexReport
from semsearch.settings import Home
from semsearch.sources.scan import FileEntry, SkippedEntry, below, scan
from semsearch.store import seen
from semsearch.store.lock import is_held
from semsearch.store.seen import Settled, SourceRow
from semsearch.versions import SCHEMA

PHASES = ("scan", "extract", "keyword", "encode", "index")
"""The phases of a run, in the order in which its report lists them."""


def is_current(home: Home) -> bool:
    """Whether there is a catalogue that this program's tables are in."""
    try:
        with seen.reading(home) as connection:
            return seen.schema(connection) == SCHEMA
    except seen.Unreadable:
        return False


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at the disk found of each source, begun at ``since``, in nanoseconds of the clock. ``settled`` is
    what the last run left behind, None where there was still something to do; ``news`` is whether anything is different
    now."""

    sources: list[tuple[SourceRow, Changes]]
    since: int
    seconds: float
    settled: Settled | None = None
    news: bool = True


def look(home: Home, paths: Sequence[Path], progress: Progress) -> Look:
    """Compare every source with the disk, or only what lies below `paths`. One that is away stays as it is.

    Raises:
        UsageError: a path is in no source.
    """
    since, started = time.time_ns(), time.perf_counter()
    with seen.reading(home) as connection:
        return Look(_look(connection, paths, progress), since, time.perf_counter() - started)


def settled_look(home: Home, paths: Sequence[Path], progress: Progress) -> Look | None:
    """The same, of a home for which the last run has done everything; None for others, and while another process has
    the write lock.

    It takes no lock itself, as it writes nothing.
    """
    if is_held(home):
        return None
    since, started = time.time_ns(), time.perf_counter()
    try:
        with seen.reading(home) as connection:
            if seen.schema(connection) != SCHEMA or (settled := seen.settled(connection)) is None:
                return None
            looked = _look(connection, paths, progress)
            news = any(changes.any or _is_news(connection, source, changes) for source, changes in looked)
            return Look(looked, since, time.perf_counter() - started, settled, news)
    except seen.Unreadable:  # there is none yet, or it is damaged: whoever opens it in earnest says so
        return None


def nothing_to_do(look: Look | None) -> ReindexReport | None:
    """What a run has to report that would find nothing to do after this look; None where it may have something."""
    if look is None or look.settled is None or look.news:
        return None
    found = [changes for _, changes in look.sources]
    left_out = Counter(entry.reason in seen.FAILURES for changes in found for entry in changes.skipped)
    return ReindexReport(
        seen=sum(changes.seen for changes in found),
        added=0,
        updated=0,
        unchanged=sum(len(changes.unchanged) for changes in found),
        moved=0,
        removed=0,
        skipped=left_out[False],
        failed=left_out[True],
        documents=look.settled.documents,
        chunks=look.settled.chunks,
        encoded=0,
        reused=0,
        seconds=look.seconds,
        phases=dict.fromkeys(PHASES, 0.0) | {"scan": look.seconds},
        model=look.settled.model,
        backend=look.settled.backend,
    )


@contextmanager
def _without_collecting() -> Iterator[None]:
    """A million tuples that live to the end of a look: to go through them for cycles time and again takes a sixth."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_without_collecting()
def _look(connection: seen.Connection, paths: Sequence[Path], progress: Progress) -> list[tuple[SourceRow, Changes]]:
    sources = seen.source_rows(connection)
    wanted = [os.path.abspath(path) for path in paths]  # noqa: PTH100 - links stay
    for path in wanted:
        if not any(below(path, source.path) or below(source.path, path) for source in sources):
            raise UsageError(f"{path} is in no source; add it first: semsearch add {path}")
    looked = []
    for source in sources:
        inside = [path for path in wanted if below(path, source.path)]
        if wanted and not inside and not any(below(source.path, path) for path in wanted):
            continue
        if not seen.is_away(connection, source.id, source.path):
            known = seen.file_rows(connection, source.id, inside)
            looked.append((source, compare(known, _scan(source, inside, progress))))
    return looked


def _scan(source: SourceRow, inside: Sequence[str], progress: Progress) -> Iterator[FileEntry | SkippedEntry]:
    count = 0
    for entry in scan(Path(source.path), source.exclude, inside):
        count += 1
        if count % 1000 == 0:
            progress(Step("scan", count, None, source.path))
        yield entry
    progress(Step("scan", count, count, source.path))


def _is_news(connection: seen.Connection, source: SourceRow, changes: Changes) -> bool:
    """Whether something is left out that was not, or for another reason."""
    known = seen.left_out(connection, source.id) if changes.skipped else {}
    return any(known.get(entry.path) != (entry.reason, entry.detail) for entry in changes.skipped)
