"""Topics, and the map."""

from collections.abc import Mapping
from dataclasses import dataclass


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
