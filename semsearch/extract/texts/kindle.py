"""Books for the Kindle and for Palm (``.mobi``, ``.azw3``, ``.prc``): HTML in the records of a Palm database."""

import re
import struct
from collections.abc import Callable, Iterator

from semsearch.extract.charsets.decoding import decode
from semsearch.extract.limits import MAX_TEXT_CHARS
from semsearch.extract.reading import Reading, UnreadableError, damaged
from semsearch.extract.texts.html import html_text
from semsearch.extract.texts.palm import Phrases, palmdoc
from semsearch.extract.titles import sensible_title
from semsearch.records import SkipReason

_RECORDS = 76
_PLAIN, _PALMDOC, _HUFFMAN = 1, 2, 17480
# These books know no margins: any line that is set in is a quotation to them.
_SET_IN = re.compile(r"(</?)blockquote\b", re.IGNORECASE)
_CHARSETS = {1252: "cp1252", 65001: "utf-8"}
_AUTHOR, _MOST_PARTICULARS = 100, 1_000
_NOT_THERE = 0xFFFFFFFF
_LONG_HEADER = 228
"""Bytes of a header that says what stands behind the text of each record."""


def read_kindle(content: bytes, name: str) -> Reading:
    """A book, with its title. Where it is in it in two forms, the older one."""
    try:
        return _read(_records(content), name)
    except (struct.error, IndexError, ValueError) as error:
        raise damaged("Kindle book") from error


def _records(content: bytes) -> list[bytes]:
    (count,) = struct.unpack_from(">H", content, _RECORDS)
    starts = [start for start, _ in struct.iter_unpack(">II", content[_RECORDS + 2 : _RECORDS + 2 + 8 * count])]
    return [content[start:end] for start, end in zip(starts, [*starts[1:], len(content)], strict=True)]


def _read(records: list[bytes], name: str) -> Reading:
    head = records[0]
    compression, count, locked = struct.unpack_from(">H6xH2xH", head)
    if locked:
        raise UnreadableError(SkipReason.ENCRYPTED, "the Kindle book is locked by its seller (DRM)")
    unpack = _unpacker(compression, records)
    is_book = head[16:20] == b"MOBI"
    length, _, encoding = struct.unpack_from(">III", head, 20) if is_book else (0, 0, 1252)
    behind = struct.unpack_from(">H", head, 242)[0] if length >= _LONG_HEADER else 0
    text = bytearray()
    for record in records[1 : count + 1]:
        text += unpack(_without_trailers(record, behind))
        if len(text) > 4 * MAX_TEXT_CHARS:
            break
    decoded = decode(_pages(bytes(text), records), _CHARSETS.get(encoding, ""))
    start, size = struct.unpack_from(">II", head, 84) if is_book else (0, 0)
    title = decode(head[start : start + size], decoded.charset).text
    page = _SET_IN.sub(r"\1div", decoded.text)
    shown = html_text(page) if is_book or "<p" in page else decoded.text
    authors = ", ".join(decode(author, decoded.charset).text for author in _authors(head, length))
    return Reading(f"{authors}\n\n{shown}".strip() if shown else "", sensible_title(title, name), decoded.charset)


def _authors(head: bytes, length: int) -> Iterator[bytes]:
    """What is said of the authors in the records behind the header (EXTH), as far as these are whole."""
    at = 16 + length
    if head[at : at + 4] != b"EXTH":
        return
    (count,) = struct.unpack(">I", head[at + 8 : at + 12].rjust(4, b"\0"))
    at += 12
    for _ in range(min(count, _MOST_PARTICULARS)):
        if at + 8 > len(head):
            return
        kind, size = struct.unpack_from(">II", head, at)
        if kind == _AUTHOR:
            yield head[at + 8 : at + size]
        at += max(size, 8)


def _unpacker(compression: int, records: list[bytes]) -> Callable[[bytes], bytes]:
    if compression == _PALMDOC:
        return palmdoc
    if compression == _HUFFMAN:
        first, count = struct.unpack_from(">II", records[0], 112)
        return Phrases(records[first : first + count]).unpacked
    if compression != _PLAIN:
        raise ValueError(f"compression {compression}")
    return bytes


def _without_trailers(record: bytes, behind: int) -> bytes:
    """The text of a record without what stands behind it, of which `behind` has a bit for each kind."""
    for _ in range((behind >> 1).bit_count()):
        size = 0
        for byte in record[-4:]:
            size = byte & 0x7F if byte & 0x80 else size << 7 | byte
        record = record[: len(record) - size]
    return record[: len(record) - (record[-1] & 3) - 1] if behind & 1 and record else record


def _pages(text: bytes, records: list[bytes]) -> bytes:
    """The pages, without the style sheets and drawings that stand behind them in newer books (FDST)."""
    head = records[0]
    number = struct.unpack_from(">I", head, 192)[0] if len(head) >= 200 and head[36:40] == b"\0\0\0\x08" else _NOT_THERE
    if number >= len(records) or records[number][:4] != b"FDST":
        return text
    (end,) = struct.unpack_from(">I", records[number], 16)
    return text[:end]
