"""Documents: text, Markdown, reStructuredText, HTML, PDF, Word, and what is none of these."""

import io
from datetime import datetime
from pathlib import Path

import docx
import pypdfium2 as pdfium
import pytest

from semsearch.extract import extract
from semsearch.extract.limits import MAX_BYTES, MAX_TEXT_CHARS
from semsearch.extract.printed.lettering import mended, with_bullets_apart
from semsearch.extract.whereabouts import Harm, Note, following
from semsearch.records import Extracted, Skip, SkipReason


def document(content: bytes, name: str) -> Extracted:
    found = extract(content, name)
    assert found.skips == ()
    (only,) = found.documents
    return only


HELVETICA = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
NUMBERED = (
    "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2"
    "/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 500"
    "/FontDescriptor<</Type/FontDescriptor/FontName/X/Flags 4/FontBBox[0 0 1 1]>>>>]>>"
)
"""A font with numbers for its letters and nothing that tells which is which."""


def pdf(text: str, title: str = "", trailer: str = "", font: str = HELVETICA) -> bytes:
    """A page of PDF, written by hand; `text` in angle brackets is hexadecimal."""
    stream = f"BT /F1 12 Tf 50 700 Td {text if text.startswith('<') else f'({text})'} Tj ET"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(stream)}>>stream\n{stream}\nendstream",
        font,
        f"<</Title({title})>>",
    ]
    out, offsets = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj{body}endobj\n"
    start = len(out)
    out += "xref\n0 7\n0000000000 65535 f \n" + "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    out += f"trailer<</Size 7/Root 1 0 R/Info 6 0 R{trailer}>>\nstartxref\n{start}\n%%EOF"
    return out.encode("latin-1")


def word(title: str = "") -> bytes:
    made = docx.Document()
    made.core_properties.title = title
    made.core_properties.created = datetime(2024, 3, 1)  # noqa: DTZ001 - what python-docx takes
    made.sections[0].header.paragraphs[0].text = "Шапка"
    made.sections[0].footer.paragraphs[0].text = "Подвал"
    made.add_paragraph("Первый абзац.")
    table = made.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Чай", "5"
    made.add_paragraph("После таблицы.")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_plain_text_is_titled_by_its_file() -> None:
    read = document("Первая строка\r\nвторая\r\n".encode("cp1251"), "заметка.txt")

    assert read == Extracted(kind="document", title="заметка.txt", text="Первая строка\nвторая", charset="cp1251")


def test_text_is_made_storable_and_cut() -> None:
    found = extract(b"a\x00b\xc2\xadc e\xcc\x81 " + b"x" * (MAX_TEXT_CHARS + 10), "a.txt")
    (read,), (skip,) = found.documents, found.skips

    assert read.text.startswith("abc é x")
    assert read.text.endswith("x\n[…]")
    assert len(read.text) == MAX_TEXT_CHARS
    assert (skip.part, skip.reason) == (None, SkipReason.TOO_LARGE)
    assert extract(b"x" * MAX_TEXT_CHARS, "a.txt").skips == ()


@pytest.mark.parametrize(
    "store",
    [
        (
            '<div id="storeArea" style="display:none"><div title="Soup" tags="recipes"><pre>Boil the beets &amp; '
            'eat</pre></div><div title="$:/core"><pre>{"a": 1}</pre></div></div>'
        ),
        (
            '<script class="tiddlywiki-tiddler-store" type="application/json">[{"title": "$:/core", "text": "x"},'
            '{"title": "Soup", "tags": "recipes", "text": "Boil the beets & eat"}]</script>'
        ),
    ],
)
def test_the_notes_of_a_tiddlywiki_are_read(store: str) -> None:
    page = f"<!doctype html><html><head><title>Notes</title></head><body><p>Needs JavaScript</p>{store}</body></html>"
    read = document(page.encode(), "notes.html")

    assert (read.title, read.text) == ("Notes", "Soup\nBoil the beets & eat\nrecipes")


def test_a_page_that_is_cut_is_told_but_pictures_in_it_do_not_count() -> None:
    style = b" style='" + b"color: red; " * 300 + b"'"
    rows = (b"<tr><td" + style + b">" + b"a cell of the table " * 5 + b"</td><td>and another one</td></tr>\n") * 2_500
    found = extract(b"<html><body><table>" + rows, "a.html")
    picture = b"<img src='data:image/png;base64," + b"iVBORw0KGgo" * 800_000 + b"'>"

    assert found.documents[0].text.endswith("and another one\n\n[…]")
    assert [skip.reason for skip in found.skips] == [SkipReason.TOO_LARGE]
    assert document(b"<html><body><p>Above" + picture + b"<p>Below", "a.html").text == "Above\n\nBelow"


