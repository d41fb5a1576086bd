"""Takes out of a multilingual encoder's vectors what tells only the language, not the meaning.

Each language has a region of its own in the vector space, so that a question in one language is nearer to anything in
it than to the right answer in the other. The regions differ mostly by a constant: the difference between the mean
vectors of texts and of their translations. With half of it taken from each side the languages lie upon each other
(cf. Yang et al. 2021, arXiv:2109.05071). docs/decisions/0003-languages.md has the figures.
"""

import hashlib
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from semsearch.encode.calibration import measure, probes
from semsearch.encode.fingerprint import read_json, write_json
from semsearch.encode.protocol import Calibration, Cosines, Encoder, Precision
from semsearch.language.letters import is_cyrillic
from semsearch.records import Purpose, Vectors
from semsearch.settings import resources

KNOWS_BOTH = 0.8
"""Share of the parallel texts that must lie nearest to their own translation. A model with fewer does not know both
languages, and is left as it is."""

_Offsets: TypeAlias = dict[Purpose, Vectors]
"""For each purpose what is to be taken from a Cyrillic text's vector, shape (dim,), and added to any other's."""


class AlignedEncoder:
    """An encoder in whose space the languages lie upon each other. Its fingerprint is its own."""

    def __init__(self, plain: Encoder, fingerprint: str, offsets: _Offsets, calibration: Calibration) -> None:
        self.name = plain.name
        self.fingerprint = fingerprint
        self.dim = plain.dim
        self.calibration = calibration
        self._plain = plain
        self._offsets = offsets

    @property
    def backend(self) -> str:
        return self._plain.backend

    @property
    def precision(self) -> Precision:
        return self._plain.precision

    def encode(self, texts: Sequence[str], purpose: Purpose) -> Vectors:
        return _aligned(self._plain.encode(texts, purpose), texts, self._offsets[purpose])


def align(plain: Encoder, kept_in: Path) -> Encoder:
    """`plain` with its languages aligned, or `plain` itself if it does not know both.

    What is measured for it once (some seconds) is kept in the folder `kept_in`.
    """
    fingerprint = _fingerprint(plain.fingerprint)
    file = alignment_file(plain.fingerprint, kept_in)
    known = read_json(file)
    if known is not None:
        try:
            return _encoder(plain, fingerprint, known)
        except (KeyError, TypeError, ValueError):
            pass  # written by another version: measure again
    measured = _measured(plain)
    write_json(file, measured)
    return _encoder(plain, fingerprint, measured)


def _encoder(plain: Encoder, fingerprint: str, known: dict[str, Any]) -> Encoder:
    if not known["aligned"]:
        return plain
    offsets: _Offsets = {purpose: np.asarray(known["offsets"][purpose], dtype=np.float32) for purpose in _PURPOSES}
    calibration = Calibration(Cosines(**known["query"]), Cosines(**known["passage"]))
    return AlignedEncoder(plain, fingerprint, offsets, calibration)


def aligned_fingerprints(plain: str, kept_in: Path) -> frozenset[str]:
    """What `align` makes of an encoder with the fingerprint `plain`; both it could make where it has not been asked."""
    fingerprint = _fingerprint(plain)
    known = read_json(alignment_file(plain, kept_in))
    if known is None:
        return frozenset({plain, fingerprint})
    return frozenset({fingerprint if known["aligned"] else plain})


def alignment_file(plain: str, kept_in: Path) -> Path:
    """Where is kept what was measured for an encoder with the fingerprint `plain`."""
    return kept_in / f"{_fingerprint(plain)}.json"


def _fingerprint(plain: str) -> str:
    return hashlib.sha256(f"{plain} {_texts_digest()}".encode()).hexdigest()


_PURPOSES: tuple[Purpose, ...] = ("query", "passage", "similarity")


def _measured(plain: Encoder) -> dict[str, Any]:
    english, russian = parallel_texts()
    vectors = {purpose: (plain.encode(english, purpose), plain.encode(russian, purpose)) for purpose in _PURPOSES}
    nearest = (vectors["passage"][0] @ vectors["passage"][1].T).argmax(axis=1)
    if (nearest == np.arange(len(english))).mean() < KNOWS_BOTH:
        return {"aligned": False}
    offsets: _Offsets = {purpose: (ru.mean(axis=0) - en.mean(axis=0)) / 2 for purpose, (en, ru) in vectors.items()}

    def encode(texts: Sequence[str], purpose: Purpose) -> Vectors:
        return _aligned(plain.encode(texts, purpose), texts, offsets[purpose])

    calibration = measure(encode, probes(multilingual=True))
    return {
        "aligned": True,
        "offsets": {purpose: offset.tolist() for purpose, offset in offsets.items()},
        "query": calibration.query.as_json(),
        "passage": calibration.passage.as_json(),
    }


def _aligned(vectors: Vectors, texts: Sequence[str], offset: Vectors) -> Vectors:
    if not texts:
        return vectors
    sides = np.asarray([-1.0 if is_cyrillic(text) else 1.0 for text in texts], dtype=np.float32)
    moved = vectors + sides[:, None] * offset
    aligned: Vectors = moved / np.linalg.norm(moved, axis=1, keepdims=True)
    return aligned


def parallel_texts() -> tuple[list[str], list[str]]:
    """English texts and their Russian translations, side by side."""
    pairs = json.loads(_parallel_file().read_text(encoding="utf-8"))["texts"]
    return [pair["en"] for pair in pairs], [pair["ru"] for pair in pairs]


@cache
def _texts_digest() -> str:
    return hashlib.sha256(_parallel_file().read_bytes()).hexdigest()


def _parallel_file() -> Path:
    return resources() / "models" / "parallel.json"
