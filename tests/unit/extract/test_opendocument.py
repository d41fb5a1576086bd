"""OpenDocument: what a person reads in it, in order."""

# ruff: noqa: E501 - markup as it is

from semsearch.extract import extract
from semsearch.records import SkipReason
from tests.unit.extract.made import NAMES, document, opendocument, package


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


def test_words_on_a_shape_in_a_paragraph_are_lines_of_their_own() -> None:
    shape = "<draw:rect><text:p>two</text:p><text:p>three</text:p></draw:rect>"

    read = document(opendocument("text", f"<text:p>one{shape}four</text:p>"), "x.odt")

    assert read.text.split() == ["one", "two", "three", "four"]


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


def test_a_style_that_openoffice_stars_hides_no_text() -> None:
    source = b"{\\rtf1 {\\*\\unknown none}{\\b0\\*\\cs7\\loch The fox} \\\\* jumps}"

    assert document(source, "x.rtf").text == "The fox \\* jumps"


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
