"""Duplicates in files of texts, within a set of files and against another, by the same engine as those of documents.

The texts are stored in a catalogue of their own in the user's cache folder, so that a second run over similar files
encodes and compares only what is new. The catalogue holds the files of the last run.
"""

import time
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from semsearch.clean.normal import normalise
from semsearch.datasets.textfiles import TextFile, is_cleaned_copy, read_texts, write_all_without
from semsearch.duplicates import Duplicates
from semsearch.duplicates.matches import DEFAULTS, Similar
from semsearch.encode import ModelStore
from semsearch.encoders import Encoders
from semsearch.errors import UsageError
from semsearch.index.encoding import encode_all
from semsearch.index.reading import chunks_of, digest
from semsearch.progress import Progress, Step, silent
from semsearch.records import (
    Authored,
    Extracted,
    KeywordColumns,
    Prepared,
    TextFileReport,
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
from semsearch.store.lock import write_lock
from semsearch.store.lookup import Place
from semsearch.store.schema import driver
from semsearch.store.vectors.generations import Generation

TIERS: tuple[Tier, ...] = ("exact", "near", "semantic")

_BATCH = 2000


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of ``files``, as one set, and those of the files ``against``, which count as earlier ones and are never
    dropped. ``fields`` have the text of each row; none named, each file tells (see `fields.chosen`)."""

    files: Sequence[Path]
    against: Sequence[Path] = ()
    fields: Sequence[str] = ()

    def read(self, progress: Progress = silent) -> tuple[list[TextFile], list[TextFile]]:
        """The files ``against``, then those whose rows may be dropped.

        Raises:
            UsageError: a file is named twice or beside its cleaned copy, cannot be read or has no such field.
            Cancelled: raised by `progress`.
        """
        paths = [path.absolute() for path in (*self.against, *self.files)]
        seen: set[Path] = set()
        for path in paths:
            if path.resolve() in seen:
                raise UsageError(f"{path} is named twice; duplicates within a file are found anyway")
            seen.add(path.resolve())
            if original := next((other for other in paths if is_cleaned_copy(path, other)), None):
                raise UsageError(f"{path} is a cleaned copy of {original.name}; leave out one of them")
        read = [read_texts(path, self.fields, progress) for path in paths]
        return read[: len(self.against)], read[len(self.against) :]


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
    """Find the rows that duplicate an earlier one, and write copies of their files without them.

    Exact duplicates are dropped first, then near, then semantic ones, up to `tier`; `threshold` is that of `tier`. What
    duplicates a row of the files ``against`` is dropped before what duplicates another row of the input. A row that is
    kept in place of others is never dropped by a later tier, so that every dropped row has a counterpart. Rows that
    cannot be read are kept, and duplicate nothing. With `dry_run` no file is written.

    Raises:
        UsageError: see `Rows.read` and `textfiles.write_all_without`.
        LockedError: another process is deduplicating.
        Cancelled: raised by `progress`; encoded and compared texts are kept, and no file is written.
    """
    started = time.perf_counter()
    others, own = rows.read(progress)
    home = text_home()
    home.create()
    with closing(Database(home)) as database, write_lock(home):
        run = _Run(database, others, own)
        run.store(progress)
        if tier == "semantic":
            encoders = Encoders(home, database, models or ModelStore(model_cache()))
            encode_all(database, encoders, model, progress, _without_graph, anew=False)
        limits = {each: DEFAULTS[each] for each in TIERS[: TIERS.index(tier) + 1]}
        if threshold is not None and tier != "exact":
            limits[tier] = threshold
        groups = tuple(run.groups(limits, progress))
    dropped: defaultdict[str, set[int]] = defaultdict(set)
    for group in groups:
        for member in group.members[1:]:
            dropped[member.file].add(member.row - 1)
    going = [(file, dropped[str(file.path)]) for file in own]
    cleaned = [""] * len(own) if dry_run else map(str, write_all_without(going, progress))
    reports = [_report(file, against=True) for file in others]
    reports += [_report(file, gone, copy) for (file, gone), copy in zip(going, cleaned, strict=True)]
    return _total(reports, groups, limits, 1000 * (time.perf_counter() - started))


def _total(
    reports: Sequence[TextFileReport], groups: tuple[TextGroup, ...], limits: Mapping[Tier, float], took_ms: float
) -> TextReport:
    """The report on all files, of which there are reports. `limits` are the thresholds of the tiers."""
    ours, earlier = ([each for each in reports if each.against is against] for against in (False, True))
    count, without = sum(each.rows for each in ours), sum(each.dropped for each in ours)
    before = {each.file for each in earlier}
    by_tier: Counter[Tier] = Counter()
    for group in groups:
        by_tier[group.tier] += len(group.members) - 1
    return TextReport(
        input=ours[0].file,
        against=earlier[0].file if earlier else "",
        field=", ".join(ours[0].fields),
        rows=count,
        empty=sum(each.empty for each in ours),
        broken=sum(len(each.broken) for each in ours),
        dropped=without,
        leaked=sum(len(group.members) - 1 for group in groups if group.members[0].file in before),
        share=without / max(1, count),
        tiers=tuple(TierCount(each, limit, by_tier[each]) for each, limit in limits.items()),
        groups=groups,
        files=tuple(reports),
        cleaned=ours[0].cleaned,
        took_ms=took_ms,
    )


class _Run:
    """One run over files whose rows become documents of the catalogue. Rows are numbered through all files, those of
    ``others`` first: these are never dropped."""

    def __init__(self, database: Database, others: Sequence[TextFile], own: Sequence[TextFile]) -> None:
        self._database = database
        self._duplicates = Duplicates(database)
        self._files = [*others, *own]
        ends = list(accumulate(len(file.texts) for file in self._files))
        self._starts = [0, *ends[:-1]]
        self._earlier = sum(len(file.texts) for file in others)
        self._first: dict[bytes, int] = {}  # row by content
        self._repeats: defaultdict[int, list[int]] = defaultdict(list)  # later rows with the content of a first one

    def store(self, progress: Progress) -> None:
        """Replace the content of the catalogue by these files. Vectors and pairs of texts that remain are kept."""
        with self._database.writing() as connection:
            catalogue.drop_all_sources(connection, progress)
        for first, file in zip(self._starts, self._files, strict=True):
            path = str(file.path)
            with self._database.writing() as connection:
                file_id = _add_file(connection, path)
            for start in range(0, len(file.texts), _BATCH):
                progress(Step("extract", start, len(file.texts), file.path.name))
                rows = range(start, min(start + _BATCH, len(file.texts)))
                prepared = {row: _prepared(file.texts[row]) for row in rows if file.texts[row].strip()}
                with self._database.writing() as connection:
                    contents.store(
                        connection,
                        [Reading(file_id, path, Place(one.content, row), [one]) for row, one in prepared.items()],
                    )
                for row, one in prepared.items():
                    if (known := self._first.setdefault(one.content, first + row)) != first + row:
                        self._repeats[known].append(first + row)
            progress(Step("extract", len(file.texts), len(file.texts), file.path.name))
        with self._database.writing() as connection:
            orphans.purge(connection)

    def groups(self, limits: Mapping[Tier, float], progress: Progress) -> list[TextGroup]:
        """The groups of duplicates of each tier, up to its limit. Its rows but the first are dropped, each by one
        group."""
        copies = {first: [row for row in rows if row >= self._earlier] for first, rows in self._repeats.items()}
        found = [_Group("exact", first, tuple((row, 1.0) for row in rows)) for first, rows in copies.items() if rows]
        # Only now, when exact ones are known, are the others compared. Of rows with one content the first is left.
        similar: dict[Tier, Similar] = {
            tier: self._duplicates.similar(tier, progress) for tier in limits if tier != "exact"
        }
        kept: set[int] = set()
        dropped: set[int] = set()

        def add(tier: Tier, *, leaks: bool) -> None:
            """Add the groups of a tier among what is left: around rows of the other files, or else around all."""
            rows = [self._first.get(content) for content in similar[tier].listed.contents]
            left = {at: row for at, row in enumerate(rows) if row is not None and row not in dropped}
            pinned = [at for at, row in left.items() if row < self._earlier or row in kept]
            for star in similar[tier].stars(limits[tier], sorted(left, key=left.__getitem__), pinned, progress):
                if left[star.keep] < self._earlier or not leaks:
                    others = tuple((left[other], similarity) for other, similarity in star.others)
                    found.append(_Group(tier, left[star.keep], others))
                    dropped.update(row for row, _ in others)
                    # Not what "exact" keeps: what is similar to one of these is similar to its copies, too.
                    kept.add(left[star.keep])

        if self._earlier:  # a row that repeats one of these goes, even if other rows repeat it
            for tier in similar:
                add(tier, leaks=True)
        for tier in similar:
            add(tier, leaks=False)
        return [self._text_group(group) for group in sorted(found, key=_Group.order)]

    def _text_group(self, group: "_Group") -> TextGroup:
        members = ((group.keep, 1.0), *group.others)
        return TextGroup(group.tier, tuple(self._text_member(row, similarity) for row, similarity in members))

    def _text_member(self, row: int, similarity: float) -> TextMember:
        at = bisect_right(self._starts, row) - 1
        file, own = self._files[at], row - self._starts[at]
        return TextMember(str(file.path), own + 1, file.lines[own], similarity, file.texts[own])


@dataclass(frozen=True, slots=True)
class _Group:
    """Rows that duplicate one that is kept, each with its similarity to it, the most similar first."""

    tier: Tier
    keep: int
    others: tuple[tuple[int, float], ...]

    def order(self) -> tuple[int, float, int, int]:
        """By tier, the most similar first, then the largest."""
        return TIERS.index(self.tier), -self.others[0][1], -len(self.others), self.keep


def _report(
    file: TextFile, dropped: Collection[int] = (), cleaned: str = "", *, against: bool = False
) -> TextFileReport:
    broken = len(file.broken)
    return TextFileReport(
        file=str(file.path),
        against=against,
        encoding=file.storage.encoding,
        fields=file.fields,
        rows=len(file.texts),
        empty=sum(not text.strip() for text in file.texts) - broken,
        dropped=len(dropped),
        broken=file.broken,
        cleaned=cleaned,
    )


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
        chunks=chunks_of("document", "", text),
        keywords=KeywordColumns(),  # these texts are never searched
    )
