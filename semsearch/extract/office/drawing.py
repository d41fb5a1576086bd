"""DrawingML, in which slides, charts, diagrams, text boxes and comments of all Office documents are written -> text."""

import re
from collections.abc import Iterator

from lxml import etree

from semsearch.extract.characters import picture_text
from semsearch.extract.elements import local_name
from semsearch.extract.office.package import Package

# Numbers and dates that repeat on each slide.
_REPEATED = frozenset(("sldNum", "dt"))
# The second copy of a drawing for old programs, and what a chart plots: the cells of a sheet, and their formats.
_UNREAD = frozenset(("Fallback", "numCache", "numLit", "f", "formatCode"))
_BESIDE_TEXT = ("charts/chart", "diagrams/data")
# What Excel tells older versions of itself above a comment that is part of a thread, in the language of its author.
_THREAD = re.compile(r"\[[^\[\]]{1,60}\]\s.{1,600}fwlink/\?linkid=870924\W{0,3}\s[^:\n]{1,40}:\s*", re.DOTALL)
_BESIDE_CELLS = ("drawings/drawing", "diagrams/data", "charts/chart", "comments", "threadedComments/")


def beside_text(package: Package) -> list[str]:
    """The charts and diagrams of a Word document, a line each."""
    return _lines_of(package, "word/", _BESIDE_TEXT)


def beside_cells(package: Package) -> list[str]:
    """The text boxes, charts, diagrams and comments of a workbook, a line each."""
    return _lines_of(package, "xl/", _BESIDE_CELLS)


def _lines_of(package: Package, root: str, prefixes: tuple[str, ...]) -> list[str]:
    wanted = tuple(root + prefix for prefix in prefixes)
    names = [name for name in package.names(root, ".xml") if name.startswith(wanted)]
    return [line for name in names for line in member_lines(package, name)]


def member_lines(package: Package, name: str) -> Iterator[str]:
    """The lines of a member; nothing where there is no such member."""
    root = package.xml(name)
    return iter(()) if root is None else drawing_lines(root)


def drawing_lines(container: etree._Element) -> Iterator[str]:
    """The paragraphs, table rows and labels below `container`, a line each. XML nests 256 deep at most."""
    for child in container:
        kind = local_name(child)
        if kind == "p":
            line = "".join(_runs(child))
            if line.strip():
                yield line
        elif kind == "tr":
            cells = (" ".join(drawing_lines(cell)) for cell in child.iterchildren("{*}tc"))
            yield "  ".join(cell for cell in cells if cell)
        elif kind == "comment":
            yield _THREAD.sub("", "".join(text.text or "" for text in child.iter("{*}t")).strip())
            yield from (text.text or "" for text in child.iter("{*}text") if not len(text))
        elif kind in ("text", "v") and (child.text or "").strip() and not _is_number(child):
            yield (child.text or "").strip()  # the text of a comment, a label of a chart
        elif kind == "cNvPr":
            yield from picture_texts(child)
        elif kind == "sp" and _is_repeated(child):
            continue
        elif kind not in _UNREAD:
            yield from drawing_lines(child)


def picture_texts(properties: etree._Element) -> Iterator[str]:
    """What a person wrote to stand for a picture or a shape that has these properties, a line each."""
    texts = (picture_text(properties.get(name, "")) for name in ("title", "descr"))
    yield from dict.fromkeys(text for text in texts if text)


def _is_repeated(shape: etree._Element) -> bool:
    return any(placeholder.get("type") in _REPEATED for placeholder in shape.iter("{*}ph"))


def _runs(paragraph: etree._Element) -> Iterator[str]:
    for element in paragraph.iter("{*}t", "{*}br", "{*}tab"):
        yield {"t": element.text or "", "br": "\n", "tab": "\t"}[local_name(element)]


def _is_number(element: etree._Element) -> bool:
    return (element.text or "").strip().replace(".", "", 1).lstrip("-").isdecimal()
