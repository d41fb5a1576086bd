"""Office documents, books and other formats, made here by hand: what a person reads in them, in order."""

# ruff: noqa: E501 - markup as it is

import io
import itertools
import plistlib
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping

import pytest

from semsearch.extract import extract
from semsearch.extract.elements import parse_xml
from semsearch.extract.office import embedded
from semsearch.extract.taking import part_content
from semsearch.records import Extracted, SkipReason

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
SLIDES = "http://schemas.openxmlformats.org/presentationml/2006/main"
SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
THREAD = "[Threaded comment]\n\nTo edit it takes a newer version: https://go.microsoft.com/fwlink/?linkid=870924\n\nComment:\n"


def package(members: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return out.getvalue()


def relations(*targets: tuple[str, str]) -> str:
    found = (f'<Relationship Id="r{n}" Type="{OFFICE}/{kind}" Target="{to}"/>' for n, (kind, to) in enumerate(targets))
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{"".join(found)}</Relationships>'


def document(content: bytes, name: str) -> Extracted:
    found = extract(content, name)
    assert found.skips == ()
    return found.documents[0]


NAMES = (
    'xmlns:o="urn:o" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:t" xmlns:draw="urn:d"'
)


def opendocument(
    kind: str, body: str, title: str = "", manifest: str = "<manifest/>", styles: str = "<styles/>"
) -> bytes:
    return package({
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": f"<o:document-content {NAMES}><o:body>{body}</o:body></o:document-content>",
        "meta.xml": f'<o:meta xmlns:o="urn:o" xmlns:dc="urn:dc"><dc:title>{title}</dc:title></o:meta>',
        "META-INF/manifest.xml": manifest,
        "styles.xml": styles,
    })  # fmt: skip


def test_opendocument_text() -> None:
    body = (
        "<text:h>Глава</text:h><text:p>Один<text:s text:c='2'/>два<text:tab/>три<text:line-break/>четыре"
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>сноска</text:p></text:note-body>"
        "</text:note> пять</text:p><text:tracked-changes><text:p>удалено</text:p></text:tracked-changes>"
        "<table:table><table:table-row><table:table-cell><text:p>Чай</text:p></table:table-cell>"
        "<table:table-cell><text:p>5</text:p></table:table-cell></table:table-row></table:table>"
    )

    read = document(opendocument("text", body, "Договор аренды"), "x.odt")

    assert read.title == "Договор аренды"
    assert [line for line in read.text.split("\n") if line] == [
        "Глава", "Один  два\tтри", "четыре пять", "сноска", "Чай  5"
    ]  # fmt: skip


def test_what_a_footer_counts_is_no_text() -> None:
    counted = "<text:p>Page <text:page-number>1</text:page-number> / <text:page-count>99</text:page-count></text:p>"
    said = "<text:p>Договор № 7, страница <text:page-number>1</text:page-number></text:p>"
    styles = f"<o:styles {NAMES}><o:master-page><o:footer>{counted}</o:footer><o:header>{said}</o:header></o:master-page></o:styles>"

    assert document(opendocument("text", "<text:p>words</text:p>", styles=styles), "x.odt").text.split("\n") == [
        "Договор № 7, страница",
        "words",
    ]


def test_opendocument_with_a_password() -> None:
    locked = opendocument("text", "", manifest="<m><e><encryption-data/></e></m>")

    assert extract(locked, "x.odt").skips[0].reason is SkipReason.ENCRYPTED


def test_opendocument_presentation_slide_by_slide() -> None:
    slides = "".join(f"<draw:page><draw:frame><text:p>{n}</text:p></draw:frame></draw:page>" for n in ("one", "two"))

    assert document(opendocument("presentation", slides), "x.odp").text == "one\n\ntwo"


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


def epub(encryption: str = "") -> bytes:
    items = '<item id="a" href="b%20c.xhtml" media-type="application/xhtml+xml"/><item id="b" href="d.xhtml" media-type="application/xhtml+xml"/>'
    members = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>',
        "OPS/book.opf": f'<package xmlns:dc="urn:dc"><dc:title>Книга</dc:title><dc:creator>Анна Автор</dc:creator><manifest>{items}</manifest>'
        '<spine><itemref idref="b"/><itemref idref="a"/></spine></package>',
        "OPS/b c.xhtml": "<html><body><p>вторая глава</p></body></html>",
        "OPS/d.xhtml": "<html><body><h1>Первая</h1></body></html>",
    }
    return package(members | ({"META-INF/encryption.xml": encryption} if encryption else {}))


