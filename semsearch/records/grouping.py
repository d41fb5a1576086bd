"""Groups of duplicates, and topics."""

from dataclasses import dataclass
from datetime import datetime

from semsearch.records.basics import Tier


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
