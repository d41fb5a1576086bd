"""How the texts of Palm and Kindle books are packed: PalmDoc, and Huffman codes for whole phrases (HUFF/CDIC)."""

import re
import struct
from collections.abc import Sequence

_PLAIN = re.compile(rb"[\x00\x09-\x7f]+")
_LONGEST_LITERAL = 8
_CODE_BITS = 32
_DEEPEST = 32
"""Phrases within phrases."""


def palmdoc(record: bytes) -> bytes:
    """A record without its PalmDoc compression. Raises IndexError or ValueError where it is damaged."""
    out = bytearray()
    at = 0
    while at < len(record):
        if plain := _PLAIN.match(record, at):
            out += plain[0]
            at = plain.end()
            continue
        byte = record[at]
        at += 1
        if byte <= _LONGEST_LITERAL:
            out += record[at : at + byte]
            at += byte
        elif byte >= 0xC0:
            out += bytes((0x20, byte ^ 0x80))
        else:
            pair = byte << 8 | record[at]
            at += 1
            size, back = (pair & 7) + 3, pair >> 3 & 0x7FF
            if not 0 < back <= len(out):
                raise ValueError("a copy of what is not there")
            repeated = out[len(out) - back :][:size]  # shorter than the copy where that overlaps itself
            out += (repeated * (size // len(repeated) + 1))[:size]
    return bytes(out)


class Phrases:
    """The codes and phrases of a book. Raises ValueError, IndexError or struct.error where they are damaged."""

    def __init__(self, records: Sequence[bytes]) -> None:
        """From the record of the codes, and those of the phrases."""
        codes, *dictionaries = records
        first, second = struct.unpack_from(">II", codes, 8)
        self._by_start = struct.unpack_from(">256I", codes, first)
        limits = struct.unpack_from(">64I", codes, second)
        self._least = (0, *(limits[2 * bits] << _CODE_BITS - bits - 1 for bits in range(_CODE_BITS)))
        self._most = (0, *((limits[2 * bits + 1] + 1 << _CODE_BITS - bits - 1) - 1 for bits in range(_CODE_BITS)))
        self._phrases: list[tuple[bytes, bool]] = []
        for dictionary in dictionaries:
            total, bits = struct.unpack_from(">II", dictionary, 8)
            count = min(1 << bits, total - len(self._phrases))
            for offset in struct.unpack_from(f">{count}H", dictionary, 16):
                (size,) = struct.unpack_from(">H", dictionary, 16 + offset)
                start = 18 + offset
                self._phrases.append((dictionary[start : start + (size & 0x7FFF)], bool(size & 0x8000)))

    def unpacked(self, record: bytes, depth: int = 0) -> bytes:
        """A record without its compression. Phrases may be packed themselves, and are unpacked once."""
        if depth > _DEEPEST:
            raise ValueError("phrases within phrases without an end")
        out: list[bytes] = []
        left = 8 * len(record)
        bits = int.from_bytes(record, "big") << 2 * _CODE_BITS
        shift = left + _CODE_BITS
        while True:
            code = bits >> shift & 0xFFFFFFFF
            start = self._by_start[code >> 24]
            length = start & 0x1F
            if start & 0x80:
                most = ((start >> 8) + 1 << _CODE_BITS - length) - 1
            else:
                while code < self._least[length]:
                    length += 1
                most = self._most[length]
            left -= length
            if left < 0 or not length:
                return b"".join(out)
            shift -= length
            number = most - code >> _CODE_BITS - length
            phrase, is_plain = self._phrases[number]
            if not is_plain:
                phrase = self.unpacked(phrase, depth + 1)
                self._phrases[number] = phrase, True
            out.append(phrase)
