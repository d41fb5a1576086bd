"""PDF -> text, by PDFium. It is not thread-safe, even across documents: call this from one thread of a process only."""

import ctypes
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, nullcontext, suppress
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from semsearch.extract.characters import safe_name, tidy
from semsearch.extract.charsets.decoding import decode
from semsearch.extract.limits import (
    MAX_BYTES,
    MAX_PAGES,
    MAX_PARTS,
    MAX_TEXT_CHARS,
    MAX_UNPACKED_BYTES,
)
from semsearch.extract.printed.lettering import (
    has_controls,
    is_misread,
    is_numbered,
    letters,
    mended,
    with_bullets_apart,
)
from semsearch.extract.printed.paragraphs import in_paragraphs
from semsearch.extract.printed.xfa import xfa_lines
from semsearch.extract.reading import Reading, UnreadableError, damaged, sealed
from semsearch.extract.recognition import unrecognised
from semsearch.extract.titles import sensible_title
from semsearch.extract.whereabouts import within
from semsearch.records import Skip, SkipReason

# PDFium marks a hyphen at the end of a line as U+0002 or U+FFFE, mostly in place of the end as well.
_HYPHEN = re.compile("[\x02\ufffe](?:\r?\n)?")
_BLANKS = re.compile(r"\s+")
_HEXADECIMAL = re.compile("<(?:[0-9A-Fa-f]{2}){4,}>")
# What a person wrote on a page or into a form, and under which key its text lies.
_WRITTEN_KEYS = {raw.FPDF_ANNOT_WIDGET: b"V"} | dict.fromkeys(
    (raw.FPDF_ANNOT_TEXT, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_HIGHLIGHT, raw.FPDF_ANNOT_UNDERLINE), b"Contents"
)
_MAX_ANNOTATIONS = 2_000
# Of the height of the taller of two letters: how far they overlap on one line, and what lies between letters and words.
_BESIDE, _TOUCHING, _BLANK, _WIDEST_BLANK = 0.5, -0.1, 0.15, 0.6
# What is attached to say in marks what the page says already: each formula of a text by LaTeX.
_OF_THE_PAGE = frozenset(("application/mathml+xml",))
_FEW_WORDS = 12
"""Words on a scanned page that a program put there: a number, its own name."""
_TOLD_OF = 4
"""Pages that are told of one by one where they are left out."""
_LOOKED_AT = 20
"""Pages looked at to tell a scan from a document without words."""
_DOTS_PER_INCH, _LONGEST_SIDE = 200, 6_000
"""Of pictures of pages; the second in dots."""
_NOT_TAKEN = "this file cannot be taken out of its PDF; open that and save the file from there"


def read_pdf(content: bytes, name: str) -> Reading:
    """The text of all pages, with what was filled in and noted on them; the title from the metadata where it is one;
    the files attached."""
    reading = _read(content, name)
    same_key = content.replace(b"/UF", b"/F ")
    if same_key != content and any(skip.detail == _NOT_TAKEN for skip in reading.lost):
        # PDFium finds no file that lies under one of these keys and has its name under the other.
        with suppress(UnreadableError):
            again = _read(same_key, name)
            return replace(reading, inside=again.inside, lost=again.lost)
    return reading


def _read(content: bytes, name: str) -> Reading:
    document = open_pdf(content)
    try:
        files = _Files(document)
        pages = list(_pages(document, files))
        form = "\n".join(dict.fromkeys(filter(None, xfa_lines(document))))
        text = tidy(form or "\n\n".join(page.text for page in pages))
        title = sensible_title(_title(document), name)
        if not (text or files.found or files.lost):
            raise _empty(document, pages)
    finally:
        document.close()
    lost = [*files.lost, *_untold(pages)] if text else files.lost
    scans = tuple(page.number for page in pages if page.is_scan or page.is_garbled)
    return Reading(text, title, inside=tuple(files.found), lost=tuple(lost), scans=scans)


def _title(document: pdfium.PdfDocument) -> str:
    """The title in the metadata. Printers write it by its bytes in a code page, or these in hexadecimal."""
    title = str(document.get_metadata_value("Title"))
    return decode(bytes.fromhex(title[1:-1])).text if _HEXADECIMAL.fullmatch(title) else mended(title)


def open_pdf(content: bytes) -> pdfium.PdfDocument:
    """A PDF. Raises `UnreadableError` where it has a password or is damaged."""
    try:
        return pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        # The code may be that of another PDF before.
        locked = getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        if locked and b"/Encrypt" in content:
            raise sealed("PDF") from None
        raise damaged("PDF") from None


@dataclass(frozen=True, slots=True)
class _Page:
    """The text of a page, which may be a picture with few words beside, or in fonts that do not tell their letters."""

    number: int
    text: str = ""
    is_scan: bool = False
    is_garbled: bool = False


