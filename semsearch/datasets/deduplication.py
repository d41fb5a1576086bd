"""Duplicates in files of texts, within one file and between two, by the same engine as those of documents.

The texts are stored in a catalogue of their own in the user's cache folder, so that a second run over similar files
encodes and compares only what is new. The catalogue holds the files of the last run.
"""

import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from semsearch.clean.normal import normalise
from semsearch.datasets.textfiles import TextFile, read_texts, write_without
from semsearch.duplicates import Duplicates
from semsearch.duplicates.matches import DEFAULTS
from semsearch.encode import ModelStore
from semsearch.encoders import Encoders
from semsearch.errors import UsageError
from semsearch.index.encoding import encode_all
from semsearch.index.reading import digest, pieces
from semsearch.progress import Progress, Step, silent
from semsearch.records import (
    Authored,
    DuplicateCandidate,
    DuplicateGroup,
    DuplicateMember,
    Extracted,
    KeywordColumns,
    Prepared,
    TextGroup,
    TextMember,
    TextReport,
    Tier,
    TierCount,
)
from semsearch.settings import model_cache, text_home
from semsearch.store import catalogue, contents, orphans, seen
from semsearch.store.contents import Reading
from semsearch.store.database import Connection, Database
from semsearch.store.generations import Generation
from semsearch.store.lock import write_lock
from semsearch.store.lookup import Place
from semsearch.store.schema import driver

TIERS: tuple[Tier, ...] = ("exact", "near", "semantic")

_BATCH = 2000


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of ``file``, and those of ``against``, which count as earlier ones and are never dropped. ``field`` has
    the text of each."""

    file: Path
    against: Path | None = None
    field: str = "text"

    def read(self) -> list[TextFile]:
        """The files, that whose rows may be dropped last.

        Raises:
            UsageError: both are the same file, or one cannot be read or has no such field.
        """
        paths = [path.absolute() for path in (self.against, self.file) if path is not None]
        if len({path.resolve() for path in paths}) < len(paths):
            raise UsageError("--against takes another file than --input; duplicates within a file are found anyway")
        return [read_texts(path, self.field) for path in paths]


def deduplicate(
    rows: Rows,
    *,
    tier: Tier = "semantic",
    threshold: float | None = None,
    model: str,
    models: ModelStore | None = None,
    dry_run: bool = False,
    progress: Progress = silent,
) -> TextReport:
    """Find the rows that duplicate an earlier one, and write a copy of their file without them.

    Exact duplicates are dropped first, then near, then semantic ones, up to `tier`; `threshold` is that of `tier`. A
    row that is kept in place of others is never dropped by a later tier, so that every dropped row has a counterpart.
    With `dry_run` no file is written.

    Raises:
        UsageError: see `Rows.read`.
        LockedError: another process is deduplicating.
        Cancelled: raised by `progress`; encoded and compared texts are kept.
    """
    started = time.perf_counter()
    *others, own = files = rows.read()
    home = text_home()
    home.create()
    with closing(Database(home)) as database, write_lock(home):
        run = _Run(database, files)
        run.store(progress)
        if tier == "semantic":
            encoders = Encoders(home, database, models or ModelStore(model_cache()))
            encode_all(database, encoders, model, progress, _without_graph, anew=False)
        limits = {each: DEFAULTS[each] for each in TIERS[: TIERS.index(tier) + 1]}
        if threshold is not None and tier != "exact":
            limits[tier] = threshold
        tiers, groups = run.tiers(limits, progress)
    dropped = {member.row - 1 for group in groups for member in group.members[1:]}
    leaked = sum(len(group.members) - 1 for group in groups if group.members[0].file != str(own.path))
    return TextReport(
        input=str(own.path),
        against=str(others[0].path) if others else "",
        field=rows.field,
        rows=len(own.raw),
        empty=sum(not text.strip() for text in own.texts),
        dropped=len(dropped),
        leaked=leaked,
        share=len(dropped) / max(1, len(own.raw)),
        tiers=tiers,
        groups=groups,
        cleaned="" if dry_run else str(write_without(own, dropped)),
        took_ms=1000 * (time.perf_counter() - started),
    )


class _Run:
    """One run over files whose rows become documents of the catalogue. Only rows of the last file may be dropped."""

    def __init__(self, database: Database, files: Sequence[TextFile]) -> None:
        self._database = database
        self._duplicates = Duplicates(database)
        self._files = {str(file.path): file for file in files}
        self._own = str(files[-1].path)

    def store(self, progress: Progress) -> None:
        """Replace the content of the catalogue by these files. Vectors and pairs of texts that remain are kept."""
        with self._database.writing() as connection:
            catalogue.drop_all_sources(connection)
        for path, file in self._files.items():
            with self._database.writing() as connection:
                file_id = _add_file(connection, path)
            for start in range(0, len(file.texts), _BATCH):
                progress(Step("extract", start, len(file.texts), Path(path).name))
                rows = range(start, min(start + _BATCH, len(file.texts)))
                prepared = {row: _prepared(file.texts[row]) for row in rows if file.texts[row].strip()}
                with self._database.writing() as connection:
                    contents.store(
                        connection,
                        [Reading(file_id, path, Place(one.content, row), [one]) for row, one in prepared.items()],
                    )
            progress(Step("extract", len(file.texts), len(file.texts), Path(path).name))
        with self._database.writing() as connection:
            orphans.purge(connection)

    def tiers(
        self, limits: dict[Tier, float], progress: Progress
    ) -> tuple[tuple[TierCount, ...], tuple[TextGroup, ...]]:
        """How many rows each tier drops, and the groups of duplicates."""
        kept: set[int] = set()
        counts, groups = [], []
        for tier, limit in limits.items():
            matches = self._duplicates.matches(tier, progress)
            fixed = kept | {each.id for each in matches.candidates if each.path != self._own}
            found = replace(matches, pinned=fixed).report(limit, _in_order).groups
            if tier == "near":  # not the kept ones of "exact": what is near to one of these is near to its copies, too
                kept |= {group.keep for group in found}
            counts.append(TierCount(tier, limit, sum(len(group.members) - 1 for group in found)))
            groups += [self._text_group(group) for group in found]
        return tuple(counts), tuple(groups)

    def _text_group(self, group: DuplicateGroup) -> TextGroup:
        return TextGroup(group.tier, tuple(self._text_member(member) for member in group.members))

    def _text_member(self, member: DuplicateMember) -> TextMember:
        row = int(member.part or 0)
        return TextMember(member.path, row + 1, member.similarity, self._files[member.path].texts[row])


def _in_order(document: DuplicateCandidate) -> tuple[int]:
    """Keeps the first of several duplicates, in the order of files and rows."""
    return (document.id,)


def _without_graph(_: Generation, __: Progress) -> None:
    """These texts are compared, never searched: they need no graph."""


def _add_file(connection: Connection, path: str) -> int:
    catalogue.put_source(connection, path, "file", ())
    source = next(row for row in seen.source_rows(driver(connection)) if row.path == path)
    row = {"source_id": source.id, "path": path, "size": 0, "mtime_ns": 0, "inode": 0, "device": 0}
    catalogue.add_files(connection, [row])
    return seen.file_rows(driver(connection), source.id)[path].id


def _prepared(text: str) -> Prepared:
    return Prepared(
        extracted=Extracted(kind="document", title="", text=text),
        authored=Authored(text),
        language="",
        content=digest(normalise(text)),
        size=len(text.encode()),
        pieces=pieces("document", "", text),
        keywords=KeywordColumns(),  # these texts are never searched
    )
