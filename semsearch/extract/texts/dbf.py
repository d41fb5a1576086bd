"""Tables of dBase, FoxPro and their kin (``.dbf``), in which accounts and registers of addresses are handed on."""

import struct
from collections.abc import Iterable, Iterator
from itertools import chain

from semsearch.extract.characters import kept, tidy
from semsearch.extract.charsets.decoding import decode
from semsearch.extract.reading import Reading, damaged

_END_OF_FIELDS, _DELETED = 0x0D, b"*"
# Where columns begin, the bytes of one, and in it those of its name, then the kind, and the place of its width.
_COLUMNS, _COLUMNS_OF_DBASE_7 = (32, 32, 11, 16), (68, 48, 32, 33)
# What the header says of the code page, where it says it.
_CODE_PAGES = {
    0x01: "cp437", 0x02: "cp850", 0x03: "cp1252", 0x26: "cp866", 0x57: "cp1252", 0x64: "cp852", 0x65: "cp866",
    0xC8: "cp1250", 0xC9: "cp1251", 0xCA: "cp1254", 0xCB: "cp1253",
}  # fmt: skip
_WRITTEN, _DATE, _INTEGER, _UNREAD = b"CNFL", b"D", b"I", b"?"
_SAMPLE = 1_000
"""Records by which the charset is told."""


def read_dbf(content: bytes, _name: str) -> Reading:
    """The names of the columns, then a line for each record that is not deleted. Long texts lie in a file beside."""
    try:
        count, first, size = struct.unpack_from("<IHH", content, 4)
        fields = _fields(content)
        records = [content[at : at + size] for at in range(first, min(first + count * size, len(content)), size)]
    except (struct.error, ValueError, IndexError):
        fields = {}
    if not fields:
        raise damaged("dBase table")
    whole = [record for record in records if record[:1] != _DELETED]
    sample = b"\n".join(cell for record in whole[:_SAMPLE] for cell in _cells(record, fields))
    charset = decode(sample, _CODE_PAGES.get(content[29], "")).charset
    rows = chain([fields], (_cells(record, fields) for record in whole))
    names, *lines = kept(_line(row, charset) for row in rows)
    return Reading(tidy("\n".join([names, *lines])) if any(lines) else "", charset=charset)


def _line(cells: Iterable[bytes], charset: str) -> str:
    return "  ".join(filter(None, (cell.decode(charset, "replace").strip() for cell in cells)))


def _fields(content: bytes) -> dict[bytes, tuple[bytes, slice]]:
    """The columns by their names: of which kind they are, and where in a record."""
    found: dict[bytes, tuple[bytes, slice]] = {}
    of_dbase_7 = content[0] & 7 == 4
    first, length, named, width = _COLUMNS_OF_DBASE_7 if of_dbase_7 else _COLUMNS
    start = 1
    for at in range(first, len(content), length):
        if content[at] == _END_OF_FIELDS:
            return found
        size, kind = content[at + width], content[at + named : at + named + 1]
        if of_dbase_7 and kind == _INTEGER:
            kind = _UNREAD  # in another form
        found[content[at : at + named].partition(b"\0")[0]] = kind, slice(start, start + size)
        start += size
    raise ValueError("no end of the columns")


def _cells(record: bytes, fields: dict[bytes, tuple[bytes, slice]]) -> Iterator[bytes]:
    for kind, place in fields.values():
        cell = record[place].replace(b"\0", b" ")
        if kind in _WRITTEN:
            yield cell
        elif kind == _DATE and cell.isdigit():
            yield b"-".join((cell[:4], cell[4:6], cell[6:8]))
        elif kind == _INTEGER:
            yield str(int.from_bytes(record[place], "little", signed=True)).encode()
