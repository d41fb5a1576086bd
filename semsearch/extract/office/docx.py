"""Word documents -> text in reading order: headers, body, footnotes, footers.

Elements are known by their local names, so that both namespaces of ISO/IEC 29500 are read, Transitional and Strict.
"""

from collections.abc import Iterator

from lxml import etree

from semsearch.extract.characters import tidy
from semsearch.extract.elements import first_text, local_name
from semsearch.extract.office import embedded
from semsearch.extract.office.drawing import beside_text, picture_texts
from semsearch.extract.office.package import Package, open_package
from semsearch.extract.reading import Reading, damaged
from semsearch.extract.titles import sensible_title

_WHAT = "Word document"
_NOTES = ("footnotes", "endnotes", "comments")
# Deleted or moved away, settings, the codes of fields, and the second copy of a drawing for old programs.
_SETTINGS = ("pPr", "rPr", "sectPr", "tblPr", "tcPr", "trPr", "sdtPr")
_UNREAD = frozenset(("Fallback", "del", "moveFrom", "instrText", *_SETTINGS))
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read_docx(content: bytes, name: str) -> Reading:
    """A Word document, with macros or a template as well. Its title is the one in its properties, where it is one."""
    with open_package(content, _WHAT) as package:
        main = package.main("word/document.xml")
        if main not in package:
            raise damaged(_WHAT)
        root = package.xml(main)
        relations = package.relations(main)
        lines = [
            *_margins(package, relations, "header"),
            *([] if root is None else _blocks(root)),
            *(line for part in _parts(relations, *_NOTES) for line in _lines_of(package, part)),
            *_margins(package, relations, "footer"),
            "",
            *beside_text(package),
        ]
        inside = (*embedded.in_package(package, "word/"), *_chunks(package, relations))
        return Reading(tidy("\n".join(lines)), sensible_title(package.title(), name), inside=inside)


def read_flat_docx(root: etree._Element, name: str) -> Reading:
    """A document that is one XML file, of Word 2003 or newer."""
    parts = root.iter(*(f"{{*}}{part}" for part in ("hdr", "body", *_NOTES, "ftr")))
    lines = (line for part in parts for line in _blocks(part))
    title = first_text(root, "Title") or first_text(root, "title")
    return Reading(tidy("\n".join(lines)), sensible_title(title, name))


def _chunks(package: Package, relations: list[tuple[str, str]]) -> list[tuple[str, bytes]]:
    """Pages in other formats that a program put in for Word to turn into text, which it never did."""
    names = [name for name in _parts(relations, "aFChunk") if name in package]
    return [(name.rpartition("/")[2], package.read(name)) for name in names]


def _margins(package: Package, relations: list[tuple[str, str]], kind: str) -> list[str]:
    """Headers or footers, which repeat from section to section; each text is given once."""
    return list(dict.fromkeys("\n".join(_lines_of(package, part)) for part in _parts(relations, kind)))


def _parts(relations: list[tuple[str, str]], *kinds: str) -> list[str]:
    return [part for kind in kinds for found, part in relations if found == kind]


def _lines_of(package: Package, part: str) -> Iterator[str]:
    root = package.xml(part)
    return iter(()) if root is None else _blocks(root)


def _blocks(container: etree._Element) -> Iterator[str]:
    """The paragraphs and the table rows below `container`, a line each. XML cannot nest deeper than lxml's limit of
    256, so recursion is safe."""
    initial = ""
    for child in container:
        kind = local_name(child)
        if kind == "p":
            text = initial + "".join(_paragraph(child))
            following = child.getnext()
            joined = _is_initial(child) and following is not None and local_name(following) == "p"
            initial = text if joined else ""
            if not joined:
                yield text
        elif kind == "tr":
            yield "  ".join(cell for cell in _cells(child) if cell)
        elif kind and kind not in _UNREAD:
            yield from _blocks(child)
            if kind == "tbl":
                yield ""


def _cells(row: etree._Element) -> Iterator[str]:
    for child in row:
        kind = local_name(child)
        if kind == "tc":
            yield "\n".join(_blocks(child)).strip()
        elif kind and kind not in _UNREAD:
            yield from _cells(child)


def _paragraph(element: etree._Element) -> Iterator[str]:
    for child in element:
        kind = local_name(child)
        if kind == "t":
            yield child.text or ""
        elif kind in _CHARACTERS:
            yield _CHARACTERS[kind]
        elif kind == "txbxContent":
            yield "\n" + "\n".join(_blocks(child)) + "\n"
        elif kind == "p":  # of a drawing
            yield "\n" + "".join(_paragraph(child)) + "\n"
        elif kind == "textpath":  # WordArt and watermarks as Word 2007 has them
            yield f"\n{child.get('string', '')}\n"
        elif kind == "docPr":
            yield from (f"\n{text}\n" for text in picture_texts(child))
        elif kind and kind not in _UNREAD and not (kind == "r" and _is_hidden(child)):
            yield from _paragraph(child)


def _is_initial(paragraph: etree._Element) -> bool:
    """Whether a paragraph is the large first letter of the next one."""
    frame = paragraph.find("{*}pPr/{*}framePr")
    return frame is not None and any(
        name.endswith("}dropCap") and value != "none" for name, value in frame.attrib.items()
    )


def _is_hidden(run: etree._Element) -> bool:
    mark = run.find("{*}rPr/{*}vanish")
    return mark is not None and not any(value in ("0", "false", "off") for value in mark.attrib.values())
