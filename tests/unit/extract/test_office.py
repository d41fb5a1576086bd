"""Word, Excel and PowerPoint since 2007: what a person reads in them, in order."""

# ruff: noqa: E501 - markup as it is

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import pytest

from semsearch.extract import extract
from semsearch.extract.taking import part_content
from tests.unit.extract.made import (
    DRAWING,
    OFFICE,
    SHEETS,
    SLIDES,
    compound,
    document,
    opendocument,
    package,
    record,
    relations,
    word97,
    word97_streams,
)

THREAD = "[Threaded comment]\n\nTo edit it takes a newer version: https://go.microsoft.com/fwlink/?linkid=870924\n\nComment:\n"


def test_powerpoint_in_the_order_of_its_slides_with_notes() -> None:
    def slide(text: str) -> str:
        return f'<p:sld xmlns:p="{SLIDES}" xmlns:a="{DRAWING}"><p:sp><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:sp></p:sld>'

    order = '<p:sldId r:id="r1"/><p:sldId r:id="r0"/>'
    content = package({
        "_rels/.rels": relations(("officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": f'<p:presentation xmlns:p="{SLIDES}" xmlns:r="{OFFICE}"><p:sldIdLst>{order}</p:sldIdLst></p:presentation>',
        "ppt/_rels/presentation.xml.rels": relations(("slide", "slides/slide1.xml"), ("slide", "slides/slide2.xml")),
        "ppt/slides/slide1.xml": slide("second"),
        "ppt/slides/slide2.xml": slide("first"),
        "ppt/slides/_rels/slide2.xml.rels": relations(("notesSlide", "../notesSlides/n.xml")),
        "ppt/notesSlides/n.xml": slide("a note"),
    })  # fmt: skip

    assert document(content, "x.pptx").text == "first\na note\n\nsecond"


def test_excel_sheet_by_sheet() -> None:
    def row(*cells: str) -> str:
        return (
            "<row>"
            + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells)
            + "<c><v>5</v></c></row>"
        )

    content = package({
        "[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{SHEETS}" xmlns:r="{OFFICE}"><sheets><sheet name="Цены" sheetId="1" r:id="r0"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(("worksheet", "worksheets/sheet1.xml")),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SHEETS}"><sheetData>{row("Чай", "чёрный")}</sheetData></worksheet>',
        "xl/comments1.xml": f'<comments xmlns="{SHEETS}"><commentList><comment><text><r><t>{THREAD}дорого</t></r></text></comment></commentList></comments>',
        "xl/drawings/drawing1.xml": f'<x xmlns:a="{DRAWING}"><a:p><a:r><a:t>итог</a:t></a:r></a:p></x>',
    })  # fmt: skip

    assert [line for line in document(content, "x.xlsx").text.split("\n") if line] == [
        "Цены",
        "Чай  чёрный  5",
        "дорого",
        "итог",
    ]


