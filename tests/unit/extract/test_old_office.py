"""Word, Excel and PowerPoint before 2007, and the compound files they are in."""

import itertools
import struct

import pytest

from semsearch.extract import extract
from semsearch.extract.office import embedded
from semsearch.records import SkipReason
from tests.unit.extract.made import biff, compound, document, record, word97, word97_streams, workbook97


@pytest.mark.parametrize(("text", "narrow"), [("Договор\rАренда", False), ("Contract\rRent “A”", True)])
def test_old_word(text: str, narrow: bool) -> None:
    assert document(word97(text, narrow=narrow), "x.doc").text == text.replace("\r", "\n")


def test_a_compound_file_that_lies_in_itself() -> None:
    content = bytearray(compound({"\x01Ole10Native": b"", "Objects/x": b""}))
    struct.pack_into("<I", content, content.index("Objects".encode("utf-16-le")) + 72, 0)  # the root is its sibling

    assert embedded.in_object(bytes(content), "x") == []
    content[content.index("Root Entry".encode("utf-16-le")) + 66] = 1  # a storage among others
    assert extract(bytes(content), "x.doc").skips


@pytest.mark.parametrize(("charset", "flags"), [("cp1251", 0x0004), ("utf-16-le", 0x1004)])
def test_word_95_saved_quickly_as_it_was_left(charset: str, flags: int) -> None:
    """Only what was changed was written, behind the text as it had been ([MS-DOC] has it no more, but Word 6 did)."""
    main = bytearray(0x600)
    struct.pack_into("<HH6xH", main, 0, 0xA5DC, 0x68, flags)
    was, added = "Смета на март готова".encode(charset), "апрель".encode(charset)
    struct.pack_into("<II", main, 0x18, len(main), len(main) + len(was))
    width = len(added) // 6
    places = [len(main), len(main) + len(was), len(main) + 13 * width]
    pieces = struct.pack("<4I", 0, 9, 15, 22) + b"".join(struct.pack("<HIH", 0, place, 0) for place in places)
    clx = b"\x02" + struct.pack("<I", len(pieces)) + pieces
    struct.pack_into("<II", main, 0x0160, len(main) + len(was) + len(added), len(clx))

    assert (
        document(compound({"WordDocument": bytes(main) + was + added + clx}), "x.doc").text == "Смета на апрель готова"
    )


def test_fields_of_old_word_show_their_result() -> None:
    assert (
        document(word97("see \x13 HYPERLINK x \x13 y \x14\x15\x14here\x15, a\x07b\x07\x07c"), "x.doc").text
        == "see here, a  b\nc"
    )


def test_old_word_with_a_password() -> None:
    assert extract(word97("x", flags=0x0100), "x.doc").skips[0].reason is SkipReason.ENCRYPTED


def test_old_powerpoint() -> None:
    master = record(1016, record(0x0FA0, "Образец заголовка".encode("utf-16-le")), container=True)
    slide = record(1006, record(0x0FA0, "Отчёт\rза год".encode("utf-16-le")) + record(0x0FA8, b"Total"), container=True)
    empty_notes = record(1008, record(0x03F1, b"\xf9\0\0\x80") + record(0x0FA8, b"Click to edit"), container=True)
    notes = record(1008, record(0x03F1, b"\0\1\0\0") + record(0x0FA8, b"say it"), container=True)

    read = document(compound({"PowerPoint Document": master + slide + empty_notes + notes}), "x.ppt")

    assert read.text == "Отчёт\nза год\n\nTotal\n\nsay it"


def test_headers_and_footers_of_old_powerpoint_as_far_as_they_are_shown() -> None:
    def margins(flags: int, *texts: str) -> bytes:
        strings = [
            struct.pack("<HHI", kind << 4, 0x0FBA, 2 * len(text)) + text.encode("utf-16-le")
            for kind, text in enumerate(texts)
        ]
        return record(0x0FD9, record(0x0FDA, struct.pack("<HH", 0, flags)) + b"".join(strings), container=True)

    slide = record(1006, record(0x0FA8, b"Total") + margins(0x20, "a date", "", "For us only"), container=True)
    notes = margins(0x15, "May 2004", "Talk", "a footer")

    read = document(compound({"PowerPoint Document": notes + slide}), "x.ppt")

    assert read.text == "May 2004\n\nTalk\n\nTotal\n\nFor us only"


