"""What lies inside a file, taken out as it is."""

import ctypes
import io
from email.message import EmailMessage

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest

from semsearch.extract import extract
from semsearch.extract.characters import file_name
from semsearch.extract.reading import UnreadableError
from semsearch.extract.taking import part_content
from semsearch.records import SkipReason
from tests.files import zipped


def packed(**files: bytes) -> bytes:
    return zipped({name.replace("__", "/") + ".txt": content for name, content in files.items()})


@pytest.fixture
def letter() -> bytes:
    inner = EmailMessage()
    inner["Subject"], inner["From"], inner["To"] = "Inner", "anna@example.org", "boris@example.org"
    inner.set_content("inside")
    inner.add_attachment(b"deep", maintype="application", subtype="pdf", filename="deep.pdf")
    outer = EmailMessage()
    outer["Subject"], outer["From"], outer["To"] = "Outer", "anna@example.org", "boris@example.org"
    outer.set_content("see what is attached")
    outer.add_attachment(b"\x00\xff bytes", maintype="application", subtype="octet-stream", filename="a.bin")
    outer.add_attachment(packed(sub__note=b"packed"), maintype="application", subtype="zip", filename="b.zip")
    outer.add_attachment(inner)
    return outer.as_bytes()


def test_an_attachment_comes_out_byte_for_byte(letter: bytes) -> None:
    assert part_content(letter, "a.bin") == b"\x00\xff bytes"


def test_what_lies_deeper_comes_out_too(letter: bytes) -> None:
    assert part_content(letter, "b.zip/sub/note.txt") == b"packed"
    assert part_content(letter, "Inner.eml/deep.pdf") == b"deep"
    assert b"Subject: Inner" in part_content(letter, "Inner.eml")
    assert part_content(packed(sub__note=b"packed"), "sub/note.txt") == b"packed"


@pytest.mark.parametrize("part", ["c.bin", "a.bin/more", "Inner.eml/other.pdf", "b.zip/other.txt"])
def test_what_is_not_there_is_said(letter: bytes, part: str) -> None:
    with pytest.raises(UnreadableError, match="not in its file any more"):
        part_content(letter, part)


@pytest.mark.parametrize(
    ("subject", "name"),
    [
        ("Lunch on Friday?", "Lunch on Friday.eml"),
        ("../../etc/passwd", "etc passwd.eml"),
        ("Счёт № 12: апрель/май", "Счёт № 12 апрель май.eml"),
        ("-rf ~", "rf.eml"),
        (".hidden", "hidden.eml"),
        ("CON", "_CON.eml"),
        ("a\r\nb\0c\u202egpj.exe", "a bcgpj.exe.eml"),
        ("", "message.eml"),
        ("///", "message.eml"),
        ("я" * 500, "я" * 80 + ".eml"),
    ],
)
def test_a_subject_becomes_a_file_name_and_never_a_path(subject: str, name: str) -> None:
    assert file_name(subject, ".eml") == name


@pytest.mark.parametrize(
    ("given", "name"),
    [("Report 1.pdf", "Report 1.pdf"), ("x.e/xe", "x.exe"), ("README", "README"), ("a.pdf. . ", "a.pdf"), ("a.", "a")],
)
def test_an_attachment_keeps_its_suffix(given: str, name: str) -> None:
    assert file_name(given) == name


def bundle(*attached: tuple[str, bytes], pinned: tuple[str, bytes]) -> bytes:
    """A PDF with files attached to it as a whole, and one pinned to its page."""
    document = pdfium.PdfDocument.new()
    for name, content in attached:
        document.new_attachment(name).set_data(content)
    page = document.new_page(600, 800)
    pin = raw.FPDFPage_CreateAnnot(page, raw.FPDF_ANNOT_FILEATTACHMENT)
    wide = ctypes.create_string_buffer(f"{pinned[0]}\0".encode("utf-16-le"))
    handle = raw.FPDFAnnot_AddFileAttachment(pin, ctypes.cast(wide, ctypes.POINTER(ctypes.c_ushort)))
    pdfium.PdfAttachment(handle, document).set_data(pinned[1])
    raw.FPDFPage_CloseAnnot(pin)
    page.close()
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def test_files_attached_to_a_pdf_and_pinned_to_its_pages() -> None:
    content = bundle(("a.txt", b"first"), ("b.zip", packed(c=b"deep")), pinned=("a.txt", b"second"))
    mail = EmailMessage()
    mail.add_attachment(content, maintype="application", subtype="pdf", filename="all.pdf")
    parts = {"a.txt": b"first", "a (2).txt": b"second", "b.zip/c.txt": b"deep"}

    found = extract(content, "all.pdf")
    assert {document.part: document.text.encode() for document in found.documents} == parts
    for part, held in parts.items():
        assert part_content(content, part) == held
    assert part_content(mail.as_bytes(), "all.pdf/b.zip/c.txt") == b"deep"
    with pytest.raises(UnreadableError, match="not in its file any more"):
        part_content(content, "e.txt")


def test_too_many_files_attached_to_a_pdf_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("semsearch.extract.printed.pdf.MAX_PARTS", 2)
    monkeypatch.setattr("semsearch.extract.printed.pdf.MAX_BYTES", 5)

    found = extract(bundle(("a.txt", b"too long"), ("b.txt", b"short"), pinned=("c.txt", b"third")), "all.pdf")

    assert [document.part for document in found.documents] == ["b.txt"]
    assert {skip.part: skip.reason for skip in found.skips if skip.reason is not SkipReason.EMPTY} == {
        "a.txt": SkipReason.TOO_LARGE,
        None: SkipReason.TOO_LARGE,
    }


def single_attachment(names: bytes, place: bytes) -> bytes:
    """A PDF with a file attached, whose specification has these names, and that lies under the key `place`."""
    return (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(a) 4 0 R]>>>>>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
        b"4 0 obj<</Type/Filespec" + names + b"/EF<<" + place + b" 5 0 R>>>>endobj\n"
        b"5 0 obj<</Type/EmbeddedFile/Length 5>>stream\nhello\nendstream endobj\ntrailer<</Size 6/Root 1 0 R>>\n%%EOF"
    )


@pytest.mark.parametrize(
    ("names", "place", "part"),
    [
        (b"/F(a.txt)/UF(b.txt)", b"/F", "b.txt"),
        (b"/UF(a.txt)", b"/F", "a.txt"),
        (b"/F(a.txt)", b"/UF", "a.txt"),
        (b"/F(\xfe\xff\x04\x10\x04\x11)", b"/F", "АБ"),
        (b"/F(\xcf\xf0\xe8\xea\xe0\xe7.txt)", b"/F", "Приказ.txt"),
    ],
)
def test_a_file_attached_to_a_pdf_under_either_key(names: bytes, place: bytes, part: str) -> None:
    (found,) = extract(single_attachment(names, place), "all.pdf").documents

    assert (found.part, found.text) == (part, "hello")
