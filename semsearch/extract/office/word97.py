"""Word 6, 95 and 97-2003 documents -> text, by their table of pieces.

Offsets are those of [MS-DOC], sections 2.5 (the file information block) and 2.8.35 (the piece table); the older block
is described in the binary file format of Word 6. Formatting is not looked at, so text deleted in a revision that was
never accepted is read as well.
"""

import re
import struct
from collections.abc import Iterator

from olefile import OleFileIO

from semsearch.extract.characters import tidy
from semsearch.extract.charsets.decoding import decode
from semsearch.extract.limits import MAX_TEXT_CHARS
from semsearch.extract.office import embedded
from semsearch.extract.office.ole import ole_title, open_ole, stream
from semsearch.extract.reading import Reading, damaged, sealed

_WHAT = "Word document"
_IN_PIECES, _ENCRYPTED, _SECOND_TABLE, _WIDE = 0x0004, 0x0100, 0x0200, 0x1000
_WORD_97 = 0x00C1
_BYTE_PIECE = 0x40000000
# A field: its code between 0x13 and 0x14, its result up to 0x15. What nests is taken from the inside out.
_FIELD = re.compile("\x13[^\x13\x14\x15]*(?:\x14([^\x13\x14\x15]*))?\x15")
_ROW_END = re.compile("\x07\x07")
_MARKS = {0x07: "  ", 0x0B: "\n", 0x0C: "\n\n", 0x0D: "\n", 0x0E: "\n", 0x1E: "-", 0xA0: " "} | dict.fromkeys(
    (0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x08, 0x13, 0x14, 0x15, 0x1F)
)


def read_word97(content: bytes, name: str) -> Reading:
    """An old Word document: body, then footnotes, headers, comments, text boxes, as they lie in it."""
    with open_ole(content, _WHAT) as ole:
        main = stream(ole, "WordDocument", _WHAT)
        version, flags = struct.unpack_from("<2xH6xH", main)
        if flags & _ENCRYPTED:
            raise sealed(_WHAT)
        raw, charset = _text(ole, main, flags) if version >= _WORD_97 else _old_text(main, flags)
        return Reading(tidy(_visible(raw)), ole_title(ole, name), charset, embedded.in_document(ole, content))


def _text(ole: OleFileIO, main: bytes, flags: int) -> tuple[str, str]:
    table = stream(ole, "1Table" if flags & _SECOND_TABLE else "0Table", _WHAT)
    start, length = struct.unpack_from("<II", main, 0x01A2)
    return "".join(_pieces(main, _piece_table(table[start : start + length]))), ""


def _piece_table(clx: bytes) -> bytes:
    """The PlcPcd in a Clx, which comes after any number of property lists."""
    at = 0
    while at < len(clx) and clx[at] == 1:
        at += 3 + int.from_bytes(clx[at + 1 : at + 3], "little")
    if at >= len(clx) or clx[at] != 2:
        raise damaged(_WHAT)
    return clx[at + 5 : at + 5 + int.from_bytes(clx[at + 1 : at + 5], "little")]


def _pieces(main: bytes, table: bytes) -> Iterator[str]:
    for place, length in _places(table):
        if place & _BYTE_PIECE:
            start = (place & ~_BYTE_PIECE) // 2
            yield main[start : start + length].decode("cp1252", "replace")
        else:
            yield main[place : place + 2 * length].decode("utf-16-le", "replace")


def _places(table: bytes) -> Iterator[tuple[int, int]]:
    """Where each piece begins, and how many characters it has."""
    count = (len(table) - 4) // 12
    ends = struct.unpack_from(f"<{count + 1}I", table)
    written = 0
    for number in range(count):
        length = ends[number + 1] - ends[number]
        if length <= 0 or written > MAX_TEXT_CHARS:
            continue
        written += length
        (place,) = struct.unpack_from("<I", table, 4 * (count + 1) + 8 * number + 2)
        yield place, length


def _old_text(main: bytes, flags: int) -> tuple[str, str]:
    """The text of Word 6 and 95: in one piece, or in many where it was saved quickly; one byte a character, or two in
    East Asia."""
    start, end = struct.unpack_from("<II", main, 0x18)
    width = 2 if flags & _WIDE else 1
    text = main[start:end]
    if flags & _IN_PIECES:
        start, length = struct.unpack_from("<II", main, 0x0160)
        places = _places(_piece_table(main[start : start + length]))
        text = b"".join(main[place : place + width * length] for place, length in places)
    if width > 1:
        return text.decode("utf-16-le", "replace"), ""
    decoded = decode(text.translate(None, b"\x00"))
    return decoded.text, decoded.charset


def _visible(raw: str) -> str:
    replaced = 1
    while replaced:
        raw, replaced = _FIELD.subn(lambda field: field.group(1) or "", raw)
    return _ROW_END.sub("\n", raw).translate(_MARKS)
