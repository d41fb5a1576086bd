"""Text in scans: off at first, one switch, each picture once."""

import shutil
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from semsearch.extract.recognition import PHRASE
from semsearch.library import Library

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
    library.add([folder])
    library.reindex()
    (skipped,) = library.skipped()
    assert PHRASE in skipped.detail
    assert not library.ocr().on

    library.ocr(True)
    report = library.reindex()

    assert "Invoice" in library.show(str(folder / "scan.png")).text
    assert (report.encoded > 0, library.skipped()) == (True, [])
    (kept,) = (library.home / "recognised").iterdir()
    kept.write_text("what was kept is taken, and not recognised again")
    library.reindex(full=True)
    assert "taken" in library.show(str(folder / "scan.png")).text


def test_a_scan_without_recognition_says_how_to_get_it(library: Library, folder: Path) -> None:
    document = pdfium.PdfDocument.new()
    document.new_page(200, 200)
    document.save(str(folder / "blank.pdf"))
    (folder / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n.")
    library.add([folder])

    library.reindex()

    details = {Path(skipped.path).name: skipped.detail for skipped in library.skipped()}
    assert "semsearch ocr on" in details["photo.png"]
    assert "empty" in details["blank.pdf"]
