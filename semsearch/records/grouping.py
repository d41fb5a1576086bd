"""Groups of duplicates, and topics."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from semsearch.records.basics import Kind, Tier

if TYPE_CHECKING:  # most commands have no use for numpy
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class DuplicateCandidate:
    """A document that may be a duplicate, without its text, of which ``length`` is the number of characters.

    ``content`` is the digest of its normalised text, ``origin`` that of the bytes it was read from; ``place`` is the
    file, and the offset in it, that a mail shares with its attachments.
    """

    id: int
    place: tuple[int, int | None]
    path: str
    part: str | None
    kind: Kind
    title: str
    sender: str
    date: datetime | None
    message_id: str
    thread_id: str
    attachments: tuple[str, ...]
    size: int
    length: int
    content: bytes
    origin: bytes


@dataclass(frozen=True, slots=True)
class ContentPairs:
    """Pairs of contents, no two of the same two: ``one`` and ``other`` are places in ``contents``, ``similarity`` is in
    0..1; the three of shape (pairs,)."""

    contents: tuple[bytes, ...]
    one: "NDArray[np.int64]"
    other: "NDArray[np.int64]"
    similarity: "NDArray[np.float64]"


@dataclass(frozen=True, slots=True)
class DuplicateMember:
    """``similarity`` is to the group's kept member, 1.0 for that one itself. ``pinned``: a person chose to keep it."""

    id: int
    path: str
    part: str | None
    message_id: str
    similarity: float
    size: int
    date: datetime | None
    title: str
    sender: str
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class DuplicateGroup:
    """The kept member first, then the others, the most similar first."""

    id: int
    tier: Tier
    keep: int
    members: tuple[DuplicateMember, ...]


@dataclass(frozen=True, slots=True)
class DuplicateReport:
    """``suggested`` is the threshold that the similarities in this corpus suggest, None where they are too few."""

    tier: Tier
    threshold: float
    took_ms: float
    groups: tuple[DuplicateGroup, ...]
    suggested: float | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """Documents about the same, under an id that stays.

    ``terms`` are the words that tell them from the others; ``label`` is made of these unless a person ``named`` it.
    ``members`` are ids of documents, the most typical first, that one being the ``representative``; ``confidences``, in
    their order, say how clearly each belongs here rather than in the next topic: 0.5 is a toss-up. ``months`` counts
    the dated ones by month ("2024-03"), in order.
    """

    id: int
    label: str
    named: bool
    terms: tuple[str, ...]
    size: int
    representative: int
    members: tuple[int, ...]
    confidences: tuple[float, ...]
    months: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class TopicReport:
    """Topics, the largest first, and the ids of documents that have no vector and so no topic. ``undo`` names what
    undoing would take back: "refresh", "rename", "merge" or "split"; "" for nothing."""

    topics: tuple[Topic, ...]
    unassigned: tuple[int, ...]
    undo: str
    took_ms: float


@dataclass(frozen=True, slots=True)
class ArchiveMap:
    """All documents in two dimensions, near ones together: columns of one length, a document a row. ``topics`` are ids,
    0 for none; ``months`` like "2024-03", "" without a date. Coordinates lie in -1..1."""

    ids: tuple[int, ...]
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    topics: tuple[int, ...]
    titles: tuple[str, ...]
    senders: tuple[str, ...]
    months: tuple[str, ...]
