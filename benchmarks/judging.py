"""Evaluation of rankings and cosines as rows of a table: `semsearch.search.metrics`, Spearman, AUC, V-measure."""

from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from semsearch.records import Estimate
from semsearch.search.metrics import DEPTH, RESAMPLES, SEED, Floats, estimate, grouped_mean, judge

SHARE = "share"
"""A measure of which more is not better."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table of quality. ``measures`` are estimates by name, such as "MRR@10"."""

    task: str
    method: str
    queries: int
    measures: dict[str, Estimate]


def judged(
    task: str,
    method: str,
    rankings: Sequence[Sequence[int]],
    relevant: Sequence[Collection[int]],
    groups: Sequence[Hashable],
) -> Row:
    """MRR, nDCG and recall at `DEPTH`. The bootstrap resamples whole groups of queries (a thread, a paragraph)."""
    figures = [judge(*pair) for pair in zip(rankings, relevant, strict=True)]
    measures = {
        f"MRR@{DEPTH}": grouped_mean([figure.reciprocal_rank for figure in figures], groups),
        f"nDCG@{DEPTH}": grouped_mean([figure.ndcg for figure in figures], groups),
        f"recall@{DEPTH}": grouped_mean([figure.recall for figure in figures], groups),
    }
    return Row(task, method, len(figures), measures)


def correlated(task: str, method: str, cosines: Floats, gold: Floats) -> Row:
    """Spearman's correlation of cosines with judgements by people."""
    generator = np.random.default_rng(SEED)
    draws = (generator.integers(0, len(gold), len(gold)) for _ in range(RESAMPLES))
    resampled = np.array([spearman(cosines[draw], gold[draw]) for draw in draws])
    return Row(task, method, len(gold), {"Spearman": estimate(spearman(cosines, gold), resampled)})


def told_apart(task: str, method: str, with_answer: Floats, without: Floats) -> Row:
    """The area under the ROC curve for scores of queries with and without an answer."""
    generator = np.random.default_rng(SEED)
    resampled = np.array(
        [
            auc(generator.choice(with_answer, len(with_answer)), generator.choice(without, len(without)))
            for _ in range(RESAMPLES // 5)
        ]
    )
    return Row(task, method, len(with_answer), {"AUC": estimate(auc(with_answer, without), resampled)})


def auc(high: Floats, low: Floats) -> float:
    """The probability that a value of `high` exceeds one of `low`, ties counting half."""
    above, equal = high[:, None] > low[None, :], high[:, None] == low[None, :]
    return float(above.mean() + equal.mean() / 2)


def spearman(first: Floats, second: Floats) -> float:
    """Pearson's correlation of the ranks; equal values share their mean rank."""
    return float(np.corrcoef(_ranks(first), _ranks(second))[0, 1])


def table(rows: Sequence[Row]) -> str:
    """Rows as Markdown tables, one for each set of measures."""
    kinds = dict.fromkeys(tuple(row.measures) for row in rows)
    return "\n\n".join(_table([row for row in rows if tuple(row.measures) == kind], kind) for kind in kinds)


def _table(rows: Sequence[Row], measures: Sequence[str]) -> str:
    lines = [f"| task | method | n | {' | '.join(measures)} |", "| --- | --- | ---: |" + " --- |" * len(measures)]
    best: Callable[[Row], float] = lambda row: row.measures[measures[0]].value  # noqa: E731
    marked = {id(max(group, key=best)) for group in _by_task(rows)} if measures[0] != SHARE else set()
    for row in rows:
        mark = "**" if id(row) in marked else ""
        values = " | ".join(f"{mark}{row.measures[name]}{mark}" for name in measures)
        lines.append(f"| {row.task} | {row.method} | {row.queries} | {values} |")
    return "\n".join(lines)


def _by_task(rows: Sequence[Row]) -> list[list[Row]]:
    return [[row for row in rows if row.task == task] for task in dict.fromkeys(row.task for row in rows)]


def _ranks(values: Floats) -> Floats:
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    ranks: Floats = (ends - (counts - 1) / 2)[place]
    return ranks


def v_measure(labels: NDArray[np.int64], clusters: NDArray[np.int64]) -> float:
    """The harmonic mean of homogeneity and completeness (Rosenberg and Hirschberg 2007), 0 to 1."""
    _, rows = np.unique(labels, return_inverse=True)
    _, columns = np.unique(clusters, return_inverse=True)
    joint = np.zeros((rows.max() + 1, columns.max() + 1))
    np.add.at(joint, (rows, columns), 1 / len(rows))
    label, cluster, both = (_entropy(p) for p in (joint.sum(axis=1), joint.sum(axis=0), joint.ravel()))
    shared = label + cluster - both
    return 2 * shared / (label + cluster) if label + cluster else 1.0


def _entropy(shares: NDArray[np.float64]) -> float:
    present = shares[shares > 0]
    return float(-(present * np.log(present)).sum())
