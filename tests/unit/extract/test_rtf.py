"""RTF: what a person reads in it, in order."""

# ruff: noqa: E501 - markup as it is

import struct

from semsearch.extract import extract
from semsearch.extract.taking import part_content
from semsearch.records import SkipReason
from tests.unit.extract.made import document, word97


def test_cells_of_rtf_are_parted_and_what_only_looks_like_one_stays() -> None:
    rtf = rb"{\rtf1\ansi\trowd\cellx1000 Tea\cell 5\cell\row\pard It lies in D:\\cell\par}"

    assert document(rtf, "a.rtf").text.splitlines() == ["Tea\t5", "It lies in D:\\cell"]


def test_a_table_of_fonts_without_semicolons_does_not_take_for_ever() -> None:
    fonts = r"\f0\fnil\fcharset78 Font" * 200

    assert document(f"{{\\rtf1{{\\fonttbl{fonts}}}words}}".encode(), "a.rtf").text == "words"


def test_rtf_in_its_code_page_with_pictures_left_out() -> None:
    picture = r"{\pict\pngblip " + "89504e47" * 100_000 + "}"
    source = (
        r"{\rtf1\ansi\ansicpg1251{\info{\title \'cf\'eb\'e0\'ed}}Hello \'cf\'f0\'e8\'e2\'e5\'f2\par \u1084?\u1080?\u1088?"
        + picture
        + "}"
    )

    read = document(source.encode(), "x.rtf")

    assert (read.title, read.text) == ("План", "Hello Привет\nмир")


def test_rtf_with_pictures_in_raw_bytes() -> None:
    source = b"{\\rtf1\\ansi before {\\pict\\jpegblip\\bin5 {}\\}{}after {\\pict \\bin ffd8}\\par end}"

    assert document(source, "x.rtf").text == "before after\nend"


def test_text_boxes_of_rtf_each_once_also_in_headers() -> None:
    box = "{{\\shp{{\\*\\shpinst{{\\shptxt {0}\\par}}}}{{\\shprslt{{\\*\\do{{\\dptxbxtext {0}\\par}}}}}}}}"
    source = f"{{\\rtf1{{\\header {box.format('Our house')}}}before{box.format('within')} after}}"

    assert document(source.encode(), "x.rtf").text.split() == "before after Our house within".split()


def test_what_lies_in_a_text_box_of_rtf() -> None:
    box = "{{\\shp{{\\*\\shpinst{{\\shptxt {0}\\par}}}}}}"
    first = box.format("{\\footnote aside}first" + box.format("second"))
    source = "{\\rtf1 {\\footnote note " + box.format("third") + "}" + first + " body}"

    assert document(source.encode(), "x.rtf").text.split() == "body note third first aside second".split()


def test_text_boxes_of_rtf_in_thousands_of_others_take_no_time() -> None:
    deep = b"{\\rtf1 top" + b"{\\shptxt a" * 20_000 + b"}" * 20_001

    assert document(deep, "x.rtf").text.split() == ["top", "a"]


def test_rtf_with_a_number_that_is_none() -> None:
    assert extract(b"{\\rtf1\\ansi\\uc<1 words}", "x.rtf").skips[0].reason is SkipReason.CORRUPT


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
