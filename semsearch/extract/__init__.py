"""Bytes -> text and metadata: what a file is, which reader is for it, and what lies inside it."""

from semsearch.extract.limits import MAX_BYTES, MAX_PREVIEW_CHARS, MAX_TEXT_CHARS
from semsearch.extract.reading import UnreadableError
from semsearch.extract.unfolding import Unfolding
from semsearch.records import Extraction, Skip

__all__ = ["FORMATS", "MAX_BYTES", "MAX_PREVIEW_CHARS", "MAX_TEXT_CHARS", "extract", "preview_html"]

FORMATS = 2
"""Counts up when more is read than before, so that files left out until then are read again."""


def extract(content: bytes, name: str) -> Extraction:
    """The documents in the bytes of one file, or of one message of a mailbox; `name` is the file's base name.

    Never raises for what it is given: what cannot be read comes back as a skip with a reason and a detail.
    """
    try:
        return Unfolding().file(content, name)
    except UnreadableError as error:
        return Extraction(skips=(Skip(None, error.reason, error.detail),))


def preview_html(content: bytes, part: str | None) -> tuple[str, int]:
    """The HTML of a mail, of a page, or of the attachment or member called `part`, made safe to show, and how many
    things were taken out that would have been fetched; ``("", 0)`` where there is no HTML."""
    from semsearch.extract.preview import preview

    return preview(content, part)