def test_letters_of_formulas_are_letters() -> None:
    assert document("𝗦𝗮𝗹𝗲 𝑡ℎ𝑒 𝑄₀ = 𝟏𝟐, ℝ".encode(), "x.txt").text == "Sale the Q₀ = 12, ℝ"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("П Р И К А З", "ПРИКАЗ"),
        ("  Д О Г О В О Р   А Р Е Н Д Ы", "ДОГОВОР АРЕНДЫ"),
        ("А Б В Г", "А Б В Г"),
        ("T F T F", "T F T F"),
        ("И О и К Р", "И О и К Р"),
    ],
)
def test_spaced_headings_are_closed_up(written: str, read: str) -> None:
    assert document(f"1\n{written}\n2".encode(), "x.txt").text == f"1\n{read}\n2"


def test_markdown_without_its_marks() -> None:
    source = (
        "# The *title*\n\nWords `code` and [a link](http://x.example).\n\n"
        "- one\n- two\n\n```\nx = 1\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    )

    read = document(source.encode(), "x.md")

    assert read.title == "The title"
    assert read.text == "The title\n\nWords code and a link.\n\n- one\n- two\n\nx = 1\n\na  b\n1  2"


def test_what_markdown_quotes_and_shows_and_has_of_html() -> None:
    page = "<details>\n<summary>More</summary>\n\nUnfolds\n</details>\n"
    source = f"![Our plan](p.png) of *May*\nand June\n\n> said so\n\n{page}"

    assert document(source.encode(), "x.md").text == "Our plan of May\nand June\n\n> said so\n\nMore\n\nUnfolds"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Put the <script> tag in the head.\n\nThen go on.", "Put the tag in the head.\n\nThen go on."),
        ("<object>\n\nThen go on.", "Then go on."),
        ("one<br>two", "one\ntwo"),
        ("Here is <img src=a.png alt='Our plan &amp; yours'> of May.", "Here is Our plan & yours of May."),
    ],
)
def test_a_tag_that_markdown_speaks_of_takes_no_text_along(source: str, text: str) -> None:
    assert document(source.encode(), "x.md").text == text


def test_the_title_in_the_front_matter_of_markdown() -> None:
    read = document(b"---\ntitle: Front\ndate: 2024-01-02\n---\n# Heading\n\ntext", "x.md")

    assert (read.title, read.text) == ("Front", "Heading\n\ntext")


@pytest.mark.parametrize(
    ("said", "title"), [("title: >-\n  On two\n  lines", "On two"), ("title:\ntags: food", "Heading")]
)
def test_a_title_below_its_name_in_front_matter_and_none(said: str, title: str) -> None:
    assert document(f"---\n{said}\n---\n# Heading\n\ntext".encode(), "x.md").title == title


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("# Trip\n\nWe left.\n\n# Back\n\nWe came.", "Trip"),
        ("[![built](b.png)](http://x.example)\n\n# Trip\n\n# Back", "Trip"),
        ("By Anna\n\n# Trip\n\n## Where\n\n## When", "Trip"),
        ("By Anna\n\n# Where\n\nThere.\n\n# When\n\nThen.", "x.md"),
        ("We left.\n\n## Where\n\nThere.", "x.md"),
        ("By Anna", "x.md"),
    ],
)
def test_the_heading_of_a_part_is_no_title_of_markdown(source: str, title: str) -> None:
    assert document(source.encode(), "x.md").title == title


@pytest.mark.parametrize(
    ("front", "day"),
    [
        ("---\ndate: '2016-08-31'\n---\n", "2016-08-31"),
        ("---\ntitle: Note\ncreated_at: 2016-04-28 07:01:00 +0300\n---\n", "2016-04-28"),
        ('+++\ndate = "2022-01-20T00:15:00+03:00"\n+++\n', "2022-01-20"),
        ("---\nlastmod: 2021-02-17\ndate: {{ .Date }}\n---\n", ""),
    ],
)
def test_markdown_is_of_the_day_that_its_front_matter_tells(front: str, day: str) -> None:
    written = document(f"{front}words".encode(), "x.md").date

    assert (written.date().isoformat() if written else "") == day


