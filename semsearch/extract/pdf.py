"""PDF -> text, by PDFium. It is not thread-safe, even across documents: call this from one thread of a process only."""

import re
from collections.abc import Iterator

import pypdfium2 as pdfium
from pypdfium2.raw import FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY

from semsearch.extract.characters import one_line, tidy
from semsearch.extract.limits import MAX_PAGES, MAX_TEXT_CHARS
from semsearch.extract.reading import Reading, UnreadableError
from semsearch.extract.titles import sensible_title
from semsearch.records import SkipReason

# PDFium marks a hyphen at the end of a line as U+0002 or U+FFFE.
_HYPHENATED = re.compile("[\x02\ufffe](?:\r?\n)?")


def read_pdf(content: bytes, name: str) -> Reading:
    """The text of all pages, and the title from the metadata where it is one."""
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) in (FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY):
            raise UnreadableError(SkipReason.ENCRYPTED, "the PDF has a password; save a copy without one") from None
        raise UnreadableError(SkipReason.CORRUPT, "the PDF is damaged or cut off; open it and save it anew") from None
    try:
        text = tidy("\n\n".join(_pages(document)))
        title = sensible_title(one_line(str(document.get_metadata_value("Title"))), name)
    finally:
        document.close()
    if not text:
        raise UnreadableError(SkipReason.EMPTY, "the PDF holds pictures only; it needs text recognition (OCR)")
    return Reading(text, title)


def _pages(document: pdfium.PdfDocument) -> Iterator[str]:
    characters = 0
    for number in range(min(len(document), MAX_PAGES)):
        try:
            page = document[number]
            text_page = page.get_textpage()
        except pdfium.PdfiumError:
            continue  # a damaged page costs only itself
        text = _HYPHENATED.sub("", text_page.get_text_range())
        text_page.close()
        page.close()
        yield text
        characters += len(text)
        if characters > MAX_TEXT_CHARS:
            return
