"""F1 of the semantic tier at its default threshold, compared with the plain cosine at the best threshold in hindsight,
on pairs that neither was trained on: ``python -m benchmarks.same_meaning``."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.figure import Figure
from benchmarks.first_run import Bench
from benchmarks.machine import load
from benchmarks.paraphrases import Pairs, ru_paraphraser, sts
from benchmarks.remembered import remembering_store
from semsearch.duplicates.adapter import load_adapter
from semsearch.duplicates.meaning import SAME_MEANING, TextPair, same_meaning
from semsearch.duplicates.wording import wording
from semsearch.encode import Encoder
from semsearch.settings import DEFAULT_MODEL


@dataclass(frozen=True, slots=True)
class Judged:
    """F1 on one set: ``ours`` at the default threshold, ``cosine`` of the same vectors at the best one in hindsight."""

    name: str
    pairs: int
    same: int
    ours: float
    cosine: float


def compared_by(encoder: Encoder) -> list[Judged]:
    """The results on the test sets with this encoder."""
    return [_judged(encoder, pairs.labelled) for pairs in (*sts("dev"), ru_paraphraser()[1])]


def measured() -> list[Judged]:
    """The results with the default model, whose vectors are cached."""
    models = remembering_store()
    rows = compared_by(models.load(DEFAULT_MODEL))
    models.save()
    return rows


def margin(_: Bench) -> Figure:
    """The smallest margin of the semantic tier over the cosine among the sets."""
    before = load()
    rows = measured()
    listed = ", ".join(f"{row.name} {row.ours:.3f} to {row.cosine:.3f}" for row in rows)
    return Figure(
        name="duplicates_meaning",
        what="same meaning: F1 above that of the plain cosine in hindsight, at the least",
        unit="F1",
        ours=round(min(row.ours - row.cosine for row in rows), 3),
        peer_name="the cosine of the same vectors, at the threshold that is best on the very pairs",
        goal=(">=", 0.02),
        dataset="../shared/data/stsb (dev) and ru-paraphraser (a quarter held out)",
        remark=f"{listed}.",
        load=before,
    )


def table(rows: Sequence[Judged]) -> str:
    lines = [
        "| pairs | n | the same | F1 of the semantic tier | F1 of the cosine, best in hindsight |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    lines += [f"| {row.name} | {row.pairs} | {row.same} | {row.ours:.3f} | {row.cosine:.3f} |" for row in rows]
    return "\n".join(lines)


def best_f1(scores: NDArray[np.float32], same: NDArray[np.bool_]) -> float:
    """F1 at the best threshold."""
    order = np.argsort(-scores, kind="stable")
    right = np.cumsum(same[order])
    return float((2 * right / (np.arange(1, len(same) + 1) + same.sum())).max())


def _judged(encoder: Encoder, pairs: Pairs) -> Judged:
    left, right = (encoder.encode(side, "passage") for side in (pairs.first, pairs.second))
    cosines = np.einsum("ij,ij->i", left, right)
    adapter = load_adapter()
    fits = adapter.fits(encoder.name, encoder.dim)
    adapted = np.einsum("ij,ij->i", adapter(left), adapter(right)).tolist() if fits else [None] * len(pairs)
    scale = encoder.calibration.passage.scale
    scores = same_meaning(
        [
            TextPair(wording(one), wording(other), scale.relevance(float(cosine)), told)
            for one, other, cosine, told in zip(pairs.first, pairs.second, cosines, adapted, strict=True)
        ]
    )
    same = pairs.labels == 1
    found = np.array(scores) >= SAME_MEANING
    f1 = 2 * int((found & same).sum()) / int(found.sum() + same.sum())
    return Judged(pairs.name, len(pairs), int(same.sum()), f1, best_f1(cosines, same))


if __name__ == "__main__":
    print(table(measured()))
