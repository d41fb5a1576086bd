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
        return self._mapped(rows, 0, 1)

    def rest(self, rows: Vectors) -> Vectors:
        """What `sketch` leaves out: shape (n, (members - 1) * dim), L2-normalised for each member."""
        return self._mapped(rows, 1, len(self.down))

    def cosines(self, sketched: Vectors, products: Vectors) -> Vectors:
        """The cosines in the adapted space from those of sketches and the products of `rest`."""
        return (sketched + products) / np.float32(len(self.down))

    def __call__(self, rows: Vectors) -> Vectors:
        """Rows, shape (n, dim), in the adapted space, shape (n, members * dim), L2-normalised."""
        count = len(self.down)
        return self._mapped(rows, 0, count) / np.float32(count**0.5)

    def _mapped(self, rows: Vectors, first: int, end: int) -> Vectors:
        """Rows in the spaces of some of the members, side by side."""
        centred = normalised(rows - self.mean)
        members = zip(self.down[first:end], self.up[first:end], strict=True)
        mapped: Vectors = np.concatenate([normalised(centred + centred @ down @ up) for down, up in members], axis=1)
        return mapped


@cache
def load_adapter() -> Adapter:
    """The adapter for the multilingual model, trained by benchmarks/meaning_training.py."""
    with np.load(resources() / "duplicates" / "adapter.npz", allow_pickle=False) as stored:
        mean, down, up = (stored[name].astype(np.float32) for name in ("mean", "down", "up"))
        return Adapter(str(stored["model"]), mean, down, up)
