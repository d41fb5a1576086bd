"""Text in scans: off at first, one switch, each picture once."""

import ctypes
import io
import multiprocessing.forkserver
import os
import shutil
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import docx
import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest

from semsearch.library import Library
from tests.files import mbox
from tests.unit.extract.test_documents import pdf

WAY = "semsearch ocr on"
needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")


def scan_of(text: str) -> bytes:
    """A picture (PNG, drawn by Qt) of a line of text."""
    gui, core = pytest.importorskip("PySide6.QtGui"), pytest.importorskip("PySide6.QtCore")
    picture = gui.QImage(900, 160, gui.QImage.Format.Format_Grayscale8)
    picture.fill(255)
    painter = gui.QPainter(picture)
    painter.setFont(gui.QFont("DejaVu Sans", 32))
    painter.drawText(20, 100, text)
    painter.end()
    out = core.QByteArray()
    buffer = core.QBuffer(out)
    buffer.open(core.QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    return bytes(out.data())


@needs_tesseract
def test_one_switch_reads_what_was_left_out(qapp: object, library: Library, folder: Path) -> None:
    (folder / "scan.png").write_bytes(scan_of("Invoice number seven"))
    library.sources.add([folder])
    library.reindex()
    (skipped,) = library.sources.skipped()
    assert WAY in skipped.detail
    assert not library.ocr().on

    library.ocr(True)
    report = library.reindex()

    assert "Invoice" in library.show(str(folder / "scan.png")).text
    assert (report.encoded > 0, library.sources.skipped()) == (True, [])
    (kept,) = (library.home / "recognised").iterdir()
    kept.write_text("what was kept is taken, and not recognised again")
    library.reindex(full=True)
    assert "taken" in library.show(str(folder / "scan.png")).text


def test_a_scan_without_recognition_says_how_to_get_it(library: Library, folder: Path) -> None:
    document = pdfium.PdfDocument.new()
    document.new_page(200, 200)
    document.save(str(folder / "blank.pdf"))
    (folder / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n.")
    library.sources.add([folder])

    library.reindex()

    details = {Path(skipped.path).name: skipped.detail for skipped in library.sources.skipped()}
    assert "semsearch ocr on" in details["photo.png"]
    assert "empty" in details["blank.pdf"]


def mail_with(picture: bytes, subject: str) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"], message["Message-ID"] = "anna@example.org", subject, f"<{subject}@example.org>"
    message.set_content("See the scan.")
    message.add_attachment(picture, "image", "png", filename="scan.png")
    message.add_attachment(b"\x89PNG\r\n\x1a\n", "image", "png", filename="logo.png")
    return message.as_bytes()


@needs_tesseract
def test_pictures_attached_to_mails(qapp: object, library: Library, folder: Path) -> None:
    (folder / "1.eml").write_bytes(mail_with(scan_of("Invoice number seven" + " " * 20), "one"))
    (folder / "mbox").write_bytes(mbox(*(mail_with(scan_of(f"Contract {word}"), word) for word in ("alpha", "beta"))))
    library.sources.add([folder])
    library.reindex()
    assert (library.sources.skipped(), library.status().documents) == ([], 3)

    library.ocr(True)
    assert {Path(skipped.part or "").name for skipped in library.sources.skipped()} == {"scan.png", "logo.png"}
    library.reindex()
    with (folder / "mbox").open("ab") as mailbox:
        mailbox.write(mbox(mail_with(scan_of("Contract gamma"), "gamma")))
    library.reindex()

    found = {hit.snippet.split()[0]: hit.kind for hit in library.search("contract", mode="keyword").hits}
    assert (library.sources.skipped(), library.status().documents) == ([], 8)
    assert found == {"Contract": "attachment"}
    assert len(library.search("contract gamma", mode="keyword").hits) >= 1
    assert library.search("invoice", mode="keyword").hits[0].part == "scan.png"
    library.reindex()
    assert library.status().documents == 8


def test_pictures_in_mails_are_no_news_while_recognition_is_off(library: Library, folder: Path) -> None:
    (folder / "1.eml").write_bytes(mail_with(b"\x89PNG\r\n\x1a\n" + bytes(5000), "one"))
    library.sources.add([folder])
    library.reindex()
    library.ocr(True)
    assert [WAY in skipped.detail for skipped in library.sources.skipped()] == [True, True]

    library.ocr(False)

    assert library.sources.skipped() == []


@pytest.fixture
def reading_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A Tesseract that reads what stands in a picture after 3,000 bytes."""
    program = tmp_path / "bin" / "tesseract"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\nexec tail -c +3001\n")
    program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    server: Any = multiprocessing.forkserver._forkserver
    server._stop()  # which has the PATH of when it was started, and so have those that read
    yield
    server._stop()


@pytest.mark.skipif(os.name == "nt", reason="a script of POSIX")
def test_what_waits_in_a_mailbox_is_read_where_it_lies(reading_ends: None, library: Library, folder: Path) -> None:
    pictures = {
        word: (b"\x89PNG\r\n\x1a\n".ljust(3000, b"\0") + f"Contract {word}".encode()) for word in ("alpha", "beta")
    }
    messages = [mail_with(picture, word) for word, picture in pictures.items()]
    (folder / "mbox").write_bytes(mbox(*messages))
    (folder / "alone.png").write_bytes(pictures["beta"] + b" alone")
    library.sources.add([folder])
    library.reindex()
    assert len(library.sources.skipped()) == 1

    library.ocr(True)
    library.reindex()

    read = {hit.part: hit.snippet for hit in library.search("contract", mode="keyword").hits}
    assert read == {
        "0/scan.png": "Contract alpha",
        f"{len(mbox(messages[0]))}/scan.png": "Contract beta",
        None: "Contract beta alone",
    }
    assert library.sources.skipped() == []


def word_with(text: str, *pictures: bytes) -> bytes:
    made = docx.Document()
    made.add_paragraph(text)
    for picture in pictures:
        made.add_picture(io.BytesIO(picture))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@needs_tesseract
def test_pictures_pasted_into_documents(qapp: object, library: Library, folder: Path) -> None:
    scan = scan_of("Invoice of the seventh month" + " " * 20)
    (folder / "scan.docx").write_bytes(word_with("", scan))
    (folder / "text.docx").write_bytes(word_with("What was paid.", scan, scan_of("~ - ,")))
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "anna@example.org", "The scan"
    mail.set_content("See the scan.")
    mail.add_attachment(word_with("", scan), "application", "octet-stream", filename="attached.docx")
    (folder / "1.eml").write_bytes(mail.as_bytes())
    library.sources.add([folder])
    library.reindex()
    assert {Path(skipped.path).name: WAY in skipped.detail for skipped in library.sources.skipped()} == {
        "scan.docx": True, "1.eml": True
    }  # fmt: skip
    assert library.show(str(folder / "text.docx")).text == "What was paid."

    library.ocr(True)
    library.reindex()
    found = {hit.part or Path(hit.path).name for hit in library.search("invoice", mode="keyword").hits}
    assert (found, library.sources.skipped()) == ({"scan.docx", "attached.docx"}, [])
    library.reindex(full=True)

    assert library.sources.skipped() == []
    assert library.show(str(folder / "text.docx")).text == "What was paid.\n\nInvoice of the seventh month"
    assert {hit.part or Path(hit.path).name for hit in library.search("invoice", mode="keyword").hits} == {
        "scan.docx", "text.docx", "attached.docx"
    }  # fmt: skip
    library.reindex()
    assert library.show(str(folder / "text.docx")).text.endswith("month")


def pdf_with(text: str, picture: bytes) -> bytes:
    """A PDF with a page of text, and one that a picture fills."""
    gui = pytest.importorskip("PySide6.QtGui")
    image = gui.QImage.fromData(picture).convertToFormat(gui.QImage.Format.Format_RGB32)
    whole = pdfium.PdfDocument.new()
    whole.import_pages(pdfium.PdfDocument(pdf(text)))
    page = whole.new_page(image.width(), image.height())
    bitmap = pdfium.PdfBitmap.new_native(image.width(), image.height(), raw.FPDFBitmap_BGRx)
    ctypes.memmove(bitmap.buffer, bytes(image.constBits()), len(bytes(image.constBits())))
    scan = pdfium.PdfImage.new(whole)
    scan.set_bitmap(bitmap)
    scan.set_matrix(pdfium.PdfMatrix().scale(image.width(), image.height()))
    page.insert_obj(scan)
    page.gen_content()
    out = io.BytesIO()
    whole.save(out)
    return out.getvalue()


@needs_tesseract
def test_a_scanned_page_among_others(qapp: object, library: Library, folder: Path) -> None:
    (folder / "contract.pdf").write_bytes(pdf_with("The contract is below.", scan_of("Rent of the house")))
    library.sources.add([folder])
    library.ocr(True)
    library.reindex()

    assert library.sources.skipped() == []
    assert library.show(str(folder / "contract.pdf")).text == "The contract is below.\n\nRent of the house"


@needs_tesseract
def test_pictures_within_html_mail(qapp: object, library: Library, folder: Path) -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "anna@example.org", "The plan"
    message.set_content("The plan is below.")
    message.add_alternative('<p>The plan is below.</p><img src="cid:plan">', "html")
    html = message.get_payload(1)
    assert isinstance(html, EmailMessage)
    html.add_related(scan_of("Meeting on Thursday" + " " * 20), "image", "png", cid="<plan>", filename="plan.png")
    library.sources.add([folder])
    library.ocr(True)

    (folder / "1.eml").write_bytes(message.as_bytes())
    library.reindex()

    assert library.show(str(folder / "1.eml")).attachments == ()
    (hit,) = library.search("Thursday", mode="keyword").hits
    assert (hit.part, hit.kind, library.sources.skipped()) == ("plan.png", "attachment", [])
