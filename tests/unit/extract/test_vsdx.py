"""Visio drawings, written here by hand."""

from semsearch.extract import extract
from semsearch.records import SkipReason
from tests.unit.extract.made import package

OFFICE = "http://schemas.openxmlformats.org"
RELATION = '<Relationship Id="{0}" Type="t/page" Target="page{0}.xml"/>'
PAGES = {
    "[Content_Types].xml": "<Types/>",
    "visio/document.xml": "<VisioDocument/>",
    "visio/pages/pages.xml": f'<Pages xmlns:r="{OFFICE}/officeDocument/2006/relationships">'
    '<Page NameU="Page-1" Name="Заселение"><Rel r:id="2"/></Page><Page NameU="Back"><Rel r:id="1"/></Page></Pages>',
    "visio/pages/_rels/pages.xml.rels": f'<Relationships xmlns="{OFFICE}/package/2006/relationships">'
    + RELATION.format(1) + RELATION.format(2) + "</Relationships>",
    "visio/pages/page1.xml": "<PageContents><Shapes><Shape/></Shapes></PageContents>",
    "visio/pages/page2.xml": "<PageContents><Shapes><Shape><Text><cp IX='0'/>Выдать\nключ</Text><Shapes><Shape>"
    "<Text>Room <fld IX='0'>12</fld></Text></Shape></Shapes></Shape></Shapes></PageContents>",
    "visio/comments.xml": "<Comments><CommentEntry>Which key?</CommentEntry></Comments>",
}  # fmt: skip


def test_the_texts_of_pages_and_what_was_remarked() -> None:
    (read,) = extract(package(PAGES), "a.vsdx").documents

    assert read.text == "Заселение\nВыдать\nключ\nRoom 12\n\nWhich key?"


def test_a_drawing_without_words() -> None:
    (skip,) = extract(package({name: PAGES[name] for name in list(PAGES)[:2]}), "a.vsdx").skips

    assert (skip.reason, skip.detail) == (SkipReason.EMPTY, "there is no text in this Visio drawing")
