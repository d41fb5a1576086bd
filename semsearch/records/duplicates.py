"""Duplicates among documents, what was done with them, and duplicates among the rows of a file."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

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


# -- what was done with duplicates --

Deed = Literal["trash", "move", "hide", "skip"]
"""Moved to the system's trash, moved to a folder, hidden from search, or left alone."""


@dataclass(frozen=True, slots=True)
class ActedOn:
    """One document and what was, or would be, done with it. ``target`` is its new path; ``reason`` says why something
    other than the requested action was done."""

    id: int
    path: str
    part: str | None
    deed: Deed
    size: int = 0
    target: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ActionReport:
    """The actions of one batch; ``batch`` is None for a dry run and if nothing was done."""

    dry_run: bool
    batch: int | None
    items: tuple[ActedOn, ...]

    @property
    def count(self) -> int:
        """The number of documents moved or hidden."""
        return sum(item.deed != "skip" for item in self.items)


@dataclass(frozen=True, slots=True)
class LoggedAction:
    """An entry of the log of actions. ``target`` is where the file was moved to, None if that is unknown."""

    id: int
    batch: int
    deed: Deed
    path: str
    part: str | None
    target: str | None
    made: datetime
    undone: bool


# -- duplicates among the rows of a file, such as training data --


@dataclass(frozen=True, slots=True)
class TextMember:
    """A row of a file, counted from 1 without the header of a CSV, and the line on which it begins. ``similarity`` is
    to the kept row."""

    file: str
    row: int
    line: int
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
class BrokenRow:
    """A row that has no text to compare, and why. It is kept as it is."""

    row: int
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class TextFileReport:
    """What `deduplicate` did with one file; ``against`` says that its rows are never dropped. ``encoding`` is that of
    the file, as Python calls it, and ``fields`` have the texts; ``rows`` counts all rows, ``empty`` those without a
    text, which are kept, and ``broken`` lists those that cannot be read, which are kept, too. ``cleaned`` is the file
    with the remaining rows, "" if none was written."""

    file: str
    against: bool
    encoding: str
    fields: tuple[str, ...]
    rows: int
    empty: int
    dropped: int
    broken: tuple[BrokenRow, ...]
    cleaned: str


@dataclass(frozen=True, slots=True)
class TextReport:
    """The result of `deduplicate`. ``rows``, ``empty``, ``broken`` and ``dropped`` count those of all inputs together,
    and ``files`` has these and the others one by one. ``leaked`` counts the dropped rows whose counterpart is in a file
    that the inputs are compared against; ``share`` is the share of dropped rows. ``input``, ``against``, ``field`` and
    ``cleaned`` are those of the first file."""

    input: str
    against: str
    field: str
    rows: int
    empty: int
    broken: int
    dropped: int
    leaked: int
    share: float
    tiers: tuple[TierCount, ...]
    groups: tuple[TextGroup, ...]
    files: tuple[TextFileReport, ...]
    cleaned: str
    took_ms: float
