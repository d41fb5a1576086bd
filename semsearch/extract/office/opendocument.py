"""OpenDocument text, spreadsheets, presentations and drawings -> text in reading order (OASIS OpenDocument 1.3)."""

from collections.abc import Iterator

from lxml import etree

from semsearch.extract.characters import picture_text, tidy
from semsearch.extract.elements import first_text, local_name, parse_xml
from semsearch.extract.limits import MAX_PARTS
from semsearch.extract.office.margins import says_nothing
from semsearch.extract.office.package import Package, open_package
from semsearch.extract.reading import Reading, damaged, sealed
from semsearch.extract.titles import sensible_title

_WHAT = "OpenDocument file"
# Deleted text, declarations, forms, scripts, and the numbers of notes.
_UNREAD = frozenset(
    "tracked-changes sequence-decls variable-decls user-field-decls forms scripts note-citation binary-data "
    "object-ole plugin event-listeners script change deletion".split()
)
# What headers and footers fill in when they are printed.
_COUNTED = frozenset("page-number page-count sheet-name title file-name date time".split())
_MAX_SPACES = 40
_CONTENT = "content.xml"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_NAME = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}name"
_VALUES = ("string-value", "date-value", "time-value", "boolean-value", "value")
_PICTURE_TEXTS = tuple(
    "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}" + name for name in ("title", "desc")
)


def read_opendocument(content: bytes, name: str) -> Reading:
    """A document in a zip file. Its title is the one in its properties, where it is one."""
    with open_package(content, _WHAT) as package:
        if next(package.elements("META-INF/manifest.xml", "{*}encryption-data"), None) is not None:
            raise sealed(_WHAT)
        body = package.xml(_CONTENT)
        if body is None:
            raise damaged(_WHAT)
        margins = _margins(package.elements("styles.xml", "{*}master-page"))
        text = tidy("\n".join([*margins, *_blocks(body), "", *_objects(package)]))
        return Reading(text, sensible_title(package.title("meta.xml"), name))


def read_flat_opendocument(content: bytes, name: str) -> Reading:
    """A document that is one XML file."""
    root = parse_xml(content)
    if root is None:
        raise damaged(_WHAT)
    bodies = root.iter("{*}body")
    text = tidy("\n".join(line for body in bodies for line in _blocks(body)))
    return Reading(text, sensible_title(first_text(root, "title"), name))


def _objects(package: Package) -> Iterator[str]:
    """What is put in as a document of its own: tables and texts, formulas, and what is written on charts."""
    names = [name for name in package.names(suffix=f"/{_CONTENT}") if name.count("/") == 1]
    for root in map(package.xml, names[:MAX_PARTS]):
        yield "" if root is None or local_name(root) != "math" else _formula(root)
        for body in [] if root is None else root.iter("{*}body"):
            charts = list(body.iterchildren("{*}chart"))
            for table in [table for chart in charts for table in chart.iter("{*}table")]:
                table.clear()  # what it plots: the cells of a sheet
            written = ("".join(_inline(paragraph, [])) for chart in charts for paragraph in chart.iter("{*}p"))
            yield from written if charts else _blocks(body)


def _margins(masters: Iterator[etree._Element]) -> list[str]:
    """Headers and footers of master pages, each text once."""
    kinds = ("header", "footer", "header-first", "footer-first", "header-left", "footer-left")
    margins = [child for master in masters for child in master if local_name(child) in kinds]
    for paragraph in [paragraph for margin in margins for paragraph in margin.iter("{*}p")]:
        fields = [field for field in paragraph.iter() if local_name(field) in _COUNTED]
        for field in fields:
            field.text = ""
        if fields and says_nothing("".join(_inline(paragraph, []))):
            paragraph.clear()
    return list(dict.fromkeys("\n".join(_blocks(margin)) for margin in margins))


def _blocks(container: etree._Element) -> Iterator[str]:
    """Paragraphs and table rows below `container`, a line each. lxml admits 256 levels, so recursion is safe."""
    for child in container:
        kind = local_name(child)
        if kind in ("p", "h"):
            notes: list[str] = []
            yield "".join(_inline(child, notes))
            yield from notes
        elif kind == "table-row":
            cells = ("\n".join(_blocks(cell)).strip() or _value(cell) for cell in child.iterchildren("{*}table-cell"))
            yield "  ".join(cell for cell in cells if cell)
        elif kind == "table":
            lines = list(_blocks(child))
            yield child.get(_NAME, "") if local_name(container) == "spreadsheet" and any(lines) else ""
            yield from lines
            yield ""
        elif kind == "page":
            yield ""
            yield from _blocks(child)
        elif kind == "math":
            yield _formula(child)
        elif child.tag in _PICTURE_TEXTS:
            yield picture_text("".join(child.itertext()))
        elif kind and kind not in _UNREAD:
            yield from _blocks(child)


def _value(cell: etree._Element) -> str:
    """What is in a cell that some programs give no text beside its value."""
    return next((value for name in _VALUES if (value := cell.get(_OFFICE + name))), "")


def _formula(math: etree._Element) -> str:
    """The letters and signs of a formula (MathML), which stand in their order but not where they belong."""
    return " ".join("".join(sign.itertext()).strip() for sign in math.iter("{*}mi", "{*}mn", "{*}mo", "{*}mtext"))


def _inline(element: etree._Element, notes: list[str]) -> Iterator[str]:
    """The text of a paragraph, text boxes that are anchored in it on lines of their own; notes are added to `notes`."""
    yield element.text or ""
    for child in element:
        kind = local_name(child)
        if kind == "tab":
            yield "\t"
        elif kind == "s":
            count = child.get("{urn:oasis:names:tc:opendocument:xmlns:text:1.0}c", "1")
            yield " " * (min(int(count), _MAX_SPACES) if count.isdecimal() else 1)
        elif kind == "line-break":
            yield "\n"
        elif kind in ("note", "annotation"):
            notes.append("\n".join(_blocks(child)).strip())
        elif kind in ("frame", "custom-shape", "g"):
            inside = "\n".join(_blocks(child)).strip()
            yield f"\n{inside}\n" if inside else ""
        elif kind == "p":  # of a shape
            yield "\n" + "".join(_inline(child, notes)) + "\n"
        elif child.tag in _PICTURE_TEXTS:
            text = picture_text("".join(child.itertext()))
            yield f"\n{text}\n" if text else ""
        elif kind and kind not in _UNREAD:
            yield from _inline(child, notes)
        yield child.tail or ""
