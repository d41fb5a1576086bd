"""What a model's cosines are worth: measured on probe texts, once for each model.

Cosines of E5 crowd between 0.7 and 1.0, those of MiniLM between 0 and 1: only against what unrelated texts get does a
cosine mean something to a person.
"""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from semsearch.encode.fingerprint import read_json, write_json
from semsearch.encode.protocol import Calibration, Cosines
from semsearch.records import Purpose, Vectors
from semsearch.settings import resources

Encode = Callable[[Sequence[str], Purpose], Vectors]


def calibrate(encode: Encode, multilingual: bool, kept: Path) -> Calibration:
    """The calibration kept in `kept`, or measured now and kept there.

    A model that is not multilingual is measured on the pairs that are English on both sides.
    """
    known = read_json(kept)
    if known is not None:
        try:
            return Calibration(Cosines(**known["query"]), Cosines(**known["passage"]))
        except (KeyError, TypeError):
            pass  # written by another version: measure again
    measured = measure(encode, probes(multilingual))
    write_json(kept, {"query": measured.query.as_json(), "passage": measured.passage.as_json()})
    return measured


def measure(encode: Encode, pairs: dict[str, list[tuple[str, str]]]) -> Calibration:
    """Encode the pairs and look at their cosines: the pairs themselves mean the same, all others are unrelated."""
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
    """Pairs of probe texts by comparison, "query" and "passage"."""
    listed: dict[str, list[dict[str, str]]] = json.loads(
        (resources() / "models" / "probes.json").read_text(encoding="utf-8")
    )
    return {
        name: [(pair["first"], pair["second"]) for pair in pairs if multilingual or pair["languages"] == "en-en"]
        for name, pairs in listed.items()
    }
