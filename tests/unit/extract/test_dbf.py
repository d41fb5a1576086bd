"""Tables of dBase, written here by hand."""

import struct

import pytest

from semsearch.extract import extract
from semsearch.records import SkipReason

FIELDS = (("ГОРОД", "C", 10), ("ЖИТЕЛЕЙ", "N", 8), ("ДАТА", "D", 8), ("КОД", "I", 4), ("ПРИМ", "M", 10))


def table(*records: bytes, charset: str = "cp866", driver: int = 0x65) -> bytes:
    fields, size = b"", 1
    for name, kind, length in FIELDS:
        fields += name.encode(charset).ljust(11, b"\0") + kind.encode() + bytes(4) + bytes((length, 0)) + bytes(14)
        size += length
    head = struct.pack("<B3sIHH", 3, b"\x7c\x03\x01", len(records), 33 + len(fields), size).ljust(29, b"\0")
    return head + bytes((driver, 0, 0)) + fields + b"\r" + b"".join(records) + b"\x1a"


def record(city: str, people: str, charset: str = "cp866", mark: bytes = b" ") -> bytes:
    cells = city.encode(charset).ljust(10) + people.encode().rjust(8) + b"20240301" + struct.pack("<i", 7)
    return mark + cells + bytes(10)


@pytest.mark.parametrize(("charset", "driver"), [("cp866", 0x65), ("cp1251", 0xC9), ("cp1251", 0), ("cp866", 0)])
def test_records_with_their_columns(charset: str, driver: int) -> None:
    cities = ("Казань", "1318604"), ("Рязань", "520509"), ("Астрахань", "466000"), ("Вологда", "313944")
    content = table(*(record(*city, charset) for city in cities), charset=charset, driver=driver)

    (read,) = extract(content, "города.dbf").documents

    assert read.charset == charset
    assert read.text.splitlines()[:2] == ["ГОРОД  ЖИТЕЛЕЙ  ДАТА  КОД  ПРИМ", "Казань  1318604  2024-03-01  7"]


def test_deleted_records_are_left_out() -> None:
    (read,) = extract(table(record("Kazan", "1"), record("Ryazan", "2", mark=b"*")), "a.dbf").documents

    assert "Kazan" in read.text
    assert "Ryazan" not in read.text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (table(), SkipReason.EMPTY),
        (table()[:60], SkipReason.CORRUPT),
        (bytes(200), SkipReason.CORRUPT),
        (table(record("Kazan", "1")).replace(b"\r", b"\0"), SkipReason.CORRUPT),
    ],
)
def test_what_cannot_be_read_says_why(content: bytes, reason: SkipReason) -> None:
    (skip,) = extract(content, "a.dbf").skips

    assert skip.reason == reason