@pytest.mark.parametrize(
    ("above", "name"),
    [
        ("Title: This Week\nDate: 2023-02-08\nCategory: News\n\nHello\n\n# Quote\n\nOf whom", "x.md"),
        ("Number: 3\nTitle: This Week\nAuthor: Anna,\n        Boris\nCreated: 08-Feb-2023\n\nQuote\n=====\n", "x.rst"),
    ],
)
def test_headers_tell_the_title_and_the_day(above: str, name: str) -> None:
    read = document(above.encode(), name)

    assert read.title == "This Week"
    assert read.date is not None
    assert read.date.date().isoformat() == "2023-02-08"
    assert read.text.startswith(above[:20])


def test_a_list_of_names_and_values_without_a_title_is_no_header() -> None:
    read = document(b"Date: 2023-02-08\nPlace: Omsk\n\n# Minutes\n\nwords", "x.md")

    assert (read.title, read.date) == ("Minutes", None)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("# Slots {#slots}\n\nwords", "Slots\n\nwords"),
        ("# Slots {: .big #slots}", "Slots"),
        ("# [Slots](slots.md) {#slots}", "Slots"),
        ("# {#if x}", "{#if x}"),
        ("# The `{#each}`", "The {#each}"),
        ("# Slots\n\n`a {#b}` {#c}", "Slots\n\na {#b} {#c}"),
    ],
)
def test_the_name_that_a_heading_has_in_a_page_is_not_shown(source: str, text: str) -> None:
    read = document(source.encode(), "x.md")

    assert (read.title, read.text) == (text.partition("\n")[0], text)


def test_what_hugo_puts_in_is_not_shown() -> None:
    source = '{{< toc >}}\n\nSee [the rules]({{< relref "2020-rules" >}}).\n\n{{% note %}}\nMind\n{{% /note %}}'

    assert document(source.encode(), "x.md").text == "See the rules.\n\nMind"


def test_what_the_front_matter_of_markdown_says_in_words() -> None:
    front = "title: Борщ\nlayout: post\npermalink: /borshch/\n"
    front += "tags:\n  - рецепты\n  - супы\nsource: бабушка\ndraft: false\ndate: 2024-01-02T10:00Z\nno:\n"
    said = "tags:\n  - рецепты\n  - супы\nsource: бабушка"

    assert document(f"---\n{front}---\nСварить свёклу".encode(), "x.md").text == f"Сварить свёклу\n\n{said}"
    assert document(f"---\n{front}---\n".encode(), "x.md").text == said
    toml = document('+++\ntitle = "Борщ"\ndate = 2024-01-02\ntags = ["супы"]\n+++\nСварить'.encode(), "x.md")
    assert (toml.title, toml.text) == ("Борщ", 'Сварить\n\ntags = ["супы"]')


def test_front_matter_with_a_long_line_of_numbers() -> None:
    assert document(f"---\nx: 1{': 1' * 100_000}\n---\nwords".encode(), "x.md").text == "words"


@pytest.mark.parametrize(
    "source", ["Title\n=====\n\ntext", "=======\n Title\n=======\n\ntext", "\n.. note::\n\nTitle\n-----\nt"]
)
def test_restructuredtext_is_titled_by_its_heading(source: str) -> None:
    assert document(source.encode(), "x.rst").title == "Title"


def test_html_is_known_by_its_look_too() -> None:
    assert document(b"<!DOCTYPE html><title>T</title><p>words", "page").text == "words"


def test_pdf() -> None:
    read = document(pdf("Words on a page", "A report"), "x.pdf")

    assert (read.title, read.text) == ("A report", "Words on a page")


@pytest.mark.parametrize("kind", ["Widget/FT/Sig/T(Signature)", "Stamp"])
def test_what_a_signature_or_stamp_shows_is_text_of_its_page(kind: str) -> None:
    shown = "BT /F1 9 Tf 5 5 Td (Signed by Anna Example) Tj ET"
    look = f"<</Type/XObject/Subtype/Form/BBox[0 0 200 20]/Resources<</Font<</F1 5 0 R>>>>/Length {len(shown)}>>"
    drawn = f"7 0 obj<</Type/Annot/Subtype/{kind}/F 4/Rect[50 500 250 520]/AP<</N 8 0 R>>>>endobj\n"
    drawn += f"8 0 obj{look}stream\n{shown}\nendstream endobj\n"
    page = pdf("The contract").replace(b"/Contents 4 0 R", b"/Contents 4 0 R/Annots[7 0 R]")
    # Without its table of places a PDF is searched for its objects.
    signed = page.replace(b"xref\n", drawn.encode() + b"xxxx\n", 1)

    assert document(signed, "x.pdf").text == "The contract\nSigned by Anna Example"


