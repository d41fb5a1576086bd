"""Files of data: JSON and notebooks, XML of feeds and forms, logs, and subtitles that look like mail."""

import base64
import json
from datetime import UTC, datetime

import pytest

from semsearch.extract import extract
from semsearch.extract.texts.json import read_json
from semsearch.records import Extracted


def document(content: str, name: str) -> Extracted:
    found = extract(content.encode(), name)
    assert found.skips == ()
    return found.documents[0]


def test_json_has_a_line_for_each_value_with_its_letters() -> None:
    order = {
        "order": {"id": 7785, "customer": "Иван Петров", "paid": True, "logo": "iVBOR" * 1_000},
        "tags": ["a", "b"],
    }

    assert document(json.dumps(order), "order.json").text == "id: 7785\ncustomer: Иван Петров\ntags: a\ntags: b"


def note(title: str, words: str, more: str = "") -> str:
    page = f"<?xml version='1.0'?><!DOCTYPE en-note><en-note><div>{words}</div><en-todo/>beets</en-note>"
    return f"<note><title>{title}</title><content><![CDATA[{page}]]></content>{more}</note>"


def resource(content: str, mime: str, name: str) -> str:
    data = base64.encodebytes(content.encode()).decode()
    attributes = f"<resource-attributes><file-name>{name}</file-name></resource-attributes>"
    return f"<resource><data encoding='base64'>\n{data}</data><mime>{mime}</mime>{attributes}</resource>"


def test_notes_of_evernote_are_documents_and_so_are_the_files_in_them() -> None:
    files = resource("words in a file", "text/plain", "a.txt") + resource("GIF89a", "image/gif", "b.gif")
    made = "<created>20230105T101112Z</created>"
    soup, tea = note("Суп", "Вода", f"{made}<tag>еда</tag><tag>дом</tag>{files}"), note("Tea/2", "Boil")

    single = extract(f"<?xml version='1.0'?><en-export>{soup}</en-export>".encode(), "a.enex")
    several = extract(f"<?xml version='1.0'?><en-export>{soup}{tea}</en-export>".encode(), "a.enex")

    assert single.skips == several.skips == ()
    assert [(document.part, document.title) for document in single.documents] == [(None, "Суп"), ("a.txt", "a.txt")]
    assert single.documents[0].text.split() == ["еда,", "дом", "Вода", "beets"]
    assert single.documents[0].date == datetime(2023, 1, 5, 10, 11, 12, tzinfo=UTC)
    assert [(each.part, each.text.split()) for each in several.documents] == [
        ("Суп.txt", ["еда,", "дом", "Вода", "beets"]),
        ("Tea 2.txt", ["Boil", "beets"]),
        ("a.txt", ["words", "in", "a", "file"]),
    ]


def test_notes_of_evernote_that_are_cut_off_do_no_harm() -> None:
    whole = f"<?xml version='1.0'?><en-export>{note('A', 'B', resource('x', 'text/plain', ''))}</en-export>"

    for length in range(40, len(whole), 7):
        assert "crashed" not in {skip.reason for skip in extract(whole[:length].encode(), "a.enex").skips}


def test_html_in_json_is_read_as_a_page() -> None:
    post = {"subject": "A", "content": "<style>p {color: red}</style><p>We&#x27;ve got <b>news</b></p>", "if": "a < b"}

    assert document(json.dumps(post), "posts.json").text == "subject: A\ncontent: We've got news\nif: a < b"


def test_each_line_of_json_lines_is_read() -> None:
    lines = '{"text": "\\u041f\\u0440\\u0438\\u0432\\u0435\\u0442"}\n{"text": "Hello"}\n'

    assert document(lines, "chat.jsonl").text == "text: Привет\ntext: Hello"


@pytest.mark.parametrize("depth", [300, 600, 900, 50_000])
def test_json_that_nests_without_end_is_read(depth: int) -> None:
    assert "words" in document('{"a":' * depth + '"words"' + "}" * depth, "a.json").text


