"""Groups of duplicates, topics, and the map."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from semsearch.records.basics import Kind, Tier

if TYPE_CHECKING:  # importing numpy takes time, and most commands need none
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class DuplicateCandidate:
    """A document that may be a duplicate, without its text; ``length`` is the number of characters in that.

    ``content`` is the digest of the normalised text, ``origin`` that of the bytes it was extracted from; ``place`` is
    the id of the file and the offset in it, which a mail has in common with its attachments.
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
    """Distinct pairs of contents: ``one`` and ``other`` are indices in ``contents``, ``similarity`` is in 0..1; all
    three have shape (pairs,)."""

    contents: tuple[bytes, ...]
    one: "NDArray[np.int64]"
    other: "NDArray[np.int64]"
    similarity: "NDArray[np.float64]"


@dataclass(frozen=True, slots=True)
class DuplicateMember:
    """A member of a group. ``similarity`` is to the kept member, 1.0 for that one itself. ``pinned`` members are always
    kept because the user chose so."""

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
    """A group of duplicates; ``members`` lists the kept one first, then the others by decreasing similarity."""

    id: int
    tier: Tier
    keep: int
    members: tuple[DuplicateMember, ...]


@dataclass(frozen=True, slots=True)
class DuplicateReport:
    """The groups of one tier. ``suggested`` is the threshold suggested by the distribution of similarities, None if
    there are too few pairs."""

    tier: Tier
    threshold: float
    took_ms: float
    groups: tuple[DuplicateGroup, ...]
    suggested: float | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """Documents on the same subject, with a stable id.

    ``terms`` are the words that distinguish them from other documents; ``label`` is made of these, or is the name given
    by the user if ``named``. ``members`` are the ids of the documents, the most typical first, which is also the
    ``representative``; ``confidences`` say in the same order how clearly each belongs to this topic rather than to the
    next best: 0.5 is a tie. ``months`` counts the dated documents by month ("2024-03"), in order.
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
    """Topics, the largest first. ``unassigned`` are the ids of documents without a vector and thus without a topic;
    ``undo`` is the action that undo would revert: "refresh", "rename", "merge", "split", or "" for none."""

    topics: tuple[Topic, ...]
    unassigned: tuple[int, ...]
    undo: str
    took_ms: float


@dataclass(frozen=True, slots=True)
class ArchiveMap:
    """All documents in two dimensions, similar ones close together: columns of equal length with a row per document.
    ``topics`` are ids, 0 for none; ``months`` have the form "2024-03", "" for none. Coordinates are in -1..1."""

    ids: tuple[int, ...]
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    topics: tuple[int, ...]
    titles: tuple[str, ...]
    senders: tuple[str, ...]
    months: tuple[str, ...]
