"""Excel 5 to 2003 workbooks by their records ([MS-XLS], 2.3 and 2.4): the cells, and what is written beside them, in
headers, footers, text boxes, comments and charts."""

import re
import struct
from collections.abc import Iterator
from itertools import groupby

from olefile import OleFileIO

from semsearch.extract.characters import kept
from semsearch.extract.charsets.decoding import decode, known_charset
from semsearch.extract.limits import MAX_BYTES
from semsearch.extract.office.margins import margin_text
from semsearch.extract.office.number_formats import built_in, shown

_STREAMS, _VERSION_97 = ("Workbook", "Book"), b"\x00\x06"
_FILE_PASS, _END, _HEADER, _FOOTER, _CONTINUE, _TEXT_BOX, _LABEL = 0x2F, 0x0A, 0x14, 0x15, 0x3C, 0x01B6, 0x100D
_START, _SHEET, _CODE_PAGE, _SHARED = 0x0809, 0x85, 0x42, 0xFC
_SHARED_TEXT, _OWN_TEXT, _RICH_TEXT, _RESULT_TEXT = 0xFD, 0x0204, 0xD6, 0x0207
_FLOAT, _SHORT, _SHORTS, _FORMULA, _TRUTH = 0x0203, 0x027E, 0xBD, 0x06, 0x0205
_CELLS = frozenset((_SHARED_TEXT, _OWN_TEXT, _RICH_TEXT, _FLOAT, _SHORT, _SHORTS, _FORMULA, _TRUTH))
_SINCE_1904, _FORMAT, _STYLE = 0x22, 0x041E, 0xE0
_CHART = b"\x20\0"
_WIDE, _PHONETIC, _FORMATTED = 0x01, 0x04, 0x08
_NUMBER = re.compile(r"[\d\s.,%-]*")


def has_password(ole: OleFileIO) -> bool:
    """Whether what follows the first records is encrypted."""
    for _, kind, _ in _records(ole):
        if kind in (_FILE_PASS, _END):
            return kind == _FILE_PASS
    return False


def beside_cells(ole: OleFileIO) -> list[str]:
    """The lines of what Excel 97 and newer wrote beside the cells, each once: margins repeat from sheet to sheet."""
    return list(dict.fromkeys(text for text in map(str.strip, _texts(ole)) if text))


def cells(ole: OleFileIO) -> list[str]:
    """The rows of all sheets below their names. A damaged record costs only itself."""
    return list(kept(_rows(ole)))  # one long text may be that of a million cells


def _is_97(ole: OleFileIO) -> bool:
    """Whether texts are those of Excel 97, and not in a code page, whatever the name of their stream."""
    return next((body[:2] == _VERSION_97 for _, kind, body in _records(ole) if kind == _START), False)


def _rows(ole: OleFileIO) -> Iterator[str]:
    begun = ""
    for (sheet, _), values in groupby(_Cells(ole).values(), lambda value: value[:2]):
        line = "  ".join(filter(None, (text.strip() for _, _, text in values)))
        if line:
            yield line if begun == sheet else f"\n{sheet}\n{line}"
            begun = sheet


class _Cells:
    """The cells of a workbook. Those of Excel 95 and older have their texts in a code page."""

    def __init__(self, ole: OleFileIO) -> None:
        self._ole = ole
        self._is_97 = _is_97(ole)
        self._charset = ""
        self._since_1904 = False
        self._sheets: dict[int, str] = {}
        self._shared: list[str] = []
        self._formats: dict[int, str] = {}
        self._styles: list[int] = []

    def values(self) -> Iterator[tuple[str, int, str]]:
        """The sheets, the rows, and the texts of all cells; below those of a sheet what only its charts say."""
        sheet, row, is_chart = "", 0, False
        told: set[str] = set()
        for at, kind, body, rest in _whole_records(self._ole):
            try:
                if kind in (_START, _END):
                    is_chart = body[2:4] == _CHART
                    sheet = self._sheets.get(at, sheet)
                elif kind in _CELLS and (kind == _OWN_TEXT or not is_chart):
                    row = int.from_bytes(body[:2], "little")
                    for text in self._cell(kind, body):
                        if not is_chart or text not in told:  # it keeps copies of the cells that it shows
                            yield sheet, row, text
                        told.add(text)
                elif kind == _RESULT_TEXT:  # of the formula before it
                    yield sheet, row, self._string(body, 0, 2)
                else:
                    self._learn(kind, body, rest)
            except (struct.error, IndexError):
                continue

    def _learn(self, kind: int, body: bytes, rest: list[bytes]) -> None:
        if kind == _CODE_PAGE:
            self._charset = known_charset(f"cp{int.from_bytes(body[:2], 'little')}")
        elif kind == _SHEET:
            self._sheets[int.from_bytes(body[:4], "little")] = self._string(body, 6, 1)
        elif kind == _SHARED:
            self._shared += _shared([body, *rest])
        elif kind == _SINCE_1904:
            self._since_1904 = body[:1] == b"\1"
        elif kind == _FORMAT:
            self._formats[int.from_bytes(body[:2], "little")] = self._string(body, 2, 2 if self._is_97 else 1)
        elif kind == _STYLE:
            self._styles.append(int.from_bytes(body[2:4], "little"))

    def _cell(self, kind: int, body: bytes) -> Iterator[str]:
        if kind == _SHARED_TEXT:
            yield self._shared[int.from_bytes(body[6:10], "little")]
        elif kind in (_OWN_TEXT, _RICH_TEXT):
            yield self._string(body, 6, 2)
        elif (truth := _truth(kind, body)) is not None:
            yield str(truth).upper()
        else:
            for style, number in _numbers(kind, body):
                yield shown(number, self._code(style), since_1904=self._since_1904)

    def _code(self, style: int) -> str:
        """The code of the format in which a cell of a style is shown."""
        number = self._styles[style] if style < len(self._styles) else 0
        return self._formats.get(number) or built_in(number)

    def _string(self, body: bytes, at: int, width: int) -> str:
        """A string after its length, a number of `width` bytes."""
        count = int.from_bytes(body[at : at + width], "little")
        at += width
        return _characters(body, at, count) if self._is_97 else decode(body[at : at + count], self._charset).text


