"""STS-B: the agreement of cosines with similarity judgements by people."""

import csv

import numpy as np

from benchmarks.judging import Row, correlated
from benchmarks.places import WORK, corpus
from benchmarks.plain import PlainModel
from benchmarks.remembered import RememberingLibrary, RememberingStore
from semsearch.records import Vectors
from semsearch.search.metrics import Floats
from semsearch.settings import Home

LANGUAGES = ("en", "ru")


def measure(model: str, models: RememberingStore, plain: PlainModel | None) -> list[Row]:
    """Spearman's correlation on the development set in both languages."""
    rows: list[Row] = []
    home = Home(WORK / "homes" / "empty")
    home.create()
    with RememberingLibrary(home, models) as library:
        library.encoders.use(model)
        for language in LANGUAGES:
            with corpus(f"stsb/stsb-{language}-dev.csv").open(encoding="utf-8", newline="") as file:
                pairs = [(first, second, float(score)) for first, second, score in csv.reader(file)]
            texts = [first for first, _, _ in pairs] + [second for _, second, _ in pairs]
            gold = np.array([score for _, _, score in pairs])
            rows.append(
                correlated(f"STS-B dev, {language}", "semsearch", _cosines(library.encoders.embed(texts)), gold)
            )
            if plain is not None:
                vectors = plain.encode(texts, "similarity")
                rows.append(correlated(f"STS-B dev, {language}", "plain model", _cosines(vectors), gold))
    models.save()
    return rows


def _cosines(vectors: Vectors) -> Floats:
    """The cosines of the first half of the rows with the second."""
    half = len(vectors) // 2
    cosines: Floats = np.einsum("ij,ij->i", vectors[:half], vectors[half:], dtype=np.float64)
    return cosines