def test_what_is_no_json_is_read_as_text() -> None:
    assert document('{"a": 1, // half', "a.json").text == '{"a": 1, // half'
    assert document("[" * 100_000, "deep.json").text.startswith("[[[")


def test_a_notebook_is_its_cells_and_what_they_wrote() -> None:
    cells = [
        {"cell_type": "markdown", "source": ["# Sales\n", "We look at March."]},
        {
            "cell_type": "code",
            "source": "print(total)",
            "outputs": [
                {"output_type": "stream", "text": ["42\n"]},
                {"output_type": "display_data", "data": {"image/png": "iVBORw0KGgo", "text/plain": ["<Figure>"]}},
            ],
        },
    ]

    text = document(json.dumps({"cells": cells, "metadata": {"kernelspec": {"name": "k"}}}), "sales.ipynb").text

    assert text == "# Sales\nWe look at March.\n\nprint(total)\n\n42\n\n\n<Figure>"


def test_items_of_a_feed_stand_apart_and_their_html_is_read() -> None:
    feed = (
        "<rss><channel><title>Новости</title><item><title>Мост</title><description>"
        "&lt;p&gt;Открыли <![CDATA[<b>мост</b>]]>&lt;/p&gt;</description></item></channel></rss>"
    )

    assert document(feed, "feed.xml").text.split("\n") == ["Новости", "", "Мост", "Открыли мост"]


def test_the_title_of_a_section_is_not_that_of_an_xml_file() -> None:
    feed = "<rss><channel><title>News</title><item><title>First</title></item></channel></rss>"
    paper = "<article><front><meta><abstract><title>Abstract</title><p>Words</p></abstract></meta></front></article>"

    assert (document(feed, "a.rss").title, document(paper, "paper.xml").title) == ("News", "paper.xml")


def test_words_that_are_marked_within_a_sentence_stay_in_it() -> None:
    assert document("<?xml version='1.0'?><p>un<b>happ</b>y <i>end</i></p>", "a.xml").text == "unhappy end"


def test_a_form_that_has_all_it_says_in_attributes() -> None:
    form = '<?xml version="1.0"?><Файл><Счёт Номер="417"/><Товар Наим="Насос" Цена="56300"/></Файл>'

    assert document(form, "form.xml").text == "417\nНасос  56300"


def test_colours_of_a_terminal_are_no_text() -> None:
    assert (
        document("\x1b[32mINFO\x1b[0m started\n\x1b[1;31mERROR\x1b[0m stopped", "a.log").text
        == "INFO started\nERROR stopped"
    )


def test_subtitles_are_no_mail() -> None:
    """Their first line is a number, and times with colons follow: so do the files of Apple Mail begin."""
    found = document("1\n00:00:01,000 --> 00:00:04,000\nWhere were you?\n", "film.srt")

    assert (found.kind, found.text) == ("document", "Where were you?")


def test_what_is_said_in_a_meeting_is_read_without_its_times() -> None:
    meeting = (
        "WEBVTT\n\nNOTE by a robot\n\n62-0\n00:01.000 --> 00:03.500 align:left\n"
        "<v Anna>Shall we <i>begin</i>,\nthen?</v>\n\n"
        "62-1\n01:00:04.000 --> 01:00:05.000\n<v.loud Peter>Yes.\n"
    )

    assert document(meeting, "call.vtt").text == "Anna: Shall we begin,\nthen?\nPeter: Yes."


def test_words_of_a_film_that_are_marks_elsewhere_are_said() -> None:
    film = (
        "1\n00:00:01,000 --> 00:00:02,000\nNOTE the exits,\nplease\n\n2\n00:00:03,000 --> 00:00:04,000\nSTYLE matters\n"
    )

    assert document(film, "film.srt").text == "NOTE the exits,\nplease\nSTYLE matters"


