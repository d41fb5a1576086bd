"""What was learned about one model's vectors: a space where texts that say the same lie near, and those that only sound
alike apart. Pure."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from semsearch.records import Vectors
from semsearch.settings import resources

ADAPTED_FLOOR = 0.58
"""The least cosine in a learned space of two texts that are looked at: of the pairs judged by people, hardly any that
counts as the same lies below it, in one language or across two."""


@dataclass(frozen=True, slots=True)
class Adapter:
    """Low-rank changes of a space of vectors, learned several times over, so that their cosines are the mean of all.

    ``mean`` has shape (dim,), ``down`` (members, dim, rank), ``up`` (members, rank, dim). A member takes the centred
    direction x to x + x·down·up. ``fingerprint`` names the encoder it was learned for: it is worth nothing for others.
    """

    fingerprint: str
    mean: Vectors
    down: Vectors
    up: Vectors

    def sketch(self, rows: Vectors) -> Vectors:
        """Rows of shape (n, dim) in the first member's space alone, shape (n, dim): enough to find candidates."""
        centred = _normalised(rows - self.mean)
        return _normalised(centred + centred @ self.down[0] @ self.up[0])

    def __call__(self, rows: Vectors) -> Vectors:
        """Rows of shape (n, dim) in the learned space, shape (n, members * dim), each of length 1."""
        centred = _normalised(rows - self.mean)
        members = [_normalised(centred + centred @ down @ up) for down, up in zip(self.down, self.up, strict=True)]
        told: Vectors = np.concatenate(members, axis=1) / np.float32(len(members) ** 0.5)
        return told


@cache
def learned() -> Adapter:
    """The adapter that comes with semsearch; made by benchmarks/meaning_training.py."""
    with np.load(resources() / "duplicates" / "adapter.npz", allow_pickle=False) as stored:
        mean, down, up = (stored[name].astype(np.float32) for name in ("mean", "down", "up"))
        return Adapter(str(stored["fingerprint"]), mean, down, up)


def _normalised(rows: Vectors) -> Vectors:
    long: Vectors = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), np.float32(1e-9))
    return long
