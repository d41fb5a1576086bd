"""Compound files, in which old Office documents lie, by olefile."""

import io
import struct
from collections.abc import Iterator
from contextlib import contextmanager

from olefile import OleFileIO

from semsearch.extract.charsets.decoding import decode, known_charset
from semsearch.extract.limits import MAX_BYTES
from semsearch.extract.reading import UnreadableError, damaged
from semsearch.extract.titles import sensible_title

DAMAGE = (
    OSError, ValueError, IndexError, KeyError, OverflowError, struct.error, TypeError, AttributeError, RecursionError
)  # fmt: skip

_PROPERTIES = "\x05SummaryInformation"
_CODE_PAGE, _TITLE, _MOST_PROPERTIES = 1, 2, 1000
_NARROW, _WIDE = 0x1E, 0x1F
_UTF_8 = 65001


@contextmanager
def open_ole(content: bytes, what: str) -> Iterator[OleFileIO]:
    """A compound file; what is wrong with it, here or while it is open, becomes an `UnreadableError`."""
    try:
        with OleFileIO(io.BytesIO(content)) as ole:
            yield ole
    except DAMAGE as error:
        raise damaged(what) from error


def stream(ole: OleFileIO, name: str, what: str) -> bytes:
    """The bytes of a stream."""
    if not ole.exists(name):
        raise damaged(what)
    with ole.openstream(name) as part:
        found: bytes = part.read(MAX_BYTES)
    return found


def ole_title(ole: OleFileIO, name: str) -> str:
    """The title in the properties, where it is one."""
    try:
        properties = stream(ole, _PROPERTIES, "document")
        page = _property(properties, _CODE_PAGE)[4:6]
        title = _property(properties, _TITLE)
        (kind, length) = struct.unpack_from("<II", title.ljust(8, b"\0"))
    except (UnreadableError, *DAMAGE):
        return ""
    if kind == _WIDE:
        text = title[8 : 8 + 2 * length].decode("utf-16-le", "replace").partition("\0")[0]
    elif kind == _NARROW:
        number = int.from_bytes(page, "little")
        charset = known_charset("utf-8" if number == _UTF_8 else f"cp{number}") if number else ""
        text = decode(title[8 : 8 + length].partition(b"\0")[0], charset).text
    else:
        return ""
    return sensible_title(text, name)


def _property(properties: bytes, wanted: int) -> bytes:
    """A value of the first set, with its type, and what comes after it ([MS-OLEPS], 2.20 and 2.21). Read here, as
    olefile reads all values, of which a damaged one may say that it is a list of billions."""
    (start,) = struct.unpack_from("<I", properties, 44)
    (count,) = struct.unpack_from("<I", properties, start + 4)
    for number in range(min(count, _MOST_PROPERTIES)):
        identifier, place = struct.unpack_from("<II", properties, start + 8 + 8 * number)
        if identifier == wanted:
            return properties[start + place :]
    return b""