@pytest.mark.parametrize(
    "title",
    ["Microsoft Word - x.doc", "untitled", "Unknown", "a.docx", "1", "x", "Contents:", "anonymous", "a1B2" * 12],
)
def test_a_title_that_a_program_left_is_not_one(title: str) -> None:
    assert document(pdf("Words", title), "x.pdf").title == "x.pdf"


def test_a_blank_to_fill_in_is_no_part_of_a_title() -> None:
    assert document(pdf("Words", "Order of ________"), "x.pdf").title == "Order of"


def test_a_form_that_its_reader_draws() -> None:
    template = (
        "<template><draw><value><text>Имя</text></value></draw><field><value><text>x</text></value></field></template>"
    )
    datasets = '<d:datasets xmlns:d="urn:d"><d:data><form><name>Anna</name></form></d:data></d:datasets>'
    form = "/NeedsRendering true/AcroForm<</Fields[]/XFA[(template)7 0 R(datasets)8 0 R]>>"
    packets = b"".join(
        b"%d 0 obj<</Length %d>>stream\n%s\nendstream endobj\n" % (number, len(packet.encode()), packet.encode())
        for number, packet in ((7, template), (8, datasets))
    )
    content = pdf("Please wait...").replace(b"/Type/Catalog", b"/Type/Catalog" + form.encode())

    assert document(content.replace(b"xref\n0 7", packets + b"xref\n0 7"), "x.pdf").text == "Имя\nAnna"


def test_a_title_in_hexadecimal() -> None:
    title = "Лекция о стеке".encode("cp1251").hex().upper()
    assert document(pdf("Words", f"<{title}>"), "x.pdf").title == "Лекция о стеке"


@pytest.mark.parametrize(
    "title",
    [
        "Содержание:",
        "Министерство науки и высшего образования",
        "Государственное образовательное учреждение высшего",
        "Министерство образования Российской Федерации",
        "МИНОБРНАУКИ РОССИИ",
        "Федеральное агентство по образованию",
    ],
)
def test_a_title_that_word_made_of_the_first_line_is_not_one(title: str) -> None:
    assert document(word(title), "Отчёт.docx").title == "Отчёт.docx"


def test_word_in_reading_order() -> None:
    read = document(word("Договор"), "x.docx")

    assert read.title == "Договор"
    assert [line for line in read.text.split("\n") if line] == [
        "Шапка", "Первый абзац.", "Чай  5", "После таблицы.", "Подвал"
    ]  # fmt: skip


def test_what_is_raised_or_lowered_in_a_line_of_a_pdf_stays_in_it() -> None:
    small, back = "/F1 7 Tf {} Ts", "/F1 12 Tf 0 Ts"
    line = f"Lovelace) Tj {small.format(7)} (12) Tj {back} (, of H) Tj {small.format(-5)} (2) Tj {back} (O"

    found = extract(pdf(line + ") Tj 0 -14 Td (Next line"), "a.pdf")

    assert found.documents[0].text == "Lovelace12, of H2O\nNext line"


def test_a_pdf_whose_font_numbers_its_letters() -> None:
    written = "On 12.03.2024, at 10:15, we met & ate 25 rolls."
    numbers = "".join(f"{ord(character) - 29:04x}" for character in written)

    assert document(pdf(f"<{numbers}>", font=NUMBERED), "x.pdf").text == written


def numbers_of(text: str) -> str:
    """A text by the numbers that Arial has for its letters."""
    numbers = (ord(letter) - 0x410 + 570 if letter >= "А" else ord(letter) - 29 for letter in text)
    return f"<{''.join(f'{number:04x}' for number in numbers)}>"


@pytest.mark.parametrize("written", ["Угловая шлифовальная машина", "Цена: 12 руб. за 3 кг, торг"])
def test_a_pdf_whose_font_numbers_its_russian_letters(written: str) -> None:
    assert document(pdf(numbers_of(written), font=NUMBERED), "x.pdf").text == written


def test_a_pdf_whose_font_says_nothing_of_its_letters() -> None:
    found = extract(pdf("<" + "0001000400050006000700080009000a" * 4 + ">", font=NUMBERED), "x.pdf")

    assert found.documents == ()
    assert (found.skips[0].reason, found.skips[0].needs_ocr) == (SkipReason.EMPTY, True)


