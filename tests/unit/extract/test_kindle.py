"""Books for the Kindle and for Palm, written here by hand."""

import struct

import pytest

from semsearch.extract import extract
from semsearch.extract.texts.palm import Phrases, palmdoc
from semsearch.records import SkipReason

PAGE = "<html><head><guide></guide></head><body><p>Die Pumpe</p><mbp:pagebreak/><p>läuft.</p></body></html>"
PLAIN, PALMDOC, HUFFMAN = 1, 2, 17480


def database(*records: bytes, kind: bytes = b"BOOKMOBI") -> bytes:
    at = 78 + 8 * len(records)
    table = b""
    for record in records:
        table += struct.pack(">II", at, 0)
        at += len(record)
    return b"x".ljust(60, b"\0") + kind + bytes(8) + struct.pack(">H", len(records)) + table + b"".join(records)


def head(
    records: int, compression: int = PLAIN, *, locked: int = 0, version: int = 6, more: dict[int, int] | None = None
) -> bytes:
    """The first record of a book called "Pumpen": what is in it by places, from 0 on."""
    told = {20: 232, 28: 65001, 36: version, 84: 248, 88: 6, 192: 0xFFFFFFFF} | (more or {})
    record = bytearray(struct.pack(">HHIHHH", compression, 0, 0, records, 4096, locked).ljust(16, b"\0") + b"MOBI")
    record = record.ljust(248, b"\0")
    for place, number in told.items():
        struct.pack_into(">I", record, place, number)
    return bytes(record) + b"Pumpen"


def test_a_book() -> None:
    (book,) = extract(database(head(1), PAGE.encode()), "a.mobi").documents

    assert (book.title, book.text) == ("Pumpen", "Die Pumpe\n\nläuft.")


def test_what_is_set_in_is_no_quotation() -> None:
    page = "<html><body><blockquote><p>Die Pumpe</p><blockquote>läuft.</blockquote></blockquote></body></html>"

    (book,) = extract(database(head(1), page.encode()), "a.mobi").documents

    assert book.text == "Die Pumpe\n\nläuft."


def test_the_author_of_a_book() -> None:
    author = "Анна Автор".encode()
    told = b"EXTH" + struct.pack(">II", 0, 1) + struct.pack(">II", 100, 8 + len(author)) + author

    (book,) = extract(database(head(1)[:248] + told, PAGE.encode()), "a.mobi").documents

    assert book.text == "Анна Автор\n\nDie Pumpe\n\nläuft."


def test_damaged_particulars_of_a_book_cost_only_themselves() -> None:
    told = b"EXTH" + struct.pack(">II", 0, 9) + struct.pack(">II", 503, 1_000)

    (book,) = extract(database(head(1)[:248] + told, PAGE.encode()), "a.mobi").documents

    assert book.text == "Die Pumpe\n\nläuft."


def test_what_stands_behind_a_record_is_no_text_of_it() -> None:
    first, second = PAGE.encode()[:60], PAGE.encode()[60:]
    # A sign that was cut in two, so how many bytes of it; and an index of three bytes, the last of which says so.
    records = (first + b"\0" + b"ab\x83", second + b"\0" + b"ab\x83")

    (book,) = extract(database(head(2, more={240: 0b11}), *records), "a.mobi").documents

    assert book.text == "Die Pumpe\n\nläuft."


def test_style_sheets_behind_the_pages_are_no_text() -> None:
    flows = b"FDST" + struct.pack(">IIII", 12, 2, 0, len(PAGE.encode())) + struct.pack(">II", len(PAGE.encode()), 999)
    content = database(head(1, version=8, more={192: 2}), PAGE.encode() + b"p { color: red }", flows)

    (book,) = extract(content, "a.azw3").documents

    assert book.text == "Die Pumpe\n\nläuft."


def test_a_text_for_palm() -> None:
    first = struct.pack(">HHIHHH", PALMDOC, 0, 0, 1, 4096, 0)

    (book,) = extract(database(first, b"Ein Text\xe1us B\xc3x", kind=b"TEXtREAd"), "a.pdb").documents

    assert (book.title, book.text) == ("a.pdb", "Ein Text aus B Cx")


@pytest.mark.parametrize(
    ("packed", "text"),
    [
        (b"abc", b"abc"),
        (b"\x02\xe4\xf6", b"\xe4\xf6"),
        (b"a\xe2", b"a b"),
        (b"abc\x80\x18", b"abcabc"),
        (b"a\x80\x0f", b"a" * 11),
    ],
)
def test_palmdoc(packed: bytes, text: bytes) -> None:
    assert palmdoc(packed) == text


def test_codes_for_phrases_that_are_packed_themselves() -> None:
    # Codes of one bit: 1 is the first phrase, 0 the second.
    by_start = struct.pack(">256I", *(0x80 | 1 | (1 << 8) for _ in range(256)))
    codes = b"HUFF" + struct.pack(">III", 24, 24, 24 + len(by_start)) + bytes(8) + by_start + bytes(256)
    phrases = [struct.pack(">H", 1) + b"\x00", struct.pack(">H", 0x8002) + b"ab"]  # the first is eight of the second
    places = struct.pack(">HH", 4, 4 + len(phrases[0]))
    dictionary = b"CDIC" + struct.pack(">III", 16, 2, 1) + places + b"".join(phrases)

    assert Phrases([codes, dictionary]).unpacked(b"\x80") == b"ab" * 15


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (database(head(1, locked=2), PAGE.encode()), SkipReason.ENCRYPTED),
        (database(head(1, HUFFMAN), PAGE.encode()), SkipReason.CORRUPT),
        (database(head(1, PALMDOC), b"a\x84"), SkipReason.CORRUPT),
        (database(head(1, 9), PAGE.encode()), SkipReason.CORRUPT),
        (database(head(1))[:90], SkipReason.CORRUPT),
        (database(head(0)), SkipReason.EMPTY),
    ],
)
def test_what_cannot_be_read_says_why(content: bytes, reason: SkipReason) -> None:
    found = extract(content, "a.mobi")

    assert found.documents == ()
    assert [skip.reason for skip in found.skips] == [reason]
