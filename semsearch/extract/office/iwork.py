"""Documents of Pages, Numbers and Keynote since 2013: the texts in them, and the tables row by row."""

import struct
import zlib
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import TypeAlias
from zipfile import BadZipFile, ZipFile

from semsearch.extract.characters import kept, tidy
from semsearch.extract.office import iwork09
from semsearch.extract.office.iwa import Message, Object, objects
from semsearch.extract.office.package import Package, open_package
from semsearch.extract.reading import Reading, damaged, sealed
from semsearch.records import Skip

_WHAT = "iWork document"
Contents: TypeAlias = dict[int, bytes]
"""The objects of a document by their numbers."""

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
            raise sealed(_WHAT)
        if iwork09.HISTORY in package:
            return iwork09.read_iwork09(package, _WHAT)
        nested = package.names(suffix="index.zip")
        if not nested:
            return _read(package)
        with closing(ZipFile(BytesIO(package.read(nested[0])))) as index:
            return _read(Package(index))


def _read(package: Package) -> Reading:
    """A document; a damaged file of it costs only itself, and is told of."""
    files: list[list[Object]] = []
    lost: tuple[Skip, ...] = ()
    for name in _written(package):
        try:
            files.append(list(objects(package.read(name))))
        except (BadZipFile, zlib.error, ValueError, IndexError):
            lost = (damaged(_WHAT).skip(),)
    contents = {each.number: each.content for file in files for each in file}
    in_cells = {
        number for file in files for each in file if each.kind == _RICH for number in each.message.references(1)
    }
    pieces = kept(piece for file in files for piece in _pieces(file, contents, in_cells))
    text = tidy("\n\n".join(filter(None, (piece.replace(_OBJECT_MARK, "").strip() for piece in pieces))))
    if lost and not text:
        raise damaged(_WHAT)
    return Reading(text, lost=lost)


def _pieces(file: list[Object], contents: Contents, in_cells: set[int]) -> Iterator[str]:
    """The texts in a file, then its tables, then the comments."""
    texts = [each.message for each in file if each.kind in _TEXTS and each.number not in in_cells]
    texts.sort(key=lambda text: text.number(1, default=_NO_PLACE) != _BODY)
    yield from (text.text(3) for text in texts)
    yield from (_table(each.message, contents) for each in file if each.kind == _TABLE)
    yield from (each.message.text(1) for each in file if each.kind == _COMMENT)


def _written(package: Package) -> list[str]:
    """The files with what the author wrote, the main one first, those of slides by their numbers."""
    names = package.names(suffix=".iwa")
    told = [name for name in names if not name.rpartition("/")[2].lower().startswith(_TEMPLATES)]
    return sorted(told, key=lambda name: ("/Document" not in name, len(name), name))


def _table(table: Message, contents: Contents) -> str:
    """A table: its name, and a line for each row."""
    store = next(table.messages(4), Message(b""))
    strings = {key: entry.text(3) for key, entry in _entries(store, 4, contents)}
    rich = {key: _rich_text(entry, contents) for key, entry in _entries(store, 17, contents)}
    tiles = [tile for tiles in store.messages(3) for each in tiles.messages(1) for tile in each.references(2)]
    rows = ["  ".join(_cells(row, strings, rich)) for tile in tiles for row in _message(tile, contents).messages(5)]
    # Before 2015 cells were stored in another way, but their words as now.
    return "\n".join([table.text(8), *(filter(None, rows) if any(rows) else strings.values())])


def _message(number: int, contents: Contents) -> Message:
    """The object with a number; one without fields where there is none."""
    return Message(contents.get(number, b""))


def _entries(store: Message, field: int, contents: Contents) -> Iterator[tuple[int, Message]]:
    """The entries of a list that a table shares among its cells, by their keys; long lists are in segments."""
    for found in (_message(number, contents) for number in store.references(field)):
        for part in (found, *(_message(number, contents) for number in found.references(4))):
            yield from ((entry.number(1), entry) for entry in part.messages(3))


def _rich_text(entry: Message, contents: Contents) -> str:
    payloads = (_message(number, contents) for number in entry.references(9))
    texts = (_message(number, contents).text(3) for payload in payloads for number in payload.references(1))
    return " ".join(filter(None, texts))


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
