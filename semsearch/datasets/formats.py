"""The rows of JSON Lines, JSON arrays, CSV and TSV, as they are written and what they hold.

Files are read row by row, and no row without a limit: a small archive may hold a line of gigabytes.
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import TextIO

from semsearch.datasets.storage import is_text
from semsearch.errors import UsageError

DELIMITERS = {".csv": ",", ".tsv": "\t"}
JSON = (".jsonl", ".ndjson", ".json")

LONGEST = 1 << 24
"""Characters of the longest row that is read: what a row holds takes many times the memory of how it is written."""

_OTHER_DELIMITERS = (";", "\t", "|")  # spreadsheets write the first where the comma is the decimal sign
_BLANK = " \t\r\n"  # of blanks, JSON knows four
_SEPARATOR = re.compile(rf"[{_BLANK}]*(?:[\[\]{{}},:][{_BLANK}]*)?")
_BREAKS = ("\n", "\r")
_PIECE = 1 << 16
_TOKEN = 12
"""More characters than a constant or an escape of JSON has: where the text that is at hand may end within one."""

_NOT_UTF8 = "it is not in UTF-8; convert the file first, for example with iconv"
_TOO_LONG = f"it is longer than {LONGEST:,} characters"
_QUOTES = "a text that begins with a quote ends with one, and quotes within it are written twice"


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the ``line`` on which it begins, from 1, how it is written, in pieces that are there until the next row is
    asked for, and its value: an object for a row of CSV. ``problem`` says why it has none, "" if it has. ``gap`` is
    what stands between an element of an array and the one before."""

    line: int
    written: Iterable[str]
    value: object
    problem: str = ""
    gap: str = ""


@dataclass(slots=True)
class Layout:
    """What is not in rows: the ``header`` of CSV, or what stands before the first element of an array; and what follows
    the last, ``footer``, which is known when all rows are read. ``columns`` are the names in the header of CSV."""

    header: str = ""
    footer: str = ""
    columns: tuple[str, ...] = ()


def json_lines(file: TextIO) -> Iterator[Row]:
    """The rows of JSON Lines. Of one that is too long, most is read as its pieces are asked for."""
    for number, line in enumerate(_lines(file), 1):
        if len(line) > LONGEST:
            pieces = _whole_line(file, line)
            yield Row(number, pieces, None, _TOO_LONG)
            for _ in pieces:
                pass
        elif line.strip():
            yield _json_line(number, line)


def _lines(file: TextIO) -> Iterator[str]:
    """The lines of a file. Of one that is too long it is the first `LONGEST` + 1 characters; the rest comes next."""
    return iter(lambda: file.readline(LONGEST + 1), "")


def _whole_line(file: TextIO, start: str) -> Iterator[str]:
    """The pieces of a line of which `start` has been read already."""
    while start:
        yield start
        start = "" if start.endswith(_BREAKS) else file.readline(_PIECE)


def _json_line(number: int, line: str) -> Row:
    if not is_text(line):
        return Row(number, (line,), None, _NOT_UTF8)
    try:
        return Row(number, (line,), json.loads(line))
    except json.JSONDecodeError as error:
        return Row(number, (line,), None, f"it is not JSON: {error.msg}")
    except (RecursionError, ValueError) as error:  # nested too deep, or a number too long
        return Row(number, (line,), None, f"it cannot be read: {error}")


def is_json_lines(file: TextIO) -> bool:
    """Whether a file of JSON has a row in each line: a line is a whole value, and another follows it, or it is the only
    line and has no rows within. In an array or object a sign stands between two values. The first line may be
    malformed."""
    first, *more = list(islice((line for line in _lines(file) if line.strip()), 3)) or ['""']
    value = _whole_value(first)
    if value is None:
        return not first.lstrip().startswith("[") and len(more) == 2 and None not in map(_whole_value, more)
    return not isinstance(value, list) and (bool(more) or not _lists_of_rows(value))


def _whole_value(line: str) -> object:
    """The value that a line is written of, None if it is null or none."""
    try:
        return json.loads(line)
    except (RecursionError, ValueError):  # nested too deep, cut off, or not JSON
        return None


