"""What every reader of a format gives back, or raises."""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePath
from typing import Literal, ParamSpec, TypeAlias, TypeVar

from semsearch.errors import SemsearchError
from semsearch.extract.characters import unique_names
from semsearch.records import Extraction, Skip, SkipReason

_log = logging.getLogger(__name__)

P = ParamSpec("P")
Part = TypeVar("Part")

Format: TypeAlias = Literal[
    "mail", "emlx", "msg", "tnef", "olm", "mailbox", "pst", "calendar", "contacts", "html", "webarchive",
    "markdown", "rst", "asciidoc", "org", "subtitles", "tex", "csv", "dbf", "json", "xml", "text", "pdf", "docx",
    "doc", "rtf", "opendocument", "pptx", "ppt", "vsdx", "workbook", "iwork", "epub", "kindle", "xps", "archive",
]  # fmt: skip
"""What a file can be; `readers` says who reads it."""

Files: TypeAlias = tuple[tuple[str, bytes], ...]
"""Files within a file: names and bytes."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as its format's reader sees it. ``title`` is "" where the document has none of its own; ``inside``
    are files attached to or embedded in it; ``lost`` says which of them are not there, and why; ``scans`` are the
    numbers, from 0, of pages that are pictures with few words beside, or whose letters nothing tells; ``sender`` are
    those who talk, parted by "; "; ``parts`` are documents of their own, under names of files, such as the
    conversations of a chat."""

    text: str
    title: str = ""
    charset: str = ""
    inside: Files = ()
    lost: tuple[Skip, ...] = ()
    scans: tuple[int, ...] = ()
    date: datetime | None = None
    sender: str = ""
    parts: tuple[tuple[str, "Reading"], ...] = ()


class UnreadableError(SemsearchError):
    """A document cannot be read, for a reason from the fixed list. Its text is the detail for the person; ``needs_ocr``
    as in `Skip`."""

    def __init__(self, reason: SkipReason, detail: str, *, needs_ocr: bool = False) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
        self.needs_ocr = needs_ocr

    def skip(self, part: str | None = None) -> Skip:
        """How it is listed, for a part of a file or for all of it."""
        return Skip(part, self.reason, self.detail, self.needs_ocr)


Reader: TypeAlias = Callable[[bytes, str], Reading]
"""Bytes and the base name of the file -> reading. Raises `UnreadableError`."""


def damaged(what: str) -> UnreadableError:
    """What is said of a document that ends too early, or lacks what it must have; `what` names its type."""
    return UnreadableError(SkipReason.CORRUPT, f"the {what} is damaged or cut off; open it and save it anew")


def sealed(what: str) -> UnreadableError:
    """What is said of one with a password."""
    return UnreadableError(SkipReason.ENCRYPTED, f"the {what} has a password; save a copy without one")


@contextmanager
def contained(name: str) -> Iterator[None]:
    """Around the parsing of a file called `name`. One bad file must not end a run: whatever a parser trips over is
    logged whole, and listed with the file. Only who needs too much memory ends.

    Raises:
        UnreadableError: a parser tripped.
    """
    try:
        yield
    except (MemoryError, UnreadableError):
        raise
    except Exception as error:
        _log.info("reading %r failed", PurePath(name).name, exc_info=error)
        raise fault(error) from error


def fault(error: Exception) -> UnreadableError:
    """What is said of a file that its reader trips over: somebody has to mend that, and needs to know on what."""
    detail = f"its reader has a fault; please report it ({type(error).__name__}: {str(error)[:200]})"
    return UnreadableError(SkipReason.CRASHED, detail)


def found_in(name: str, read: Callable[P, Extraction], *args: P.args, **kwargs: P.kwargs) -> Extraction:
    """What `read` finds in `name`, as found in the file that holds it: the parts begin with `name`. Where it cannot be
    read, why."""

    def way(inner: str | None) -> str:
        return name if inner is None else f"{name}/{inner}"

    try:
        found = read(*args, **kwargs)
    except UnreadableError as error:
        return Extraction(skips=(error.skip(name),))
    documents = tuple(replace(document, part=way(document.part)) for document in found.documents)
    return replace(found, documents=documents, skips=tuple(replace(skip, part=way(skip.part)) for skip in found.skips))


def joined(found: Iterable[Extraction]) -> Extraction:
    """What was found in several parts."""
    found = tuple(found)
    documents = tuple(document for each in found for document in each.documents)
    return Extraction(documents, tuple(skip for each in found for skip in each.skips))


def told_apart(named: Iterable[tuple[str, Part]]) -> tuple[tuple[str, Part], ...]:
    """Files or parts under names that differ, as they are called in `Extracted.part`."""
    named = tuple(named)
    names = unique_names([name for name, _ in named])
    return tuple((name, part) for name, (_, part) in zip(names, named, strict=True))
