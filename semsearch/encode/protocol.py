"""What the rest of semsearch knows of an encoder."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

from semsearch.records import Purpose, Vectors

Precision: TypeAlias = Literal["i8", "bf16", "f16", "f32"]
"""What multiplies weights and activations; "i8" are groups of 8-bit integers, each with a scale of its own."""


@dataclass(frozen=True, slots=True)
class Cosines:
    """How a model's cosines spread in one kind of comparison: mean and standard deviation over unrelated texts, and
    the mean over texts that mean the same."""

    unrelated: float
    deviation: float
    same: float

    def as_json(self) -> dict[str, float]:
        return {"unrelated": self.unrelated, "deviation": self.deviation, "same": self.same}


@dataclass(frozen=True, slots=True)
class Calibration:
    """`Cosines` of a query with passages, and of passages with each other."""

    query: Cosines
    passage: Cosines


class Encoder(Protocol):
    """Texts to vectors. ``fingerprint`` names the function from text to vector, whichever backend computes it: vectors
    of equal fingerprints may stand in one index. May be used from several threads at once."""

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
        """Vectors of shape (n, dim), in the order of the texts, each of length 1. Any text will do, an empty one too;
        of a text longer than the model reads, the beginning counts.

        Raises:
            ModelError: the model computes something that is not a number.
        """
        ...


class Backend(Protocol):
    """What computes: texts that already carry their prefix, to float32 of shape (n, dim), not yet normalised."""

    @property
    def name(self) -> str: ...
    @property
    def precision(self) -> Precision: ...

    def embed(self, texts: Sequence[str]) -> Vectors: ...