def single_row(file: TextIO, fields: Sequence[str]) -> Row | None:
    """The row of a file that is one object with a text in one of these fields, which no list within it repeats; None of
    any other file."""
    written = file.read(LONGEST + 1)
    value = _whole_value(written) if len(written) <= LONGEST and written.lstrip().startswith("{") else None
    if not isinstance(value, dict):
        return None
    within = {
        name
        for rows in value.values()
        if isinstance(rows, list) and rows and isinstance(rows[0], dict)
        for name in rows[0]
    }
    if any(isinstance(value.get(name), str) and name not in within for name in fields):
        return Row(1, (written,), value, "" if is_text(written) else _NOT_UTF8)
    return None


def _lists_of_rows(value: object) -> list[str]:
    """The names of the lists of objects or texts in an object."""
    fields = value.items() if isinstance(value, dict) else ()
    return [name for name, rows in fields if isinstance(rows, list) and rows and isinstance(rows[0], dict | str)]


class JsonArray:
    """An array of JSON, or one within an object, such as {"data": [...]}, which is read element by element.

    Raises:
        UsageError: it is malformed, or an object without such an array.
    """

    def __init__(self, path: Path, file: TextIO) -> None:
        self._path, self._file = path, file
        self._decoder = json.JSONDecoder()
        self._text, self._at = "", 0  # the part of the array that is at hand, and how far it is done with
        self._line = 1  # of that place
        start = self._separator()
        self._outer = self._before_rows(start) if start.strip(_BLANK) == "{" else ""
        self.layout = Layout(self._outer + self._separator() if self._outer else start)

    def rows(self) -> Iterator[Row]:
        """The elements.

        Raises:
            UsageError: as they are read, the array is malformed, or an element is too long: from there on nobody can
                tell where elements begin.
        """
        gap = ""
        ended = self._text.startswith("]", self._at)
        while not ended:
            yield self._element(gap)
            gap = self._separator()
            ended = gap.strip(_BLANK) == "]"
            if not ended and gap.strip(_BLANK) != ",":
                raise self._malformed("Expecting ',' or ']'")
        self.layout.footer = gap or self._separator()
        if self._outer:
            self.layout.footer += self._rest()
        if self._at < len(self._text):
            raise self._malformed("Extra data")

    def _before_rows(self, head: str) -> str:
        """What stands before the array with rows in an object that begins like this."""
        ended = self._text.startswith("}", self._at)
        while self._text.startswith('"', self._at):
            name = self._element("")
            head += "".join(name.written) + self._separator()
            if self._rows_begin():
                return head
            value, sign = self._element(""), self._separator()
            head += "".join(value.written) + sign
            ended = sign.strip(_BLANK) == "}"
        if not ended:
            raise self._malformed("Expecting a name in double quotes")
        raise UsageError(
            f"{self._path} is one object, and no array in it has rows; a .json file is an array, an object with one, or"
            " has a row in each line"
        )

    def _rows_begin(self) -> bool:
        """Whether an array of objects or texts is next."""
        while self._text.startswith("[", self._at):
            if first := self._text[self._at + 1 :].lstrip(_BLANK)[:1]:
                return first in '{"'
            if not self._read_on():
                break
        return False

    def _rest(self) -> str:
        """What follows the array in the object that holds it.

        Raises:
            UsageError: the object is malformed, or has rows in other arrays as well.
        """
        while len(self._text) - self._at <= LONGEST and self._read_on():
            pass
        rest = self._taken(len(self._text))
        try:
            others = _lists_of_rows(json.loads(f"{self._outer}[]{rest}"))
        except (RecursionError, ValueError) as error:
            raise UsageError(f"{self._path} cannot be read: {error}") from error
        if others:
            raise UsageError(f"{self._path} has rows in {others[0]!r} as well; write each array to a file of its own")
        return rest

    def _separator(self) -> str:
        """What stands before the next element: blanks, and one of the signs between elements."""
        while not (found := _SEPARATOR.match(self._text, self._at)) or found.end() == len(self._text):
            if not self._read_on():
                break
        return self._taken(found.end() if found else self._at)

    def _element(self, gap: str) -> Row:
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                is_cut = error.msg.startswith("Unterminated") or error.pos > len(self._text) - _TOKEN
                if not (is_cut and self._read_on()):
                    self._taken(error.pos)
                    raise self._malformed(error.msg) from error
            except (RecursionError, ValueError) as error:  # nested too deep, or a number too long
                raise UsageError(f"{self._path} cannot be read: {error}") from error
            else:
                if end < len(self._text) or not self._read_on():  # a number may go on
                    break
        line, written = self._line, self._taken(end)
        return Row(line, (written,), value, "" if is_text(written) else _NOT_UTF8, gap)

    def _taken(self, end: int) -> str:
        """The text at hand up to a place, which is done with."""
        taken, self._at = self._text[self._at : end], end
        self._line += taken.count("\n")
        return taken

    def _read_on(self) -> bool:
        """Read more of the file; False at its end."""
        self._text, self._at = self._text[self._at :], 0
        if len(self._text) > LONGEST:
            raise UsageError(f"{self._path}, line {self._line}: {_TOO_LONG}")
        piece = self._file.read(max(_PIECE, min(len(self._text), LONGEST + 1 - len(self._text))))
        self._text += piece
        return bool(piece)

    def _malformed(self, message: str) -> UsageError:
        return UsageError(f"{self._path}, line {self._line}, is not JSON: {message}")


