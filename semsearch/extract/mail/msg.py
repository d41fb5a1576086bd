"""Outlook's ``.msg`` files (MS-OXMSG): a compound file whose streams are named after the properties they hold."""

import re
import struct

import olefile

from semsearch.extract.charsets.decoding import known_charset
from semsearch.extract.limits import MAX_DEPTH, MAX_PARTS
from semsearch.extract.mail.mapi import NAMED, numbers_of_names, value
from semsearch.extract.mail.outlook import Attached, Item
from semsearch.extract.office.ole import open_ole
from semsearch.extract.reading import UnreadableError
from semsearch.records import SkipReason

_STREAM = re.compile(r"__substg1\.0_([0-9A-F]{4})([0-9A-F]{4})$", re.IGNORECASE)
_ATTACHMENT = re.compile(r"__attach_version1\.0_#[0-9A-F]+$", re.IGNORECASE)
_EMBEDDED = "__substg1.0_3701000D"
_FIXED = "__properties_version1.0"
_NAMES = ["__nameid_version1.0", "__substg1.0_00030102"]

_TIME, _INTEGER = 0x0040, 0x0003
_CODE_PAGES = (0x3FFD, 0x3FDE)  # of the item's texts; of the body as it came over the wire

_CHARSETS = {65001: "utf-8", 20866: "koi8-r", 21866: "koi8-u", 28595: "iso8859-5"}
# What Windows kept texts in where the body went over the wire in one of these.
_CHARSETS |= dict.fromkeys((50220, 50221, 50222, 51932), "cp932") | dict.fromkeys((50225, 51949), "cp949")

_Path = tuple[str, ...]


def read_msg(content: bytes) -> Item:
    """The item in a ``.msg`` file, with all that is attached to it.

    Raises:
        UnreadableError: the file is damaged.
    """
    with open_ole(content, "Outlook message") as ole:
        entries = [tuple(entry) for entry in ole.listdir(streams=True, storages=True)]
        return _item(ole, entries, (), 0)


def _item(ole: "olefile.OleFileIO", entries: list[_Path], at: _Path, depth: int) -> Item:
    if depth > MAX_DEPTH:
        raise UnreadableError(SkipReason.CORRUPT, "messages attached to messages nest too deeply")
    # Before the properties come 32 bytes in the message itself, 24 in one that is attached (MS-OXMSG, 2.4.1).
    properties = _properties(ole, entries, at, 24 if at else 32)
    below = {entry[: len(at) + 1] for entry in entries if entry[: len(at)] == at and len(entry) > len(at)}
    folders = sorted(entry for entry in below if _ATTACHMENT.match(entry[-1]))
    attached = [_attachment(ole, entries, folder, depth) for folder in folders[:MAX_PARTS]]
    return Item.from_properties(properties, attached)


def _attachment(ole: "olefile.OleFileIO", entries: list[_Path], at: _Path, depth: int) -> Attached:
    properties = _properties(ole, entries, at, 8)
    if any(entry[: len(at) + 1] == (*at, _EMBEDDED) and len(entry) > len(at) + 1 for entry in entries):
        return Attached.from_properties(properties, _item(ole, entries, (*at, _EMBEDDED), depth + 1))
    return Attached.from_properties(properties)


def _properties(ole: "olefile.OleFileIO", entries: list[_Path], at: _Path, header: int) -> dict[int, bytes | str]:
    """By their id; texts decoded, everything else as bytes."""
    raw: dict[tuple[int, int], bytes] = {}
    for entry in entries:
        match = _STREAM.match(entry[-1]) if entry[:-1] == at else None
        if match and ole.get_type(list(entry)) == olefile.STGTY_STREAM:
            raw[int(match[1], 16), int(match[2], 16)] = ole.openstream(list(entry)).read()
    fixed = [*at, _FIXED]
    if ole.exists(fixed):
        block = ole.openstream(fixed).read()
        for start in range(header, len(block) - 15, 16):
            kind, key = struct.unpack_from("<HH", block, start)
            if kind in (_TIME, _INTEGER):
                raw[key, kind] = block[start + 8 : start + (16 if kind == _TIME else 12)]
    code_page = next((cp for key in _CODE_PAGES if (cp := _code_page(raw.get((key, _INTEGER), b"")))), "")
    names = numbers_of_names(ole.openstream(_NAMES).read()) if ole.exists(_NAMES) else {}
    found: dict[int, bytes | str] = {}
    for (number, kind), held in raw.items():
        key = names.get(number) if number >= NAMED else number
        if key is not None:
            found.setdefault(key, value(kind, held, code_page))
    return found


def _code_page(held: bytes) -> str:
    number = int.from_bytes(held, "little")
    return _CHARSETS.get(number) or known_charset(f"cp{number}")
