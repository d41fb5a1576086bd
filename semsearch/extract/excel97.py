"""Excel 97-2003 workbooks -> what is written beside their cells, by their records ([MS-XLS], 2.3 and 2.4): headers,
footers, text boxes, comments, and what is written on charts. The cells are calamine's."""

import re
import struct
from collections.abc import Iterator

from olefile import OleFileIO

from semsearch.extract.limits import MAX_BYTES
from semsearch.extract.margins import margin_text

_BOOK_97, _BOOK_95 = "Workbook", "Book"
_FILE_PASS, _END, _HEADER, _FOOTER, _CONTINUE, _TEXT_BOX, _LABEL = 0x2F, 0x0A, 0x14, 0x15, 0x3C, 0x01B6, 0x100D
_NUMBER = re.compile(r"[\d\s.,%-]*")


def has_password(ole: OleFileIO) -> bool:
    """Whether what follows the first records is encrypted."""
    for kind, _ in _records(ole, _BOOK_97 if ole.exists(_BOOK_97) else _BOOK_95):
        if kind in (_FILE_PASS, _END):
            return kind == _FILE_PASS
    return False


def beside_cells(ole: OleFileIO) -> list[str]:
    """The lines of what Excel 97 and newer wrote beside the cells, each once: margins repeat from sheet to sheet."""
    return list(dict.fromkeys(text for text in map(str.strip, _texts(ole)) if text))


def _texts(ole: OleFileIO) -> Iterator[str]:
    left, text = 0, ""
    for kind, body in _records(ole, _BOOK_97):
        if left and kind == _CONTINUE and body:  # of a text box, piece by piece
            piece = _characters(body, 0, left)
            text, left = text + piece, left - len(piece)
            if not left:
                yield text
            continue
        left, text = 0, ""
        if kind == _TEXT_BOX and len(body) >= 12:
            (left,) = struct.unpack_from("<H", body, 10)
        elif kind in (_HEADER, _FOOTER) and len(body) > 3:
            yield margin_text(_characters(body, 2, int.from_bytes(body[:2], "little")))
        elif kind == _LABEL and len(body) > 4:
            label = _characters(body, 3, body[2])
            yield "" if _NUMBER.fullmatch(label) else label


def _characters(body: bytes, at: int, count: int) -> str:
    """So many characters after the byte that says whether each takes one or two."""
    if body[at] & 1:
        return body[at + 1 : at + 1 + 2 * count].decode("utf-16-le", "replace")
    return body[at + 1 : at + 1 + count].decode("latin-1")


def _records(ole: OleFileIO, name: str) -> Iterator[tuple[int, bytes]]:
    """Kinds and bodies."""
    records = ole.openstream(name).read(MAX_BYTES) if ole.exists(name) else b""
    at = 0
    while at + 4 <= len(records):
        kind, length = struct.unpack_from("<HH", records, at)
        yield kind, records[at + 4 : at + 4 + length]
        at += 4 + length
