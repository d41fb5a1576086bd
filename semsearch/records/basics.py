"""Types shared by the other records."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors: TypeAlias = NDArray[np.float32]
else:  # importing numpy takes time, and most commands need none
    Vectors: TypeAlias = Any
_Cosines = TypeVar("_Cosines", float, Vectors)
Kind: TypeAlias = Literal["email", "attachment", "document"]
Mode: TypeAlias = Literal["hybrid", "semantic", "keyword"]
Tier: TypeAlias = Literal["exact", "near", "semantic"]
Purpose: TypeAlias = Literal["similarity", "query", "passage"]


class SkipReason(StrEnum):
    """Why a file, or a part of it, is not in the index. The list is part of the public interface (docs/skipped.md)."""

    ENCRYPTED = "encrypted"
    UNSUPPORTED = "unsupported"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    CORRUPT = "corrupt"
    TIMEOUT = "timeout"
    CRASHED = "crashed"
    UNREADABLE = "unreadable"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of characters."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Scale:
    """Maps the cosines of a model linearly to relevance: ``unrelated``, which hardly any two unrelated texts reach, to
    0, and ``same``, which is typical of texts with the same meaning, to 1."""

    unrelated: float
    same: float

    def relevance(self, cosine: _Cosines) -> _Cosines:
        """The relevance of a cosine, or of each of several, not clipped to 0..1."""
        return (cosine - self.unrelated) / max(self.same - self.unrelated, 1e-6)

    def cosine(self, relevance: float) -> float:
        """The cosine with a relevance."""
        return self.unrelated + relevance * (self.same - self.unrelated)