@pytest.mark.parametrize(
    ("name", "film"),
    [
        (
            "film.ass",
            (
                "[Script Info]\nTitle: x\n\n[Events]\nFormat: Layer, Start, End, Style, Name, L, R, V, Effect, Text\n"
                "Dialogue: 0,0:00:01.00,0:00:03.00,Default,,0,0,0,,{\\i1}Shall we begin,\\Nthen?{\\i0}\n"
                "Dialogue: 0,0:00:01.00,0:00:03.00,Default,,0,0,0,,{\\p1}m 0 0 l 9 9{\\p0}\n"
                "Dialogue: 0,0:00:04.00,0:00:05.00,Default,Peter,0,0,0,,Yes, now.\n"
            ),
        ),
        ("film.sub", "{25}{50}Shall we begin,|then?\n{60}{90}Peter: Yes, now.\n"),
        ("song.lrc", "[00:12.00]Shall we begin,\n[00:13.50]then?\n[00:15.30][01:15.30]Peter: Yes, now.\n"),
    ],
)
def test_subtitles_of_other_players_and_lyrics(name: str, film: str) -> None:
    assert document(film, name).text == "Shall we begin,\nthen?\nPeter: Yes, now."


def test_letters_that_facebook_writes_byte_by_byte_are_whole() -> None:
    said = "Когда приедешь? 😀".encode().decode("latin-1")

    assert document(json.dumps({"content": said, "other": "naïve café"}), "message_1.json").text == (
        "content: Когда приедешь? 😀\nother: naïve café"
    )


@pytest.mark.parametrize("text", ["CAFÉ’S", "MARCHÉ…", "JÄ…"])
def test_letters_that_look_like_bytes_are_left_alone(text: str) -> None:
    assert document(json.dumps({"name": text}), "places.json").text == f"name: {text}"


def test_a_note_of_google_keep_is_told_once() -> None:
    note = {"textContent": "Buy\nmilk", "textContentHtml": "<p><span>Buy</span></p><p>milk</p>", "title": "Shopping"}

    assert document(json.dumps(note), "Shopping.json").text == "textContent: Buy\nmilk\ntitle: Shopping"


def test_word_in_one_xml_file() -> None:
    body = (
        "<w:p><w:r><w:t>Le</w:t></w:r><w:r><w:t>ase</w:t></w:r></w:p><w:p><w:r><w:delText>old</w:delText></w:r></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Rent</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>100</w:t></w:r></w:p></w:tc>"
        "</w:tr></w:tbl>"
    )
    word_2003 = (
        '<?xml version="1.0"?><?mso-application progid="Word.Document"?>'
        '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" xmlns:o="urn:o">'
        "<o:DocumentProperties><o:Title>Lease of a flat</o:Title><o:Author>Ann</o:Author></o:DocumentProperties>"
        f"<w:binData>{'iVBORw0KGgo' * 9}</w:binData><w:body>{body}</w:body></w:wordDocument>"
    )
    newer = (
        '<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
        '<pkg:part pkg:name="/docProps/core.xml"><pkg:xmlData><title>Lease of a flat</title></pkg:xmlData></pkg:part>'
        '<pkg:part pkg:name="/word/document.xml"><pkg:xmlData><w:document xmlns:w="urn:w"><w:body>'
        f"{body}</w:body></w:document></pkg:xmlData></pkg:part></pkg:package>"
    )

    for source in (word_2003, newer):
        read = document(source, "lease.doc")
        assert (read.title, read.text.split("\n")) == ("Lease of a flat", ["Lease", "", "Rent  100"])


def test_excel_in_one_xml_file() -> None:
    def row(*cells: str) -> str:
        return "<Row>" + "".join(f'<Cell><Data ss:Type="String">{cell}</Data></Cell>' for cell in cells) + "</Row>"

    name = "urn:schemas-microsoft-com:office:spreadsheet"
    table = row("Kettle", "1500") + row("", "") + row("2024-01-02T00:00:00.000", "Toaster")
    source = (
        f'<?xml version="1.0"?><Workbook xmlns="{name}" xmlns:ss="{name}"><Styles><Style ss:ID="s1"/></Styles>'
        f'<Worksheet ss:Name="Goods"><Table>{table}</Table></Worksheet><Worksheet ss:Name="Empty"/></Workbook>'
    )

    assert document(source, "report.xls").text == "Goods\nKettle  1500\n2024-01-02  Toaster"