def test_a_book_chapter_by_chapter() -> None:
    read = document(epub(), "x.epub")

    assert (read.title, read.text) == ("Книга", "Анна Автор\n\nПервая\n\nвторая глава")


def test_a_book_locked_by_its_seller() -> None:
    locked = "".join(f'<CipherReference URI="OPS/{page}"/>' for page in ("b%20c.xhtml", "d.xhtml"))

    assert extract(epub(f"<encryption>{locked}</encryption>"), "x.epub").skips[0].reason is SkipReason.ENCRYPTED


def test_fictionbook() -> None:
    source = (
        '<?xml version="1.0" encoding="windows-1251"?><FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0">'
        "<description><title-info><author><first-name>Лев</first-name><last-name>Толстой</last-name><id>7</id></author>"
        "<book-title>Война и мир</book-title></title-info></description><body><section>"
        "<title><p>Часть первая</p></title><p>— Ну, <emphasis>князь</emphasis>…</p></section></body>"
        "<binary>QUJDRA==</binary></FictionBook>"
    )

    read = document(source.encode("cp1251"), "x.fb2")

    assert read.title == "Война и мир"
    assert [line for line in read.text.split("\n") if line] == [
        "Война и мир",
        "Лев Толстой",
        "Часть первая",
        "— Ну, князь…",
    ]


def test_cells_of_rtf_are_parted_and_what_only_looks_like_one_stays() -> None:
    rtf = rb"{\rtf1\ansi\trowd\cellx1000 Tea\cell 5\cell\row\pard It lies in D:\\cell\par}"

    assert document(rtf, "a.rtf").text.splitlines() == ["Tea\t5", "It lies in D:\\cell"]


def test_rtf_in_its_code_page_with_pictures_left_out() -> None:
    picture = r"{\pict\pngblip " + "89504e47" * 100_000 + "}"
    source = (
        r"{\rtf1\ansi\ansicpg1251{\info{\title \'cf\'eb\'e0\'ed}}Hello \'cf\'f0\'e8\'e2\'e5\'f2\par \u1084?\u1080?\u1088?"
        + picture
        + "}"
    )

    read = document(source.encode(), "x.rtf")

    assert (read.title, read.text) == ("План", "Hello Привет\nмир")


def word97(text: str, flags: int = 0, narrow: bool = False) -> bytes:
    return compound(word97_streams(text, flags, narrow))


