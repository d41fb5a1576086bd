"""What every reader of a format gives back, or raises."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from semsearch.errors import SemsearchError
from semsearch.extract.characters import unique_names
from semsearch.records import Skip, SkipReason

Files: TypeAlias = tuple[tuple[str, bytes], ...]
"""Files within a file: names and bytes."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as its format's reader sees it. ``title`` is "" where the document has none of its own; ``inside``
    are files attached to or embedded in it; ``lost`` says which of them are not there, and why."""

    text: str
    title: str = ""
    charset: str = ""
    inside: Files = ()
    lost: tuple[Skip, ...] = ()


class UnreadableError(SemsearchError):
    """A document cannot be read, for a reason from the fixed list. Its text is the detail for the person."""

    def __init__(self, reason: SkipReason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


Reader: TypeAlias = Callable[[bytes, str], Reading]
"""Bytes and the base name of the file -> reading. Raises `UnreadableError`."""


def told_apart(files: Iterable[tuple[str, bytes]]) -> Files:
    """Files under names that differ, as they are called in `Extracted.part`."""
    files = tuple(files)
    names = unique_names([name for name, _ in files])
    return tuple((name, content) for name, (_, content) in zip(names, files, strict=True))
