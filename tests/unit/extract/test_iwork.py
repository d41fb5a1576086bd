"""Pages, Numbers and Keynote: archives of objects, written here by hand."""

import struct
from collections.abc import Mapping
from decimal import Decimal

import pytest

from semsearch.extract import extract
from semsearch.extract.office.iwa import unpacked
from semsearch.records import SkipReason
from tests.unit.extract.made import package

TEXT, COMMENT, TABLE, LIST, TILE, RICH = 2001, 3056, 6001, 6005, 6002, 6218


def varint(number: int) -> bytes:
    out = b""
    while number > 0x7F:
        out += bytes((number & 0x7F | 0x80,))
        number >>= 7
    return out + bytes((number,))


def field(number: int, value: int | bytes | str) -> bytes:
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    value = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(value)) + value


def refers(number: int, *to: int) -> bytes:
    return b"".join(field(number, field(1, each)) for each in to)


def iwa(*objects: tuple[int, int, bytes]) -> bytes:
    """Objects by number, kind and content, in a block that is packed as one literal."""
    whole = b""
    for number, kind, content in objects:
        info = field(1, number) + field(2, field(1, kind) + field(3, len(content)))
        whole += varint(len(info)) + info + content
    if not whole:
        return b""
    block = varint(len(whole)) + bytes((62 << 2,)) + (len(whole) - 1).to_bytes(3, "little") + whole
    return b"\x00" + len(block).to_bytes(3, "little") + block


def cell(kind: int, flags: int, content: bytes) -> bytes:
    return bytes((5, kind)) + bytes(6) + struct.pack("<I", flags) + content


def decimal(text: str) -> bytes:
    sign, digits, exponent = Decimal(text).as_tuple()
    assert isinstance(exponent, int)
    number = int("".join(map(str, digits))) | exponent + 0x1820 << 113 | sign << 127
    return number.to_bytes(16, "little")


def test_the_text_of_pages_comes_before_its_headers() -> None:
    header, body = field(1, 1) + field(3, "Seite 1"), field(1, 0) + field(3, "Die Pumpe\u2028ist bestellt.\ufffc")
    document = iwa((1, TEXT, header), (2, TEXT, body), (3, COMMENT, field(1, "Wirklich?")))

    (read,) = extract(package({"Index/Document.iwa": document}), "plan.pages").documents

    assert read.text == "Die Pumpe\nist bestellt.\n\nSeite 1\n\nWirklich?"


def test_slides_come_in_their_order_and_without_their_templates() -> None:
    slides = {name: iwa((at, TEXT, field(3, name))) for at, name in enumerate(("Two", "One", "Title Text"), 1)}
    files = {"Index/Slide-10.iwa": slides["Two"], "Index/Slide-9.iwa": slides["One"], "Index/Document.iwa": iwa()}

    (read,) = extract(package({**files, "Index/TemplateSlide-1.iwa": slides["Title Text"]}), "talk.key").documents

    assert read.text == "One\n\nTwo"


def test_a_table_row_by_row() -> None:
    cells = [
        cell(3, 0x8, struct.pack("<I", 7)),
        cell(2, 0x1, decimal("-12.50")),
        cell(5, 0x4, struct.pack("<d", 86400.0)),
        cell(6, 0x2, struct.pack("<d", 1.0)),
        cell(7, 0x2, struct.pack("<d", 5400.0)),
        cell(9, 0x10, struct.pack("<I", 3)),
    ]
    starts = [sum(map(len, cells[:at])) for at in range(len(cells))]
    row = field(6, b"".join(cells)) + field(7, struct.pack(f"<{len(cells) + 1}h", *starts, -1))
    store = field(3, field(1, field(1, 0) + refers(2, 20))) + refers(4, 21) + refers(17, 22)
    calculated = iwa((10, TABLE, field(4, store) + field(8, "Preise")))
    rich = (30, RICH, refers(1, 31)), (31, TEXT, field(3, "fett"))
    lists = iwa(
        (20, TILE, field(5, row)),
        (21, LIST, field(1, 1) + field(3, field(1, 7) + field(3, "Pumpe"))),
        (22, LIST, field(1, 8) + field(3, field(1, 3) + refers(9, 30))),
        *rich,
    )
    files = {"Index/Document.iwa": iwa(), "Index/CalculationEngine.iwa": calculated, "Index/Tables/Tile.iwa": lists}

    (read,) = extract(package(files), "preise.numbers").documents

    assert read.text == "Preise\nPumpe  -12.5  2001-01-02  true  1:30:00  fett"