def word97_streams(text: str, flags: int = 0, narrow: bool = False) -> dict[str, bytes]:
    """The stream of a Word 97 document and its table, in one piece of text."""
    main = bytearray(0x600)
    struct.pack_into("<HH6xH", main, 0, 0xA5EC, 0xC1, flags)
    body = text.encode("cp1252" if narrow else "utf-16-le")
    place = (0x600 * 2 | 0x40000000) if narrow else 0x600
    pieces = struct.pack("<IIHIH", 0, len(text), 0, place, 0)
    clx = b"\x01\x02\x00ab" + b"\x02" + struct.pack("<I", len(pieces)) + pieces
    struct.pack_into("<II", main, 0x01A2, 0, len(clx))
    return {"WordDocument": bytes(main) + body, "0Table": clx}


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file with these streams ([MS-CFB]), each padded to a size that needs no small sectors. One that is
    called `a/b` lies in the storage `a`."""
    none = 0xFFFFFFFF
    sectors: list[bytes] = [b""]
    fat = [0xFFFFFFFD]
    entries = [("Root Entry", 5, 0xFFFFFFFE, 0)]
    children: dict[int, list[int]] = {0: []}
    storages = {"": 0}
    for path, content in streams.items():
        folder, _, name = path.rpartition("/")
        if folder not in storages:
            storages[folder] = len(entries)
            children[0].append(len(entries))
            children[len(entries)] = []
            entries.append((folder, 1, 0, 0))
        padded = content.ljust(4096, b"\0") + bytes(-max(len(content), 4096) % 512)
        start, count = len(sectors), len(padded) // 512
        sectors += [padded[at : at + 512] for at in range(0, len(padded), 512)]
        fat += [*range(start + 1, start + count), 0xFFFFFFFE]
        children[storages[folder]].append(len(entries))
        entries.append((name, 2, start, len(padded)))
    right = {first: second for kids in children.values() for first, second in itertools.pairwise(kids)}
    directory = b""
    for number, (name, kind, start, size) in enumerate(entries):
        label = name.encode("utf-16-le") + b"\0\0"
        child = next(iter(children.get(number, ())), none)
        sides = (none, right.get(number, none), child)
        directory += struct.pack(
            "<64sHBBIII16sI16sIII", label, len(label), kind, 1, *sides, b"", 0, b"", start, size, 0
        )
    directory += bytes(-len(directory) % 512)
    first = len(sectors)
    sectors += [directory[at : at + 512] for at in range(0, len(directory), 512)]
    fat += [*range(first + 1, len(sectors)), 0xFFFFFFFE]
    sectors[0] = struct.pack(f"<{len(fat)}I", *fat).ljust(512, b"\xff")
    assert len(fat) <= 128
    header = struct.pack(
        "<8s16sHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        0,
        1,
        first,
        0,
        4096,
        0xFFFFFFFE,
        0,
        0xFFFFFFFE,
        0,
    )
    return header + struct.pack("<109I", 0, *[0xFFFFFFFF] * 108) + b"".join(sectors)


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


def record(kind: int, content: bytes, container: bool = False) -> bytes:
    return struct.pack("<HHI", 0xF if container else 0, kind, len(content)) + content


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


def test_asciidoc_org_tex_and_tables() -> None:
    tex = (
        r"\documentclass{article}\usepackage{x}\title{A \emph{Title}}\begin{document}\section{Intro} Words, $x^2$. % no"
        "\n\\end{document}"
    )

    assert document(b"= The Title\n:toc:\n\nWords", "x.adoc").title == "The Title"
    assert document(b"[[x]]\n====\nNote\n====\n=== A Chapter\n\nWords", "x.asc").title == "A Chapter"
    assert document(b"#+TITLE: Notes\n* First\nWords", "x.org").title == "Notes"
    assert document(b"Some words\n* First\n", "x.org").title == "First"
    read = document(tex.encode(), "x.tex")
    assert read.title == "A Title"
    assert {"Words,", "$x^2$."} <= set(read.text.split())
    assert "documentclass" not in read.text
    assert document('имя;цена\n"чай; чёрный";5\n'.encode("cp1251"), "x.csv").text == "имя  цена\nчай; чёрный  5"


@pytest.mark.parametrize(
    ("table", "text"),
    [
        ('name;note\r\n"tea";"green; fresh\r\nleaf ""A"""\r\n', 'name  note\ntea  green; fresh leaf "A"'),
        ("name;price, EUR\ntea;1,5\ncake;2,5\n", "name  price, EUR\ntea  1,5\ncake  2,5"),
        ("name\tprice\ntea\t5\n", "name  price\ntea  5"),
        ("tea, green\ncake\nbread\n", "tea, green\ncake\nbread"),
    ],
)
def test_cells_of_tables_as_excel_writes_them(table: str, text: str) -> None:
    assert document(table.encode(), "x.csv").text == text


