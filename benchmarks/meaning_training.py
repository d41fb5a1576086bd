"""Trains the semantic tier of duplicates: ``python -m benchmarks.meaning_training``, some minutes on two cores.

First an adapter of the model's vectors is trained (`semsearch.duplicates.adapter`), then a logistic regression over the
features of pairs (`semsearch.duplicates.meaning`), with adapted cosines from adapters that were not trained on the pair
(cross-validation). The default threshold, too, is chosen by F1 on pairs left out of each fit: the highest that is no
worse than the best by more than `TOLERANCE`. The bias is shifted so that it corresponds to a probability of
`SAME_MEANING`. Only training sets are used
(`benchmarks.paraphrases`).

Writes resources/duplicates/adapter.npz and meaning.json, and prints F1 on the test sets.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from torch.nn import functional

from benchmarks.figure import today
from benchmarks.paraphrases import Pairs, folds, ru_paraphraser, sts
from benchmarks.remembered import remembering_store
from benchmarks.same_meaning import compared_by, table
from semsearch.duplicates.adapter import Adapter
from semsearch.duplicates.meaning import FEATURES, SAME_MEANING, TextPair, false_friends, features
from semsearch.encode import Encoder
from semsearch.records import Scale, Vectors
from semsearch.settings import DEFAULT_MODEL, resources

FOLDS = 4
MEMBERS, RANK = 3, 64
EPOCHS, BATCH, RATE, DECAY, DROPOUT = 8, 256, 4e-3, 0.3, 0.3
CONTRAST, TEMPERATURE = 0.1, 20.0
"""Weight and temperature of the in-batch contrastive loss, which is added to that of the pairs' own degrees."""

