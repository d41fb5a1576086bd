"""Duplicates in files of texts, such as training data."""

from dataclasses import dataclass

from semsearch.records.basics import Tier


@dataclass(frozen=True, slots=True)
class TextMember:
    """A row of a file, counted from 1, a CSV's header not counted. ``similarity`` is to the row that is kept."""

    file: str
    row: int
    similarity: float
    text: str


@dataclass(frozen=True, slots=True)
class TextGroup:
    """The row that is kept first, then those that are left out as its duplicates, the most similar first."""

    tier: Tier
    members: tuple[TextMember, ...]


@dataclass(frozen=True, slots=True)
class TierCount:
    """``dropped`` rows were left out for this tier; each row counts once, for the strictest tier that says so."""

    tier: Tier
    threshold: float
    dropped: int


@dataclass(frozen=True, slots=True)
class TextReport:
    """``rows`` counts those of the input, ``empty`` those without a text, which stay. ``leaked`` of the ``dropped``
    have their duplicate in ``against``; ``share`` is that of the dropped among the rows. ``cleaned`` is the file that
    the others were written to, "" if none was."""

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
