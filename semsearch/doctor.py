"""Checks a home, the catalogue, keyword index, vectors and graph against each other and the disk, and repairs it."""

import contextlib
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from semsearch.encode import ModelStore
from semsearch.encoders import Encoders
from semsearch.errors import DamagedError, HomeError, ModelError, SemsearchError, reason
from semsearch.extract.process.isolation import isolation
from semsearch.index import rechunking
from semsearch.index.reading import digest
from semsearch.library import Library
from semsearch.progress import Progress, Step, silent
from semsearch.records import Check, DoctorReport
from semsearch.settings import Home, default_home, model_cache
from semsearch.sources.watch import watch_limit, watched_folders
from semsearch.store import catalogue, health, lookup, seen
from semsearch.store.database import Connection, Database
from semsearch.store.keywords import keyword_index
from semsearch.store.lock import write_lock
from semsearch.store.salvage import salvage
from semsearch.store.schema import driver
from semsearch.store.vectors import generations, stored_vectors
from semsearch.store.vectors.generations import Generation
from semsearch.store.vectors.stored_vectors import text_vectors
from semsearch.store.vectors.vector_index import VectorIndex

_OTHERS = 0o077
"""The permission bits of group and others."""

LEAST_COSINE = 0.95
"""Of two vectors that an encoder makes of the same text, on two processors or in other batches."""


