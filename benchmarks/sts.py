"""STS-B: the agreement of cosines with similarity judgements by people."""

import numpy as np

from benchmarks.judging import Row, correlated
from benchmarks.paraphrases import sts
from benchmarks.plain import PlainModel
from benchmarks.remembered import RememberingStore
from semsearch.encode import Encoder


def measure(model: str, models: RememberingStore, plain: PlainModel | None) -> list[Row]:
    """Spearman's correlation on the development set in both languages. The model's own vectors are compared, without
    the alignment of languages that an index applies."""
    encoders: dict[str, Encoder | PlainModel] = {"semsearch": models.load_plain(model)}
    if plain is not None:
        encoders["plain model"] = plain
    rows: list[Row] = []
    for language, pairs in zip(("en", "ru"), sts("dev"), strict=False):
        for method, encoder in encoders.items():
            left, right = (encoder.encode(side, "similarity") for side in (pairs.first, pairs.second))
            cosines = np.einsum("ij,ij->i", left, right, dtype=np.float64)
            rows.append(correlated(f"STS-B dev, {language}", method, cosines, pairs.degrees.astype(np.float64)))
    return rows
