"""What the other records are made of."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors: TypeAlias = NDArray[np.float32]
else:  # most commands have no use for numpy
    Vectors: TypeAlias = Any
Kind: TypeAlias = Literal["email", "attachment", "document"]
Mode: TypeAlias = Literal["hybrid", "semantic", "keyword"]
Tier: TypeAlias = Literal["exact", "near", "semantic"]
Purpose: TypeAlias = Literal["similarity", "query", "passage"]


class SkipReason(StrEnum):
    """Why something on disk is not in the index. The list is fixed and documented (docs/skipped.md)."""

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
