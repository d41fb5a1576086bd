"""Calibration of a model's cosines on probe texts, once for each model.

The cosines of E5 are between 0.7 and 1.0, those of MiniLM between 0 and 1. A cosine is meaningful only in comparison
with those of unrelated texts.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from semsearch.encode.disk_cache import keep_json, kept
from semsearch.encode.protocol import Calibration, Cosines
from semsearch.records import Purpose, Vectors
from semsearch.settings import resources

Encode = Callable[[Sequence[str], Purpose], Vectors]


def calibrate(encode: Encode, multilingual: bool, cache: Path) -> Calibration:
    """The calibration stored in the file `cache`, or else measured and stored there.

    A model that is not multilingual is calibrated on English pairs alone.
    """
    known = kept(cache, from_json)
    if known is not None:
        return known
    measured = measure(encode, probes(multilingual))
    keep_json(cache, asdict(measured))
    return measured


def from_json(stored: Mapping[str, Any]) -> Calibration:
    """The calibration in a JSON object as made by `asdict`.

    Raises:
        KeyError, TypeError: it has other fields.
    """
    return Calibration(Cosines(**stored["query"]), Cosines(**stored["passage"]))


def measure(encode: Encode, pairs: dict[str, list[tuple[str, str]]]) -> Calibration:
    """Measure the cosines of the texts of pairs, which have the same meaning, and of all other combinations of them,
    which are unrelated."""
    sides: dict[str, Cosines] = {}
    first: Purpose
    for name, first in (("query", "query"), ("passage", "passage")):
        left = encode([pair[0] for pair in pairs[name]], first)
        right = encode([pair[1] for pair in pairs[name]], "passage")
        cosines = left @ right.T
        same = np.eye(len(cosines), dtype=bool)
        unrelated = cosines[~same]
        sides[name] = Cosines(float(unrelated.mean()), float(unrelated.std()), float(cosines[same].mean()))
    return Calibration(sides["query"], sides["passage"])


def probes(multilingual: bool) -> dict[str, list[tuple[str, str]]]:
    """The pairs of probe texts for the comparisons "query" and "passage"."""
    listed: dict[str, list[dict[str, str]]] = json.loads(
        (resources() / "models" / "probes.json").read_text(encoding="utf-8")
    )
    return {
        name: [(pair["first"], pair["second"]) for pair in pairs if multilingual or pair["languages"] == "en-en"]
        for name, pairs in listed.items()
    }