def test_a_presentation_of_powerpoint_95() -> None:
    text = "Отчёт за март\r\rПродажи выросли на треть".encode("cp1251")
    streams = {
        "PowerPoint Document": bytes(64),
        "Header": b"Microsoft (R) PowerPoint (R) Windows",
        "Text_Content": text,
    }

    assert document(compound(streams), "x.ppt").text == "Отчёт за март\n\nПродажи выросли на треть"


def test_an_old_workbook_with_a_password_and_streams_in_capitals() -> None:
    records = struct.pack("<HHHH12x", 0x0809, 16, 0x0600, 5) + struct.pack("<HH4xHH", 0x2F, 4, 0x0A, 0)

    assert extract(compound({"WORKBOOK": records}), "x.xls").skips[0].reason is SkipReason.ENCRYPTED


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (0x1E, struct.pack("<I", 9) + "Договор".encode("cp1251") + b"\0\0"),
        (0x1F, struct.pack("<I", 8) + "Договор\0".encode("utf-16-le")),
    ],
)
def test_the_title_among_damaged_properties(kind: int, value: bytes) -> None:
    values = (struct.pack("<IHxx", 2, 1251), struct.pack("<I", kind) + value, struct.pack("<II", 0x101E, 0xFFFFFFFF))
    places = itertools.accumulate(map(len, values), initial=8 + 8 * len(values))
    table = b"".join(struct.pack("<II", number, place) for number, place in zip((1, 2, 3), places, strict=False))
    properties = bytes(44) + struct.pack("<III", 48, 0, len(values)) + table + b"".join(values)
    content = compound({**word97_streams("words"), "\x05SummaryInformation": properties})

    assert document(content, "x.doc").title == "Договор"


def test_what_stands_beside_the_cells_of_an_old_workbook() -> None:
    def margin(text: str) -> bytes:
        return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")

    box = biff(0x01B6, struct.pack("<10xH", 12))
    pieces = biff(0x3C, b"\1" + "Проверь ".encode("utf-16-le")) + biff(0x3C, b"\0it!!") + biff(0x3C, b"\0formats")
    content = workbook97(
        biff(0x14, margin('&L&"Arial,Bold"&12&K01+000Счета && сметы&R&D')),
        biff(0x15, margin("Page &P of &N")),
        box + pieces,
        biff(0x100D, b"\0\0\7\0Incomes") + biff(0x100D, b"\0\0\4\x002024"),
    )

    assert document(content, "x.xls").text.split("\n") == ["S", "5", "", "Счета & сметы", "Проверь it!!", "Incomes"]


