"""Documents of Pages, Numbers and Keynote since 2013: the texts in them, and the tables row by row."""

import struct
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

from semsearch.extract.characters import tidy
from semsearch.extract.limits import MAX_TEXT_CHARS
from semsearch.extract.office.iwa import Message, Object, objects
from semsearch.extract.office.package import Package, open_package
from semsearch.extract.reading import Reading, UnreadableError
from semsearch.records import SkipReason

_WHAT = "iWork document"
# Types of objects, and below their fields, as programs that write such documents number them.
_TEXTS, _COMMENT, _TABLE, _RICH = (2001, 2005), 3056, 6001, 6218
_BODY, _NO_PLACE = 0, -1
_TEMPLATES = ("masterslide", "templateslide")
"""Beginnings of the names of files with what templates show."""
_NUMBER, _SECONDS, _DATE, _STRING, _RICH_TEXT = 0x1, 0x2, 0x4, 0x8, 0x10
_BOOLEAN = 6
_CELL_VERSION, _CELL_HEADER, _LARGEST_CELL = 5, 12, 52
_EPOCH = datetime(2001, 1, 1)  # noqa: DTZ001 - the dates of cells have no zone
_LONGEST = 6e10
"""Seconds, about 1,900 years."""
_OBJECT_MARK = "\ufffc"


def read_iwork(content: bytes, _name: str) -> Reading:
    """The texts of all pages, slides or sheets, without those of their templates; then the tables and the comments."""
    with open_package(content, _WHAT) as package:
        if ".iwpv2" in package or package.names(suffix="/.iwpv2"):
            raise UnreadableError(SkipReason.ENCRYPTED, f"the {_WHAT} has a password; save a copy without one")
        nested = package.names(suffix="index.zip")
        if not nested:
            return Reading(tidy(_text(package)))
        with closing(ZipFile(BytesIO(package.read(nested[0])))) as index:
            return Reading(tidy(_text(Package(index))))


def _text(package: Package) -> str:
    files = [list(objects(package.read(name))) for name in _written(package)]
    by_number = {each.number: each for file in files for each in file}
    in_cells = {
        number for each in by_number.values() if each.kind == _RICH for number in Message(each.content).references(1)
    }
    pieces: list[str] = []
    for file in files:
        texts = [Message(each.content) for each in file if each.kind in _TEXTS and each.number not in in_cells]
        texts.sort(key=lambda text: text.number(1, default=_NO_PLACE) != _BODY)
        pieces += (text.text(3) for text in texts)
        pieces += (_table(Message(each.content), by_number) for each in file if each.kind == _TABLE)
        pieces += (Message(each.content).text(1) for each in file if each.kind == _COMMENT)
        if sum(map(len, pieces)) > MAX_TEXT_CHARS:
            break
    return "\n\n".join(filter(None, (piece.replace(_OBJECT_MARK, "").strip() for piece in pieces)))


def _written(package: Package) -> list[str]:
    """The files with what the author wrote, the main one first, those of slides by their numbers."""
    names = package.names(suffix=".iwa")
    told = [name for name in names if not name.rpartition("/")[2].lower().startswith(_TEMPLATES)]
    return sorted(told, key=lambda name: ("/Document" not in name, len(name), name))


def _table(table: Message, by_number: dict[int, Object]) -> str:
    """A table: its name, and a line for each row."""
    store = next(table.messages(4), Message(b""))
    strings = {key: entry.text(3) for key, entry in _entries(store, 4, by_number)}
    rich = {key: _rich_text(entry, by_number) for key, entry in _entries(store, 17, by_number)}
    tiles = [tile for tiles in store.messages(3) for each in tiles.messages(1) for tile in each.references(2)]
    rows = [
        "  ".join(_cells(row, strings, rich))
        for tile in tiles
        if tile in by_number
        for row in Message(by_number[tile].content).messages(5)
    ]
    # Before 2015 cells were stored in another way, but their words as now.
    return "\n".join([table.text(8), *(filter(None, rows) if any(rows) else strings.values())])


def _entries(store: Message, field: int, by_number: dict[int, Object]) -> Iterator[tuple[int, Message]]:
    """The entries of a list that a table shares among its cells, by their keys; long lists are in segments."""
    for number in store.references(field):
        found = Message(by_number[number].content) if number in by_number else Message(b"")
        parts = [found, *(Message(by_number[part].content) for part in found.references(4) if part in by_number)]
        for part in parts:
            for entry in part.messages(3):
                yield entry.number(1), entry


def _rich_text(entry: Message, by_number: dict[int, Object]) -> str:
    payloads = (by_number[number] for number in entry.references(9) if number in by_number)
    texts = (number for payload in payloads for number in Message(payload.content).references(1))
    return " ".join(Message(by_number[number].content).text(3) for number in texts if number in by_number)


def _cells(row: Message, strings: dict[int, str], rich: dict[int, str]) -> Iterator[str]:
    storage, offsets = b"".join(row.contents(6)), b"".join(row.contents(7))
    unit = 4 if row.number(8) else 1
    for (offset,) in struct.iter_unpack("<h", offsets[: len(offsets) // 2 * 2]):
        if offset >= 0 and (shown := _cell(storage[offset * unit :], strings, rich)):
            yield " ".join(shown.split())


def _cell(cell: bytes, strings: dict[int, str], rich: dict[int, str]) -> str:
    """What a cell shows: a text, a number, a date, or how long something takes."""
    if cell[:1] != bytes((_CELL_VERSION,)):
        return ""
    cell = cell[:_LARGEST_CELL].ljust(_LARGEST_CELL, b"\0")
    (flags,) = struct.unpack_from("<I", cell, 8)
    at = _CELL_HEADER
    shown = ""
    if flags & _NUMBER:
        shown = _decimal(cell[at : at + 16])
        at += 16
    if flags & _SECONDS:
        (value,) = struct.unpack_from("<d", cell, at)
        shown = str(value != 0).lower() if cell[1] == _BOOLEAN else str(_span(value))
        at += 8
    if flags & _DATE:
        moment = _EPOCH + _span(struct.unpack_from("<d", cell, at)[0])
        shown = f"{moment:%Y-%m-%d}" + (f" {moment:%H:%M}" if moment.hour or moment.minute else "")
        at += 8
    if flags & _STRING:
        shown = strings.get(struct.unpack_from("<I", cell, at)[0], "")
        at += 4
    if flags & _RICH_TEXT:
        shown = rich.get(struct.unpack_from("<I", cell, at)[0], "")
    return shown


def _span(seconds: float) -> timedelta:
    return timedelta(seconds=seconds) if abs(seconds) < _LONGEST else timedelta()


def _decimal(content: bytes) -> str:
    """A decimal number of 128 bits (IEEE 754), with the 15 digits that iWork shows."""
    number = int.from_bytes(content, "little")
    exponent = (number >> 113 & 0x3FFF) - 0x1820
    value = Decimal(number & (1 << 113) - 1).scaleb(exponent)
    return f"{'-' if number >> 127 else ''}{float(value):.15g}"
