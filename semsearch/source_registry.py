"""The sources of one home, and the fate of the files in them."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

from semsearch.errors import UsageError
from semsearch.file_fate import file_fate
from semsearch.records import FileFate, SkippedFile, Source
from semsearch.settings import ON_BATTERY, PAUSED, Home, absolute
from semsearch.sources.admission import check_new_source
from semsearch.sources.scan import below
from semsearch.store import catalogue, lookup, retries, seen
from semsearch.store.database import Database, driver
from semsearch.store.lock import write_lock
from semsearch.store.meta import get_meta, set_meta


class SourceRegistry:
    """Adds, removes and lists the sources of one home. Safe to share between threads."""

    def __init__(self, home: Home, database: Database) -> None:
        self._home = home
        self._database = database

    def add(self, paths: Iterable[Path], exclude: Sequence[str]) -> list[Source]:
        """See `Library.add`."""
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
        return [source for source in self.listed() if source.path in wanted]

    def remove(self, paths: Iterable[Path]) -> list[Source]:
        """See `Library.remove`."""
        wanted = [absolute(path) for path in paths]
        before = {source.path: source for source in self.listed()}
        for path in wanted:
            if path not in before:
                raise UsageError(f"{path} is not a source; `semsearch sources` lists them")
        with write_lock(self._home), self._database.writing() as connection:
            for row in seen.source_rows(driver(connection)):
                if row.path in wanted:
                    catalogue.drop_source(connection, row.id)
        return [before[path] for path in wanted]

    def listed(self) -> list[Source]:
        """See `Library.sources`."""
        with self._database.transaction() as connection:
            return lookup.sources_with_counts(connection)

    def pause(self, paused: bool) -> None:
        """See `Library.pause`."""
        with self._database.writing() as connection:
            set_meta(connection, PAUSED, "yes" if paused else "")

    def waits_on_battery(self, waits: bool | None) -> bool:
        """See `Library.waits_on_battery`."""
        if waits is not None:
            with self._database.writing() as connection:
                set_meta(connection, ON_BATTERY, "" if waits else "go on")
        with self._database.transaction() as connection:
            return not get_meta(connection, ON_BATTERY)

    def skipped(self) -> list[SkippedFile]:
        """See `Library.skipped`."""
        with self._database.transaction() as connection:
            return lookup.skipped(connection)

    def retry(self, paths: Iterable[Path]) -> None:
        """See `Library.retry`."""
        with write_lock(self._home), self._database.writing() as connection:
            retries.try_again(connection, map(absolute, paths))

    def why(self, path: Path) -> FileFate:
        """See `Library.why`."""
        with self._database.transaction() as connection:
            return file_fate(connection, absolute(path))
