"""Rankings to figures: reciprocal rank, hits and Spearman's correlation, with bootstrap intervals. Pure."""

from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

DEPTH = 10
RESAMPLES = 1000
SEED = 20261123

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure and the limits of its 95 % interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}]"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table of quality. ``measures`` are estimates by name, such as "MRR@10"."""

    task: str
    method: str
    queries: int
    measures: dict[str, Estimate]


def reciprocal_rank(ranking: Sequence[int], relevant: Collection[int]) -> float:
    """1 over the place of the first relevant document among the first `DEPTH`, 0 where there is none."""
    return next((1 / place for place, found in enumerate(ranking[:DEPTH], 1) if found in relevant), 0.0)


def judged(
    task: str,
    method: str,
    rankings: Sequence[Sequence[int]],
    relevant: Sequence[Collection[int]],
    groups: Sequence[Hashable],
) -> Row:
    """MRR@10 and hit@10. Queries of one group (a thread, a paragraph) are resampled together: they are not
    independent."""
    ranks: Floats = np.array(
        [reciprocal_rank(*pair) for pair in zip(rankings, relevant, strict=True)], dtype=np.float64
    )
    measures = {
        f"MRR@{DEPTH}": grouped_mean(ranks, groups),
        f"hit@{DEPTH}": grouped_mean((ranks > 0).astype(np.float64), groups),
    }
    return Row(task, method, len(ranks), measures)


def grouped_mean(values: Floats, groups: Sequence[Hashable]) -> Estimate:
    """The mean with an interval from resampling whole groups (the cluster bootstrap)."""
    numbers = {group: number for number, group in enumerate(dict.fromkeys(groups))}
    membership = np.array([numbers[group] for group in groups])
    sums = np.bincount(membership, weights=values)
    counts = np.bincount(membership)
    draws = np.random.default_rng(SEED).integers(0, len(sums), (RESAMPLES, len(sums)))
    return _estimate(float(values.mean()), sums[draws].sum(axis=1) / counts[draws].sum(axis=1))


def correlated(task: str, method: str, cosines: Floats, gold: Floats) -> Row:
    """Spearman's correlation of cosines with the judgements of people."""
    generator = np.random.default_rng(SEED)
    draws = (generator.integers(0, len(gold), len(gold)) for _ in range(RESAMPLES))
    resampled = np.array([spearman(cosines[draw], gold[draw]) for draw in draws])
    return Row(task, method, len(gold), {"Spearman": _estimate(spearman(cosines, gold), resampled)})


def told_apart(task: str, method: str, with_answer: Floats, without: Floats) -> Row:
    """The area under the ROC curve: how often one with an answer has more than one without."""
    generator = np.random.default_rng(SEED)
    draws = (generator.integers(0, len(with_answer), len(with_answer)) for _ in range(RESAMPLES // 5))
    resampled = np.array([auc(with_answer[draw], without[draw]) for draw in draws])
    return Row(task, method, len(with_answer), {"AUC": _estimate(auc(with_answer, without), resampled)})


def auc(high: Floats, low: Floats) -> float:
    """The chance that one of `high` is above one of `low`, ties counting half."""
    above, equal = high[:, None] > low[None, :], high[:, None] == low[None, :]
    return float(above.mean() + equal.mean() / 2)


def spearman(first: Floats, second: Floats) -> float:
    """Pearson's correlation of the ranks; equal values share their mean rank."""
    return float(np.corrcoef(_ranks(first), _ranks(second))[0, 1])


def table(rows: Sequence[Row]) -> str:
    """Rows as Markdown, one table for each kind of measure."""
    kinds = dict.fromkeys(tuple(row.measures) for row in rows)
    return "\n\n".join(_table([row for row in rows if tuple(row.measures) == kind], kind) for kind in kinds)


def _table(rows: Sequence[Row], measures: Sequence[str]) -> str:
    lines = [f"| task | method | n | {' | '.join(measures)} |", "| --- | --- | ---: |" + " --- |" * len(measures)]
    best: Callable[[Row], float] = lambda row: row.measures[measures[0]].value  # noqa: E731
    for row in rows:
        mark = "**" if row is max((other for other in rows if other.task == row.task), key=best) else ""
        values = " | ".join(f"{mark}{row.measures[name]}{mark}" for name in measures)
        lines.append(f"| {row.task} | {row.method} | {row.queries} | {values} |")
    return "\n".join(lines)


def _ranks(values: Floats) -> Floats:
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    ranks: Floats = (ends - (counts - 1) / 2)[place]
    return ranks


def _estimate(value: float, resampled: Floats) -> Estimate:
    low, high = np.percentile(resampled, [2.5, 97.5])
    return Estimate(value, float(low), float(high))


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
