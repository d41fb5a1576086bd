"""What moves between the rooms: frozen records without behaviour.

Times are aware datetimes. ``Vectors`` are float32 of shape (n, dim), each row of Euclidean length 1.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

Vectors: TypeAlias = NDArray[np.float32]
Kind: TypeAlias = Literal["email", "attachment", "document"]
Mode: TypeAlias = Literal["hybrid", "semantic", "keyword"]
Tier: TypeAlias = Literal["exact", "near", "semantic"]
Purpose: TypeAlias = Literal["similarity", "query", "passage"]


class SkipReason(StrEnum):
    """Why something on disk is not in the index. The list is fixed and documented (docs/skipped.md)."""

    ENCRYPTED = "encrypted"
    UNSUPPORTED = "unsupported"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    CORRUPT = "corrupt"
    TIMEOUT = "timeout"
    CRASHED = "crashed"
    UNREADABLE = "unreadable"
    EXCLUDED = "excluded"


# -- extract ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Extracted:
    """One document as read from bytes, before quotes are set apart.

    ``part`` locates it inside its file (None for the file's main document, an attachment's name otherwise);
    ``text`` is everything a person would read in it, quoted history included, without the headers.
    ``references`` are Message-IDs, oldest first, In-Reply-To last. Message-IDs come without angle brackets.
    """

    kind: Kind
    title: str
    text: str
    part: str | None = None
    sender: str = ""
    recipients: tuple[str, ...] = ()
    date: datetime | None = None
    message_id: str = ""
    references: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    charset: str = ""


@dataclass(frozen=True, slots=True)
class Skip:
    """Something that could not be read, with a reason from the fixed list and a detail that a person can act on."""

    part: str | None
    reason: SkipReason
    detail: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one file or one message: its documents, the main one first, and what had to be left out."""

    documents: tuple[Extracted, ...] = ()
    skips: tuple[Skip, ...] = ()


# -- clean and chunk --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Authored:
    """A text in three: what its author wrote, the history quoted in it, and the signature or footer."""

    text: str
    quoted: str = ""
    signature: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of characters."""

    start: int
    end: int


# -- store ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Document:
    """One indexed document, whole."""

    id: int
    path: str
    part: str | None
    kind: Kind
    title: str
    sender: str
    recipients: tuple[str, ...]
    date: datetime | None
    message_id: str
    thread_id: str
    labels: tuple[str, ...]
    charset: str
    language: str
    size: int
    text: str
    quoted: str
    signature: str
    attachments: tuple[str, ...]


SourceState = Literal["ready", "pending", "away"]


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


# -- models -----------------------------------------------------------------------------------------------------------


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


# -- reports ----------------------------------------------------------------------------------------------------------


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
class Explanation:
    """Why a document was found. ``dense`` is the calibrated cosine of its best chunk, ``keyword`` the BM25 score over
    the best one's, both in 0..1 and None where that side did not run; ``dense_part`` and ``keyword_part`` are what
    each added to the score."""

    dense: float | None
    keyword: float | None
    dense_part: float
    keyword_part: float
    chunk: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class Hit:
    """One found document. ``marks`` are the spans of ``snippet`` that match the words of the query."""

    rank: int
    id: int
    score: float
    relevance: float
    kind: Kind
    path: str
    part: str | None
    title: str
    sender: str
    date: datetime | None
    snippet: str
    message_id: str
    thread_id: str
    marks: tuple[Span, ...] = ()
    explain: Explanation | None = None


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Ranked hits. ``notices`` are remarks for the person, such as an operator that was searched as text."""

    query: str
    mode: Mode
    took_ms: float
    hits: tuple[Hit, ...]
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DuplicateMember:
    """``similarity`` is to the group's kept member, 1.0 for that one itself."""

    id: int
    path: str
    part: str | None
    message_id: str
    similarity: float
    size: int
    date: datetime | None
    title: str
    sender: str


@dataclass(frozen=True, slots=True)
class DuplicateGroup:
    id: int
    tier: Tier
    keep: int
    members: tuple[DuplicateMember, ...]


@dataclass(frozen=True, slots=True)
class DuplicateReport:
    tier: Tier
    threshold: float
    took_ms: float
    groups: tuple[DuplicateGroup, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """Documents about the same. ``terms`` are the words that tell them from the others, ``members`` ids of documents,
    the most typical first; that one is the ``representative``."""

    id: int
    label: str
    terms: tuple[str, ...]
    size: int
    representative: int
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TopicReport:
    """Topics, the largest first, and the ids of documents that belong to none."""

    topics: tuple[Topic, ...]
    unassigned: tuple[int, ...]
    took_ms: float


@dataclass(frozen=True, slots=True)
class WatchEvent:
    """What happened while folders were watched. ``detail`` names what is "watching", says why it is "paused", what it
    waits for ("waiting"), what "failed" and is tried again later, or is a "notice" on what cannot be watched.
    ``report`` comes with "indexed", which is said of what has changed something, and of every look at all there is."""

    event: Literal["watching", "indexed", "paused", "waiting", "failed", "notice"]
    detail: str = ""
    report: ReindexReport | None = None


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
    watching leaves everything as it is."""

    sources: int
    files: dict[str, int]
    documents: int
    chunks: int
    vectors: int
    model: ModelStatus
    generation: int
    bytes: dict[str, int] = field(default_factory=dict)
    paused: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """A document made safe to show. ``html`` is sanitised and without any remote content, "" where the document is
    plain text; ``remote_content`` counts what was taken out because it would have been fetched."""

    document: Document
    html: str
    remote_content: int = 0


# -- ready to be stored -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Piece:
    """One text to encode: a span of a document's title (field 0) or authored text (field 1), and its digest."""

    field: int
    span: Span
    digest: bytes


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document that went through reading, cleaning and chunking. ``content`` is the digest of its normalised text,
    equal in exact duplicates; ``size`` is in bytes of UTF-8."""

    extracted: Extracted
    authored: Authored
    language: str
    content: bytes
    size: int
    pieces: tuple[Piece, ...]


# -- query ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Filters:
    """What a document has to be. Fields are ANDed; several values in one field are alternatives.

    Texts are as typed, to be matched regardless of case. ``after`` is inclusive, ``before`` exclusive, both aware and
    in the local time zone. ``types`` are in lower case: "email", "attachment", "document", or an extension without its
    dot. ``larger`` and ``smaller`` are bytes, both exclusive.
    """

    sender: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    folder: tuple[str, ...] = ()
    before: datetime | None = None
    after: datetime | None = None
    types: tuple[str, ...] = ()
    has_attachment: bool | None = None
    languages: tuple[str, ...] = ()
    larger: int | None = None
    smaller: int | None = None

    @property
    def empty(self) -> bool:
        """Whether every document passes."""
        return self == Filters()
