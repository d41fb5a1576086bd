"""Compound files, in which old Office documents lie, by olefile."""

import io
import struct
from collections.abc import Iterator
from contextlib import contextmanager

from olefile import OleFileIO

from semsearch.extract.characters import one_line
from semsearch.extract.charset import decode, known_charset
from semsearch.extract.limits import MAX_BYTES
from semsearch.extract.reading import UnreadableError
from semsearch.extract.titles import sensible_title
from semsearch.records import SkipReason

DAMAGE = (OSError, ValueError, IndexError, KeyError, struct.error, TypeError, AttributeError)


@contextmanager
def opened(content: bytes, what: str) -> Iterator[OleFileIO]:
    """A compound file; what is wrong with it, here or while it is open, becomes an `UnreadableError`."""
    try:
        with OleFileIO(io.BytesIO(content)) as ole:
            yield ole
    except DAMAGE as error:
        detail = f"the {what} is damaged or cut off ({type(error).__name__}); open it and save it anew"
        raise UnreadableError(SkipReason.CORRUPT, detail) from error


def stream(ole: OleFileIO, name: str, what: str) -> bytes:
    """The bytes of a stream."""
    if not ole.exists(name):
        raise UnreadableError(SkipReason.CORRUPT, f"the {what} has no part called {name}; open it and save it anew")
    with ole.openstream(name) as part:
        found: bytes = part.read(MAX_BYTES)
    return found


def ole_title(ole: OleFileIO, name: str) -> str:
    """The title in the properties, where it is one."""
    try:
        properties = ole.get_metadata()
        title, page = properties.title, properties.codepage
    except DAMAGE:
        return ""
    if isinstance(title, bytes):
        charset = known_charset("utf-8" if page == 65001 else f"cp{page % 65536}") if isinstance(page, int) else ""
        title = decode(title.rstrip(b"\x00"), charset).text
    return sensible_title(one_line(title or ""), name)