def _pages(document: pdfium.PdfDocument, files: "_Files") -> Iterator[_Page]:
    """The pages; what is pinned to them goes to `files`."""
    characters = 0
    lost: list[Skip] = []
    for number in range(min(len(document), MAX_PAGES)):
        try:
            with within():
                page = _page(document, number, files)
        except UnreadableError as error:
            lost.append(error.skip(f"page {number + 1}"))
            continue
        yield page
        characters += len(page.text)
        if characters > MAX_TEXT_CHARS:
            break
    files.lost += lost[:_TOLD_OF]


def _page(document: pdfium.PdfDocument, number: int, files: "_Files") -> _Page:
    with suppress(pdfium.PdfiumError), closing(document[number]) as page:
        files.take_from(page)
        written = list(_written(page))
        is_drawn_on = any(_is_drawn(*annotation) for annotation in _annotations(page))
        if is_drawn_on:
            raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)  # which is seen once it is loaded anew
        with closing(document[number]) if is_drawn_on else nullcontext(page) as whole:
            with closing(whole.get_textpage()) as text_page:
                own = _text(text_page)
            if is_drawn_on:
                shown = _BLANKS.sub("", own or "")
                written = [each for each in written if _BLANKS.sub("", each) not in shown]
            if own and is_misread(own) and _is_picture(whole):
                own = ""
            text = "\n".join([in_paragraphs(own or ""), *written])
            return _Page(number, text, len(text.split()) <= _FEW_WORDS and _is_picture(whole), own is None)
    return _Page(number)  # it is damaged, which costs only itself


