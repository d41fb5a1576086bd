"""Documents of Pages, Numbers and Keynote of 2009: a zip file with one file of XML, its texts in paragraphs and its
tables cell by cell."""

from collections.abc import Iterator
from datetime import date, timedelta

from lxml import etree

from semsearch.extract.characters import kept, tidy
from semsearch.extract.elements import local_name, parse_xml
from semsearch.extract.office.package import Package
from semsearch.extract.reading import Reading, damaged, sealed

_FILES = ("index.xml", "index.apxl")
HISTORY = "buildVersionHistory.plist"
"""What such a document has beside it, and other zip files have not."""

_SF, _SFA = "{http://developer.apple.com/namespaces/sf}", "{http://developer.apple.com/namespaces/sfa}"
_UNSEEN = frozenset(
    ("theme-list", "stylesheet", "master-slides", "section-prototypes", "prototype-drawables", "metadata")
)
_VALUES, _DATE, _EPOCH = (f"{_SFA}s", f"{_SF}v"), f"{_SF}cell-date", date(2001, 1, 1)
_BREAKS = {"br": "\n", "lnbr": "\n", "crbr": "\n", "pgbr": "\n", "tab": "\t"}
_STEP, _ROW = f"{_SF}ct", 256


def read_iwork09(package: Package, what: str) -> Reading:
    """The texts in their order, without those of templates, and the tables among them row by row."""
    try:
        contents = [package.read(name) for name in _FILES if name in package]
    except NotImplementedError:  # what is encrypted has the number of a way to pack that there is not
        raise sealed(what) from None
    root = next(filter(lambda root: root is not None, map(parse_xml, contents)), None)
    if root is None:
        raise damaged(what)
    return Reading(tidy("\n\n".join(kept(_pieces(root)))))


def _pieces(element: etree._Element) -> Iterator[str]:
    kind = local_name(element)
    if kind == "text-body":
        yield "\n".join("".join(_text(paragraph)).strip("\n") for paragraph in element.iter(f"{_SF}p"))
    elif kind == "tabular-model":
        name = element.get(f"{_SF}name", "") if element.get(f"{_SF}name-is-visible") == "true" else ""
        yield "\n".join(filter(None, [name, *_rows(element)]))
    elif kind and kind not in _UNSEEN:
        for child in element:
            yield from _pieces(child)


def _text(element: etree._Element) -> Iterator[str]:
    yield element.text or _BREAKS.get(local_name(element), "")
    for child in element:
        yield from _text(child)
        yield child.tail or ""


def _rows(table: etree._Element) -> Iterator[str]:
    """A cell says how many places it stands behind the one before it, where a row has 256."""
    place, row, cells = 0, 0, list[str]()
    for cell in (cell for source in table.iter(f"{_SF}datasource") for cell in source):
        step = cell.get(_STEP, "1")
        place += int(step) if step.isdecimal() else 1
        if place // _ROW != row:
            yield "  ".join(cells)
            row, cells = place // _ROW, []
        cells += filter(None, [_value(cell)])
    yield "  ".join(cells)


def _value(cell: etree._Element) -> str:
    found = (value for each in cell.iter(etree.Element) for name in _VALUES if (value := each.get(name)))
    seconds = cell.get(_DATE, "")
    value = seconds or next(found, "")
    try:
        return f"{_EPOCH + timedelta(days=int(seconds) // 86_400)}" if seconds else f"{float(value):.15g}"
    except (ValueError, OverflowError):  # it is no number, or one of no day
        return value
