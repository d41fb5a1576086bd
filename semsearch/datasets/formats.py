"""The rows of JSON Lines, JSON arrays, CSV and TSV, as they are written and what they hold."""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import chain
from pathlib import Path
from typing import TextIO

from semsearch.datasets.storage import is_text
from semsearch.errors import UsageError

DELIMITERS = {".csv": ",", ".tsv": "\t"}
JSON = (".jsonl", ".ndjson", ".json")

_OTHER_DELIMITERS = (";", "\t", "|")  # spreadsheets write the first where the comma is the decimal sign
# Of blanks, JSON knows four.
_OPENING, _COMMA, _CLOSING = (
    re.compile(sign.replace(" ", r"[ \t\r\n]*")) for sign in (r" \[ ", r" , (?!\])", r" \] \Z")
)
_NOT_UTF8 = "it is not in UTF-8; convert the file first, for example with iconv"


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the ``line`` on which it begins, from 1, how it is written, and its value: an object for a row of CSV.
    ``problem`` says why it has none, "" if it has."""

    line: int
    written: str
    value: object
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """What is not in rows: the ``header`` of CSV, or what stands before the first element of an array; what separates
    these elements, ``comma``; and what follows the last, ``footer``. ``columns`` are the names in the header of CSV."""

    header: str = ""
    comma: str = ""
    footer: str = ""
    columns: tuple[str, ...] = ()


def json_rows(path: Path, file: TextIO, *, maybe_array: bool) -> tuple[Layout, Iterable[Row]]:
    """The rows of JSON: with `maybe_array` the elements of an array, if it begins with a bracket, else its lines.

    Raises:
        UsageError: the array is malformed, or else the first line, which then is a part of something larger.
    """
    if not maybe_array:
        return Layout(), _json_lines(file)
    whole = file.read()
    if opening := _OPENING.match(whole):
        return _json_array(path, whole, opening.end())
    rows = list(_json_lines(StringIO(whole, "")))  # a line of splitlines ends at U+2028, too, which JSON texts may have
    if rows and rows[0].problem:
        raise UsageError(
            f"{path}, line {rows[0].line}: {rows[0].problem}; a .json file is an array, or has a row in each line"
        )
    return Layout(), rows


def _json_lines(lines: Iterable[str]) -> Iterator[Row]:
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _json_line(number, line)


def _json_line(number: int, line: str) -> Row:
    if not is_text(line):
        return Row(number, line, None, _NOT_UTF8)
    try:
        return Row(number, line, json.loads(line))
    except json.JSONDecodeError as error:
        return Row(number, line, None, f"it is not JSON: {error.msg}")
    except (RecursionError, ValueError) as error:  # nested too deep, or a number too long
        return Row(number, line, None, f"it cannot be read: {error}")


def _json_array(path: Path, whole: str, first: int) -> tuple[Layout, list[Row]]:
    rows: list[Row] = []
    ends = [first]
    counted, line = 0, 1
    for start, end, value in _elements(path, whole, first):
        line += whole.count("\n", counted, start)
        written, counted = whole[start:end], start
        rows.append(Row(line, written, value, "" if is_text(written) else _NOT_UTF8))
        ends += [start, end]
    if not rows:
        return Layout(whole), rows
    return Layout(whole[: ends[1]], whole[ends[2] : ends[3]] if len(rows) > 1 else "", whole[ends[-1] :]), rows


def _elements(path: Path, array: str, at: int) -> Iterator[tuple[int, int, object]]:
    """Where each element of a JSON array begins and ends, and its value. The first is at `at`, if there is one."""
    decoder = json.JSONDecoder()
    try:
        while not _CLOSING.match(array, at):
            value, end = decoder.raw_decode(array, at)
            yield at, end, value
            if _CLOSING.match(array, end):
                break
            if not (comma := _COMMA.match(array, end)):
                raise json.JSONDecodeError("Expecting ',' or ']'", array, end)
            at = comma.end()
    except json.JSONDecodeError as error:
        raise UsageError(f"{path}, line {error.lineno}, is not JSON: {error.msg}") from error
    except (RecursionError, ValueError) as error:  # nested too deep, or a number too long
        raise UsageError(f"{path} cannot be read: {error}") from error


def csv_rows(path: Path, file: TextIO, delimiter: str, wanted: Sequence[str]) -> tuple[Layout, Iterator[Row]]:
    """The rows of CSV, with the names of their columns from the first line. They are separated by `delimiter` unless
    another sign makes a column of a `wanted` name, or more columns.

    Raises:
        UsageError: as the rows are read, a quote is misplaced or missing: from there on nobody can tell where rows
            begin.
    """
    first = file.readline()
    delimiter = max((delimiter, *_OTHER_DELIMITERS), key=lambda sign: _columns(first, sign, wanted))
    records = _records(path, chain([first] if first else [], file), delimiter)
    _, header, columns = next(records, (1, "", []))
    if not is_text(header):
        raise UsageError(f"{path} is not in UTF-8; convert it first, for example with iconv")
    return Layout(header, columns=tuple(columns)), (_csv_row(columns, delimiter, *record) for record in records)


def _columns(header: str, delimiter: str, wanted: Sequence[str]) -> tuple[bool, int]:
    found = next(csv.reader([header], delimiter=delimiter), [])
    return not set(wanted).isdisjoint(found), len(found)


def _records(path: Path, lines: Iterable[str], delimiter: str) -> Iterator[tuple[int, str, list[str]]]:
    """The line on which each record begins, how it is written, and its fields."""
    csv.field_size_limit(2**31 - 1)
    taken: list[str] = []

    def noted() -> Iterator[str]:
        for line in lines:
            taken.append(line)
            yield line

    reader = csv.reader(noted(), delimiter=delimiter, strict=True)
    try:
        for fields in reader:
            if fields:
                yield reader.line_num - len(taken) + 1, "".join(taken), fields
            taken.clear()
    except csv.Error as error:
        raise UsageError(f"{path}, line {reader.line_num - len(taken) + 1}, is not CSV: {error}") from error


def _csv_row(columns: Sequence[str], delimiter: str, line: int, written: str, fields: Sequence[str]) -> Row:
    problem = ""
    if not is_text(written):
        problem = _NOT_UTF8
    elif any(fields[len(columns) :]):
        problem = f"it has more fields than columns; texts with {delimiter!r} need quotes"
    return Row(line, written, dict(zip(columns, fields, strict=False)), problem)