def test_a_page_whose_font_says_nothing_of_its_letters_among_others() -> None:
    whole = pdfium.PdfDocument.new()
    for text, font in (("one", HELVETICA), ("<" + "0001000400050006000700080009000a" * 4 + ">", NUMBERED)):
        whole.import_pages(pdfium.PdfDocument(pdf(text, font=font)))
    out = io.BytesIO()
    whole.save(out)

    found = extract(out.getvalue(), "x.pdf")

    assert [document.text for document in found.documents] == ["one"]
    assert [(skip.reason, skip.needs_ocr) for skip in found.skips] == [(SkipReason.EMPTY, True)]


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("\ud09c\ud0b0\ud181\ud181\ud0b0 1:1", "Масса 1:1"),
        ("\u4d00\u7500\u6c00\u7400\u6900, 5", "Multi, 5"),
        ("킜킰 한국어 문서입니다", "킜킰 한국어 문서입니다"),
        ("一 本 4, 㐀 丁", "一 本 4, 㐀 丁"),
        ("a ─────── b", "a ─────── b"),
        ("Ïðàêòèêóì 2: å¸ ¹ 5, 12 ì² «Êàçàíü» — Kaggle", "Практикум 2: её № 5, 12 м² «Казань» — Kaggle"),
        ("Ñâîäêà ïîñòàâîê, å¼ èòîã ¾Áåòà¿ 7\x15ãî ìàÿ", "Сводка поставок, её итог «Бета» 7–го мая"),
        ("Ëèñò ³ç æèòòÿ ñåëà, ¿¿ íàçâà ç êíèãè", "Лист із життя села, її назва з книги"),
        ("Où êst-il allé été à la fenêtre près de l'église à côté?",) * 2,
        ("öüäÄß ÄÖÜ äöü", "öüäÄß ÄÖÜ äöü"),
        ("a\u3000b\u3000c\u3000d\u3000e\u3000f", "a\u3000b\u3000c\u3000d\u3000e\u3000f"),
    ],
)
def test_letters_that_were_decoded_in_a_wrong_way(told: str, meant: str) -> None:
    assert mended(told) == meant


def test_bullets_that_are_letters_of_a_font_of_symbols() -> None:
    assert with_bullets_apart("Цели:\noобзор\noсравнение") == "Цели:\n• обзор\n• сравнение"
    assert with_bullets_apart("\uf0b7 one\nx \uf0b7 two") == "• one\nx \uf0b7 two"
    assert with_bullets_apart("nразрядный код\nи oдна") == "nразрядный код\nи oдна"


def test_a_page_that_ends_the_reading_costs_only_itself(tmp_path: Path) -> None:
    whole = pdfium.PdfDocument.new()
    for text in ("one", "two", "three"):
        whole.import_pages(pdfium.PdfDocument(pdf(text)))
    out = io.BytesIO()
    whole.save(out)

    with Note(tmp_path / "note") as note, following(note, (Harm(2, SkipReason.TIMEOUT, "too slow"),), 30):
        found = extract(out.getvalue(), "x.pdf")

    assert found.documents[0].text.split() == ["one", "three"]
    assert found.skips == (Skip("page 2", SkipReason.TIMEOUT, "too slow"),)


def on_a_scan(text: str) -> bytes:
    """A page that a picture fills, with what a scanner took its words for."""
    document = pdfium.PdfDocument(pdf(text))
    picture = pdfium.PdfImage.new(document)
    picture.set_bitmap(pdfium.PdfBitmap.new_native(8, 8, 4))
    picture.set_matrix(pdfium.PdfMatrix().scale(600, 800))
    page = document[0]
    page.insert_obj(picture)
    page.gen_content()
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


MISREAD = "PeruonT oTMocTKr4, 3aAenKa rloKon.a repMerr{KoM, cvcreM oroIUIeHrrfl pa6orr TCXK <<EpuncKue BbrcorbD>> "


def test_a_russian_scan_that_was_recognised_as_english_is_one_without_words() -> None:
    (skip,) = extract(on_a_scan(2 * MISREAD), "plan.pdf").skips

    assert (skip.reason, skip.needs_ocr) == (SkipReason.EMPTY, True)
    assert document(pdf(2 * MISREAD), "plan.pdf").text
    english = "Repair of the MacBook in room B2B by those people who have an office there "
    assert document(on_a_scan(4 * english), "plan.pdf").text
    assert document(on_a_scan("Apple iPhone 15, serial F2LX41ABCD9"), "receipt.pdf").text


