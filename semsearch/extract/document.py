"""One document: its reader's view of it, and the text in its pictures where that can be recognised."""

from collections.abc import Iterator
from dataclasses import replace

from semsearch.extract.limits import MAX_PAGES
from semsearch.extract.office.package import open_package
from semsearch.extract.readers import reader_of
from semsearch.extract.reading import Format, Reading, UnreadableError, contained
from semsearch.extract.recognition import FEWEST_WORDS, PICTURES, SMALLEST_PICTURE, Recogniser, unrecognised
from semsearch.extract.sniff import Sniffed
from semsearch.records import SkipReason

_FOLDERS: dict[Format | None, str] = {
    "docx": "word/media/",
    "pptx": "ppt/media/",
    "workbook": "xl/media/",
    "opendocument": "Pictures/",
}
_SUFFIXES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp")


class DocumentReader:
    """Reads documents, with the text in pictures where there is a `recogniser`. With `list_pictures`, pictures whose
    text could be recognised are told as lost."""

    def __init__(self, recogniser: Recogniser | None, *, list_pictures: bool) -> None:
        self._recogniser = recogniser
        self._wants_pictures = list_pictures or recogniser is not None

    def wants(self, picture: bytes, sniffed: Sniffed) -> bool:
        """Whether something attached is a picture that may hold more text than a logo, and that is looked at."""
        return self._wants_pictures and sniffed.description in PICTURES and len(picture) >= SMALLEST_PICTURE

    def read(self, content: bytes, name: str, sniffed: Sniffed) -> Reading:
        """What a reader makes of a document; where its text is a picture, what is recognised in that.

        Raises:
            UnreadableError: it cannot be read, or there is nothing in it.
        """
        try:
            if sniffed.description in PICTURES:
                raise unrecognised(SkipReason.UNSUPPORTED, sniffed.description)
            reading = _read(content, name, sniffed)
        except UnreadableError as error:
            if self._recogniser is None or not error.needs_ocr:
                raise
            if sniffed.description in PICTURES:
                return Reading(self._recogniser.text(content))
            reading = Reading("", scans=tuple(range(MAX_PAGES)) if sniffed.format == "pdf" else ())
        return self._with_pictures(reading, content, sniffed) if self._wants_pictures else reading

    def _with_pictures(self, reading: Reading, content: bytes, sniffed: Sniffed) -> Reading:
        """A document with the text in its scanned pages and the pictures pasted into it, or with word of them."""
        if self._recogniser is None:
            if not (reading.scans or _has_pictures(content, sniffed)):
                return reading
            more = unrecognised(SkipReason.UNSUPPORTED, f"there are pictures in this {sniffed.description}")
            return replace(reading, lost=(*reading.lost, more.skip()))
        if reading.scans:
            from semsearch.extract.printed.pdf import pictures_of_pages

            text, error = self._recogniser.texts(pictures_of_pages(content, reading.scans))
        else:
            text, error = self._recogniser.texts(_pasted_pictures(content, sniffed.format), FEWEST_WORDS)
        if not (reading.text or text or reading.inside):
            raise error or UnreadableError(SkipReason.EMPTY, "no text was recognised in it")
        lost = [skip for skip in reading.lost if not skip.needs_ocr]
        lost += [error.skip()] if error else []
        text = "\n\n".join(filter(None, (reading.text, text)))
        return replace(reading, text=text, lost=tuple(lost))


def _read(content: bytes, name: str, sniffed: Sniffed) -> Reading:
    if sniffed.encrypted:
        raise UnreadableError(SkipReason.ENCRYPTED, sniffed.description)
    if sniffed.format is None:
        raise UnreadableError(SkipReason.UNSUPPORTED, sniffed.description)
    with contained(name):
        reading = reader_of(sniffed.format)(content, name)
    if not (reading.text or reading.inside or reading.parts or reading.lost):
        if _has_pictures(content, sniffed):
            raise unrecognised(SkipReason.EMPTY, f"there are only pictures in this {sniffed.description}")
        what = "file" if sniffed.description == "text" else sniffed.description
        raise UnreadableError(SkipReason.EMPTY, f"there is no text in this {what}")
    return reading


def _has_pictures(content: bytes, sniffed: Sniffed) -> bool:
    return next(_pasted_pictures(content, sniffed.format), None) is not None


def _pasted_pictures(content: bytes, kind: Format | None) -> Iterator[bytes]:
    """The pictures pasted into an Office document that may hold more text than a logo: often scans. None where it is
    no zip file."""
    if kind not in _FOLDERS or not content.startswith(b"PK"):
        return
    with open_package(content, "document") as package:
        for name in package.names(_FOLDERS[kind]):
            if name.lower().endswith(_SUFFIXES) and package.size(name) >= SMALLEST_PICTURE:
                yield package.read(name)