@pytest.mark.parametrize(
    ("office", "words"),
    [
        (OFFICE, "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
        ("http://purl.oclc.org/ooxml/officeDocument/relationships", "http://purl.oclc.org/ooxml/wordprocessingml/main"),
    ],
)
def test_word_with_macros_or_strict(office: str, words: str) -> None:
    body = f'<w:document xmlns:w="{words}"><w:body><w:p><w:r><w:t>Договор</w:t></w:r></w:p></w:body></w:document>'
    notes = (
        f'<w:footnotes xmlns:w="{words}"><w:footnote><w:p><w:r><w:t>note</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    members = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations(("officeDocument", "word/document.xml")).replace(OFFICE, office),
        "word/document.xml": body,
        "word/_rels/document.xml.rels": relations(("footnotes", "footnotes.xml")).replace(OFFICE, office),
        "word/footnotes.xml": notes,
    }

    assert document(package(members), "x.docm").text == "Договор\nnote"


def test_the_large_first_letter_of_a_paragraph_is_part_of_its_first_word() -> None:
    paragraphs = "<w:p><w:pPr><w:framePr w:dropCap='drop'/></w:pPr><w:r><w:t>O</w:t></w:r></w:p><w:p><w:r><w:t>nce</w:t></w:r></w:p>"
    body = f"<w:document xmlns:w='urn:w'><w:body>{paragraphs}</w:body></w:document>"

    assert document(package({"word/document.xml": body}), "x.docx").text == "Once"


def test_words_in_a_drawing_are_lines_of_their_own() -> None:
    drawing = "".join(f"<p><r><t>{word}</t></r></p>" for word in ("two", "three"))
    body = f"<w:document xmlns:w='urn:w'><w:body><w:p><w:t>one</w:t><drawing>{drawing}</drawing></w:p></w:body></w:document>"

    assert document(package({"word/document.xml": body}), "x.docx").text.split() == ["one", "two", "three"]


@pytest.mark.parametrize("kind", ["drop", "none"])
def test_a_paragraph_in_a_frame_of_its_own_is_read(kind: str) -> None:
    framed = f"<w:p><w:pPr><w:framePr w:dropCap='{kind}'/></w:pPr><w:r><w:t>Framed</w:t></w:r></w:p>"
    words = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p><w:r><w:t>End</w:t></w:r></w:p>"
    body = f"<w:document xmlns:w='urn:w'><w:body>{framed}{words}{framed}</w:body></w:document>"

    assert document(package({"word/document.xml": body}), "x.docx").text.split() == ["Framed", "Cell", "End", "Framed"]


def test_a_workbook_that_its_library_refuses_is_read_as_it_is_stored() -> None:
    sheet = f'<worksheet xmlns="{SHEETS}"><sheetData><row><c t="s"><v>0</v></c><c><v>5</v></c></row></sheetData></worksheet>'
    members = {
        "xl/workbook.xml": f'<workbook xmlns="{SHEETS}"><sheets><sheet name="1" sheetId="1"/></sheets></workbook>',
        "xl/sharedStrings.xml": f'<sst xmlns="{SHEETS}"><si><r><t>Сче</t></r><r><t>та</t></r></si></sst>',
        "xl/worksheets/sheet1.xml": sheet,
    }

    assert document(package(members), "x.xlsm").text == "Счета  5"


def test_word_art_as_word_2007_has_it() -> None:
    art = '<w:pict><v:shape xmlns:v="urn:v"><v:textpath string="A Fair in May"/></v:shape></w:pict>'
    body = f'<w:document xmlns:w="urn:w"><w:body><w:p><w:r>{art}<w:t>Come!</w:t></w:r></w:p></w:body></w:document>'

    assert document(package({"word/document.xml": body}), "x.docx").text == "A Fair in May\nCome!"


def test_what_windows_printed() -> None:
    page = '<FixedPage><Glyphs OriginY="{}" UnicodeString="{}"/><Glyphs OriginY="{}" UnicodeString="{}"/></FixedPage>'
    members = {
        "FixedDocSeq.fdseq": "<FixedDocumentSequence/>",
        "Documents/1/Pages/10.fpage": page.format(5, "last", 9, "line"),
        "Documents/1/Pages/2.fpage": page.format(5, "{}{first} ", 5, "строка"),
    }

    assert document(package(members), "x.oxps").text == "{first} строка\n\nlast\nline"


def test_a_sheet_of_a_binary_workbook_that_holds_a_chart_only_costs_only_itself() -> None:
    def record(kind: int, content: bytes = b"") -> bytes:
        number = bytes((kind,)) if kind < 0x80 else bytes((kind & 0x7F | 0x80, kind >> 7))
        return number + bytes((len(content),)) + content

    def string(text: str) -> bytes:
        return struct.pack("<I", len(text)) + text.encode("utf-16-le")

    sheets = b"".join(record(156, bytes(8) + string(f"r{at}") + string(f"Лист{at}")) for at in (1, 2))
    cell = record(0, bytes(17)) + record(6, bytes(8) + string("Счёт"))
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    relations = "".join(f'<Relationship Id="r{at}" Type="{kind}" Target="worksheets/sheet{at}.bin"/>' for at in (1, 2))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.bin", record(143) + sheets + record(144) + record(132))
        archive.writestr("xl/_rels/workbook.bin.rels", f"<Relationships>{relations}</Relationships>")
        archive.writestr("xl/worksheets/sheet1.bin", b"")
        archive.writestr("xl/worksheets/sheet2.bin", record(148, bytes(16)) + record(145) + cell + record(146))

    assert document(out.getvalue(), "x.xlsb").text == "Лист2\nСчёт"


def test_a_text_that_stands_in_very_many_cells_is_cut_off() -> None:
    cells = '<c t="s"><v>0</v></c>' * 10_000
    members = {
        "xl/workbook.xml": f'<workbook xmlns="{SHEETS}"><sheets><sheet name="1" sheetId="1"/></sheets></workbook>',
        "xl/sharedStrings.xml": f'<sst xmlns="{SHEETS}"><si><t>{"word " * 20_000}</t></si></sst>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SHEETS}"><row><c><v>7</v></c></row><row>{cells}</row></worksheet>',
    }

    assert document(package(members), "x.xlsx").text == "7"


@pytest.mark.parametrize("dimension", ['<dimension ref="A1:XFD1048576"/>', ""])
def test_a_stray_cell_in_the_last_corner_of_a_sheet(dimension: str) -> None:
    row = '<row r="{0}"><c r="{1}{0}" t="inlineStr"><is><t>{2}</t></is></c></row>'
    rows = row.format(1, "A", "first") + row.format(1048576, "XFD", "last")
    members = {
        "[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{SHEETS}" xmlns:r="{OFFICE}"><sheets><sheet name="1" sheetId="1" r:id="r0"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(("worksheet", "worksheets/sheet1.xml")),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SHEETS}">{dimension}<sheetData>{rows}</sheetData></worksheet>',
    }

    assert document(package(members), "x.xlsx").text.split() == ["first", "last"]


