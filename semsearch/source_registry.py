"""The sources of one home, and the fate of the files in them."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

from semsearch.errors import UsageError
from semsearch.file_fate import file_fate
from semsearch.records import FileFate, SkippedFile, Source
from semsearch.settings import Home, absolute
from semsearch.sources.admission import check_new_source
from semsearch.sources.scan import below
from semsearch.store import catalogue, lookup, retries, seen
from semsearch.store.database import Database, driver
from semsearch.store.lock import write_lock


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
                if below(path, absolute(self._home.path)):
                    raise UsageError(f"the index itself lies in {path}; choose a folder with mail or documents")
                check_new_source(path, known - {path}, exclude)
                known.add(path)
                kind: Literal["folder", "file"] = "folder" if Path(path).is_dir() else "file"
                catalogue.put_source(connection, path, kind, exclude)
        return [source for source in self.all() if source.path in wanted]

    def remove(self, paths: Iterable[Path]) -> list[Source]:
        """Forget sources and everything indexed from them, leaving their files alone. Returns the removed sources.

        Raises:
            UsageError: a path is not a source.
            LockedError: another process is writing.
        """
        wanted = [absolute(path) for path in paths]
        before = {source.path: source for source in self.all()}
        for path in wanted:
            if path not in before:
                raise UsageError(f"{path} is not a source; `semsearch sources` lists them")
        with write_lock(self._home), self._database.writing() as connection:
            for row in seen.source_rows(driver(connection)):
                if row.path in wanted:
                    catalogue.drop_source(connection, row.id)
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
        """Whether a file is indexed and, if not, which rule or reason keeps it out."""
        with self._database.transaction() as connection:
            return file_fate(connection, absolute(path))
