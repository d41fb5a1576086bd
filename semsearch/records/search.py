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
class Sentence:
    """A sentence of a document. ``span`` lies in the document's text, in its title where ``in_title``; ``meaning`` in
    0..1 is how near it is to what was asked, on the scale of relevance; ``marks`` are the spans of ``text`` that match
    its words."""

    text: str
    span: Span
    meaning: float
    marks: tuple[Span, ...] = ()
    in_title: bool = False


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a document was found.

    ``dense`` is what the meaning of its best chunk alone would make relevance, ``keyword`` the share that its BM25 has
    of the best possible, both in 0..1 and None where that side did not run. ``dense_part``, ``keyword_part`` and
    ``time_part``, a small bonus for when it was written, add up to the score. ``sentences`` are those of the passage
    that was found, each with how much it says.
    """

    dense: float | None
    keyword: float | None
    dense_part: float
    keyword_part: float
    chunk: str
    span: Span | None
    sentences: tuple[Sentence, ...] = ()
    time_part: float = 0.0


@dataclass(frozen=True, slots=True)
class Hit:
    """One found document. ``marks`` are the spans of ``snippet`` that match the words of the query.

    ``copies`` are the ids of documents that say the same, word for word or nearly so, and are folded into this hit.
    ``below_floor`` is whether it is probably unrelated, and listed only because nothing nearer is there.
    """

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
    copies: tuple[int, ...] = ()
    below_floor: bool = False


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Ranked hits. ``notices`` are remarks for the person, such as an operator that was searched as text;
    ``suggestion`` is the query with words that are nowhere in the index put right, "" where there is nothing to put
    right; ``coverage`` is the share of the chunks, 0..1, that can be found by meaning already, estimated from 1,000."""

    query: str
    mode: Mode
    took_ms: float
    hits: tuple[Hit, ...]
    notices: tuple[str, ...] = ()
    suggestion: str = ""
    coverage: float = 1.0


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why a document answers a question: its title and the sentences of the passage that was found, in the order in
    which they stand, and the words of the question that the document has."""

    document_id: int
    sentences: tuple[Sentence, ...]
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value that found documents have, how many have it, and what added to the query narrows to them."""

    value: str
    count: int
    operator: str


@dataclass(frozen=True, slots=True)
class Facets:
    """What the documents found have in common, each list by falling count, years newest first. ``total`` documents
    were counted: all that pass the filters, or those found above the floor where something is asked of their text."""

    total: int
    senders: tuple[FacetValue, ...] = ()
    folders: tuple[FacetValue, ...] = ()
    types: tuple[FacetValue, ...] = ()
    years: tuple[FacetValue, ...] = ()
    languages: tuple[FacetValue, ...] = ()
    attachments: tuple[FacetValue, ...] = ()
