"""Excel workbooks, old and new -> their cells, a line for each row."""

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

import python_calamine
from python_calamine import CalamineError, CalamineWorkbook

from semsearch.extract.characters import tidy
from semsearch.extract.drawing import beside_cells, embedded
from semsearch.extract.limits import MAX_TEXT_CHARS
from semsearch.extract.package import Package
from semsearch.extract.reading import Reading, UnreadableError
from semsearch.records import SkipReason

Cell: TypeAlias = int | float | str | bool | time | date | datetime | timedelta


def read_workbook(content: bytes, name: str) -> Reading:
    """A workbook: the name of each sheet, then its rows; then what lies over the cells."""
    del name
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        lines = list(_lines(workbook))
    except python_calamine.PasswordError:
        raise UnreadableError(SkipReason.ENCRYPTED, "the workbook has a password; save a copy without one") from None
    except (CalamineError, ValueError, OSError) as error:
        detail = f"the workbook is damaged or cut off ({str(error)[:100]}); open it and save it anew"
        raise UnreadableError(SkipReason.CORRUPT, detail) from error
    if not content.startswith(b"PK"):
        return Reading(tidy("\n".join(lines)))
    with Package(content, "Excel workbook") as package:
        return Reading(tidy("\n".join([*lines, "", *beside_cells(package)])), inside=embedded(package, "xl/"))


def _lines(workbook: CalamineWorkbook) -> Iterator[str]:
    characters = 0
    for name in workbook.sheet_names:
        try:
            sheet = workbook.get_sheet_by_name(name)
        except CalamineError:
            continue  # a sheet of charts only, or a damaged one, costs only itself
        begun = False
        for row in sheet.iter_rows():
            line = "  ".join(text for text in map(_text, row) if text)
            if not line:
                continue
            if not begun:
                begun = True
                yield f"\n{name}"
            yield line
            characters += len(line)
            if characters > MAX_TEXT_CHARS:
                return


def _text(cell: Cell) -> str:
    """A value as a person reads it."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else f"{cell:.15g}"
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ") if cell.time() != time() else cell.date().isoformat()
    return str(cell).strip()
