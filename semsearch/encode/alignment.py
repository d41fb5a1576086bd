"""Removes from the vectors of a multilingual encoder what depends on the language rather than the meaning.

Each language occupies a region of its own in the vector space, so that a question in one language is nearer to any text
in that language than to the right answer in the other. The regions differ mostly by a constant, the difference between
the mean vectors of texts and of their translations. Shifting each side by half of it aligns the languages (cf. Yang et
al. 2021, arXiv:2109.05071). The effect is measured in docs/decisions/0003-languages.md.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from semsearch.encode.calibration import from_json, measure, probes
from semsearch.encode.disk_cache import keep_json, kept
from semsearch.encode.protocol import Calibration, Encoder, Precision
from semsearch.language.letters import is_cyrillic
from semsearch.records import Purpose, Vectors
from semsearch.settings import resources
from semsearch.unit_vectors import normalised

MIN_ACCURACY = 0.8
"""The minimum share of parallel texts whose nearest neighbour is their own translation. A model below it does not know
both languages, and is not aligned."""

_Offsets: TypeAlias = dict[Purpose, Vectors]
"""For each purpose the vector, shape (dim,), to subtract from those of Cyrillic texts and add to those of all
others."""


class AlignedEncoder:
    """An encoder with aligned languages. Its vectors, and so its fingerprint, differ from those of the plain
    encoder."""

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


def align(plain: Encoder, cache: Path) -> Encoder:
    """`plain` with its languages aligned, or `plain` itself if it does not know both.

    The offsets are measured once, which takes some seconds, and stored in the folder `cache`.
    """
    fingerprint = _fingerprint(plain.fingerprint)
    file = alignment_file(plain.fingerprint, cache)
    known = kept(file, partial(_encoder, plain, fingerprint))
    if known is not None:
        return known
    measured = _measured(plain)
    keep_json(file, measured)
    return _encoder(plain, fingerprint, measured)


def _encoder(plain: Encoder, fingerprint: str, known: dict[str, Any]) -> Encoder:
    if not known["aligned"]:
        return plain
    offsets: _Offsets = {purpose: np.asarray(known["offsets"][purpose], dtype=np.float32) for purpose in _PURPOSES}
    return AlignedEncoder(plain, fingerprint, offsets, from_json(known))


def aligned_fingerprints(plain: str, cache: Path) -> frozenset[str]:
    """The fingerprints that `align` may give to an encoder with the fingerprint `plain`: one if that is measured, else
    two."""
    fingerprint = _fingerprint(plain)
    aligned = kept(alignment_file(plain, cache), lambda known: bool(known["aligned"]))
    if aligned is None:
        return frozenset({plain, fingerprint})
    return frozenset({fingerprint if aligned else plain})


def alignment_file(plain: str, cache: Path) -> Path:
    """The file of the offsets measured for an encoder with the fingerprint `plain`."""
    return cache / f"{_fingerprint(plain)}.json"


def _fingerprint(plain: str) -> str:
    return hashlib.sha256(f"{plain} {_texts_digest()}".encode()).hexdigest()


_PURPOSES: tuple[Purpose, ...] = ("query", "passage", "similarity")


def _measured(plain: Encoder) -> dict[str, Any]:
    english, russian = parallel_texts()
    passages = plain.encode(english, "passage"), plain.encode(russian, "passage")
    nearest = (passages[0] @ passages[1].T).argmax(axis=1)
    if (nearest == np.arange(len(english))).mean() < MIN_ACCURACY:
        return {"aligned": False}
    offsets: _Offsets = {}
    for purpose in _PURPOSES:
        sides = passages if purpose == "passage" else (plain.encode(english, purpose), plain.encode(russian, purpose))
        offsets[purpose] = (sides[1].mean(axis=0) - sides[0].mean(axis=0)) / 2

    def encode(texts: Sequence[str], purpose: Purpose) -> Vectors:
        return _aligned(plain.encode(texts, purpose), texts, offsets[purpose])

    calibration = measure(encode, probes(multilingual=True))
    return {
        "aligned": True,
        "offsets": {purpose: offset.tolist() for purpose, offset in offsets.items()},
        **asdict(calibration),
    }


def _aligned(vectors: Vectors, texts: Sequence[str], offset: Vectors) -> Vectors:
    if not texts:
        return vectors
    sides = np.asarray([-1.0 if is_cyrillic(text) else 1.0 for text in texts], dtype=np.float32)
    return normalised(vectors + sides[:, None] * offset)


def parallel_texts() -> tuple[list[str], list[str]]:
    """English texts and, in the same order, their Russian translations."""
    pairs = json.loads(_parallel_file().read_text(encoding="utf-8"))["texts"]
    return [pair["en"] for pair in pairs], [pair["ru"] for pair in pairs]


@cache
def _texts_digest() -> str:
    return hashlib.sha256(_parallel_file().read_bytes()).hexdigest()


def _parallel_file() -> Path:
    return resources() / "models" / "parallel.json"
