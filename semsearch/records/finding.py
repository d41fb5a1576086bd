"""What is asked, and what was found."""

from dataclasses import dataclass
from datetime import datetime

from semsearch.records.basics import Kind, Mode, Span


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
