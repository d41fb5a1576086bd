"""Pages that Safari saved: a property list with the page, its frames, and what they show."""

import plistlib
from collections.abc import Iterator
from xml.parsers.expat import ExpatError

from semsearch.extract.characters import tidy
from semsearch.extract.charsets.decoding import decode
from semsearch.extract.reading import Reading, damaged
from semsearch.extract.texts.html import read_html
from semsearch.extract.texts.text import read_text

_READERS = {"text/html": read_html, "application/xhtml+xml": read_html, "text/plain": read_text}
_MOST_NESTED = 8


def read_webarchive(content: bytes, name: str) -> Reading:
    """A ``.webarchive`` file: the text of the page, then of its frames."""
    try:
        archive = plistlib.loads(content)
    except (plistlib.InvalidFileException, ExpatError, ValueError, TypeError, OverflowError, RecursionError):
        raise damaged("page of Safari") from None
    pages = list(_pages(archive, name))
    if not pages:
        raise damaged("page of Safari")
    return Reading(tidy("\n\n".join(page.text for page in pages)), pages[0].title, pages[0].charset)


def _pages(archive: object, name: str, depth: int = 0) -> Iterator[Reading]:
    page = archive.get("WebMainResource") if isinstance(archive, dict) else None
    if not isinstance(archive, dict) or not isinstance(page, dict) or depth > _MOST_NESTED:
        return
    held, kind = page.get("WebResourceData"), page.get("WebResourceMIMEType")
    charset = page.get("WebResourceTextEncodingName")
    if isinstance(held, bytes) and isinstance(kind, str) and kind in _READERS:
        if isinstance(charset, str):
            held = decode(held, charset).text.encode("utf-8-sig")
        yield _READERS[kind](held, name)
    frames = archive.get("WebSubframeArchives")
    for frame in frames if isinstance(frames, list) else ():
        yield from _pages(frame, name, depth + 1)