def test_rules_between_the_rows_of_a_tex_table_are_no_text() -> None:
    rows = r"a & b \\ \cmidrule(lr){1-2} c & d \\ \cline{1-2} e & f"

    text = document(
        rf"\begin{{document}}\begin{{tabular}}{{ll}}{rows}\end{{tabular}}\end{{document}}".encode(), "x.tex"
    ).text

    assert text.split() == list("abcdef")


def test_tex_reads_without_the_signs_of_its_converter() -> None:
    tex = (
        "\\begin{document}\\section[Data]{Data and methods}As \\citep[p.~3]{knuth} wrote:\n\n"
        r"\begin{figure}\includegraphics[width=1cm]{plot.pdf}\caption{The plot}\end{figure}\end{document}"
    )

    assert document(tex.encode(), "x.tex").text.split("\n") == ["Data and methods", "As  wrote:", "", "The plot"]


def test_any_xml_gives_its_text() -> None:
    read = document(
        b'<?xml version="1.0"?><book><title>A Manual</title><para>One <b>two</b>.</para>\n<para>Three</para></book>',
        "x.xml",
    )

    assert read.title == "A Manual"
    assert "One two." in read.text


@pytest.mark.parametrize("depth", [200, 100_000])
def test_xml_that_nests_without_end(depth: int) -> None:
    assert parse_xml(b"<a>" * depth + b"x" + b"</a>" * depth) is not None


@pytest.mark.parametrize("name", ["x.docx", "x.xlsx", "x.pptx", "x.odt", "x.epub", "x.zip"])
def test_a_package_cut_off_is_named_as_damaged(name: str) -> None:
    found = extract(opendocument("text", "<text:p>words</text:p>")[:-200], name)

    # As an archive, it has members without text, too.
    assert {skip.reason for skip in found.skips} - {SkipReason.EMPTY} == {SkipReason.CORRUPT}


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


def test_an_old_workbook_with_a_password_and_streams_in_capitals() -> None:
    records = struct.pack("<HHHH12x", 0x0809, 16, 0x0600, 5) + struct.pack("<HH4xHH", 0x2F, 4, 0x0A, 0)

    assert extract(compound({"WORKBOOK": records}), "x.xls").skips[0].reason is SkipReason.ENCRYPTED


def test_rtf_with_pictures_in_raw_bytes() -> None:
    source = b"{\\rtf1\\ansi before {\\pict\\jpegblip\\bin5 {}\\}{}after {\\pict \\bin ffd8}\\par end}"

    assert document(source, "x.rtf").text == "before after\nend"


def test_word_art_as_word_2007_has_it() -> None:
    art = '<w:pict><v:shape xmlns:v="urn:v"><v:textpath string="A Fair in May"/></v:shape></w:pict>'
    body = f'<w:document xmlns:w="urn:w"><w:body><w:p><w:r>{art}<w:t>Come!</w:t></w:r></w:p></w:body></w:document>'

    assert document(package({"word/document.xml": body}), "x.docx").text == "A Fair in May\nCome!"


def test_text_boxes_of_rtf_each_once_also_in_headers() -> None:
    box = "{{\\shp{{\\*\\shpinst{{\\shptxt {0}\\par}}}}{{\\shprslt{{\\*\\do{{\\dptxbxtext {0}\\par}}}}}}}}"
    source = f"{{\\rtf1{{\\header {box.format('Our house')}}}before{box.format('within')} after}}"

    assert document(source.encode(), "x.rtf").text.split() == "before after Our house within".split()


@pytest.mark.parametrize("head", [b"P5\n# by hand\n640 480\n255\n", b"P6 2 2 255 ", b"P7\nWIDTH 2\nHEIGHT 2\n"])
def test_a_pnm_picture_is_one(head: bytes) -> None:
    assert extract(head + bytes(range(9, 21)), "x.pnm").skips[0].detail.startswith("PNM picture")


