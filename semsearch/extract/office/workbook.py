"""Excel workbooks, old and new -> their cells, a line for each row."""

import io
import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from html import unescape
from typing import TypeAlias

import python_calamine
from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook

from semsearch.extract.characters import kept, tidy
from semsearch.extract.elements import text_of
from semsearch.extract.limits import MAX_BYTES, MAX_TEXT_CHARS
from semsearch.extract.office import embedded, excel97
from semsearch.extract.office.drawing import beside_cells
from semsearch.extract.office.margins import margin_text
from semsearch.extract.office.ole import open_ole
from semsearch.extract.office.package import Package, open_package
from semsearch.extract.reading import Reading, UnreadableError, damaged, sealed
from semsearch.extract.whereabouts import within
from semsearch.records import SkipReason

Cell: TypeAlias = int | float | str | bool | time | date | datetime | timedelta


_WHAT = "Excel workbook"
_DIMENSION = re.compile(rb'<dimension\s+ref="[A-Z$]+\d+:([A-Z]{1,4})(\d+)"')
_PLACE = re.compile(rb'<c\s[^>]*?\br="([A-Z]{1,4})(\d{1,9})"')
_MARGIN = re.compile(rb"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)\b[^>]*>([^<]+)<")
_MOST_CELLS = 50_000_000
_SHEET_NAME = "{urn:schemas-microsoft-com:office:spreadsheet}Name"
_MIDNIGHT = re.compile(r"(?<=\d{4}-\d\d-\d\d)T00:00:00\.000\b")


def read_workbook(content: bytes, _name: str) -> Reading:
    """A workbook: the name of each sheet, then its rows; then what lies over the cells."""
    if not content.startswith(b"PK"):
        return _read_97(content)
    problem: UnreadableError | None = None
    lines: list[str] = []
    try:
        lines = [] if _is_vast(content) else _read(content)
    except UnreadableError as error:
        if error.reason is SkipReason.ENCRYPTED:
            raise
        problem = error  # what can be read without calamine is
    with open_package(content, _WHAT) as package:
        lines = [*(lines or _rows(package)), "", *beside_cells(package)]
        lines += _margins(package)
        if problem and not any(lines):
            raise problem
        return Reading(tidy("\n".join(lines)), inside=embedded.in_package(package, "xl/"))


def read_flat_workbook(root: etree._Element) -> Reading:
    """A workbook that is one XML file, of Excel 2003, as programs for banks and accounts write it too."""
    return Reading(tidy("\n".join(kept(_flat_lines(root)))))


def _flat_lines(root: etree._Element) -> Iterator[str]:
    for sheet in root.iter("{*}Worksheet"):
        rows = ("  ".join(filter(None, map(text_of, row.iter("{*}Data")))) for row in sheet.iter("{*}Row"))
        lines = [_MIDNIGHT.sub("", row) for row in rows if row]
        yield from (f"\n{sheet.get(_SHEET_NAME, '')}", *lines) if lines else ()


def _read_97(content: bytes) -> Reading:
    """A workbook of the old format."""
    with open_ole(content, _WHAT) as ole:
        if excel97.has_password(ole):
            raise sealed(_WHAT)
        lines = [*excel97.cells(ole), "", *excel97.beside_cells(ole)]
        return Reading(tidy("\n".join(lines)), inside=embedded.in_document(ole, content))


def _margins(package: Package) -> list[str]:
    """The headers and footers of all sheets, each text once."""
    sheets = package.names("xl/worksheets/", ".xml")
    if sum(map(package.size, sheets)) > MAX_BYTES:
        return []
    codes = (found.decode(errors="replace") for sheet in sheets for found in _MARGIN.findall(package.read(sheet)))
    return list(dict.fromkeys(margin_text(unescape(each)) for each in codes))


def _is_vast(content: bytes) -> bool:
    """Whether a stray cell makes a sheet so large that calamine, which keeps a place for every cell, cannot hold it."""
    with open_package(content, _WHAT) as package:
        return any(_cells(package, sheet) > _MOST_CELLS for sheet in package.names("xl/worksheets/", ".xml"))


def _cells(package: Package, sheet: str) -> int:
    """The places of a sheet up to its last row and column, by what it says of itself or else by its cells."""
    said = _DIMENSION.search(package.read(sheet, 4096))
    if said:
        return int(said[2][:9]) * _column(said[1])
    places = _PLACE.findall(package.read(sheet)) if package.size(sheet) <= MAX_BYTES else []
    columns = {column for column, _ in places}
    return max((int(row) for _, row in places), default=0) * max(map(_column, columns), default=0)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters[:4]:
        number = 26 * number + letter - ord("A") + 1
    return number


@within()
def _read(content: bytes) -> list[str]:
    """The lines of all sheets, by calamine. It may end the process: `within` leaves it out then.

    Raises:
        UnreadableError: calamine cannot read it, or ended the process before.
    """
    try:
        return list(kept(_lines(CalamineWorkbook.from_filelike(io.BytesIO(content)))))
    except python_calamine.PasswordError:
        raise sealed(_WHAT) from None
    except (CalamineError, ValueError, OSError):
        raise damaged(_WHAT) from None
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # an exception of no kind of its own
            raise damaged(_WHAT) from None
        raise


def _rows(package: Package) -> Iterator[str]:
    """The rows of a workbook that calamine refuses or finds nothing in, values as they are stored: it is strict with
    kinds of sheets and names of parts."""
    sheets = package.names("xl/worksheets/", ".xml")
    if sum(map(package.size, ("xl/sharedStrings.xml", *sheets))) > MAX_BYTES:
        return
    strings = ["".join(_runs(item)) for item in package.elements("xl/sharedStrings.xml", "{*}si")]
    left = MAX_TEXT_CHARS
    for sheet in sheets:
        for row in package.elements(sheet, "{*}row"):
            cells = []
            for cell in row.iterchildren("{*}c"):
                text = _stored(cell, strings)
                left -= len(text)
                if left < 0:  # one long text may be that of a million cells
                    return
                cells += [text] if text else []
            yield "  ".join(cells)


def _stored(cell: etree._Element, strings: list[str]) -> str:
    value = cell.findtext("{*}v", "")
    if cell.get("t") == "s" and value.isdecimal():
        return strings[int(value)] if int(value) < len(strings) else ""
    return value or "".join(_runs(cell))


def _runs(element: etree._Element) -> Iterator[str]:
    return (text.text or "" for text in element.iter("{*}t"))


def _lines(workbook: CalamineWorkbook) -> Iterator[str]:
    for name in workbook.sheet_names:
        try:
            sheet = workbook.get_sheet_by_name(name)
        except (CalamineError, OSError):
            continue  # a sheet of charts only, or a damaged one, costs only itself
        begun = False
        for row in sheet.iter_rows():
            if row.count("") == len(row):  # a stray cell far off makes millions of these
                continue
            line = "  ".join(text for text in (_text(cell) for cell in row if cell != "") if text)
            if not line:
                continue
            if not begun:
                begun = True
                yield f"\n{name}"
            yield line


def _text(cell: Cell) -> str:
    """A value as a person reads it."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else f"{cell:.15g}"
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="seconds") if cell.time() != time() else cell.date().isoformat()
    return str(cell).strip()
