"""Sources, models, and the state of an index."""

from dataclasses import dataclass, field
from typing import Literal

from semsearch.records.basics import SkipReason

SourceState = Literal["ready", "pending", "away"]
Fate = Literal["indexed", "pending", "skipped", "failed", "excluded", "outside", "missing", "folder"]


@dataclass(frozen=True, slots=True)
class Source:
    """A registered folder, mbox file or Maildir. ``state`` is "ready", "pending" (not all of it was read yet) or "away"
    (offline); ``skipped`` is how many files, and parts of files, were not indexed, each of which is a `SkippedFile`."""

    path: str
    kind: Literal["folder", "file"]
    state: SourceState
    files: int
    documents: int
    skipped: int
    exclude: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SkippedFile:
    """A file, or a part of it, that was not indexed."""

    path: str
    part: str | None
    reason: SkipReason
    detail: str


@dataclass(frozen=True, slots=True)
class FileFate:
    """Whether a file is indexed, and ``why``: the rule or reason that decided it. ``documents`` are the ids of its
    documents; ``skipped`` are its skipped parts, or the file itself with part None."""

    path: str
    state: Fate
    why: str
    source: str | None = None
    documents: tuple[int, ...] = ()
    skipped: tuple[SkippedFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Model:
    """A model as listed by `semsearch models`. ``path`` is its sentence-transformers folder, "" if it is not
    installed."""

    name: str
    languages: tuple[str, ...]
    dim: int
    bytes: int
    installed: bool
    in_use: bool
    path: str


@dataclass(frozen=True, slots=True)
class ModelStatus:
    """The model that the index was made with, and how its vectors are computed."""

    name: str
    fingerprint: str
    dim: int
    backend: str
    precision: str


@dataclass(frozen=True, slots=True)
class Status:
    """The state of an index. ``files`` counts files by state, and ``parts_skipped`` what was left out of indexed files:
    the end of a long text, an attachment that cannot be read; each is a `SkippedFile`. ``bytes`` are the sizes on disk
    of "database" and "index"; ``paused`` says whether automatic indexing is paused. ``texts`` is the number of distinct
    texts among the chunks; ``vectors`` of them, the share ``coverage`` in 0..1, are encoded and can be found by
    meaning."""

    sources: int
    files: dict[str, int]
    documents: int
    chunks: int
    vectors: int
    model: ModelStatus
    generation: int
    bytes: dict[str, int] = field(default_factory=dict)
    paused: bool = False
    texts: int = 0
    coverage: float = 1.0
    parts_skipped: int = 0


@dataclass(frozen=True, slots=True)
class ReindexReport:
    """The result of a run. ``seen`` to ``failed`` count files, ``encoded`` and ``reused`` count texts; ``documents``
    and ``chunks`` are the totals in the index after the run; ``phases`` are seconds by phase; ``away`` lists the
    sources that were not there, whose documents stay."""

    seen: int
    added: int
    updated: int
    unchanged: int
    moved: int
    removed: int
    skipped: int
    failed: int
    documents: int
    chunks: int
    encoded: int
    reused: int
    seconds: float
    phases: dict[str, float]
    model: str
    backend: str
    away: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WatchEvent:
    """Something that happened while watching. ``detail`` lists the watched sources ("watching"), says why indexing is
    "paused", what it is "waiting" for, what "failed" and will be retried, or that the index is "damaged" and what mends
    it, or is a "notice" on a source that cannot be watched. "indexed" has a ``report``; it is sent after every update
    with changes, and after every full scan."""

    event: Literal["watching", "indexed", "paused", "waiting", "failed", "damaged", "notice"]
    detail: str = ""
    report: ReindexReport | None = None


@dataclass(frozen=True, slots=True)
class Recognition:
    """Whether OCR is on, and what has to be installed for it, "" if nothing is missing."""

    on: bool
    missing: str


@dataclass(frozen=True, slots=True)
class Isolation:
    """Which restrictions this system can enforce on the processes that read files: limited ``memory``, no writing to
    ``files`` except temporary ones, no ``network``. Time is always limited. ``detail`` is a summary in one line."""

    memory: bool
    files: bool
    network: bool
    detail: str


@dataclass(frozen=True, slots=True)
class Check:
    """A check by `doctor`, and its finding in one line."""

    name: str
    ok: bool
    detail: str


@dataclass(frozen=True, slots=True)
class DoctorReport:
    """The checks of `doctor`. ``repaired`` lists, one line each, the repairs made before them."""

    ok: bool
    checks: tuple[Check, ...]
    repaired: tuple[str, ...] = ()
