"""PDF -> text, by PDFium. It is not thread-safe, even across documents: call this from one thread of a process only."""

import ctypes
import re
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from semsearch.extract.characters import one_line, safe_name, tidy
from semsearch.extract.limits import MAX_PAGES, MAX_PARTS, MAX_TEXT_CHARS
from semsearch.extract.reading import Reading, UnreadableError
from semsearch.extract.recognition import remedy
from semsearch.extract.titles import sensible_title
from semsearch.records import SkipReason

# PDFium marks a hyphen at the end of a line as U+0002 or U+FFFE.
_HYPHENATED = re.compile("[\x02\ufffe](?:\r?\n)?")
# A font that does not tell its characters mostly has them in the order of the Macintosh, the space third. Commas,
# full stops and digits give these numbers away.
_NUMBERED = (
    {3 + at: chr(32 + at) for at in range(95)}
    | {98 + at: bytes((0x80 + at,)).decode("mac-roman") for at in range(0x60)}
    | {ord(blank): blank for blank in "\n\r "}
)
_TELLING = re.compile("[\x0f-\x1c]")
_FEWEST_TELLING = 10
# What a person wrote on a page or into a form, and under which key its text lies.
_WRITTEN = {raw.FPDF_ANNOT_WIDGET: b"V"} | dict.fromkeys(
    (raw.FPDF_ANNOT_TEXT, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_HIGHLIGHT, raw.FPDF_ANNOT_UNDERLINE), b"Contents"
)
_MAX_ANNOTATIONS = 2_000
_LOOKED_AT = 20
"""Pages looked at to tell a scan from a document without words."""


def read_pdf(content: bytes, name: str) -> Reading:
    """The text of all pages, with what was filled in and noted on them; the title from the metadata where it is one;
    the files attached."""
    document = open_pdf(content)
    try:
        text = tidy("\n\n".join(_pages(document)))
        title = sensible_title(one_line(str(document.get_metadata_value("Title"))), name)
        inside = tuple(_attachments(document))
        if not (text or inside):
            raise UnreadableError(SkipReason.EMPTY, _why_empty(document))
    finally:
        document.close()
    return Reading(text, title, inside=inside)


def open_pdf(content: bytes) -> pdfium.PdfDocument:
    """A PDF. Raises `UnreadableError` where it has a password or is damaged."""
    try:
        return pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise UnreadableError(SkipReason.ENCRYPTED, "the PDF has a password; save a copy without one") from None
        raise UnreadableError(SkipReason.CORRUPT, "the PDF is damaged or cut off; open it and save it anew") from None


def _pages(document: pdfium.PdfDocument) -> Iterator[str]:
    characters = 0
    for number in range(min(len(document), MAX_PAGES)):
        try:
            page = document[number]
            text_page = page.get_textpage()
        except pdfium.PdfiumError:
            continue  # a damaged page costs only itself
        text = "\n".join([_text(text_page), *_annotations(page)])
        text_page.close()
        page.close()
        yield text
        characters += len(text)
        if characters > MAX_TEXT_CHARS:
            return


def _text(page: pdfium.PdfTextPage) -> str:
    """The text of a page, with letters for the numbers of glyphs where it is in them."""
    text = str(page.get_text_range())
    telling = len(_TELLING.findall(text))
    if telling < _FEWEST_TELLING or 100 * telling < len(text):
        return _HYPHENATED.sub("", text)
    numbers = (raw.FPDFText_GetUnicode(page, at) for at in range(page.count_chars()))  # also those of spaces
    return "".join(map(chr, numbers)).translate(_NUMBERED)


def _annotations(page: pdfium.PdfPage) -> Iterator[str]:
    for number in range(min(raw.FPDFPage_GetAnnotCount(page), _MAX_ANNOTATIONS)):
        annotation = raw.FPDFPage_GetAnnot(page, number)
        if not annotation:
            continue
        key = _WRITTEN.get(raw.FPDFAnnot_GetSubtype(annotation))
        text = _string(annotation, key) if key else ""
        raw.FPDFPage_CloseAnnot(annotation)
        if text.strip():
            yield text


def _string(annotation: object, key: bytes) -> str:
    size = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if not 2 < size < 2 * MAX_TEXT_CHARS:
        return ""
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFAnnot_GetStringValue(annotation, key, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")


def _attachments(document: pdfium.PdfDocument) -> Iterator[tuple[str, bytes]]:
    for number in range(min(document.count_attachments(), MAX_PARTS)):
        try:
            attachment = document.get_attachment(number)
            content = bytes(attachment.get_data())
        except pdfium.PdfiumError:
            continue
        yield safe_name(attachment.get_name()) or f"attachment {number + 1}", content


def _why_empty(document: pdfium.PdfDocument) -> str:
    for number in range(min(len(document), _LOOKED_AT)):
        try:
            if any(document[number].get_objects()):
                return f"the PDF holds pictures only; {remedy()}"
        except pdfium.PdfiumError:
            continue
    return "the pages of this PDF are empty"
