"""Reads and filters files with a text in each row: JSON Lines, JSON arrays, CSV and TSV. Rows are copied byte for
byte."""

import csv
import json
import re
import shutil
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TextIO

from semsearch.errors import UsageError, reason
from semsearch.temporary import replacing

_DELIMITERS = {".csv": ",", ".tsv": "\t"}
_OTHER_DELIMITERS = (";", "\t", "|")  # spreadsheets write the first where the comma is the decimal sign
_JSON = (".jsonl", ".ndjson", ".json")
_SAID = ("content", "value", "text")  # of a message, as OpenAI and ShareGPT write it, and of a part of one
# Of blanks, JSON knows four.
_OPENING, _COMMA, _CLOSING = (
    re.compile(sign.replace(" ", r"[ \t\r\n]*")) for sign in (r"\ufeff? \[ ", r" , (?!\])", r" \] \Z")
)


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file with its rows as written, ``raw``, and the text of each row, ``texts``.

    ``header`` is that of CSV and TSV, or what stands before the first element of an array; ``comma`` is what separates
    these elements, and ``footer`` what follows the last.
    """

    path: Path
    header: str
    raw: tuple[str, ...]
    texts: tuple[str, ...]
    comma: str = ""
    footer: str = ""


def read_texts(path: Path, field: str) -> TextFile:
    """Read a file whose rows have their text in `field`; a JSON row may also be a plain string.

    A file of JSON with a bracket at its beginning is an array, and any other has a row in each line, whatever its name:
    both are called .json.

    Raises:
        UsageError: the file cannot be read, has another extension, is malformed, or has no such field.
    """
    suffix = path.suffix.lower()
    if suffix not in (*_JSON, *_DELIMITERS):
        raise UsageError(
            f"{path} is none of {', '.join((*_JSON, *_DELIMITERS))}; convert it, or use the extension of its format"
        )
    try:
        with path.open(encoding="utf-8", newline="") as file:
            found = _json_rows(path, file, field) if suffix in _JSON else _csv_rows(path, file, field)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {reason(error)}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not in UTF-8; convert it first, for example with iconv") from error
    except (RecursionError, ValueError) as error:  # of JSON nested too deep, or a number too long
        raise UsageError(f"{path} cannot be read: {error}") from error
    return found


def write_without(file: TextFile, dropped: Collection[int]) -> Path:
    """Write the rows that are not dropped to a new file beside the original, such as texts.clean.jsonl for texts.jsonl.

    Returns its path.

    Raises:
        UsageError: it cannot be written.
    """
    kept = [row for number, row in enumerate(file.raw) if number not in dropped]
    name = _free_name(file.path)
    try:
        with replacing(name) as new, new.open("w", encoding="utf-8", newline="") as target:
            if file.footer:
                target.writelines((file.header, file.comma.join(kept), file.footer))
            else:
                target.writelines(_ended((file.header, *kept) if file.header else kept))
        shutil.copymode(file.path, name)
    except OSError as error:
        raise UsageError(f"nothing can be written beside {file.path}: {reason(error)}") from error
    return name


def _free_name(path: Path) -> Path:
    number = 1
    while (name := path.with_name(f"{path.stem}.clean{'' if number == 1 else f'-{number}'}{path.suffix}")).exists():
        number += 1
    return name


def _ended(rows: Iterable[str]) -> Iterator[str]:
    """The rows, with a line break added to each but the last if it has none: the last row of a file often has none."""
    last = ""
    for row in rows:
        if last:
            yield last if last.endswith("\n") else last + "\n"
        last = row
    yield last


def _json_rows(path: Path, file: TextIO, field: str) -> TextFile:
    if path.suffix.lower() == ".json":
        whole = file.read()
        if opening := _OPENING.match(whole):
            return _json_array(path, whole, opening.end(), field)
        file.seek(0)

    def rows() -> Iterator[tuple[str, str, object]]:
        for number, line in enumerate(file, 1):
            if line.strip():
                yield f"line {number}", line, _decoded(path, number, line)

    return TextFile(path, "", *_gathered(path, rows(), field))


def _json_array(path: Path, whole: str, first: int, field: str) -> TextFile:
    spans: list[tuple[int, int]] = []

    def rows() -> Iterator[tuple[str, str, object]]:
        for start, end, row in _elements(path, whole, first):
            spans.append((start, end))
            yield f"row {len(spans)}", whole[start:end], row

    raw, texts = _gathered(path, rows(), field)
    if not spans:
        return TextFile(path, whole, raw, texts)
    comma = whole[spans[0][1] : spans[1][0]] if len(spans) > 1 else ""
    return TextFile(path, whole[: spans[0][0]], raw, texts, comma, whole[spans[-1][1] :])


def _decoded(path: Path, number: int, line: str) -> object:
    try:
        return json.loads(line.lstrip("\ufeff"))
    except json.JSONDecodeError as error:
        either = "; a .json file is an array, or has a row in each line" if path.suffix.lower() == ".json" else ""
        raise UsageError(f"{path}, line {number}, is not JSON: {error.msg}{either}") from error


def _elements(path: Path, array: str, at: int) -> Iterator[tuple[int, int, object]]:
    """Where each element of a JSON array begins and ends, and its value. The first is at `at`, if there is one."""
    decoder = json.JSONDecoder()
    try:
        while not _CLOSING.match(array, at):
            row, end = decoder.raw_decode(array, at)
            yield at, end, row
            if _CLOSING.match(array, end):
                break
            if not (comma := _COMMA.match(array, end)):
                raise json.JSONDecodeError("Expecting ',' or ']'", array, end)
            at = comma.end()
    except json.JSONDecodeError as error:
        raise UsageError(f"{path}, line {error.lineno}, is not JSON: {error.msg}") from error


def _gathered(
    path: Path, rows: Iterable[tuple[str, str, object]], field: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The rows as written and their texts, from the place of each, what is written there, and its value."""
    raw, texts = [], []
    named = False
    names: set[str] = set()
    for place, written, row in rows:
        fields = _fields(row, field)
        named = named or field in fields
        names |= fields.keys() if len(names) < 20 else set()
        text = _text(fields.get(field))
        if text is None:
            raise UsageError(f"{path}, {place}: {field!r} is not text")
        raw.append(written)
        texts.append(text.encode(errors="replace").decode())  # JSON can contain lone surrogates
    if raw and not named:
        raise UsageError(f"no row of {path} has {field!r}; choose with --field one of {', '.join(sorted(names))}")
    return tuple(raw), tuple(texts)


