"""Filters of a query, and the results of a search."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from semsearch.records.basics import Kind, Mode, Span
from semsearch.records.documents import Document

OPERATORS = {
    **{name: name for name in (
        "from", "to", "subject", "in", "before", "after", "date", "type", "has", "lang", "larger", "smaller",
    )},
    "от": "from", "кому": "to", "тема": "subject", "в": "in", "до": "before", "после": "after", "дата": "date",
    "тип": "type", "есть": "has", "язык": "lang", "больше": "larger", "меньше": "smaller",
}  # fmt: skip
"""The operators of the query language, described in docs/query.md, by what may be typed for each."""

_TYPES = {"mail": "email", "письмо": "email", "вложение": "attachment", "документ": "document"}

QUOTES = '"“”„‟'
"""What stands around a phrase, or the value of an operator, in any combination."""


def type_named(value: str) -> str:
    """The type that is meant by what was typed after ``type:``, as `Filters` has it."""
    wanted = value.lower().removeprefix(".")
    return _TYPES.get(wanted, wanted)


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions on documents. All fields must match; several values of one field are alternatives.

    Texts are as typed and match regardless of case. ``after`` is inclusive, ``before`` exclusive, both in the local
    time zone. ``types`` are in lower case: "email", "attachment", "document", or an extension without the dot.
    ``larger`` and ``smaller`` are in bytes, both exclusive.
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


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a document. ``span`` is its place in the document's text, or if ``in_title`` in its title;
    ``meaning`` in 0..1 is its similarity to the query, on the scale of relevance; ``marks`` are the spans of ``text``
    with words of the query."""

    text: str
    span: Span
    meaning: float
    marks: tuple[Span, ...] = ()
    in_title: bool = False


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a document was found.

    ``dense`` is the relevance of its best chunk by meaning alone, ``keyword`` its BM25 score divided by the highest
    possible, both in 0..1 and None if that retriever did not run. ``dense_part``, ``keyword_part`` and ``time_part``, a
    small bonus for its date, add up to the score. ``chunk`` is the text of the best chunk, a passage or the title with
    the opening of the text, ``span`` its place in the text, and ``sentences`` those of the best passage.
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
    """A document found. ``marks`` are the spans of ``snippet`` that match words of the query.

    ``copies`` are the ids of its exact and near duplicates, which are not listed themselves. ``below_floor`` marks
    documents that are probably unrelated, and listed only for want of better ones.
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

    @classmethod
    def of(cls, document: Document, rank: int, score: float, relevance: float, snippet: str) -> Self:
        """The hit that a document is, without marks, explanation and copies."""
        return cls(
            rank=rank,
            id=document.id,
            score=score,
            relevance=relevance,
            kind=document.kind,
            path=document.path,
            part=document.part,
            title=document.title,
            sender=document.sender,
            date=document.date,
            snippet=snippet,
            message_id=document.message_id,
            thread_id=document.thread_id,
        )


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Ranked hits. ``notices`` are remarks for the user, such as on an unknown operator; ``suggestion`` is the query
    with misspelled words corrected, or, if nothing was found, without the quotes around its phrases, "" if it has
    neither; ``coverage`` is the share of chunks, in 0..1, that are encoded and so can be found by meaning, estimated
    from a sample."""

    query: str
    mode: Mode
    took_ms: float
    hits: tuple[Hit, ...]
    notices: tuple[str, ...] = ()
    suggestion: str = ""
    coverage: float = 1.0


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why a document matches a query: its title and the sentences of the passage found, in order, and the words of the
    query that the document contains."""

    document_id: int
    sentences: tuple[Sentence, ...]
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value, the number of results that have it, and the operator that restricts the query to these."""

    value: str
    count: int
    operator: str


@dataclass(frozen=True, slots=True)
class Facets:
    """The values that occur among the results, each list by decreasing count, but years newest first.

    ``total`` is the number of documents counted: all that match the filters, or, if the query has words too, those with
    a relevance above the floor. ``labels`` do not have the mailing lists that mails are labelled with as well.
    """

    total: int
    senders: tuple[FacetValue, ...] = ()
    folders: tuple[FacetValue, ...] = ()
    labels: tuple[FacetValue, ...] = ()
    types: tuple[FacetValue, ...] = ()
    years: tuple[FacetValue, ...] = ()
    languages: tuple[FacetValue, ...] = ()
    attachments: tuple[FacetValue, ...] = ()


# -- how good the results are: relevance judgements, and measures with confidence intervals --


@dataclass(frozen=True, slots=True)
class Estimate:
    """A measure with the bounds of its 95 % confidence interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}]"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A query and its relevant documents: ids in digits, paths, or ``mid:MESSAGE-ID``. ``line`` is the line of the
    input, counted from 1, for error messages."""

    query: str
    relevant: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The measures of one search mode on the queries of a task, at `EvaluationReport.depth`."""

    task: str
    mode: Mode
    queries: int
    mrr: Estimate
    ndcg: Estimate
    recall: Estimate


@dataclass(frozen=True, slots=True)
class EvaluationReport:
    """The evaluations of a run; measures consider the first ``depth`` hits."""

    depth: int
    evaluations: tuple[Evaluation, ...]
    took_ms: float
