"""A learned change of a model's vector space that brings texts with the same meaning together and moves texts apart
that only sound alike. Pure."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from semsearch.records import Vectors
from semsearch.settings import resources
from semsearch.unit_vectors import normalised

ADAPTED_FLOOR = 0.58
"""The minimum cosine, in the adapted space, of two texts that may have the same meaning: of the pairs that people
judged as equivalent, within one language or across two, hardly any lies below."""


@dataclass(frozen=True, slots=True)
class Adapter:
    """An ensemble of low-rank residual adapters; cosines in the adapted space are the mean over its members.

    ``mean`` has shape (dim,), ``down`` (members, dim, rank), ``up`` (members, rank, dim). A member maps the centred and
    normalised vector x to x + x·down·up. It is of use only for the vectors of ``model``.
    """

    model: str
    mean: Vectors
    down: Vectors
    up: Vectors

    def fits(self, model: str, dim: int) -> bool:
        """Whether it was made for the vectors of this model."""
        return (model, dim) == (self.model, len(self.mean))

    def sketch(self, rows: Vectors) -> Vectors:
        """Rows, shape (n, dim), in the space of the first member alone, shape (n, dim): enough to find candidates."""
        centred = normalised(rows - self.mean)
        return normalised(centred + centred @ self.down[0] @ self.up[0])

    def __call__(self, rows: Vectors) -> Vectors:
        """Rows, shape (n, dim), in the adapted space, shape (n, members * dim), L2-normalised."""
        centred = normalised(rows - self.mean)
        members = [normalised(centred + centred @ down @ up) for down, up in zip(self.down, self.up, strict=True)]
        adapted: Vectors = np.concatenate(members, axis=1) / np.float32(len(members) ** 0.5)
        return adapted


@cache
def load_adapter() -> Adapter:
    """The adapter for the multilingual model, trained by benchmarks/meaning_training.py."""
    with np.load(resources() / "duplicates" / "adapter.npz", allow_pickle=False) as stored:
        mean, down, up = (stored[name].astype(np.float32) for name in ("mean", "down", "up"))
        return Adapter(str(stored["model"]), mean, down, up)