def _fields(row: object, plain: str) -> dict[str, object]:
    """The fields of a row, those of objects within it as "outer.inner". What is no object is the field `plain`."""
    if not isinstance(row, dict):
        return {} if row is None else {plain: row}
    inner = {
        f"{name}.{own}": value
        for name, nested in row.items()
        if isinstance(nested, dict)
        for own, value in nested.items()
    }
    return inner | row


def _text(value: object, *, within: bool = False) -> str | None:
    """A text, or those of a list together: of texts, of the messages of a chat, or of the parts `within` a message. A
    message that has no text, such as a call of a tool, and a part that is an image, count as they are written. None for
    anything else."""
    if value is None or isinstance(value, str):
        return value or ""
    if not isinstance(value, list):
        return None
    if value and not within and all(isinstance(each, dict) and each.keys().isdisjoint(_SAID) for each in value):
        return None
    said = [json.dumps(each) if (own := _said(each)) is None else _text(own, within=True) for each in value]
    return None if None in said else "\n".join(filter(None, said))


def _said(message: object) -> object:
    """What a message or one of its parts says, None if nothing."""
    if isinstance(message, dict):
        return next((message[name] for name in _SAID if message.get(name) is not None), None)
    return message


def _csv_rows(path: Path, lines: Iterable[str], field: str) -> TextFile:
    taken: list[str] = []

    def noted() -> Iterator[str]:
        for line in lines:
            taken.append(line)
            yield line

    raw, texts = [], []
    csv.field_size_limit(2**31 - 1)
    source = noted()
    first = next(source, "").lstrip("\ufeff")
    delimiter = _delimiter(path, first, field)
    rows = csv.reader(chain([first], source), delimiter=delimiter, strict=True)
    try:
        columns = next(rows, [])
        header = "".join(taken)
        if columns and columns.count(field) != 1:
            raise UsageError(
                f"{path} has two columns {field!r}; rename one of them"
                if field in columns
                else f"{path} has no column {field!r}; choose with --field one of {', '.join(columns)}"
            )
        at = columns.index(field) if columns else 0
        taken.clear()
        for row in rows:
            if any(row[len(columns) :]):
                raise UsageError(
                    f"{path}, line {rows.line_num}, has more fields than columns; texts with {delimiter!r} need quotes"
                )
            if row:
                raw.append("".join(taken))
                texts.append(row[at] if at < len(row) else "")
            taken.clear()
    except csv.Error as error:
        raise UsageError(f"{path}, line {rows.line_num}, is not CSV: {error}") from error
    return TextFile(path, header, tuple(raw), tuple(texts))


def _delimiter(path: Path, header: str, field: str) -> str:
    """What separates the columns: that of the extension, unless another one makes a column of this name, or more."""

    def columns(delimiter: str) -> tuple[bool, int]:
        found = next(csv.reader([header], delimiter=delimiter), [])
        return field in found, len(found)

    return max((_DELIMITERS[path.suffix.lower()], *_OTHER_DELIMITERS), key=columns)
