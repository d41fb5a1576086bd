"""Evaluation of search results: relevance judgements, and measures with confidence intervals."""

from dataclasses import dataclass

from semsearch.records.basics import Mode


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