ENCRYPTED = pdf("x", trailer=f"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{'11' * 32}>/U<{'22' * 32}>>>/ID[<00><00>]")


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"", "a.txt", SkipReason.EMPTY),
        (b" \n\n ", "a.txt", SkipReason.EMPTY),
        (pdf(""), "scan.pdf", SkipReason.EMPTY),
        (ENCRYPTED, "secret.pdf", SkipReason.ENCRYPTED),
        (pdf("x")[:60], "cut.pdf", SkipReason.CORRUPT),
        (bytes(5000) + pdf("x"), "zeros.pdf", SkipReason.CORRUPT),
        (bytes(5000), "zeros.docx", SkipReason.CORRUPT),
        (word()[:2000], "cut.docx", SkipReason.CORRUPT),
        (b"\x89PNG\r\n\x1a\n....", "a.png", SkipReason.UNSUPPORTED),
        (b"SQLite format 3\x00", "a.sqlite", SkipReason.UNSUPPORTED),
        (
            b"-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1r\n-----END OPENSSH PRIVATE KEY-----\n",
            "id_rsa",
            SkipReason.UNSUPPORTED,
        ),
        (
            b"-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQENBFJ2lrsB\n-----END PGP PUBLIC KEY BLOCK-----\n",
            "anna.asc",
            SkipReason.UNSUPPORTED,
        ),
        (b"<svg width='1'><path d='m29 6'/></svg>", "a.svg", SkipReason.UNSUPPORTED),
        (b"PK\x05\x06" + bytes(18), "a.zip", SkipReason.EMPTY),
        (bytes(range(256)) * 20, "a.bin", SkipReason.UNSUPPORTED),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "a.docx",
            SkipReason.ENCRYPTED,
        ),
    ],
)
def test_what_cannot_be_read_says_why(content: bytes, name: str, reason: SkipReason) -> None:
    found = extract(content, name)

    assert found.documents == ()
    assert [(skip.part, skip.reason) for skip in found.skips] == [(None, reason)]
    assert found.skips[0].detail


@pytest.mark.parametrize("before", ["<html>\n<head></head>\n", "HTTP/1.1 200 OK\n\n", "a" * 1000 + "\n"])
def test_what_a_server_put_before_a_pdf_is_no_matter(before: str) -> None:
    assert document(before.encode() + pdf("The contract"), "x.pdf").text == "The contract"


def test_a_text_about_pdf_is_a_text() -> None:
    assert document(b"A file begins with\n%PDF-1.4\nand ends with\n%%EOF\n", "x.txt").text.startswith("A file")


def test_too_much_is_not_even_looked_at() -> None:
    assert extract(bytes(MAX_BYTES + 1), "a.txt").skips[0].reason is SkipReason.TOO_LARGE


@pytest.mark.parametrize(
    "content",
    [
        b"From: a\nTo: b\nSubject: c\n\nbody",
        b"From a@b.example Fri Mar  1 10:00:00 2024\nX-Odd: 1\n\nbody",
        b"MIME-Version: 1.0\nContent-Type: text/plain\n\nbody",
    ],
)
def test_a_mail_is_known_without_a_suffix(content: bytes) -> None:
    assert extract(content, "notes.txt").documents[0].kind == "email"


@pytest.mark.parametrize("content", [b"Date: today\nVersion: 2\n\ntext", b"From here on: nothing", b"Hello: world\n"])
def test_what_only_resembles_a_mail_is_text(content: bytes) -> None:
    assert extract(content, "notes.txt").documents[0].kind == "document"


def test_korean_in_escape_sequences() -> None:
    assert document("기본적으로 컴퓨터는 숫자만 처리합니다.".encode("iso2022_kr"), "x.txt").text.startswith(
        "기본적으로"
    )


def test_many_comments_before_what_is_no_html() -> None:
    """There are millions of ways to cut these comments up; only one is to be tried."""
    assert document(b"<!-- a -->\n" * 60 + b"<rdf>words</rdf>", "x.txt").text.endswith("words</rdf>")


def test_notes_below_a_certificate_are_read() -> None:
    notes = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\nAnn renews it each May."

    assert "Ann renews it" in document(notes.encode(), "certificate.txt").text


def test_a_damaged_pdf_has_no_password_because_the_one_before_had() -> None:
    damaged = pdf("x").replace(b"/Catalog/Pages 2 0 R", b"/Catalog/Pages 9 0 R")

    reasons = [extract(content, "x.pdf").skips[0].reason for content in (ENCRYPTED, damaged)]

    assert reasons == [SkipReason.ENCRYPTED, SkipReason.CORRUPT]
