"""PowerPoint 97-2003 presentations -> the text of their slides and notes, by their records ([MS-PPT], 2.3 and 2.9);
those of PowerPoint 95 -> the text that they hold for finding them."""

import struct
import zlib
from collections.abc import Iterator
from itertools import islice

from olefile import OleFileIO

from semsearch.extract.characters import tidy
from semsearch.extract.charsets.decoding import decode
from semsearch.extract.limits import MAX_BYTES, MAX_PARTS
from semsearch.extract.office import embedded
from semsearch.extract.office.ole import ole_title, open_ole, stream
from semsearch.extract.reading import Files, Reading, sealed

_WHAT = "PowerPoint presentation"
# Of a file that PowerPoint 95 can open as well, the first is ours.
_STREAMS = ("PP97_DUALSTORAGE/PowerPoint Document", "PowerPoint Document")
# What PowerPoint 95 writes: its records are others, but beside them lies all text.
_TEXT_ONLY, _HEADER_95 = "Text_Content", "Header"
_ENCRYPTED = b"\xdf\xc4\xd1\xf3"
_CONTAINER = 0xF
_MASTER, _HANDOUT, _NOTES, _TEXT_CHARS, _TEXT_BYTES, _STRING = 1016, 4041, 1008, 0x0FA0, 0x0FA8, 0x0FBA
_COMMENT = 12000
# Headers and footers: what is shown of them, and the kinds of texts, each with its bit in that.
_MARGINS, _MARGINS_ATOM = 0x0FD9, 0x0FDA
_SHOWN = {0: 0x04, 1: 0x10, 2: 0x20}
_NOTES_ATOM = b"\xf1\x03"
_OBJECT = 0x1011
_PLACEHOLDERS = frozenset(("*", ""))
_MAX_DEPTH = 64


def read_powerpoint97(content: bytes, name: str) -> Reading:
    """An old presentation: the text of its slides, then what else stands on them and in the notes, each text once:
    a file that was saved quickly holds older states of its slides as well."""
    with open_ole(content, _WHAT) as ole:
        if ole.exists("Current User") and stream(ole, "Current User", _WHAT)[12:16] == _ENCRYPTED:
            raise sealed(_WHAT)
        if ole.exists(_TEXT_ONLY) and ole.exists(_HEADER_95) and not ole.exists(_STREAMS[0]):
            decoded = decode(stream(ole, _TEXT_ONLY, _WHAT))
            return Reading(tidy(_lines(decoded.text)), ole_title(ole, name), decoded.charset)
        records = _records(ole)
        texts = dict.fromkeys(text.strip() for text in _texts(records))
        text = tidy("\n\n".join(text for text in texts if text not in _PLACEHOLDERS))
        return Reading(text, ole_title(ole, name), inside=_presented(records))


def _texts(records: bytes, depth: int = 0, *, in_comment: bool = False) -> Iterator[str]:
    """The texts of all records but those of master slides, which say "click to edit"."""
    for head, kind, body in _atoms(records):
        if kind == _MARGINS:
            yield from _margins(body)
        elif head & 0xF == _CONTAINER:
            if not _is_master(kind, body[:12]) and depth < _MAX_DEPTH:
                yield from _texts(body, depth + 1, in_comment=kind == _COMMENT)
        elif kind == _TEXT_CHARS or (kind == _STRING and in_comment):
            yield _lines(body.decode("utf-16-le", "replace"))
        elif kind == _TEXT_BYTES:
            yield _lines(body.decode("latin-1"))


def _margins(records: bytes) -> Iterator[str]:
    """The headers and footers of slides or notes, as far as they are shown ([MS-PPT], 2.4.15)."""
    flags = 0
    for head, kind, body in _atoms(records):
        if kind == _MARGINS_ATOM:
            flags = int.from_bytes(body[2:4], "little")
        elif kind == _STRING and flags & _SHOWN.get(head >> 4, 0):
            yield _lines(body.decode("utf-16-le", "replace"))


def _is_master(kind: int, start: bytes) -> bool:
    """Whether a container is a master; that of notes is known by belonging to a master, or to no slide at all."""
    is_of_notes = kind == _NOTES and start[2:4] == _NOTES_ATOM and (start[8:] == bytes(4) or start[11:] >= b"\x80")
    return kind in (_MASTER, _HANDOUT) or is_of_notes


def _presented(records: bytes) -> Files:
    """Files and documents that were put on slides: names and bytes."""
    objects = ((head, body) for head, kind, body in _atoms(records) if kind == _OBJECT)
    return tuple(
        found
        for number, (head, body) in enumerate(islice(objects, MAX_PARTS), 1)
        for found in embedded.in_object(_inflated(body[4:]) if head >> 4 else body, f"Object {number}")
    )


def _atoms(records: bytes) -> Iterator[tuple[int, int, bytes]]:
    """The records that lie one behind the other: version and instance, kind, and what is in each."""
    at = 0
    while at + 8 <= len(records):
        head, kind, length = struct.unpack_from("<HHI", records, at)
        yield head, kind, records[at + 8 : at + 8 + length]
        at += 8 + length


def _records(ole: OleFileIO) -> bytes:
    return stream(ole, next((name for name in _STREAMS if ole.exists(name)), _STREAMS[-1]), _WHAT)


def _inflated(content: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(content, MAX_BYTES)
    except zlib.error:
        return b""


def _lines(text: str) -> str:
    return text.replace("\r", "\n").replace("\x0b", "\n")
