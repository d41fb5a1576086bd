"""Electronic books: EPUB and FictionBook -> their text, chapter by chapter."""

from collections.abc import Iterator

from lxml import etree

from semsearch.extract.characters import kept, one_line, tidy
from semsearch.extract.charsets.decoding import decode
from semsearch.extract.elements import first_text, local_name, parse_xml
from semsearch.extract.office.package import Package, open_package
from semsearch.extract.reading import Reading, UnreadableError, damaged
from semsearch.extract.texts.html import html_text, page_charset
from semsearch.extract.titles import sensible_title
from semsearch.records import SkipReason

_EPUB = "EPUB book"
_PAGES = ("application/xhtml+xml", "text/html", "text/x-oeb1-document", "application/x-dtbook+xml")
_PARTS = frozenset("section title epigraph poem".split())
_WITHIN_LINES = frozenset("strong emphasis style a strikethrough sub sup code".split())
_UNREAD = frozenset("binary stylesheet image description".split())


def read_epub(content: bytes, name: str) -> Reading:
    """A book: its authors, then the pages of its spine, in order."""
    with open_package(content, _EPUB) as package:
        rootfiles = package.elements("META-INF/container.xml", "{*}rootfile")
        opf = next((rootfile.get("full-path", "") for rootfile in rootfiles), "")
        opf = opf if opf in package else next(iter(package.names(suffix=".opf")), "")
        book = package.xml(opf)
        if book is None:
            raise damaged(_EPUB)
        pages = [page for page in _spine(package, opf, book) if page in package]
        locked = _encrypted(package)
        if pages and all(page in locked for page in pages):
            raise UnreadableError(SkipReason.ENCRYPTED, "the EPUB book is locked by its seller (DRM)")
        authors = ", ".join(filter(None, (one_line("".join(each.itertext())) for each in book.iter("{*}creator"))))
        texts = (_text(package.read(page)) for page in pages if page not in locked)
        text = tidy("\n\n".join(kept(texts)))
        text = f"{authors}\n\n{text}".strip() if text else ""
        return Reading(text, sensible_title(first_text(book, "title"), name))


def _spine(package: Package, opf: str, book: etree._Element) -> list[str]:
    items = {item.get("id"): item for item in book.iter("{*}item")}
    order = [items[ref.get("idref")] for ref in book.iter("{*}itemref") if ref.get("idref") in items]
    chosen = [item for item in order or items.values() if item.get("media-type", "") in _PAGES]
    return list(dict.fromkeys(package.resolve(opf, item.get("href", "")) for item in chosen))


def _encrypted(package: Package) -> frozenset[str]:
    found = package.elements("META-INF/encryption.xml", "{*}CipherReference")
    return frozenset(package.resolve("", reference.get("URI", "")) for reference in found)


def _text(page: bytes) -> str:
    return html_text(decode(page, page_charset(page) or "utf-8").text)


def read_fictionbook(content: bytes, name: str) -> Reading:
    """A FictionBook, as it is read in Russia: title, authors and annotation, then its sections."""
    root = parse_xml(content)
    if root is None:
        raise damaged("FictionBook")
    authors = (_name(each) for each in root.iterfind("{*}description/{*}title-info/{*}author"))
    annotations = (line for annotation in root.iter("{*}annotation") for line in _paragraphs(annotation))
    bodies = (line for body in root.iter("{*}body") for line in _paragraphs(body))
    title = sensible_title(first_text(root, "book-title"), name)
    text = tidy("\n".join(line for line in (title, ", ".join(authors), *annotations, "", *bodies)))
    return Reading(text, title)


def _name(author: etree._Element) -> str:
    return one_line(" ".join(part.text or "" for part in author if local_name(part).endswith("name")))


def _paragraphs(element: etree._Element) -> Iterator[str]:
    """The lines in an element, also those that stand between its elements, where none ought to."""
    line = element.text or ""
    for child in element:
        kind = local_name(child)
        if kind in _WITHIN_LINES:
            line += "".join(child.itertext())
        elif kind not in _UNREAD:
            if line.strip():
                yield line.strip()
            if kind in _PARTS:
                yield ""
            yield from _paragraphs(child)
            line = ""
        line += child.tail or ""
    if line.strip():
        yield line.strip()