TOLERANCE = 0.01
"""The F1 that precision may cost, about its standard error: judged pairs are chosen to be the same as often as not,
those among the texts of a person are mostly others."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Sides:
    """The centred vectors of the pairs, both of shape (n, dim), their degrees, and the set of each."""

    left: torch.Tensor
    right: torch.Tensor
    degrees: torch.Tensor
    sets: torch.Tensor


def main() -> None:
    torch.set_num_threads(1)
    models = remembering_store()
    encoder = models.load(DEFAULT_MODEL)
    sets = [*sts("train"), ru_paraphraser()[0]]
    vectors = {text: row for pairs in sets for text, row in _encoded(encoder, pairs).items()}
    models.save()
    fold = np.concatenate([folds(pairs, FOLDS) for pairs in sets])
    unseen = np.zeros(len(fold), dtype=np.float32)
    for number in range(FOLDS):
        out = fold == number
        adapter = train_adapter(encoder.name, sets, vectors, ~out, number)
        unseen[out] = _adapted(adapter, sets, vectors)[out]
    scale = encoder.calibration.passage.scale
    heads = {
        "adapted": fit_head(sets, vectors, scale, unseen, fold),
        "plain": fit_head(sets, vectors, scale, None, fold),
    }
    _write(train_adapter(encoder.name, sets, vectors, np.ones(len(fold), dtype=np.bool_), FOLDS), heads)
    print(table(compared_by(encoder)))


def train_adapter(
    model: str, sets: Sequence[Pairs], vectors: dict[str, Vectors], rows: NDArray[np.bool_], seed: int
) -> Adapter:
    """An adapter trained on the selected pairs of all sets."""
    mean = np.mean(list(vectors.values()), axis=0)
    sides = _sides(sets, vectors, mean, rows)
    members = [_member(sides, MEMBERS * seed + member) for member in range(MEMBERS)]
    down, up = (np.stack([member[side] for member in members]) for side in (0, 1))
    return Adapter(model, mean, down, up)


def _member(sides: _Sides, seed: int) -> tuple[Floats, Floats]:
    """Train one member, shapes (dim, rank) and (rank, dim). The loss is the binary cross-entropy of the scaled cosine
    with the degree, with a bias for each set, as their notions of "same" differ; plus an in-batch contrastive loss."""
    torch.manual_seed(seed)
    count, dim = sides.left.shape
    down = torch.nn.Parameter(torch.randn(dim, RANK) * 0.02)
    up = torch.nn.Parameter(torch.zeros(RANK, dim))
    slope, biases = torch.nn.Parameter(torch.tensor(10.0)), torch.nn.Parameter(torch.full((4,), -8.0))
    optimizer = torch.optim.AdamW(
        [{"params": [down, up], "weight_decay": DECAY}, {"params": [slope, biases], "weight_decay": 0.0}]
    )
    steps = EPOCHS * -(-count // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, [RATE, 0.05], total_steps=steps)

    def adapted(rows: torch.Tensor) -> torch.Tensor:
        rows = functional.dropout(rows, DROPOUT)
        return functional.normalize(rows + rows @ down @ up)

    for _ in range(EPOCHS):
        for batch in torch.split(torch.randperm(count), BATCH):
            left, right, degrees = adapted(sides.left[batch]), adapted(sides.right[batch]), sides.degrees[batch]
            logits = slope * (left * right).sum(dim=1) + biases[sides.sets[batch]]
            loss = functional.binary_cross_entropy_with_logits(logits, degrees)
            same = degrees > 0.8
            cosines = TEMPERATURE * left[same] @ right[same].T
            places = torch.arange(len(cosines))
            contrast = functional.cross_entropy(cosines, places) + functional.cross_entropy(cosines.T, places)
            optimizer.zero_grad()
            (loss + CONTRAST * contrast / 2).backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            schedule.step()
    return down.detach().numpy(), up.detach().numpy()


def fit_head(
    sets: Sequence[Pairs], vectors: dict[str, Vectors], scale: Scale, adapted: Floats | None, fold: NDArray[np.int64]
) -> dict[str, Any]:
    """Fit a logistic regression to the labelled pairs that are not ruled out as false friends, all sets having the same
    weight."""
    pairs = _compared(sets, vectors, scale, adapted)
    judged = np.array([not false_friends(pair.one, pair.other) for pair in pairs])
    labels = np.concatenate([each.labels for each in sets])
    source = np.repeat(np.arange(len(sets)), [len(each) for each in sets])
    known = (labels >= 0) & judged
    rows = np.array([features(pair) for pair in pairs], dtype=np.float64)
    mean, deviation = rows[known].mean(axis=0), rows[known].std(axis=0)
    deviation[deviation == 0] = 1.0
    rows = (rows - mean) / deviation
    weights = 1.0 / np.bincount(source[known])[source]

    def fitted(chosen: NDArray[np.bool_]) -> LogisticRegression:
        model = LogisticRegression(C=1.0, max_iter=2000)
        scaled = weights[chosen] / weights[chosen].mean()
        return model.fit(rows[chosen], labels[chosen], sample_weight=scaled)

    unseen = np.zeros(len(rows))
    for number in range(FOLDS):
        unseen[fold == number] = fitted(known & (fold != number)).decision_function(rows[fold == number])
    unseen[~judged] = -np.inf
    parts = [(labels >= 0) & (source == each) for each in set(source)]
    threshold = _best([(unseen[part], labels[part]) for part in parts])
    model = fitted(known)
    bias = float(model.intercept_[0]) - threshold + float(np.log(SAME_MEANING / (1 - SAME_MEANING)))
    return {
        "mean": _short(mean), "scale": _short(deviation), "weights": _short(model.coef_[0]), "bias": round(bias, 5)
    }  # fmt: skip


def _best(parts: Sequence[tuple[NDArray[np.float64], NDArray[np.int64]]]) -> float:
    """The highest threshold with a mean F1 over the parts that is hardly below the best."""

    def mean_f1(threshold: float) -> float:
        found = [(scores >= threshold, labels == 1) for scores, labels in parts]
        return float(np.mean([2 * (took & same).sum() / (took.sum() + same.sum()) for took, same in found]))

    thresholds = np.linspace(-3, 3, 121)
    means = np.array([mean_f1(threshold) for threshold in thresholds])
    return float(thresholds[means >= means.max() - TOLERANCE][-1])


def _encoded(encoder: Encoder, pairs: Pairs) -> dict[str, Vectors]:
    texts = sorted({*pairs.first, *pairs.second})
    return dict(zip(texts, encoder.encode(texts, "passage"), strict=True))


def _sides(sets: Sequence[Pairs], vectors: dict[str, Vectors], mean: Vectors, rows: NDArray[np.bool_]) -> _Sides:
    def side(texts: Sequence[str]) -> torch.Tensor:
        own = torch.from_numpy(np.stack([vectors[text] - mean for text in texts])[rows])
        return functional.normalize(own)

    numbers = np.repeat(np.arange(len(sets)), [len(pairs) for pairs in sets])
    return _Sides(
        side([text for pairs in sets for text in pairs.first]),
        side([text for pairs in sets for text in pairs.second]),
        torch.from_numpy(np.concatenate([pairs.degrees for pairs in sets])[rows]),
        torch.from_numpy(numbers[rows]),
    )


def _adapted(adapter: Adapter, sets: Sequence[Pairs], vectors: dict[str, Vectors]) -> Floats:
    left, right = (
        adapter(np.stack([vectors[text] for pairs in sets for text in getattr(pairs, side)]))
        for side in ("first", "second")
    )
    cosines: Floats = np.einsum("ij,ij->i", left, right)
    return cosines


def _compared(
    sets: Sequence[Pairs], vectors: dict[str, Vectors], scale: Scale, adapted: Floats | None
) -> list[TextPair]:
    from semsearch.duplicates.wording import wording

    worded = {text: wording(text) for pairs in sets for text in (*pairs.first, *pairs.second)}
    both = [both for pairs in sets for both in zip(pairs.first, pairs.second, strict=True)]
    cosines = [None] * len(both) if adapted is None else [float(cosine) for cosine in adapted]
    return [
        TextPair(worded[one], worded[other], scale.relevance(float(vectors[one] @ vectors[other])), cosine)
        for (one, other), cosine in zip(both, cosines, strict=True)
    ]


def _short(values: NDArray[np.float64]) -> list[float]:
    return [round(float(value), 5) for value in values]


def _write(adapter: Adapter, heads: dict[str, dict[str, Any]]) -> None:
    folder = resources() / "duplicates"
    halves = {name: getattr(adapter, name).astype(np.float16) for name in ("mean", "down", "up")}
    np.savez_compressed(folder / "adapter.npz", model=np.array(adapter.model), **halves)
    made = f"{today()}, python -m benchmarks.meaning_training"
    (folder / "meaning.json").write_text(
        json.dumps({"made": made, "features": list(FEATURES), **heads}, indent=1) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
