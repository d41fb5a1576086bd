"""``winmail.dat``: Outlook's Transport-Neutral Encapsulation Format (MS-OXTNEF), read with care: a file that is cut off
or lies about its lengths gives what comes before."""

import struct
from collections.abc import Iterator
from dataclasses import replace

from semsearch.extract.charsets.decoding import known_charset
from semsearch.extract.limits import MAX_DEPTH, MAX_PARTS
from semsearch.extract.mail.mapi import NAMED, STRING, UNICODE, value
from semsearch.extract.mail.outlook import Attached, Item
from semsearch.extract.reading import UnreadableError
from semsearch.records import SkipReason

SIGNATURE = b"\x78\x9f\x3e\x22"

_SUBJECT, _BODY, _PROPERTIES, _CODE_PAGE, _FROM = 0x8004, 0x800C, 0x9003, 0x9007, 0x8000
_NEW_ATTACHMENT, _ATTACHED_NAME, _ATTACHED_DATA, _ATTACHED_PROPERTIES = 0x9002, 0x8010, 0x800F, 0x9005

_OF_ATTACHMENTS = frozenset((_ATTACHED_NAME, _ATTACHED_DATA, _ATTACHED_PROPERTIES))

# Types of MAPI properties (MS-OXCDATA, 2.11.1) and their sizes, padded to four bytes.
_FIXED = {0x0002: 4, 0x0003: 4, 0x0004: 4, 0x0005: 8, 0x0006: 8, 0x0007: 8, 0x000A: 4, 0x000B: 4, 0x0014: 8,
          0x0040: 8, 0x0048: 16}  # fmt: skip
_OBJECT, _BINARY = 0x000D, 0x0102
_MANY = 0x1000

_IMESSAGE = bytes.fromhex("0703020000000000c000000000000046")


def read_tnef(content: bytes, depth: int = 0) -> Item:
    """The message in a TNEF stream, and what is attached to it.

    Raises:
        UnreadableError: it is no such stream, or nests too deeply.
    """
    if not content.startswith(SIGNATURE) or depth > MAX_DEPTH:
        raise UnreadableError(SkipReason.CORRUPT, "not a winmail.dat as Outlook writes it")
    single: dict[int, bytes] = {}
    attachments: list[dict[int, bytes]] = []
    for tag, held in _attributes(content):
        if tag == _NEW_ATTACHMENT and len(attachments) < MAX_PARTS:
            attachments.append({})
        elif tag in _OF_ATTACHMENTS and attachments:
            attachments[-1][tag] = held
        elif tag not in _OF_ATTACHMENTS:
            single[tag] = held
    code_page = known_charset(f"cp{int.from_bytes(single.get(_CODE_PAGE, b'')[:4], 'little')}")
    properties = _properties(single.get(_PROPERTIES, b""), code_page)
    read = Item.from_properties(properties, [_attached(each, code_page, depth) for each in attachments])
    subject, plain = (_text(single.get(tag, b""), code_page) for tag in (_SUBJECT, _BODY))
    return read.with_defaults(subject=subject, sender=_triple(single.get(_FROM, b""), code_page), plain=plain)


def _attributes(content: bytes) -> Iterator[tuple[int, bytes]]:
    at = 6
    while at + 9 <= len(content):
        tag, length = struct.unpack_from("<xHxxI", content, at)
        yield tag, content[at + 9 : at + 9 + length]
        at += 9 + length + 2


def _attached(found: dict[int, bytes], code_page: str, depth: int) -> Attached:
    properties = _properties(found.get(_ATTACHED_PROPERTIES, b""), code_page)
    short = _text(found.get(_ATTACHED_NAME, b""), code_page)
    whole = Attached.from_properties(properties, name=short)
    content = whole.content or found.get(_ATTACHED_DATA, b"")
    if isinstance(content, bytes) and content.startswith(_IMESSAGE):
        content = read_tnef(content[16:], depth + 1)
    return replace(whole, content=content)


def _properties(block: bytes, code_page: str) -> dict[int, bytes | str]:
    """MAPI properties by their id, or by the number that is their name: texts as text, everything else as bytes."""
    found: dict[int, bytes | str] = {}
    try:
        at = 4
        for _ in range(int.from_bytes(block[:4], "little")):
            kind, key = struct.unpack_from("<HH", block, at)
            at += 4
            if key >= NAMED:
                key, at = _name(block, at)
            values, at = _values(block, at, kind)
            if values and key:
                found[key] = value(kind & ~_MANY, values[0], code_page)
    except (struct.error, IndexError):  # cut off, or nonsense: what was read before it stands
        pass
    return found


def _name(block: bytes, at: int) -> tuple[int, int]:
    """The number that is the name of a property, 0 where it is a text or small (`mapi.numbers_of_names`), and where it
    ends: behind a GUID."""
    kind, number = struct.unpack_from("<II", block, at + 16)
    return (0, at + 24 + _padded(number)) if kind == 1 else (number if number >= NAMED else 0, at + 24)


def _values(block: bytes, at: int, kind: int) -> tuple[list[bytes], int]:
    base = kind & ~_MANY
    variable = base in (STRING, UNICODE, _OBJECT, _BINARY)
    count = 1
    if variable or kind & _MANY:
        (count,) = struct.unpack_from("<I", block, at)
        at += 4
    values = []
    for _ in range(count):
        if variable:
            (size,) = struct.unpack_from("<I", block, at)
            at += 4
        else:
            size = _FIXED.get(base, -1)
        if size < 0 or at + size > len(block):
            raise struct.error("a property of unknown type, or longer than its block")
        values.append(block[at : at + size])
        at += _padded(size)
    return values, at


def _padded(size: int) -> int:
    return (size + 3) & ~3


def _text(held: bytes, code_page: str) -> str:
    return str(value(STRING, held, code_page))


def _triple(held: bytes, code_page: str) -> str:
    """The sender as TRP structure: a name, then ``SMTP:address``."""
    if len(held) < 8:
        return ""
    _, _, name_length, address_length = struct.unpack_from("<HHHH", held)
    name = _text(held[8 : 8 + name_length], code_page)
    address = _text(held[8 + name_length : 8 + name_length + address_length], code_page).rpartition(":")[2]
    return f"{name} <{address}>" if address else name