def _is_picture(page: pdfium.PdfPage) -> bool:
    """Whether a picture covers most of a page."""
    width, height = page.get_size()
    corners = (picture.get_bounds() for picture in page.get_objects((raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3))
    return any(2 * (right - left) * (top - bottom) > width * height for left, bottom, right, top in corners)


def _text(page: pdfium.PdfTextPage) -> str | None:
    """The text of a page; None where nothing tells its letters."""
    text = _with_raised_in_line(page, str(page.get_text_range()))
    whole = with_bullets_apart(_HYPHEN.sub("\xad\n", text).replace("\r\n", "\n"))
    if (found := mended(whole)) != whole:
        return found
    if is_numbered(text):
        found = letters(raw.FPDFText_GetUnicode(page, at) for at in range(page.count_chars()))  # also those of spaces
        if found:
            return found
    return None if _is_garbled(page, whole) else whole


def _with_raised_in_line(page: pdfium.PdfTextPage, text: str) -> str:
    """The text of a page, without the ends of lines that PDFium sees where a letter stands a little higher or lower, as
    the numbers of notes and what is in formulas."""
    pieces = []
    start, at = 0, text.find("\r\n")
    while at >= 0:
        between = _between(page, raw.FPDFText_GetCharIndexFromTextIndex(page, at))
        if between is not None:
            pieces += [text[start:at], between]
            start = at + 2
        at = text.find("\r\n", at + 2)
    return "".join([*pieces, text[start:]])


def _between(page: pdfium.PdfTextPage, end: int) -> str | None:
    """What is to be read for the end of a line at the character `end`: nothing or a blank where the next letter stands
    right beside the last; None where a line ends."""
    if not 0 < end < page.count_chars() - 2 or raw.FPDFText_GetUnicode(page, end) != ord("\r"):
        return None
    _, bottom, right, top = page.get_charbox(end - 1, loose=True)
    left, next_bottom, _, next_top = page.get_charbox(end + 2, loose=True)
    lower, height = sorted((top - bottom, next_top - next_bottom))
    gap = left - right
    if min(top, next_top) - max(bottom, next_bottom) <= _BESIDE * lower or lower <= 0:
        return None
    if not _TOUCHING * height < gap < _WIDEST_BLANK * height:
        return None
    return " " if gap > _BLANK * height else ""


def _is_garbled(page: pdfium.PdfTextPage, text: str) -> bool:
    """Whether the fonts do not tell the letters of a page."""
    if not has_controls(text):
        return False
    count: int = page.count_chars()
    untold = [at for at in range(count) if raw.FPDFText_HasUnicodeMapError(page, at) == 1]
    return 2 * len(untold) > count


def _annotations(page: pdfium.PdfPage) -> Iterator[tuple[Any, int]]:
    """The annotations of a page, with their kinds, each for as long as it is looked at."""
    for number in range(min(raw.FPDFPage_GetAnnotCount(page), _MAX_ANNOTATIONS)):
        annotation = raw.FPDFPage_GetAnnot(page, number)
        if annotation:
            yield annotation, raw.FPDFAnnot_GetSubtype(annotation)
            raw.FPDFPage_CloseAnnot(annotation)


def _written(page: pdfium.PdfPage) -> Iterator[str]:
    for annotation, kind in _annotations(page):
        key = _WRITTEN_KEYS.get(kind)
        text = _string(raw.FPDFAnnot_GetStringValue, annotation, key) if key else ""
        if text.strip():
            yield mended(text)


def _is_drawn(annotation: Any, kind: int) -> bool:  # noqa: ANN401 - a pointer
    """Whether an annotation says something only by how it looks: the stamp or signature of somebody."""
    field = _string(raw.FPDFAnnot_GetStringValue, annotation, b"FT") if kind == raw.FPDF_ANNOT_WIDGET else ""
    return kind == raw.FPDF_ANNOT_STAMP or field == "Sig"


def _string(fill: Callable[..., int], *of: Any) -> str:  # noqa: ANN401 - pointers and keys
    """A text that a function of PDFium fills in: UTF-16 with a zero at its end."""
    size = fill(*of, None, 0)
    if not 2 < size < 2 * MAX_TEXT_CHARS:
        return ""
    buffer = ctypes.create_string_buffer(size)
    fill(*of, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")


class _Files:
    """The files attached to a document as a whole, then those that are pinned to its pages, each once. ``lost`` says
    why others are not there."""

    def __init__(self, document: pdfium.PdfDocument) -> None:
        self.found: dict[tuple[str, bytes], None] = {}
        self.lost: list[Skip] = []
        self._document = document
        self._count = 0
        self._left = MAX_UNPACKED_BYTES
        for number in range(document.count_attachments()):
            if not self._is_full():
                self._take(raw.FPDFDoc_GetAttachment(document, number))

    def take_from(self, page: pdfium.PdfPage) -> None:
        """Take what is pinned to a page."""
        for annotation, kind in _annotations(page):
            if kind == raw.FPDF_ANNOT_FILEATTACHMENT and not self._is_full():
                self._take(raw.FPDFAnnot_GetFileAttachment(annotation))

    def _is_full(self) -> bool:
        """Whether there are more files than are looked at, which is said once."""
        self._count += 1
        if self._count == MAX_PARTS + 1:
            detail = f"more than {MAX_PARTS} files are attached to this PDF; the rest was not read"
            self.lost.append(Skip(None, SkipReason.TOO_LARGE, detail))
        return self._count > MAX_PARTS

    def _take(self, handle: Any) -> None:  # noqa: ANN401 - a pointer
        if not handle:
            return
        attachment = pdfium.PdfAttachment(handle, self._document)
        if _string(raw.FPDFAttachment_GetSubtype, attachment) in _OF_THE_PAGE:
            return
        name = f"attachment {self._count}"
        with suppress(pdfium.PdfiumError):
            name = _file_name(attachment.get_name()) or name
        try:
            with within():
                content = self._content(attachment)
        except UnreadableError as error:
            self.lost.append(error.skip(name))
        else:
            self.found[name, content] = None

    def _content(self, attachment: pdfium.PdfAttachment) -> bytes:
        size = ctypes.c_ulong()
        raw.FPDFAttachment_GetFile(attachment, None, 0, size)
        self._left -= size.value
        if size.value > MAX_BYTES or self._left < 0:
            raise UnreadableError(
                SkipReason.TOO_LARGE,
                f"{size.value >> 20} MiB; the limit is {MAX_BYTES >> 20} MiB, "
                f"and {MAX_UNPACKED_BYTES >> 20} MiB for all files attached to a PDF",
            )
        try:
            return bytes(attachment.get_data())
        except pdfium.PdfiumError:
            raise UnreadableError(SkipReason.CORRUPT, _NOT_TAKEN) from None


def _file_name(name: str) -> str:
    """A name, of which PDFium may have taken the bytes for letters one by one."""
    try:
        return safe_name(decode(name.encode("latin-1")).text)
    except UnicodeEncodeError:
        return safe_name(name)


def _untold(pages: list[_Page]) -> Iterator[Skip]:
    count = sum(page.is_garbled for page in pages)
    if count:
        yield unrecognised(SkipReason.EMPTY, f"the fonts of {count} pages do not tell their letters").skip()


def _empty(document: pdfium.PdfDocument, pages: list[_Page]) -> UnreadableError:
    if any(page.is_garbled for page in pages):
        return unrecognised(SkipReason.EMPTY, "the fonts of this PDF do not tell its letters")
    for number in range(min(len(document), _LOOKED_AT)):
        try:
            if any(document[number].get_objects()):
                return unrecognised(SkipReason.EMPTY, "the PDF holds pictures only")
        except pdfium.PdfiumError:
            continue
    return UnreadableError(SkipReason.EMPTY, "the pages of this PDF are empty")


def pictures_of_pages(content: bytes, numbers: Iterable[int]) -> Iterator[bytes]:
    """These pages of a PDF, numbered from 0, as pictures, as far as it has them; a damaged one costs only itself."""
    with closing(open_pdf(content)) as document:
        for number in takewhile(lambda number: number < len(document), numbers):
            with suppress(pdfium.PdfiumError):
                yield _rendered(document[number])


def _rendered(page: pdfium.PdfPage) -> bytes:
    """A page as a grey picture in the PGM format, which needs no library."""
    scale = min(_DOTS_PER_INCH / 72, _LONGEST_SIDE / max(page.get_size()))
    bitmap = page.render(scale=scale, grayscale=True)
    width, height, stride = bitmap.width, bitmap.height, bitmap.stride
    pixels = bytes(bitmap.buffer)
    rows = b"".join(pixels[at * stride : at * stride + width] for at in range(height))
    return b"P5 %d %d 255\n" % (width, height) + rows