def _truth(kind: int, body: bytes) -> bool | None:
    """What is true or false, and neither an error nor anything else."""
    if kind == _TRUTH and not body[7]:
        return body[6] != 0
    return body[8] != 0 if kind == _FORMULA and body[12:14] == b"\xff\xff" and body[6] == 1 else None


def _numbers(kind: int, body: bytes) -> Iterator[tuple[int, float]]:
    """The numbers in a record of cells, each with the number of its style."""
    if kind == _FLOAT or (kind == _FORMULA and body[12:14] != b"\xff\xff"):  # else its result is no number
        yield struct.unpack_from("<4xHd", body)
    elif kind in (_SHORT, _SHORTS):
        for at in range(4, len(body) - 5, 6):
            yield int.from_bytes(body[at : at + 2], "little"), _short(body, at + 2)


def _short(body: bytes, at: int) -> float:
    """A number in four bytes ([MS-XLS], 2.5.217): one of 30 bits, or the upper half of a float; maybe of hundredths."""
    (bits,) = struct.unpack_from("<i", body, at)
    number: float = bits >> 2 if bits & 2 else struct.unpack("<d", struct.pack("<xxxxi", bits & ~3))[0]
    return number / 100 if bits & 1 else number


def _shared(pieces: list[bytes]) -> Iterator[str]:
    """The strings that all sheets share, in a record and those that continue it ([MS-XLS], 2.4.265 and 2.5.293)."""
    rest = iter(pieces)
    body, at = next(rest), 8
    while True:
        while at >= len(body):  # also where what comes after the characters goes on in the next piece
            at -= len(body)
            following = next(rest, None)
            if following is None:
                return
            body = following
        left, flags = struct.unpack_from("<HB", body, at)
        at += 3
        after = 0
        if flags & _FORMATTED:
            after += 4 * int.from_bytes(body[at : at + 2], "little")
            at += 2
        if flags & _PHONETIC:
            after += int.from_bytes(body[at : at + 4], "little")
            at += 4
        text = ""
        while True:
            size, codec = (2, "utf-16-le") if flags & _WIDE else (1, "latin-1")
            piece = body[at : at + size * left]
            text += piece.decode(codec, "replace")
            left -= len(piece) // size
            at += len(piece)
            if not left or not (body := next(rest, b"")):
                break
            flags, at = body[0], 1  # each piece says for itself how wide its characters are
        yield text
        at += after


def _texts(ole: OleFileIO) -> Iterator[str]:
    left, text = 0, ""
    for _, kind, body in _records(ole) if _is_97(ole) else ():
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
    if body[at] & _WIDE:
        return body[at + 1 : at + 1 + 2 * count].decode("utf-16-le", "replace")
    return body[at + 1 : at + 1 + count].decode("latin-1")


def _records(ole: OleFileIO) -> Iterator[tuple[int, int, bytes]]:
    """Places, kinds and bodies."""
    name = next(filter(ole.exists, _STREAMS), None)
    records = ole.openstream(name).read(MAX_BYTES) if name else b""
    at = 0
    while at + 4 <= len(records):
        kind, length = struct.unpack_from("<HH", records, at)
        yield at, kind, records[at + 4 : at + 4 + length]
        at += 4 + length


def _whole_records(ole: OleFileIO) -> Iterator[tuple[int, int, bytes, list[bytes]]]:
    """The same, each with the bodies of the records that continue it."""
    begun: tuple[int, int, bytes, list[bytes]] | None = None
    for at, kind, body in _records(ole):
        if begun is not None and kind == _CONTINUE:
            begun[3].append(body)
            continue
        if begun is not None:
            yield begun
        begun = at, kind, body, []
    if begun is not None:
        yield begun