def test_a_note_that_begins_with_its_priority_is_no_picture() -> None:
    assert document(b"P6\n\n3 boxes for the office\n", "note.txt").text == "P6\n\n3 boxes for the office"


def test_what_lies_in_a_text_box_of_rtf() -> None:
    box = "{{\\shp{{\\*\\shpinst{{\\shptxt {0}\\par}}}}}}"
    first = box.format("{\\footnote aside}first" + box.format("second"))
    source = "{\\rtf1 {\\footnote note " + box.format("third") + "}" + first + " body}"

    assert document(source.encode(), "x.rtf").text.split() == "body note third first aside second".split()


def test_text_boxes_of_rtf_in_thousands_of_others_take_no_time() -> None:
    deep = b"{\\rtf1 top" + b"{\\shptxt a" * 20_000 + b"}" * 20_001

    assert document(deep, "x.rtf").text.split() == ["top", "a"]


def test_a_style_that_openoffice_stars_hides_no_text() -> None:
    source = b"{\\rtf1 {\\*\\unknown none}{\\b0\\*\\cs7\\loch The fox} \\\\* jumps}"

    assert document(source, "x.rtf").text == "The fox \\* jumps"


def test_rtf_with_a_number_that_is_none() -> None:
    assert extract(b"{\\rtf1\\ansi\\uc<1 words}", "x.rtf").skips[0].reason is SkipReason.CORRUPT


def test_tex_with_a_mistake_in_it() -> None:
    broken = "\n\n".join(f"Line {n} of \\emph{{it" for n in range(40))
    source = (
        "\\title{On \\emph{{A}} Thing}\\author{A. {\\'E}.}\\begin{document}\\maketitle " + broken + "\\end{document}"
    )
    read = document(source.encode(), "x.tex")

    assert (read.title, read.text.split("\n")[2]) == ("On A Thing", "A. É.")
    assert "Line 39 of" in read.text
    assert "GIVEN" not in read.text


def test_a_zip_file_with_the_manifest_of_a_document_and_no_document() -> None:
    members = {"META-INF/manifest.xml": "<m>m</m>", "help/a.txt": "words"}

    assert [(found.part, found.text) for found in extract(package(members), "x.oxt").documents][1:] == [
        ("help/a.txt", "words")
    ]


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


def test_what_ends_a_tex_document() -> None:
    source = r"\documentclass{article}\begin{document} caf\'e \textbf{bold} \end{document} leftovers"

    assert document(source.encode(), "x.tex").text.split() == ["café", "bold"]


def test_what_git_keeps_in_the_place_of_a_large_file_is_no_text() -> None:
    pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 39941\n"

    (skip,) = extract(pointer, "plan.pdf").skips

    assert (skip.reason, skip.detail) == (
        SkipReason.UNSUPPORTED,
        "pointer of Git LFS; git lfs pull brings the file",
    )


def test_code_within_tex_stays_as_it_is_and_costs_nothing_else() -> None:
    code = "int main() { // 100 % of $it\n\n}"
    listing = rf"\begin{{lstlisting}}[language=C, caption={{The \textbf{{program}}, in C}}]{code}\end{{lstlisting}}"

    read = document(rf"\begin{{document}}{listing}With $\frac{{1}}{{2}}$\end{{document}}".encode(), "x.tex")

    assert [line for line in read.text.split("\n") if line] == [
        "The program, in C",
        *code.split("\n\n"),
        r"With $\frac{1}{2}$",
    ]


def test_a_link_in_tex_is_its_text() -> None:
    source = r"\begin{document}\href{http://example.org/}{The page} on $\frac{1}{2}$\end{document}"

    assert document(source.encode(), "x.tex").text == r"The page on $\frac{1}{2}$"