def test_a_cell_of_several_lines() -> None:
    assert document('Имя;Город\nИван;"Тверь\nобл."\n'.encode(), "x.csv").text == "Имя  Город\nИван  Тверь обл."


@pytest.mark.parametrize("office", [OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships"])
@pytest.mark.parametrize("rename", [str, str.upper, lambda name: name.replace("/", "\\"), lambda name: f"/{name}"])
def test_strict_presentations_and_names_of_parts_as_some_programs_write_them(
    office: str, rename: Callable[[str], str]
) -> None:
    members = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations(("officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": f'<p:presentation xmlns:p="urn:p" xmlns:r="{office}"><p:sldId id="256" r:id="r0"/></p:presentation>',
        "ppt/_rels/presentation.xml.rels": relations(("slide", "slides/slide1.xml")),
        "ppt/slides/slide1.xml": '<p:sld xmlns:p="urn:p" xmlns:a="urn:a"><a:p><a:r><a:t>Слайд</a:t></a:r></a:p></p:sld>',
    }
    content = package({rename(name): text for name, text in members.items()})

    assert document(content, "x.pptx").text == "Слайд"


def test_files_and_documents_that_lie_in_office_documents_as_objects() -> None:
    path = "C:\\Users\\я\\смета.txt".encode("cp1251")
    native = b"\2\0" + b"estimate.txt\0" + path + b"\0\0\0\3\0" + struct.pack("<I", len(path)) + path
    native += struct.pack("<I", 5) + b"a sum"
    streams = {
        **word97_streams("outer"),
        "_1/\x01Ole10Native": struct.pack("<I", len(native)) + native,
        **{f"_2/{name}": stream for name, stream in word97_streams("within").items()},
        "_3/CONTENTS": b"no PDF",
    }
    old = extract(compound(streams), "x.doc")
    body = '<w:document xmlns:w="urn:w"><w:body><w:p><w:r><w:t>new</w:t></w:r></w:p></w:body></w:document>'
    members = {"word/document.xml": body.encode(), "word/embeddings/oleObject1.bin": compound(streams)}
    new = extract(package(members), "x.docx")
    slide = record(1006, record(0x0FA0, "slide".encode("utf-16-le")), container=True)
    zipped = record(0x1011, struct.pack("<I", 0) + zlib.compress(word97("on it")))
    presentation = compound({"PowerPoint Document": slide + b"\x10" + zipped[1:]})
    shown = extract(presentation, "x.ppt")

    assert [(found.part, found.text) for found in old.documents] == [
        (None, "outer"),
        ("estimate.txt", "a sum"),
        ("Object 5.doc", "within"),
    ]
    assert [found.text for found in new.documents] == ["new", "outer", "a sum", "within"]
    assert [found.text for found in shown.documents] == ["slide", "on it"]
    assert (*old.skips, *new.skips, *shown.skips) == ()
    assert part_content(compound(streams), "estimate.txt") == b"a sum"
    assert part_content(package(members), "oleObject1.doc/estimate.txt") == b"a sum"
    assert part_content(presentation, "Object 1.doc") == word97("on it")


def test_a_page_that_word_never_took_in_can_be_read_and_taken_out() -> None:
    members = {
        "word/document.xml": "<document><body/></document>",
        "word/_rels/document.xml.rels": relations(("aFChunk", "page.html")),
        "word/page.html": "<p>the page",
    }

    assert [(found.part, found.text) for found in extract(package(members), "x.docx").documents] == [
        ("page.html", "the page")
    ]
    assert part_content(package(members), "page.html") == b"<p>the page"


PICTURE_TEXTS = (
    "A map of the site",
    "C:\\My pictures\\the map.png",
    "the map.jpeg",
    "https://example.org/a map",
    "map",
    "A picture with a map in it Description automatically generated",
    "Изображение выглядит как карта Автоматически созданное описание",
)


def test_what_stands_for_pictures_but_not_the_names_of_their_files() -> None:
    drawn = "".join(f'<d:docPr title="{text}" descr="{text}"/>' for text in PICTURE_TEXTS)
    word = f'<w:document xmlns:w="urn:w" xmlns:d="urn:d"><w:body><w:p><w:t>see</w:t>{drawn}</w:p></w:body></w:document>'
    pictures = "".join(f'<d:cNvPr name="Picture 1" descr="{text}"/>' for text in PICTURE_TEXTS)
    cells = {
        "xl/workbook.xml": f'<workbook xmlns="{SHEETS}"><sheets><sheet name="1" sheetId="1"/></sheets></workbook>',
        "xl/drawings/drawing1.xml": f'<d:wsDr xmlns:d="urn:d">{pictures}</d:wsDr>',
    }
    described = "".join(f"<draw:frame><v:desc>{text}</v:desc></draw:frame>" for text in PICTURE_TEXTS)
    svg = 'xmlns:v="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'

    assert document(package({"word/document.xml": word}), "x.docx").text == "see\nA map of the site"
    assert document(package(cells), "x.xlsx").text == "A map of the site"
    inside = (
        f"<text:p {svg}>see{described}</text:p><draw:frame {svg}><v:title>{PICTURE_TEXTS[0]}</v:title></draw:frame>"
    )
    lines = document(opendocument("text", inside), "x.odt").text.split("\n")
    assert [line for line in lines if line] == ["see", "A map of the site", "A map of the site"]


@pytest.mark.parametrize("words", ["", "Words"])
def test_a_document_of_pictures_says_how_to_get_its_text(words: str) -> None:
    body = f'<w:document xmlns:w="urn:w"><w:body><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:body></w:document>'
    content = package({"word/document.xml": body, "word/media/image1.png": "x" * 5000})

    found, listed = extract(content, "x.docx"), extract(content, "x.docx", pictures=True)

    assert [skip.needs_ocr for skip in listed.skips] == [True]
    assert [document.text for document in found.documents] == ([words] if words else [])
    assert found.skips == (() if words else listed.skips)


def test_headers_and_footers_of_sheets() -> None:
    margins = "<oddHeader>&amp;CFor &amp;&amp; us</oddHeader><evenFooter>&amp;LPage &amp;P</evenFooter>"
    members = {
        "xl/workbook.xml": f'<workbook xmlns="{SHEETS}"><sheets><sheet name="1" sheetId="1"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SHEETS}"><headerFooter>{margins}</headerFooter></worksheet>',
        "xl/worksheets/sheet2.xml": f'<worksheet xmlns="{SHEETS}"><headerFooter>{margins}</headerFooter></worksheet>',
    }

    assert document(package(members), "x.xlsx").text == "For & us"


def test_columns_of_a_footer_of_word() -> None:
    footer = '<w:p xmlns:w="urn:w"><w:r><w:t>Left</w:t><w:ptab/><w:t>Right</w:t></w:r></w:p>'
    body = f'<w:document xmlns:w="urn:w"><w:body>{footer}</w:body></w:document>'

    assert document(package({"word/document.xml": body}), "x.docx").text == "Left\tRight"