def test_a_calendar_of_several_events_has_its_own_name() -> None:
    def calendar(*events: str) -> str:
        held = "".join(f"BEGIN:VEVENT\nSUMMARY:{event}\nEND:VEVENT\n" for event in events)
        return f"BEGIN:VCALENDAR\nX-WR-CALNAME:Family\n{held}END:VCALENDAR\n"

    assert document(calendar("Tea", "Tea"), "1.ics").title == "Tea"
    assert document(calendar("Tea", "Lunch"), "1.ics").title == "Family"
    assert document(calendar("Tea", "Lunch").replace("X-WR-CALNAME:Family\n", ""), "1.ics").title == "1.ics"


def test_a_changed_repetition_leaves_an_event_its_title() -> None:
    changed = "BEGIN:VEVENT\nSUMMARY:Tea, moved\nUID:1\nRECURRENCE-ID:20240105T090000Z\nEND:VEVENT\n"
    event = "BEGIN:VEVENT\nSUMMARY:Tea\nUID:1\nRRULE:FREQ=WEEKLY\nEND:VEVENT\n"

    assert document(f"BEGIN:VCALENDAR\n{event}{changed}END:VCALENDAR\n", "1.ics").title == "Tea"
    assert document(f"BEGIN:VCALENDAR\n{changed}END:VCALENDAR\n", "1.ics").title == "Tea, moved"


def test_calendars_and_notes_of_mobile_phones_are_read() -> None:
    meeting = "=D0=92=D1=81=D1=82=D1=80=D0=B5=\n=D1=87=D0=B0"
    quoted = f";CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:{meeting}"
    event = f"BEGIN:VEVENT\nSUMMARY{quoted}\nDTSTART:20100102T100000\nEND:VEVENT\n"

    assert (
        document(f"BEGIN:VCALENDAR\nVERSION:1.0\n{event}END:VCALENDAR\n", "1.vcs").text == "Встреча\n2010-01-02 10:00"
    )
    assert document(f"BEGIN:VNOTE\nVERSION:1.1\nBODY{quoted}\nEND:VNOTE\n", "1.vnt").text == "Встреча"


def test_an_old_notebook_has_its_cells_on_worksheets() -> None:
    cells = [{"cell_type": "heading", "source": ["Sales"]}, {"input": ["x = 1"], "outputs": [{"text": ["done"]}]}]

    text = document(json.dumps({"nbformat": 3, "worksheets": [{"cells": cells}]}), "a.ipynb").text
    assert text.split() == ["Sales", "x", "=", "1", "done"]


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("plan.mm", '<map version="1"><node TEXT="Build a house"><node TEXT="Dig"/></node></map>'),
        ("plan.drawio", '<mxfile><mxCell value="&lt;b&gt;Build&lt;/b&gt; a house"/><mxCell value="Dig"/></mxfile>'),
        ("plan.canvas", '{"nodes": [{"text": "Build a house"}, {"text": "Dig"}]}'),
    ],
)
def test_maps_of_thoughts_and_diagrams(name: str, source: str) -> None:
    text = document(source, name).text

    assert "Build a house" in text
    assert "Dig" in text
    assert "<" not in text


def test_files_within_xml_are_no_text() -> None:
    file = "\n".join([base64.b64encode(bytes(range(57))).decode()] * 3)

    assert document(f"<?xml version='1.0'?><note><file>{file}</file><text>Words</text></note>", "a.xml").text == "Words"


def test_a_notebook_with_outputs_of_another_form_is_read() -> None:
    content = b'{"cells": [{"source": "a cell", "outputs": 5}]}'

    assert read_json(content, "odd.ipynb").text == "a cell"
