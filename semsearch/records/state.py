"""Sources, models, and what a run or a look at the library reports."""

from dataclasses import dataclass, field
from typing import Literal

from semsearch.records.basics import SkipReason

SourceState = Literal["ready", "pending", "away"]
Fate = Literal["indexed", "pending", "skipped", "failed", "excluded", "outside", "missing", "folder"]


@dataclass(frozen=True, slots=True)
class Source:
    """A registered folder, mbox file or Maildir. ``state`` is "ready", "pending" (not indexed yet) or "away"."""

    path: str
    kind: Literal["folder", "file"]
    state: SourceState
    files: int
    documents: int
    skipped: int
    exclude: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SkippedFile:
    path: str
    part: str | None
    reason: SkipReason
    detail: str


@dataclass(frozen=True, slots=True)
class FileFate:
    """What has become of a file, and the rule or reason that decided it, in ``why``. ``documents`` are ids; ``skipped``
    are its parts that were left out, or the file itself with part None."""

    path: str
    state: Fate
    why: str
    source: str | None = None
    documents: tuple[int, ...] = ()
    skipped: tuple[SkippedFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Model:
    """A model as `semsearch models` lists it. ``path`` is its sentence-transformers folder once installed, else ""."""

    name: str
    languages: tuple[str, ...]
    dim: int
    bytes: int
    installed: bool
    in_use: bool
    path: str


@dataclass(frozen=True, slots=True)
class ModelStatus:
    name: str
    fingerprint: str
    dim: int
    backend: str
    precision: str


@dataclass(frozen=True, slots=True)
class Status:
    """``files`` counts by state, ``bytes`` the sizes on disk of the "database" and the "index"; ``paused`` is whether
    watching leaves everything as it is. ``texts`` are the different texts among the chunks:
    `vectors` of them, a share of ``coverage`` (0..1), can be found by meaning."""

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


@dataclass(frozen=True, slots=True)
class ReindexReport:
    """What a run saw and did. ``seen`` to ``failed`` count files, ``encoded`` and ``reused`` texts; ``phases`` are
    seconds; ``documents`` and ``chunks`` are totals now in the index."""

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


@dataclass(frozen=True, slots=True)
class WatchEvent:
    """What happened while folders were watched. ``detail`` names what is "watching", says why it is "paused", what it
    waits for ("waiting"), what "failed" and is tried again later, or is a "notice" on what cannot be watched.
    ``report`` comes with "indexed", which is said of what has changed something, and of every look at all there is."""

    event: Literal["watching", "indexed", "paused", "waiting", "failed", "notice"]
    detail: str = ""
    report: ReindexReport | None = None


@dataclass(frozen=True, slots=True)
class Recognition:
    """Whether text in scans and pictures is recognised, and what has to be installed for it, "" if nothing."""

    on: bool
    missing: str


@dataclass(frozen=True, slots=True)
class Isolation:
    """What holds for the processes that read files: limited ``memory``, no writing to ``files`` but temporary ones, no
    ``network``. Limits on time hold always. ``detail`` says so in one line."""

    memory: bool
    files: bool
    network: bool
    detail: str

    @property
    def whole(self) -> bool:
        """Whether all of it holds."""
        return self.memory and self.files and self.network


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that `doctor` looked at, and one line on what it saw."""

    name: str
    ok: bool
    detail: str


@dataclass(frozen=True, slots=True)
class DoctorReport:
    """``repaired`` says in one line each what was mended before these checks."""

    ok: bool
    checks: tuple[Check, ...]
    repaired: tuple[str, ...] = ()
