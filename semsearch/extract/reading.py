"""What every reader of a format gives back, or raises."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from semsearch.errors import SemsearchError
from semsearch.records import SkipReason


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as its format's reader sees it. ``title`` is "" where the document has none of its own; ``inside``
    are files attached to or embedded in it, by name."""

    text: str
    title: str = ""
    charset: str = ""
    inside: tuple[tuple[str, bytes], ...] = ()


class UnreadableError(SemsearchError):
    """A document cannot be read, for a reason from the fixed list. Its text is the detail for the person."""

    def __init__(self, reason: SkipReason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


Reader: TypeAlias = Callable[[bytes, str], Reading]
"""Bytes and the base name of the file -> reading. Raises `UnreadableError`."""
