"""RAR archives, version 5, whose members are only stored."""

import binascii
import sys
from ctypes.util import find_library

import pytest

from semsearch.extract import extract
from semsearch.extract.taking import part_content
from semsearch.records import SkipReason

needs_libarchive = pytest.mark.skipif(find_library("archive") is None, reason="the system has no libarchive")


def block(*fields: int, rest: bytes = b"") -> bytes:
    """A block of numbers below 128, with its length and checksum before it."""
    content = bytes(fields) + rest
    content = bytes((len(content),)) + content
    return binascii.crc32(content).to_bytes(4, "little") + content


def member(name: str, content: bytes) -> bytes:
    called = name.encode()
    checked = binascii.crc32(content).to_bytes(4, "little")
    rest = checked + bytes((0, 0, len(called))) + called
    return block(2, 2, len(content), 4, len(content), 0x20, rest=rest) + content


RAR = b"Rar!\x1a\x07\x01\x00" + block(1, 0, 0)
END = block(5, 0, 0)
WHOLE = RAR + member("план/один.txt", "Насос".encode()) + member("two.html", b"<p>Pump</p>") + END


@needs_libarchive
def test_members() -> None:
    found = extract(WHOLE, "a.rar")

    assert [(read.part, read.text) for read in found.documents] == [("план/один.txt", "Насос"), ("two.html", "Pump")]


@needs_libarchive
def test_a_member_is_taken_out() -> None:
    assert part_content(WHOLE, "two.html") == b"<p>Pump</p>"


@needs_libarchive
def test_what_comes_before_a_damage_is_read() -> None:
    found = extract(WHOLE[: -len(END) - 5], "a.rar")

    assert [read.text for read in found.documents] == ["Насос"]
    assert {skip.reason for skip in found.skips} == {SkipReason.CORRUPT}


def test_without_libarchive_the_archive_is_to_be_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "libarchive", None)

    (skip,) = extract(WHOLE, "a.rar").skips

    assert (skip.reason, skip.detail) == (SkipReason.UNSUPPORTED, "RAR archive; unpack it")