def test_the_cells_of_an_old_workbook() -> None:
    def string(text: str, flags: int = 0, head: bytes = b"", after: bytes = b"") -> bytes:
        body = text.encode("utf-16-le" if flags & 1 else "latin-1")
        return struct.pack("<HB", len(text), flags) + head + body + after

    first = string("Rent", 8, struct.pack("<H", 1), bytes(4)) + string("Счёт", 5, struct.pack("<I", 3), b"kan")
    begun = struct.pack("<HB", 9, 0) + b"half "
    shared = biff(0xFC, struct.pack("<II", 3, 3) + first + begun) + biff(0x3C, b"\1" + "паре".encode("utf-16-le"))
    rows = [
        biff(0xFD, struct.pack("<HHHI", 0, at, 0, number)) for at, number in enumerate((0, 1, 2, 77))
    ]  # the last names a text that is not there
    rows += [
        biff(0x0204, struct.pack("<HHH", 1, 0, 0) + string("Own")),
        biff(0x027E, struct.pack("<HHHi", 1, 1, 0, 12345 << 2 | 3)),
        biff(0xBD, struct.pack("<HHHiHiH", 1, 2, 0, 7 << 2 | 2, 0, 0x3FF80000, 3)),
        biff(0x06, struct.pack("<HHHdHIH", 2, 0, 0, 0.5, 0, 0, 0)),
        biff(0x06, struct.pack("<HHHQHIH", 2, 1, 0, 0xFFFF << 48, 0, 0, 0)),
        biff(0x0207, string("a result")),
        biff(0x06, struct.pack("<HHHBxBxxxHHIH", 3, 0, 0, 1, 1, 0xFFFF, 0, 0, 0)),
        biff(0x0205, struct.pack("<HHHBB", 3, 1, 0, 0, 0)),
        biff(0x0205, struct.pack("<HHHBB", 3, 2, 0, 7, 1)),  # an error
        biff(0x0809, struct.pack("<HHIII", 0x0600, 0x20, 0, 0, 0)),  # a chart, which has copies of what it shows
        biff(0x0204, struct.pack("<HHH", 0, 0, 0) + string("Own")),
        biff(0x0204, struct.pack("<HHH", 1, 0, 0) + string("Чад", 1)),
        biff(0x0203, struct.pack("<HHHd", 1, 1, 0, 99)),
    ]
    start, end = biff(0x0809, struct.pack("<HHIII", 0x0600, 5, 0, 0, 0)), biff(0x000A)
    place = len(start + shared + end) + 13
    sheet = biff(0x0085, struct.pack("<IBB", place, 0, 0) + b"\x01\x00S")
    book = start + shared + sheet + end + start + b"".join(rows) + end

    text = document(compound({"Workbook": book + b"\x85\0\xff\xff"}), "x.xls").text

    assert text.split("\n") == [
        "S", "Rent  Счёт  half паре", "Own  123.45  7  1.5", "0.5  a result", "TRUE  FALSE", "Чад"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "code", "text"),
    [
        (45292, "", "45292"),
        (45292, "dd.mm.yyyy", "2024-01-01"),
        (45292.75, '[$-419]d" год "mmm h:mm', "2024-01-01 18:00:00"),
        (0.5, "h:mm AM/PM", "12:00:00"),
        (1.5, "[h]:mm", "36:00:00"),
        (45292, '#,##0.00" usd"', "45292"),
        (45292, "General", "45292"),
        (-1, "dd.mm.yyyy", "-1"),
    ],
)
@pytest.mark.parametrize("version", [0x0500, 0x0600])
def test_dates_and_times_in_an_old_workbook(number: float, code: str, text: str, version: int) -> None:
    encoded, flags = code.encode("cp1251"), b"" if version == 0x0500 else b"\1"
    length = struct.pack("<B" if version == 0x0500 else "<H", len(encoded))
    shown = biff(0x041E, struct.pack("<H", 164) + length + flags + (code.encode("utf-16-le") if flags else encoded))
    records = [
        biff(0x0809, struct.pack("<HHI", version, 5, 0)),
        biff(0x42, struct.pack("<H", 1251)),
        shown if code else b"",
        biff(0xE0, struct.pack("<HH12x", 0, 0)) + biff(0xE0, struct.pack("<HH12x", 0, 164)),
        biff(0x0203, struct.pack("<HHHd", 0, 0, 1, number)),
    ]

    assert document(compound({"Workbook": b"".join(records)}), "x.xls").text == text


@pytest.mark.parametrize(
    ("style", "number", "text"),
    [
        (14, 43830, "2024-01-01"),
        (22, 43830, "2024-01-01"),
        (20, 43830, "2024-01-01"),
        (4, 43830, "43830"),
        (14, 2957003, "9999-12-31"),
        (14, 2957004, "2957004"),  # no calendar goes further
    ],
)
def test_formats_that_every_old_workbook_has_and_days_counted_from_1904(style: int, number: int, text: str) -> None:
    records = [
        biff(0x0809, struct.pack("<HHI", 0x0600, 5, 0)),
        biff(0x22, b"\1\0"),
        biff(0xE0, struct.pack("<HH12x", 0, style)),
        biff(0x027E, struct.pack("<HHHi", 0, 0, 0, number << 2 | 2)),
    ]

    assert document(compound({"Workbook": b"".join(records)}), "x.xls").text == text
