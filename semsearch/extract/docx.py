"""Word documents -> text in reading order: headers, body, footnotes, footers."""

import io
import zipfile
import zlib
from collections.abc import Iterator

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import _Footer, _Header

from semsearch.extract.characters import one_line, tidy
from semsearch.extract.drawing import beside_text, embedded
from semsearch.extract.limits import MAX_UNPACKED_BYTES
from semsearch.extract.package import Package
from semsearch.extract.reading import Reading, UnreadableError
from semsearch.extract.titles import sensible_title
from semsearch.records import SkipReason

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NOTES = ("/footnotes", "/endnotes", "/comments")
# Deleted or moved away, settings, the codes of fields, and the second copy of a drawing for old programs.
_SETTINGS = ("pPr", "rPr", "sectPr", "tblPr", "tcPr", "trPr", "sdtPr")
_UNREAD = frozenset((_FALLBACK, *(_WORD + tag for tag in ("del", "moveFrom", "instrText", *_SETTINGS))))
_DAMAGE = (OpcError, zipfile.BadZipFile, zlib.error, KeyError, ValueError, SyntaxError, EOFError, AttributeError)
_CHARACTERS = {_WORD + "tab": "\t", _WORD + "br": "\n", _WORD + "cr": "\n", _WORD + "noBreakHyphen": "-"}


def read_docx(content: bytes, name: str) -> Reading:
    """A Word document. Its title is the one in its properties, where it is one."""
    try:
        _check_size(content)
        document = docx.Document(io.BytesIO(content))
        lines = list(_blocks_of(document))
        title = sensible_title(one_line(document.core_properties.title or ""), name)
    except _DAMAGE as error:
        # SyntaxError is the parent of lxml's error for XML that is none; the others come from missing members.
        raise UnreadableError(
            SkipReason.CORRUPT,
            f"the Word document is damaged or cut off ({type(error).__name__}); open it and save it anew",
        ) from error
    except (RuntimeError, NotImplementedError) as error:
        # What zipfile says of members with a password, or packed in a way it does not know.
        raise UnreadableError(SkipReason.ENCRYPTED, f"the Word document cannot be unpacked: {error}") from error
    with Package(content, "Word document") as package:
        inside = (*embedded(package, "word/"), *_chunks(package))
        return Reading(tidy("\n".join([*lines, "", *beside_text(package)])), title, inside=inside)


def _chunks(package: Package) -> list[tuple[str, bytes]]:
    """Pages in other formats that a program put in for Word to turn into text, which it never did."""
    names = [name for kind, name in package.relations("word/document.xml") if kind == "aFChunk"]
    return [(name.rpartition("/")[2], package.read(name)) for name in names if name in package]


def _check_size(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        unpacked = sum(member.file_size for member in archive.infolist())
    if unpacked > MAX_UNPACKED_BYTES:
        raise UnreadableError(
            SkipReason.TOO_LARGE,
            f"unpacked it would take {unpacked >> 20} MiB; the limit is {MAX_UNPACKED_BYTES >> 20} MiB",
        )


def _blocks_of(document: Document) -> Iterator[str]:
    sections = list(document.sections)
    yield from _once(section.header for section in sections)
    yield from _blocks(document.element.body)
    for relation in document.part.rels.values():
        if relation.reltype.endswith(_NOTES) and not relation.is_external:
            yield from _blocks(parse_xml(relation.target_part.blob))
    yield from _once(section.footer for section in sections)


def _once(margins: Iterator[_Header] | Iterator[_Footer]) -> Iterator[str]:
    """Headers and footers repeat from section to section; each text is given once."""
    own = (margin.part.element for margin in margins if not margin.is_linked_to_previous)
    yield from dict.fromkeys("\n".join(_blocks(element)) for element in own)


def _blocks(container: BaseOxmlElement) -> Iterator[str]:
    """The paragraphs and the table rows below `container`, a line each. XML cannot nest deeper than lxml's limit of
    256, so recursion is safe."""
    for child in container:
        if child.tag == _WORD + "p":
            yield "".join(_paragraph(child))
        elif child.tag == _WORD + "tr":
            yield "  ".join(cell for cell in _cells(child) if cell)
        elif child.tag not in _UNREAD and isinstance(child.tag, str):
            yield from _blocks(child)
            if child.tag == _WORD + "tbl":
                yield ""


def _cells(row: BaseOxmlElement) -> Iterator[str]:
    for child in row:
        if child.tag == _WORD + "tc":
            yield "\n".join(_blocks(child)).strip()
        elif child.tag not in _UNREAD:
            yield from _cells(child)


def _paragraph(element: BaseOxmlElement) -> Iterator[str]:
    for child in element:
        if child.tag == _WORD + "t":
            yield child.text or ""
        elif child.tag in _CHARACTERS:
            yield _CHARACTERS[child.tag]
        elif child.tag == _WORD + "txbxContent":
            yield "\n" + "\n".join(_blocks(child)) + "\n"
        elif child.tag not in _UNREAD:
            yield from _paragraph(child)