@pytest.mark.parametrize(
    "source",
    [
        r"\thispagestyle{empty}word",
        r"\begin{minipage}[t]{0.5\linewidth}word\end{minipage}",
        r"\begin{longtable}{ll}word\end{longtable}",
        r"\begin{thebibliography}{99}\bibitem{key} word\end{thebibliography}",
        r"\multirow{2}*{word}\bibliographystyle{plain}",
        r"\multicolumn{2}{c|}{word}",
        r"\caption[short]{word}",
        r"\newtheorem*{lemma}{Lemma}word",
    ],
)
def test_what_tex_is_told_of_the_layout_is_no_text(source: str) -> None:
    assert document(rf"\begin{{document}}{source}\end{{document}}".encode(), "x.latex").text.strip() == "word"


def test_code_pages_of_the_macintosh_in_rtf() -> None:
    japanese = rb"{\rtf1\mac\ansicpg10001{\fonttbl\f0\fnil\fcharset78 HiraKakuPro-W6;}\f0 \'82\'a8\'93\'c7\'82\'dd}"

    assert document(japanese, "x.rtf").text == "お読み"


def test_footnotes_of_rtf() -> None:
    source = rb"{\rtf1\ansi A word{\super\chftn}{\footnote\pard {\super\chftn} The note.} goes on.}"

    assert document(source, "x.rtf").text.split("\n\n") == ["A word goes on.", "The note."]


def test_what_word_does_not_show_of_rtf() -> None:
    source = (
        rb"{\rtf1\ansi A word{\v\fs20 hidden} {\b\deleted\revauth1 struck }{\b\v0 goes} {\v \v0 on}, {\vertalt x}.}"
    )

    assert document(source, "x.rtf").text == "A word goes on, x."


def test_what_stands_beside_the_text_of_rtf() -> None:
    fonts = rb"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial;}}"
    head, foot = rb"{\headerl\pard\f1 \'d6\'e5\'ed\'fb\par}", rb"{\footer\pard For us only\par}"
    remark = rb"{\*\atnid AB}{\*\atnauthor Anna}{\*\annotation{\*\atndate 12}\pard Is it so?}"
    source = rb"{\rtf1\ansi" + fonts + head + foot + rb"Ten {\b pounds}" + remark + rb".\sect" + head + foot + rb"End}"

    assert document(source, "x.rtf").text.split("\n\n") == ["Цены", "Ten pounds.", "End", "Is it so?", "For us only"]


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


def test_an_archive_with_a_folder_that_is_called_as_those_of_office() -> None:
    content = package({"Word/a.txt": "first", "xl/b.txt": "second"})

    assert [found.text for found in extract(content, "x.zip").documents] == ["first", "second"]


def test_what_is_put_into_an_opendocument_file() -> None:
    def part(body: str) -> str:
        return f'<o:document-content {NAMES} xmlns:c="urn:c"><o:body>{body}</o:body></o:document-content>'

    row = "<table:table-row><table:table-cell><text:p>{}</text:p></table:table-cell></table:table-row>"
    chart = (
        "<o:chart><c:chart><c:title><text:p>Продажи</text:p></c:title>"
        f"<table:table>{row.format('plotted')}</table:table></c:chart></o:chart>"
    )
    content = package({
        "mimetype": "application/vnd.oasis.opendocument.presentation",
        "content.xml": part("<text:p>slide</text:p>"),
        "Object 1/content.xml": part(f"<o:spreadsheet><table:table>{row.format('cell')}</table:table></o:spreadsheet>"),
        "Object 2/content.xml": part(chart),
    })  # fmt: skip

    assert document(content, "x.odp").text.split() == ["slide", "cell", "Продажи"]