class Doctor:
    """Checks and repairs the home at `path` (default: `settings.default_home`)."""

    def __init__(self, path: Path | None = None, models: ModelStore | None = None) -> None:
        self._home = Home(path or default_home())
        self._models = models or ModelStore(model_cache())

    def examine(self, progress: Progress = silent) -> DoctorReport:
        """Check everything and change nothing.

        Raises:
            HomeError: there is no index in this home, or it cannot be opened for a reason other than damage.
        """
        return self._report((), progress)

    def repair(self, progress: Progress = silent) -> DoctorReport:
        """Repair what is wrong, then check again. Derived data is rebuilt, and files whose documents were damaged are
        read again, so that nothing indexed is lost.

        Raises:
            HomeError: there is no index in this home.
            LockedError: another process is writing.
            Cancelled: raised by `progress`. The index is as it was, or repaired and not read again to the end.
        """
        self._check_there()
        with contextlib.suppress(DamagedError), self._database():
            pass  # one of an older version is upgraded, which takes the lock by itself
        repaired = []
        if exposed := self._exposed():
            _close_to_others(exposed)
            repaired.append(f"removed the access of others to {len(exposed)} files and folders")
        with write_lock(self._home):
            again = list(self._repair_catalogue(progress))
            with self._database() as database:
                again += self._repair_index(database, progress)
        if again:
            with Library.open(self._home.path, models=self._models) as library:
                report = library.reindex(progress=progress)
            if report.encoded:
                again.append(f"encoded {report.encoded} texts")
        return self._report((*repaired, *again), progress)

    def _check_there(self) -> None:
        if not self._home.has_index():
            raise HomeError(f"there is no index in {self._home.path}; start one with: semsearch add PATH")

    def _report(self, repaired: tuple[str, ...], progress: Progress) -> DoctorReport:
        self._check_there()
        checks: list[Check] = []
        progress(Step("check", 0))
        for check in self._checks():
            checks.append(check)
            progress(Step("check", len(checks), None, check.name))
        return DoctorReport(all(check.ok for check in checks), tuple(checks), repaired)

    # -- checks --

    def _checks(self) -> Iterator[Check]:
        yield self._permissions()
        try:
            with self._database() as database:
                yield from self._check_catalogue(database)
        except DamagedError as error:
            yield Check("database", False, str(error))
            return
        yield self._disk()
        sandbox = isolation()
        held = sandbox.memory or sandbox.files or sandbox.network or sys.platform != "linux"
        yield Check("sandbox", held, sandbox.detail)

    def _check_catalogue(self, database: Database) -> Iterator[Check]:
        with database.transaction() as connection:
            wrong = health.integrity(connection)
            yield Check("database", not wrong, "; ".join(wrong) or "its pages, tables and indexes are sound")
            strays, unread = health.strays(connection), health.unaccounted(connection)
            cut = rechunking.wrongly_chunked(connection, health.drawn_documents(connection))
            detail = (
                f"{len(strays)} rows are dangling, {len(unread)} files are neither indexed nor listed as skipped,"
                f" {len(cut)} documents differ from what is encoded of them"
            )
            sound = not (strays or unread or cut)
            yield Check("documents", sound, _counted(connection) if sound else detail)
            yield self._check_keywords(connection)
            yield from self._check_vectors(database, connection)
            yield _watches(connection)

    def _check_keywords(self, connection: Connection) -> Check:
        if keyword_index.is_outdated(connection):
            return Check("keywords", True, keyword_index.OUTDATED)
        faults = health.keyword_faults(connection)
        detail = f"{faults} documents differ from" if faults else "every document is in"
        return Check("keywords", not faults, f"{detail} the keyword index")

    def _check_vectors(self, database: Database, connection: Connection) -> Iterator[Check]:
        generation = generations.serving(connection)
        if generation is None:
            yield Check("vectors", True, "nothing is encoded yet")
            return
        faulty = health.faulty_vectors(connection, generation)
        waiting = generations.pending_count(connection, generation.id)
        encoded = stored_vectors.live_vector_count(connection, generation.id)
        lost = health.lost_vectors(connection, generation)
        hint = "; encode them with: semsearch reindex" if waiting and not lost else ""
        detail = f"{encoded} texts encoded, {waiting} {'lost' if lost else 'pending'}, {len(faulty)} damaged{hint}"
        yield Check("vectors", not faulty and not lost, detail)
        yield Check("graph", *VectorIndex(self._home).examine(connection, generation))
        try:
            known = self._models.fingerprints(generation.model)
            foreign = self._foreign_vectors(database, connection, generation)
        except SemsearchError as error:
            yield Check("model", False, str(error))
            return
        fits = not known or generation.fingerprint in known
        detail = "is the one that the index was made with" if fits else "has changed; run: semsearch reindex"
        if foreign:
            fits, detail = False, f"does not make these vectors of these texts: {foreign} of a sample are others"
        yield Check("model", fits, f"{generation.model} {detail}")

    def _foreign_vectors(self, database: Database, connection: Connection, generation: Generation) -> int:
        """The number of vectors in a sample that the encoder does not make of their texts; 0 if it is not installed.

        Raises:
            ModelError: it cannot be loaded.
        """
        if health.strays(connection) or generation.fingerprint not in self._models.fingerprints(generation.model):
            return 0
        drawn = health.drawn_texts(connection, generation)
        written = dict(zip(drawn, generations.read_texts(connection, list(drawn)), strict=True))
        # Texts that are not what was encoded, and vectors of another length, are faults of their own.
        sound = [text_id for text_id, text in written.items() if digest(text) == drawn[text_id]]
        stored = text_vectors(connection, generation, sound)
        stored = {key: row for key, row in stored.items() if abs(row @ row - 1) < 4 * health.LENGTH_TOLERANCE}
        if not stored:
            return 0
        encoder = Encoders(self._home, database, self._models).of(generation)
        made = encoder.encode([written[text_id] for text_id in stored], "passage")
        return sum(float(old @ new) < LEAST_COSINE for old, new in zip(stored.values(), made, strict=True))

    def _permissions(self) -> Check:
        exposed = self._exposed()
        detail = f"{exposed[0]} can be read by others" if exposed else "only you can read the index"
        return Check(
            "permissions", not exposed, detail + (f", and {len(exposed) - 1} more" if len(exposed) > 1 else "")
        )

    def _disk(self) -> Check:
        with Library.open(self._home.path, models=self._models) as library:
            found = library.reindex(dry_run=True)
        waiting = f"{found.added} new, {found.updated} changed, {found.removed} gone since the last run"
        away = f"; away: {', '.join(found.away)}" if found.away else ""
        return Check("files", True, f"{found.seen} files, {waiting}{away}")

    def _exposed(self) -> list[Path]:
        """Files and folders of semsearch that others can access; not the home itself if it holds foreign files."""
        if sys.platform == "win32":
            return []
        ours = self._home.files()
        foreign = any(path not in ours for path in self._home.path.iterdir())
        return [path for path in ([] if foreign else [self._home.path]) + ours if path.stat().st_mode & _OTHERS]

    # -- repairs --

    def _repair_catalogue(self, progress: Progress) -> Iterator[str]:
        """Replace a corrupt catalogue by a sound one with everything that can be recovered."""
        try:
            with self._database() as database, database.transaction() as connection:
                if not health.integrity(connection):
                    return
        except DamagedError:
            pass
        try:
            told = salvage(self._home, progress)
        except OSError as error:
            raise HomeError(
                f"the damaged catalogue cannot be replaced: {reason(error)}; close the window and whatever else uses it"
            ) from error
        yield told

    def _repair_index(self, database: Database, progress: Progress) -> Iterator[str]:
        """Delete what is inconsistent, for the next run to rebuild. Yields a line about each repair."""
        steps: tuple[Callable[[Connection], Iterator[str]], ...] = (
            self._repair_documents,
            self._repair_keywords,
            partial(self._repair_vectors, database),
        )
        with database.transaction() as connection:
            generation = generations.serving(connection)
            lost = generation and health.lost_vectors(connection, generation)
        if lost:
            yield f"{lost} texts had lost their vectors"
        with database.writing() as connection:
            for done, step in enumerate(steps):
                progress(Step("rescue", done, len(steps)))
                yield from step(connection)

    def _repair_documents(self, connection: Connection) -> Iterator[str]:
        if strays := health.strays(connection):
            health.drop_strays(connection)
            yield f"dropped {len(strays)} dangling rows"
        unread = set(health.unaccounted(connection))
        if rechunking.wrongly_chunked(connection, health.drawn_documents(connection)):
            cut = rechunking.wrongly_chunked(connection, sorted(lookup.all_ids(connection)))
            unread.update(health.files_of(connection, cut))
        if lost := health.lost_documents(connection):
            catalogue.read_again(connection, None)  # nothing tells which files they were in
            yield f"read all files again, as {lost} documents were lost"
        elif unread:
            catalogue.read_again(connection, unread)
            yield f"read {len(unread)} files again"

    def _repair_keywords(self, connection: Connection) -> Iterator[str]:
        if not keyword_index.is_outdated(connection) and health.keyword_faults(connection):
            keyword_index.rebuild(connection)
            yield "rebuilt the keyword index"

    def _repair_vectors(self, database: Database, connection: Connection) -> Iterator[str]:
        generation = generations.serving(connection)
        if generation is None:
            return
        foreign = 0
        with contextlib.suppress(ModelError):
            foreign = self._foreign_vectors(database, connection, generation)
        if foreign:
            health.drop_vectors(connection, None)
            yield "dropped all vectors, as some were those of other texts"
        elif faulty := health.faulty_vectors(connection, generation):
            health.drop_vectors(connection, faulty)
            yield f"dropped {len(faulty)} damaged vectors"
        index = VectorIndex(self._home)
        if not index.examine(connection, generation)[0]:
            index.forget()
            yield "rebuilt the graph of vectors"

    def _database(self) -> contextlib.AbstractContextManager[Database]:
        return contextlib.closing(Database(self._home))


def _close_to_others(paths: Sequence[Path]) -> None:
    for path in paths:
        try:
            path.chmod(path.stat().st_mode & ~_OTHERS)
        except OSError as error:
            raise HomeError(f"others can read {path}, and that cannot be changed: {reason(error)}") from error


def _counted(connection: Connection) -> str:
    files, documents, chunks = lookup.counts(connection)
    return f"documents: {documents}, chunks: {chunks}, files: {files['indexed']}"


def _watches(connection: Connection) -> Check:
    free = watch_limit()
    if free is None:
        return Check("watches", True, "no known limit on this system")
    allowed, taken = free
    needed = watched_folders({source.path: source.exclude for source in seen.source_rows(driver(connection))})
    detail = f"folders to watch: {needed}, watches allowed: {allowed}, taken by other programs: {taken}"
    fits = needed <= allowed - taken
    if not fits:
        detail += f"; allow more with: sudo sysctl fs.inotify.max_user_watches={max(1 << 20, 2 * (needed + taken))}"
    return Check("watches", fits, detail)
