"""How good answers are: what was judged, and figures with their intervals."""

from dataclasses import dataclass

from semsearch.records.basics import Mode


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure and the limits of its 95 % interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}]"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A query and the targets of the documents that answer it: ids in digits, paths, or ``mid:MESSAGE-ID``. ``line`` is
    where it stands, counted from 1, to name it by."""

    query: str
    relevant: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What one mode of search is worth for the queries of a task. The keys that measure go down to the tenth place."""

    task: str
    mode: Mode
    queries: int
    mrr: Estimate
    ndcg: Estimate
    recall: Estimate


@dataclass(frozen=True, slots=True)
class EvaluationReport:
    """All evaluations of a run, at ``depth`` places of each ranking."""

    depth: int
    evaluations: tuple[Evaluation, ...]
    took_ms: float
