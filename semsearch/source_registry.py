"""The sources of one home, and the fate of the files in them."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

from semsearch.errors import UsageError, argument, reason
from semsearch.progress import Progress, silent
from semsearch.records import Fate, FileFate, SkippedFile, SkipReason, Source
from semsearch.settings import Home, absolute
from semsearch.sources.admission import check_new_source
from semsearch.sources.scan import below, why_left_out
from semsearch.store import catalogue, lookup, retries, seen
from semsearch.store.database import Connection, Database
from semsearch.store.lock import write_lock
from semsearch.store.schema import driver
from semsearch.store.seen import SourceRow


class SourceRegistry:
    """Adds, removes and lists the sources of one home. Safe to share between threads."""

    def __init__(self, home: Home, database: Database) -> None:
        self._home = home
        self._database = database

    def all(self) -> list[Source]:
        """All sources with their counts and states, by path."""
        with self._database.transaction() as connection:
            return lookup.sources_with_counts(connection)

    def add(self, paths: Iterable[Path], exclude: Sequence[str] = ()) -> list[Source]:
        """Register folders, mbox files or Maildirs. Adding one again replaces its exclude patterns.

        Raises:
            UsageError: a path does not exist or overlaps another source, or a pattern such as ``>10M`` is malformed.
            LockedError: another process is writing.
        """
        wanted = [absolute(path) for path in paths]
        with write_lock(self._home), self._database.writing() as connection:
            known = {source.path for source in seen.source_rows(driver(connection))}
            for path in wanted:
                self._check(path, known - {path}, exclude)
                known.add(path)
                kind: Literal["folder", "file"] = "folder" if Path(path).is_dir() else "file"
                catalogue.put_source(connection, path, kind, exclude)
        return [source for source in self.all() if source.path in wanted]

    def remove(self, paths: Iterable[Path], progress: Progress = silent) -> list[Source]:
        """Forget sources and everything indexed from them, leaving their files alone. Returns the removed sources.

        Raises:
            UsageError: a path is not a source.
            LockedError: another process is writing.
            Cancelled: raised by `progress`. Nothing is removed then.
        """
        wanted = [absolute(path) for path in paths]
        before = {source.path: source for source in self.all()}
        for path in wanted:
            if path not in before:
                raise UsageError(f"{path} is not a source; `semsearch sources` lists them")
        with write_lock(self._home), self._database.writing() as connection:
            for row in seen.source_rows(driver(connection)):
                if row.path in wanted:
                    catalogue.drop_source(connection, row.id, progress)
        return [before[path] for path in wanted]

    def skipped(self) -> list[SkippedFile]:
        """Every file, and every part of a file, that was not indexed, each with its reason."""
        with self._database.transaction() as connection:
            return lookup.skipped(connection)

    def retry(self, paths: Iterable[Path]) -> None:
        """Have the next run read skipped files again.

        Raises:
            LockedError: another process is writing.
        """
        with write_lock(self._home), self._database.writing() as connection:
            retries.try_again(connection, map(absolute, paths))

    def why(self, path: Path) -> FileFate:
        """Whether a file is indexed, and the one rule or reason that decides; of a folder, whether it is searched."""
        wanted = absolute(path)
        with self._database.transaction() as connection:
            sources = list(seen.source_rows(driver(connection)))
            source = next((row for row in sources if below(wanted, row.path)), None)
            if source is not None:
                return _fate(connection, wanted, source)
        if unseen := _unseen(wanted):
            return FileFate(wanted, *unseen)
        try:
            self._check(wanted, [row.path for row in sources], ())
            why = f"it is in no source; add it with: semsearch add {argument(wanted)}"
        except UsageError as error:
            why = f"it is in no source and cannot be one: {error}"
        return FileFate(wanted, "outside", why)

    def _check(self, path: str, known: Iterable[str], exclude: Sequence[str]) -> None:
        """Check that a new source can be added beside those `known`.

        Raises:
            UsageError: it cannot.
        """
        if below(path, absolute(self._home.path)):
            raise UsageError(f"the index itself lies in {path}; choose a folder with mail or documents")
        check_new_source(path, known, exclude)


def _fate(connection: Connection, path: str, source: SourceRow) -> FileFate:
    rule = why_left_out(Path(source.path), path, source.exclude)
    known = lookup.known_file(connection, path)
    if known is None or known.state == "pending":
        state, why = _unread(path, source, rule)
        return FileFate(path, state, why, source.path)
    if rule and known.documents:
        why = f"all that is in it; but the next reindex will leave it out: {rule}"
        return FileFate(path, "indexed", why, source.path, known.documents, known.skips)
    if known.documents:
        why = "not all that is in it" if known.skips else "all that is in it"
        return FileFate(path, "indexed", why, source.path, known.documents, known.skips)
    first = known.skips[0] if known.skips else None
    excluded = first is not None and first.reason is SkipReason.EXCLUDED
    if excluded and not rule:
        return FileFate(path, "pending", "no rule excludes it any longer; the next reindex reads it", source.path)
    why = rule or (f"{first.reason}: {first.detail}" if first else "it could not be read")
    return FileFate(path, "excluded" if excluded else known.state, why, source.path, (), known.skips)


def _unread(path: str, source: SourceRow, rule: str) -> tuple[Fate, str]:
    if unseen := _unseen(path):
        return unseen
    if rule:
        return "excluded", rule
    if os.path.isdir(path):  # noqa: PTH112
        return "folder", "it is a folder that is searched; ask about a file in it, or see: semsearch sources"
    return "pending", f"it has not been read yet; run: semsearch reindex {argument(source.path)}"


def _unseen(path: str) -> tuple[Fate, str] | None:
    """Why nothing can be seen of a file; None if it is there."""
    try:
        os.lstat(path)
    except PermissionError as error:  # in a folder that may not be entered
        return "failed", f"unreadable: {reason(error)}"
    except (OSError, ValueError):
        return "missing", "there is no such file"
    return None
