"""A look at the disk: every source against what is known of its files. Where that is all that a run has to do, no more
than this is loaded."""

import os
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from semsearch.changes import Changes, compare
from semsearch.errors import UsageError
from semsearch.progress import Progress, Step
from semsearch.records.state import ReindexReport
from semsearch.settings import Home
from semsearch.sources.scan import FileEntry, SkippedEntry, below, scan
from semsearch.store import seen
from semsearch.store.lock import is_held
from semsearch.store.seen import SourceRow
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


def look(home: Home, paths: Sequence[Path], progress: Progress) -> list[tuple[SourceRow, Changes]]:
    """Compare every source with the disk, or only what lies below `paths`. One that is away stays as it is.

    Raises:
        UsageError: a path is in no source.
    """
    with seen.reading(home) as connection:
        return _look(connection, [os.path.abspath(path) for path in paths], progress)  # noqa: PTH100 - links stay


def nothing_to_do(home: Home, paths: Sequence[Path], progress: Progress) -> ReindexReport | None:
    """What a run has to report that would find nothing to do; None where it may have something.

    It does not take the write lock, as it writes nothing; while another process has it, there may be something to do.
    """
    started = time.perf_counter()
    if is_held(home):
        return None
    try:
        with seen.reading(home) as connection:
            if seen.schema(connection) != SCHEMA or (settled := seen.settled(connection)) is None:
                return None
            looked = _look(connection, [os.path.abspath(path) for path in paths], progress)  # noqa: PTH100
            if any(changes.any or _is_news(connection, source, changes) for source, changes in looked):
                return None
    except seen.Unreadable:  # there is none yet, or it is damaged: whoever opens it in earnest says so
        return None
    found = [changes for _, changes in looked]
    left_out = Counter(entry.reason in seen.FAILURES for changes in found for entry in changes.skipped)
    seconds = time.perf_counter() - started
    return ReindexReport(
        seen=sum(changes.seen for changes in found),
        added=0,
        updated=0,
        unchanged=sum(len(changes.unchanged) for changes in found),
        moved=0,
        removed=0,
        skipped=left_out[False],
        failed=left_out[True],
        documents=settled.documents,
        chunks=settled.chunks,
        encoded=0,
        reused=0,
        seconds=seconds,
        phases=dict.fromkeys(PHASES, 0.0) | {"scan": seconds},
        model=settled.model,
        backend=settled.backend,
    )


def _look(connection: seen.Connection, wanted: Sequence[str], progress: Progress) -> list[tuple[SourceRow, Changes]]:
    sources = seen.source_rows(connection)
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
