"""Duplicates in files of texts, such as training data."""

from dataclasses import dataclass

from semsearch.records.basics import Tier


@dataclass(frozen=True, slots=True)
class TextMember:
    """A row of a file, counted from 1 without the header of a CSV. ``similarity`` is to the kept row."""

    file: str
    row: int
    similarity: float
    text: str


@dataclass(frozen=True, slots=True)
class TextGroup:
    """Duplicate rows: the kept one first, then the dropped ones by decreasing similarity."""

    tier: Tier
    members: tuple[TextMember, ...]


@dataclass(frozen=True, slots=True)
class TierCount:
    """The number of rows that a tier ``dropped``. Each row counts once, for the strictest tier that drops it."""

    tier: Tier
    threshold: float
    dropped: int


@dataclass(frozen=True, slots=True)
class TextReport:
    """The result of `deduplicate`. ``rows`` counts those of the input, ``empty`` those without a text, which are kept.
    ``leaked`` counts the ``dropped`` rows whose counterpart is in ``against``; ``share`` is the share of dropped rows;
    ``cleaned`` is the file with the remaining rows, "" if none was written."""

    input: str
    against: str
    field: str
    rows: int
    empty: int
    dropped: int
    leaked: int
    share: float
    tiers: tuple[TierCount, ...]
    groups: tuple[TextGroup, ...]
    cleaned: str
    took_ms: float