def test_sheets_of_opendocument_have_names_where_they_have_cells() -> None:
    def table(name: str, row: str) -> str:
        return f'<table:table table:name="{name}"><table:table-row>{row}</table:table-row></table:table>'

    spaces = "".join(
        f' xmlns:{space}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"' for space in ("office", "table", "text")
    )
    cell = "<table:table-cell><text:p>Насос</text:p></table:table-cell>"
    body = f"<office:spreadsheet>{table('Цены', cell)}{table('Sheet2', '')}</office:spreadsheet>"
    content = f"<office:document-content{spaces}><office:body>{body}</office:body></office:document-content>"
    sheet = package({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})

    assert document(sheet, "x.ods").text == "Цены\nНасос"


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


def test_values_without_a_text_fields_and_formulas_of_opendocument() -> None:
    office = 'xmlns:f="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    cells = f'<table:table-cell {office} f:value-type="float" f:value="12.5"/><table:table-cell {office} f:date-value="2024-03-01"/>'
    field = "<text:p>See <text:title>our report</text:title></text:p>"
    formula = (
        "<m:math xmlns:m='urn:m'><m:mi>E</m:mi><m:mo>=</m:mo><m:mi>m</m:mi><m:annotation>no</m:annotation></m:math>"
    )

    content = opendocument(
        "text", f"<table:table><table:table-row>{cells}</table:table-row></table:table>{field}{formula}"
    )

    assert document(content, "x.odt").text.split("\n") == ["12.5  2024-03-01", "", "See our report", "E = m"]


def biff(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def workbook97(*beside: bytes) -> bytes:
    """A workbook with a sheet of one cell, "5", and what stands beside it."""
    start, end = biff(0x0809, struct.pack("<HHIII", 0x0600, 5, 0, 0, 0)), biff(0x000A)
    sheet = struct.pack("<IBB", len(start) + 13 + len(end), 0, 0) + b"\x01\x00S"
    cell = biff(0x0203, struct.pack("<HHHd", 0, 0, 0, 5))
    return compound({"Workbook": start + biff(0x0085, sheet) + end + start + cell + b"".join(beside) + end})


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


def test_files_that_lie_in_rtf_as_objects_under_their_own_names() -> None:
    def wide(text: str) -> bytes:
        return struct.pack("<I", len(text)) + text.encode("utf-16-le")

    def held(kind: bytes, content: bytes) -> str:
        lengths = struct.pack("<II", 0x0501, 2) + struct.pack("<I", len(kind)) + kind + bytes(8)
        digits = (lengths + struct.pack("<I", len(content)) + content).hex()
        return (
            "{\\object\\objemb{\\*\\objdata "
            + "\n".join(digits[at : at + 63] for at in range(0, len(digits), 63))
            + "}}"
        )

    packed = b"\2\0????.txt\0C:\\????.txt\0\0\0\3\0" + struct.pack("<I", 2) + b"a\0" + struct.pack("<I", 5) + b"a sum"
    packed += wide("C:\\tmp\\смета.txt") + wide("смета.txt") + wide("C:\\смета.txt")
    objects = held(b"Package\0", packed) + held(b"Word.Document.8\0", word97("within"))
    content = ("{\\rtf1\\ansi outer \\u-10179?\\u-8704?" + objects + "}").encode()

    found = {document.part: document.text for document in extract(content, "x.rtf").documents}
    assert found == {None: "outer 😀", "смета.txt": "a sum", "Object 2.doc": "within"}
    assert part_content(content, "смета.txt") == b"a sum"


_DER = b"\x30\x82\x03\x17\x30\x82\x01\xff\xa0\x03\x02\x01\x02\x02\x14" + bytes(range(256)) * 3
_PEM = "-----BEGIN {0}-----\nBggqhkjOPQMBBw==\n-----END {0}-----\n"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("shop.pfx", _DER),
        ("server.cer", _DER),
        ("mine.key", (_PEM.format("EC PARAMETERS") + _PEM.format("EC PRIVATE KEY")).encode()),
        ("all.pem", f"Bag Attributes\n    localKeyID: D4 5A\n{_PEM.format('PRIVATE KEY')}".encode()),
        ("chain.p7b", _PEM.format("PKCS7").encode()),
        ("id_rsa.pub", b"ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAB anna@laptop\n"),
        ("authorized_keys", b"ssh-ed25519 AAAAC3NzaC1 a\necdsa-sha2-nistp256 AAAAE2VjZHNh b@c\n"),
        ("mine.ppk", b"PuTTY-User-Key-File-2: ssh-rsa\nEncryption: none\nPublic-Lines: 1\nAAAAB3NzaC1yc2E\n"),
        ("pubring.gpg", b"\x99\x01\x8d\x04" + bytes(range(256))),
        ("plan.docx.gpg", b"\x89\x01\xb3\x04" + bytes(range(256))),
    ],
)
def test_keys_and_the_like_are_said_to_be_such(name: str, content: bytes) -> None:
    (skip,) = extract(content, name).skips

    assert (skip.reason, skip.detail) == (SkipReason.UNSUPPORTED, "key, certificate or signature")