def test_documents_that_are_folders_have_an_archive_in_their_archive() -> None:
    index = package({"Index/Document.iwa": iwa((1, TEXT, field(3, "Words"))), "Index/OperationStorage.iwa": b"bvxn"})

    (read,) = extract(package({"Index.zip": index}), "a.pages").documents

    assert read.text == "Words"


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"Index/Document.iwa": iwa(), ".iwpv2": b"x"}, SkipReason.ENCRYPTED),
        ({"Index/Document.iwa": b"\x00\x03\x00\x00\x09\x01\x09"}, SkipReason.CORRUPT),
        ({"Index.zip": b"PK"}, SkipReason.CORRUPT),
        ({"Index/Document.iwa": iwa()}, SkipReason.EMPTY),
    ],
)
def test_what_cannot_be_read_says_why(files: Mapping[str, bytes], reason: SkipReason) -> None:
    found = extract(package(files), "a.pages")

    assert found.documents == ()
    assert [skip.reason for skip in found.skips] == [reason]


def test_a_damaged_file_in_it_costs_only_itself() -> None:
    whole = iwa((1, TEXT, field(3, "Words")), (2, TEXT, b"\x1a\xff"))
    files = {"Index/Document.iwa": whole, "Index/Slide.iwa": b"\x00\x03\x00\x00\x09\x01\x09"}

    found = extract(package(files), "a.key")

    assert [document.text for document in found.documents] == ["Words"]
    assert [skip.reason for skip in found.skips] == [SkipReason.CORRUPT]


def test_copies_are_unpacked_also_where_they_overlap_themselves() -> None:
    assert unpacked(b"\x0e" + b"\x04ab" + b"\x11\x02" + b"\x0e\x02\x00") == b"ab" + b"ab" * 4 + b"ab" * 2


IWORK_09 = """<d:document xmlns:d="urn:d" xmlns:sf="http://developer.apple.com/namespaces/sf"
 xmlns:sfa="http://developer.apple.com/namespaces/sfa">
<d:stylesheet><sf:text-body><sf:p>Of a template</sf:p></sf:text-body></d:stylesheet>
<sf:text-storage><sf:text-body><sf:p>Die <sf:span>Pumpe</sf:span><sf:br/></sf:p><sf:p>ist<sf:tab/>da.</sf:p>
</sf:text-body></sf:text-storage>
<sf:tabular-model sf:name="Costs" sf:name-is-visible="true"><sf:grid><sf:datasource>
<sf:t sf:ct="0"><sf:ct sfa:s="Rent"/></sf:t><sf:n sf:v="872.39999999999998"/><sf:g sf:ct="255"/>
<sf:f><sf:r><sf:rn sf:v="99"/></sf:r></sf:f><sf:d sf:ct="255" sf:cell-date="276048000"/>
</sf:datasource></sf:grid></sf:tabular-model>
<sf:tabular-model sf:name="Nothing" sf:name-is-visible="false"/></d:document>"""


@pytest.mark.parametrize("name", ["index.xml", "index.apxl"])
def test_documents_of_2009(name: str) -> None:
    content = package({name: IWORK_09, "buildVersionHistory.plist": "<plist>a</plist>", "QuickLook/Thumbnail.jpg": "x"})

    (document,) = extract(content, "a.numbers").documents

    assert document.text.split("\n") == ["Die Pumpe", "ist\tda.", "", "Costs", "Rent  872.4", "99", "2009-10-01"]


@pytest.mark.parametrize(("odd", "told"), [("9" * 15, "9" * 15), ("soon", "soon"), ("9" * 5000, "9" * 5000)])
def test_an_odd_date_in_a_document_of_2009_costs_nothing_else(odd: str, told: str) -> None:
    content = package({"index.xml": IWORK_09.replace("276048000", odd), "buildVersionHistory.plist": "<plist/>"})

    assert extract(content, "a.numbers").documents[0].text.split("\n")[-3:] == ["Rent  872.4", "99", told]


def test_a_document_of_2009_with_a_password() -> None:
    content = bytearray(package({"index.xml": IWORK_09, "buildVersionHistory.plist": "<plist/>"}))
    for mark, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = content.find(mark) + place
        content[at : at + 2] = struct.pack("<H", 25451)

    assert [skip.reason for skip in extract(bytes(content), "a.pages").skips] == [SkipReason.ENCRYPTED]
