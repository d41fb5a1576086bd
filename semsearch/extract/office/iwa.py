"""The objects in a document of iWork (``.iwa`` files): packed by Snappy without its framing, and written in the wire
format of Protocol Buffers, each with its number and the number of its type."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

_HEADER_BYTES = 4
_LITERAL, _SHORT, _MEDIUM = 0, 1, 2
_FIXED_BYTES = {1: 8, 5: 4}
_VARINT, _LENGTH_DELIMITED = 0, 2
_LONGEST_VARINT = 10


class Message:
    """The fields of an object by their numbers, as far as it is whole."""

    def __init__(self, content: bytes) -> None:
        self._numbers: dict[int, list[int]] = {}
        self._contents: dict[int, list[bytes]] = {}
        with suppress(ValueError, IndexError):
            self._read(content)

    def _read(self, content: bytes) -> None:
        at = 0
        while at < len(content):
            key, at = _varint(content, at)
            field, kind = key >> 3, key & 7
            if kind == _VARINT:
                value, at = _varint(content, at)
                self._numbers.setdefault(field, []).append(value)
                continue
            if kind == _LENGTH_DELIMITED:
                size, at = _varint(content, at)
                self._contents.setdefault(field, []).append(content[at : at + size])
            else:
                size = _FIXED_BYTES.get(kind, 0)
                if not size:
                    raise ValueError(f"wire type {kind}")
            at += size

    def number(self, field: int, default: int = 0) -> int:
        """The last number in a field."""
        return self._numbers.get(field, [default])[-1]

    def contents(self, field: int) -> list[bytes]:
        """What was written into a field, each time."""
        return self._contents.get(field, [])

    def text(self, field: int) -> str:
        """The texts in a field, one behind the other."""
        return b"".join(self.contents(field)).decode("utf-8", "replace")

    def messages(self, field: int) -> "Iterator[Message]":
        """The messages in a field."""
        return map(Message, self.contents(field))

    def references(self, field: int) -> list[int]:
        """The numbers of the objects to which a field refers."""
        return [reference.number(1) for reference in self.messages(field)]


@dataclass(frozen=True, slots=True)
class Object:
    number: int
    kind: int
    content: bytes

    @property
    def message(self) -> Message:
        return Message(self.content)


def objects(content: bytes) -> Iterator[Object]:
    """The objects in an ``.iwa`` file; none in one that is packed otherwise, as the log of changes is.

    Raises:
        ValueError, IndexError: it is damaged.
    """
    if content[:1] != b"\x00":
        return
    content = b"".join(_blocks(content))
    at = 0
    while at < len(content):
        size, at = _varint(content, at)
        info = Message(content[at : at + size])
        at += size
        for each in info.messages(2):
            length = each.number(3)
            yield Object(info.number(1), each.number(1), content[at : at + length])
            at += length


def _blocks(content: bytes) -> Iterator[bytes]:
    at = 0
    while at + _HEADER_BYTES <= len(content):
        size = int.from_bytes(content[at + 1 : at + _HEADER_BYTES], "little")
        at += _HEADER_BYTES
        yield unpacked(content[at : at + size])
        at += size


def unpacked(block: bytes) -> bytes:
    """A block without its Snappy compression: literal bytes, and copies of what came before."""
    _, at = _varint(block, 0)
    out = bytearray()
    while at < len(block):
        tag = block[at]
        at += 1
        kind, size = tag & 3, (tag >> 2) + 1
        if kind == _LITERAL:
            if size > 60:
                width = size - 60
                size = int.from_bytes(block[at : at + width], "little") + 1
                at += width
            out += block[at : at + size]
            at += size
            continue
        if kind == _SHORT:
            size, offset, width = ((tag >> 2) & 7) + 4, (tag >> 5 << 8) | block[at], 1
        else:
            width = 2 if kind == _MEDIUM else 4
            offset = int.from_bytes(block[at : at + width], "little")
        at += width
        start = len(out) - offset
        if start < 0 or not offset:
            raise ValueError("a copy of what is not there")
        repeated = out[start : start + size]  # shorter than the copy where that overlaps itself
        out += (repeated * (size // len(repeated) + 1))[:size]
    return bytes(out)


def _varint(content: bytes, at: int) -> tuple[int, int]:
    """A number in seven bits a byte, and where it ends."""
    value = 0
    for place in range(_LONGEST_VARINT):
        byte = content[at + place]
        value |= (byte & 0x7F) << 7 * place
        if byte < 0x80:
            return value, at + place + 1
    raise ValueError("a number without an end")