@pytest.mark.parametrize("start", [b"\x8c\x0d\x04\x09", b"\x85\x01\x8c\x03", b"\xc1\xc0\x4c\x03"])
def test_a_file_that_openpgp_encrypted_is_said_to_be(start: bytes) -> None:
    (skip,) = extract(start + bytes(range(256)), "plan.docx.gpg").skips

    assert skip.reason is SkipReason.ENCRYPTED


def test_notes_below_a_key_are_text() -> None:
    notes = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAB anna@laptop\nGive this to the provider\n"

    assert "the provider" in document(notes.encode(), "key.txt").text


def test_keys_on_one_line_that_are_followed_by_notes_are_told_apart_at_once() -> None:
    notes = f"{'ssh-rsa AAAAB3N ' * 5_000}\nGive these to the provider\n"

    assert "the provider" in document(notes.encode(), "keys.txt").text


@pytest.mark.parametrize(
    ("start", "said"), [(b"\1\1\1\1\nFrom: a@x.example\n", "MMDF"), (b"BABYL OPTIONS: -*- rmail -*-\n", "unrmail")]
)
def test_mailboxes_that_are_not_read_are_named(start: bytes, said: str) -> None:
    (skip,) = extract(start + b"Subject: one\n\ntext\n", "mail.mbox").skips

    assert skip.reason is SkipReason.UNSUPPORTED
    assert said in skip.detail


def test_a_page_that_safari_saved_is_read_with_its_frames() -> None:
    def saved(page: str, *frames: object) -> dict[str, object]:
        resource = {"WebResourceData": page.encode(), "WebResourceMIMEType": "text/html"}
        return {"WebMainResource": resource, "WebSubframeArchives": list(frames)}

    page = saved("<title>Soup</title><p>Boil the beets", saved("<p>A frame"))
    archive = plistlib.dumps(page, fmt=plistlib.FMT_BINARY)
    read = document(archive, "Soup.webarchive")

    assert (read.title, read.text) == ("Soup", "Boil the beets\n\nA frame")
    (skip,) = extract(archive[:-20], "Soup.webarchive").skips
    assert skip.reason is SkipReason.CORRUPT


@pytest.mark.parametrize("kind", [["text/html"], {"text": "html"}, 1])
def test_a_page_of_safari_whose_type_is_no_text_is_damaged(kind: object) -> None:
    page = {"WebMainResource": {"WebResourceData": b"<p>Boil the beets", "WebResourceMIMEType": kind}}
    (skip,) = extract(plistlib.dumps(page, fmt=plistlib.FMT_BINARY), "Soup.webarchive").skips

    assert skip.reason is SkipReason.CORRUPT


def test_notes_on_certificates_are_text() -> None:
    notes = f"How to renew the certificate\n\n{_PEM.format('CERTIFICATE')}\nThen restart the server.\n"

    assert "restart" in extract(notes.encode(), "howto.pem").documents[0].text
