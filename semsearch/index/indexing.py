"""A run of the indexer: what has changed on disk goes through the stages in batches, each committed separately.

First everything is read, and can be found by keyword; then the texts without a vector are encoded, newest mail first;
then the graph is updated. An interrupted run loses at most its last two batches, and the next one continues there.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from semsearch.encoders import Encoders
from semsearch.extract.process.pool import ExtractionPool
from semsearch.index import ocr
from semsearch.index.away import keep_away
from semsearch.index.changes import Changes, find_moves
from semsearch.index.encoding import Consolidate, encode_all
from semsearch.index.footers import learn_footers
from semsearch.index.ingesting import Ingestion, Tally
from semsearch.index.mailboxes import content_digest
from semsearch.index.reading import PreparedFile
from semsearch.index.rechunking import rechunk
from semsearch.index.scanning import PHASES, ScanResult, newly_left_out, scan_sources
from semsearch.progress import Progress, Step
from semsearch.records import ReindexReport, Skip, SkipReason
from semsearch.settings import Home, absolute
from semsearch.sources.scan import FileEntry
from semsearch.store import catalogue, lookup, orphans, retries
from semsearch.store.catalogue import Pending
from semsearch.store.database import Connection, Database, translated_errors
from semsearch.store.keywords import keyword_index
from semsearch.store.meta import get_meta, set_meta
from semsearch.store.schema import driver
from semsearch.store.seen import FAILURES, NEVER
from semsearch.store.settled import SETTLED, Settled, as_settled, read_settled
from semsearch.store.threads import link_by_reference, link_by_subject
from semsearch.store.vectors import generations
from semsearch.store.vectors.generations import Generation
from semsearch.store.vectors.vector_index import VectorIndex
from semsearch.versions import FORMATS

RACY_NS = 20_000_000
"""Two changes within so many nanoseconds may give a file the same time, as the clock of Linux file systems ticks every
1 to 10 milliseconds."""


class Indexer:
    """One run over one home. The caller must hold the write lock of the home; `pool` reads files, and `calibrate`
    measures what relevance is measured against, if the index has changed much."""

    def __init__(
        self,
        home: Home,
        database: Database,
        index: VectorIndex,
        encoders: Encoders,
        pool: ExtractionPool[PreparedFile],
        calibrate: Callable[[Progress], None],
        progress: Progress,
    ) -> None:
        self._home = home
        self._database = database
        self._index = index
        self._encoders = encoders
        self._pool = pool
        self._calibrate = calibrate
        self._model = encoders.model
        self._progress = progress
        self._phases = dict.fromkeys(PHASES, 0.0)

    def run(
        self, paths: Sequence[Path], before: ScanResult | None, *, full: bool, dry_run: bool, retry: bool
    ) -> ReindexReport:
        """See `Library.reindex`. With `retry`, files named in `paths` are read even if they crashed their reader.
        `before` is a scan of the same paths from before the lock was taken, used unless the catalogue has changed."""
        started = time.perf_counter()
        with self._timed("scan"), translated_errors(self._home):
            settled = self._settled()
            if before is None or settled is None or before.settled != settled:
                scan = scan_sources(self._home, paths, self._progress)
            else:
                scan = before
                started -= scan.seconds
                self._phases["scan"] += scan.seconds
            changes = [found for _, found in scan.sources]
            find_moves(changes, content_digest)
            scan = replace(scan, away=(*scan.away, *(folder for found in changes for folder in keep_away(found))))
        if dry_run:
            return self._report(started, scan, _expected(changes), 0)
        with self._timed("keyword"):
            self._renew_keywords()
        with self._timed("scan"):
            pending = self._note(scan, full, paths if retry else ())
        tally = self._read(pending)
        consolidate = partial(self._consolidate, verified=settled is not None)
        with self._timed("encode"):
            # Everything can be found by keyword now. Footers determine which texts there are to encode.
            with self._database.writing() as connection:
                learn_footers(connection)
                orphans.purge(connection)
            encoded = encode_all(self._database, self._encoders, self._model, self._progress, consolidate, anew=full)
        with self._timed("index"):
            self._finish(consolidate, whole=settled is not None or not paths)
        return self._report(started, scan, tally, encoded)

    # -- the waves --

    def _renew_keywords(self) -> None:
        """Make the keyword index anew if it is outdated."""
        while True:
            with self._database.writing() as connection:
                step = keyword_index.renew(connection)
            if step is None:
                return
            self._progress(step)

    def _read(self, pending: Sequence[Pending]) -> Tally:
        """Read files, and bring the keyword index and the threads up to date with what was in them."""
        tally = Tally()
        with self._timed("extract"):
            rechunk(self._database, self._progress)
            Ingestion(self._database, self._pool, tally, self._progress).run(pending)
            ocr.recognise(self._home, self._database, tally, self._progress)
        self._phases["extract"] -= tally.keyword_seconds
        self._phases["keyword"] += tally.keyword_seconds
        with self._timed("keyword"), self._database.writing() as connection:
            link_by_reference(connection)
            link_by_subject(connection)
            keyword_index.compact(connection)
        return tally

    def _finish(self, consolidate: Consolidate, *, whole: bool) -> None:
        """Bring the graph up to date, and record that nothing is left to do, if the `whole` home was scanned, or had
        nothing left to do before."""
        self._progress(Step("index", 0, 1))
        with self._database.transaction() as connection:
            generation = generations.serving(connection)
        if generation is not None:
            consolidate(generation, self._progress)
        if whole and not ocr.is_waiting(self._database):
            self._database.drop_copies(self._progress)
            self._settle(generation)
        self._database.tidy()
        self._progress(Step("index", 1, 1))

    # -- what changed on disk --

    def _note(self, scan: ScanResult, full: bool, retry: Iterable[Path]) -> list[Pending]:
        """Update the files in the catalogue after a scan. Returns the files that have to be read, which are marked as
        pending."""
        with self._database.writing() as connection:
            _refresh_formats(connection)
            retries.try_named(connection, map(absolute, retry))
            for _, changes in scan.sources:
                catalogue.remove_files(connection, [row.id for row in changes.missing])
            moves = [
                (row, {"source_id": source.id, **_columns(entry, scan.since)})
                for source, changes in scan.sources
                for row, entry in changes.moved
            ]
            catalogue.move_files(connection, moves)
            for source, changes in scan.sources:
                left = newly_left_out(driver(connection), source, changes)
                skips = {entry.path: Skip(None, entry.reason, entry.detail) for entry in left}
                catalogue.put_left_out(connection, source.id, skips)
                rows = [{"source_id": source.id, **_columns(entry, scan.since)} for entry in changes.new]
                catalogue.add_files(connection, rows)
                rows = [
                    {"file_id": row.id, "state": "pending", **_columns(e, scan.since)} for row, e in changes.changed
                ]
                catalogue.update_files(connection, rows)
                if full:
                    again = [row for row, _ in (*changes.changed, *changes.moved)] + changes.unchanged
                    catalogue.read_again(connection, (row.id for row in again))
                catalogue.mark_scanned(connection, source.id)
            return catalogue.pending_files(connection, [source.id for source, _ in scan.sources])

    # -- what the vectors are for --

    def _consolidate(self, generation: Generation, progress: Progress, *, verified: bool) -> None:
        """Bring the graph and the measure of relevance up to date with the vectors of the serving generation. The files
        of the graph are `verified` if they are known to be unchanged."""
        with self._database.transaction() as connection:
            self._index.update(connection, generation, verified=verified)
        self._calibrate(progress)

    # -- whether anything is left to do --

    def _settled(self) -> Settled | None:
        with self._database.transaction() as connection:
            return read_settled(driver(connection))

    def _settle(self, generation: Generation | None) -> None:
        """Record that everything is done for the files that are known now (`store.settled`)."""
        files = [*self._encoders.store.files(self._model), *(self._index.files(generation) if generation else ())]
        with self._database.writing() as connection:
            documents, chunks = lookup.totals(connection)
            backend = generation.backend if generation else ""
            set_meta(connection, SETTLED, as_settled(documents, chunks, self._model, backend, files))

    # -- the report --

    @contextmanager
    def _timed(self, phase: str) -> Iterator[None]:
        started = time.perf_counter()
        try:
            yield
        finally:
            self._phases[phase] += time.perf_counter() - started

    def _report(self, started: float, scan: ScanResult, tally: Tally, encoded: int) -> ReindexReport:
        changes = [found for _, found in scan.sources]
        with self._database.transaction() as connection:
            documents, chunks = lookup.totals(connection)
            generation = generations.serving(connection)
        new = {entry.path for found in changes for entry in found.new}
        moved = {entry.path for found in changes for _, entry in found.moved}
        # Each file is counted once; one that was moved and is read again because of `full` counts as moved.
        read = {path: state for path, state in tally.states.items() if path not in tally.touched | moved}
        states = Counter(read.values())
        added = sum(state == "indexed" for path, state in read.items() if path in new)
        again = {row.path for found in changes for row in found.unchanged} & read.keys() if read else ()
        unchanged = sum(len(found.unchanged) for found in changes) - len(again)
        left_out = Counter(entry.reason in FAILURES for found in changes for entry in found.skipped)
        return ReindexReport(
            seen=sum(found.seen for found in changes),
            added=added,
            updated=states["indexed"] - added,
            unchanged=unchanged + len(tally.touched - moved),
            moved=len(moved),
            removed=sum(len(found.missing) for found in changes),
            skipped=states["skipped"] + left_out[False],
            failed=states["failed"] + left_out[True],
            documents=documents,
            chunks=chunks,
            encoded=encoded,
            reused=max(0, tally.chunks - encoded),
            seconds=time.perf_counter() - started,
            phases=dict(self._phases),
            model=self._model,
            backend=generation.backend if generation else "",
            away=scan.away,
        )


def _expected(changes: Iterable[Changes]) -> Tally:
    """The result of a run in which no file turns out to be unreadable."""
    paths = [path for found in changes for path in (*(e.path for e in found.new), *(r.path for r, _ in found.changed))]
    return Tally(states=dict.fromkeys(paths, "indexed"))


_LEFT_OUT_BY_READERS = (
    SkipReason.UNSUPPORTED,
    SkipReason.EMPTY,
    SkipReason.CORRUPT,
    SkipReason.CRASHED,
    SkipReason.TIMEOUT,
)


def _refresh_formats(connection: Connection) -> None:
    """Have skipped files read again if the readers are newer than in the last run."""
    if get_meta(connection, "formats") != str(FORMATS):
        retries.try_skipped(connection, _LEFT_OUT_BY_READERS)
        set_meta(connection, "formats", str(FORMATS))


def _columns(entry: FileEntry, since: int) -> dict[str, int | str]:
    """The columns of a scanned file. If it was changed just before the scan, which began at `since`, it may change
    again without getting another time; so it gets none, and is checked again in the next run (git calls this "racily
    clean")."""
    racy = since - RACY_NS < entry.mtime_ns < time.time_ns() + RACY_NS
    return {
        "path": entry.path,
        "size": entry.size,
        "mtime_ns": NEVER if racy else entry.mtime_ns,
        "inode": entry.inode,
        "device": entry.device,
    }
