"""The interfaces of encoders and backends."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

from semsearch.records import Purpose, Scale, Vectors

Precision: TypeAlias = Literal["i8", "bf16", "f16", "f32"]
"""The data type of matrix products; "i8" means 8-bit integers in the layers that bear it."""


@dataclass(frozen=True, slots=True)
class Cosines:
    """The distribution of a model's cosines: their mean (``unrelated``) and standard ``deviation`` over unrelated
    texts, and their mean over texts with the ``same`` meaning."""

    unrelated: float
    deviation: float
    same: float

    @property
    def scale(self) -> Scale:
        return Scale(self.unrelated + 2 * self.deviation, self.same)


@dataclass(frozen=True, slots=True)
class Calibration:
    """The cosines of queries with passages, and of passages with each other."""

    query: Cosines
    passage: Cosines


class Encoder(Protocol):
    """Encodes texts as vectors. ``fingerprint`` identifies the function from text to vector, independently of the
    backend: vectors with equal fingerprints are comparable. Safe to share between threads."""

    @property
    def name(self) -> str: ...
    @property
    def fingerprint(self) -> str: ...
    @property
    def dim(self) -> int: ...
    @property
    def backend(self) -> str: ...
    @property
    def precision(self) -> Precision: ...
    @property
    def calibration(self) -> Calibration: ...

    def encode(self, texts: Sequence[str], purpose: Purpose) -> Vectors:
        """The vectors of texts, shape (n, dim), L2-normalised. Texts may be empty; those longer than the model reads
        are truncated.

        Raises:
            ModelError: the model computes values that are not finite.
        """
        ...


class Backend(Protocol):
    """Computes the vectors of texts, which have their prefix already: float32 of shape (n, dim), not normalised."""

    @property
    def name(self) -> str: ...
    @property
    def precision(self) -> Precision: ...

    def embed(self, texts: Sequence[str]) -> Vectors: ...
