"""What every reader of a format gives back, or raises."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TypeAlias

from semsearch.errors import SemsearchError
from semsearch.extract.characters import unique_names
from semsearch.records import Extraction, Skip, SkipReason

Files: TypeAlias = tuple[tuple[str, bytes], ...]
"""Files within a file: names and bytes."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as its format's reader sees it. ``title`` is "" where the document has none of its own; ``inside``
    are files attached to or embedded in it; ``lost`` says which of them are not there, and why; ``scans`` are the
    numbers, from 0, of pages that are pictures with few words beside, or whose letters nothing tells."""

    text: str
    title: str = ""
    charset: str = ""
    inside: Files = ()
    lost: tuple[Skip, ...] = ()
    scans: tuple[int, ...] = ()


class UnreadableError(SemsearchError):
    """A document cannot be read, for a reason from the fixed list. Its text is the detail for the person."""

    def __init__(self, reason: SkipReason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


Reader: TypeAlias = Callable[[bytes, str], Reading]
"""Bytes and the base name of the file -> reading. Raises `UnreadableError`."""


def below(name: str, found: Extraction) -> Extraction:
    """What was found in `name`, as found in the file that holds it: the parts begin with `name`."""

    def way(part: str | None) -> str:
        return name if part is None else f"{name}/{part}"

    documents = tuple(replace(document, part=way(document.part)) for document in found.documents)
    return replace(found, documents=documents, skips=tuple(replace(skip, part=way(skip.part)) for skip in found.skips))


def told_apart(files: Iterable[tuple[str, bytes]]) -> Files:
    """Files under names that differ, as they are called in `Extracted.part`."""
    files = tuple(files)
    names = unique_names([name for name, _ in files])
    return tuple((name, content) for name, (_, content) in zip(names, files, strict=True))