def csv_rows(path: Path, file: TextIO, delimiter: str, wanted: Sequence[str]) -> tuple[Layout, Iterator[Row]]:
    """The rows of CSV, with the names of their columns from the first line. They are separated by `delimiter` unless
    another sign makes a column of a `wanted` name, or more columns.

    Raises:
        UsageError: as the rows are read, a quote is misplaced or missing, or a row is too long: from there on nobody
            can tell where rows begin.
    """
    csv.field_size_limit(LONGEST)
    lines = _lines(file)
    first = next(lines, "")
    delimiter = max((delimiter, *_OTHER_DELIMITERS), key=lambda sign: _columns(first[:LONGEST], sign, wanted))
    records = _records(path, chain([first] if first else [], lines), delimiter)
    _, header, columns = next(records, (1, "", []))
    if not is_text(header):
        raise UsageError(f"{path} is not in UTF-8; convert it first, for example with iconv")
    return Layout(header, columns=tuple(columns)), (_csv_row(columns, delimiter, *record) for record in records)


def _columns(header: str, delimiter: str, wanted: Sequence[str]) -> tuple[bool, int]:
    found = next(csv.reader([header], delimiter=delimiter), [])
    return not set(wanted).isdisjoint(found), len(found)


def _records(path: Path, lines: Iterable[str], delimiter: str) -> Iterator[tuple[int, str, list[str]]]:
    """The line on which each record begins, how it is written, and its fields."""
    taken: list[str] = []

    def noted() -> Iterator[str]:
        length = 0
        for line in lines:
            length = len(line) + (length if taken else 0)
            taken.append(line)
            if length > LONGEST:
                raise csv.Error(_TOO_LONG)
            yield line

    reader = csv.reader(noted(), delimiter=delimiter, strict=True)
    try:
        for fields in reader:
            if fields:
                yield reader.line_num - len(taken) + 1, "".join(taken), fields
            taken.clear()
    except csv.Error as error:
        line = reader.line_num - len(taken) + 1
        raise UsageError(f"{path}, line {line}, is not CSV: {' '.join(str(error).split())}; {_QUOTES}") from error


def _csv_row(columns: Sequence[str], delimiter: str, line: int, written: str, fields: Sequence[str]) -> Row:
    problem = ""
    if not is_text(written):
        problem = _NOT_UTF8
    elif any(fields[len(columns) :]):
        problem = f"it has more fields than columns; texts with {delimiter!r} need quotes"
    return Row(line, (written,), dict(zip(columns, fields, strict=False)), problem)
