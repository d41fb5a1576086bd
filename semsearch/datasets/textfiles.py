"""Reads and filters files with a text in each row, also compressed ones. Rows are copied byte for byte."""

import re
import shutil
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import TextIO

from semsearch.datasets.fields import USUAL, advice, chosen, in_short, text_of
from semsearch.datasets.formats import (
    DELIMITERS,
    JSON,
    JsonArray,
    Layout,
    Row,
    csv_rows,
    is_json_lines,
    json_lines,
    single_row,
)
from semsearch.datasets.storage import COMPRESSED, Storage, names, readable, stored
from semsearch.errors import UsageError, reason
from semsearch.progress import Progress, Step, silent
from semsearch.records import BrokenRow
from semsearch.temporary import replacing

_SAMPLE = 100
"""The rows by which the field with the text is chosen."""

_TOLD = 1000
"""Rows from one step of progress to the next."""


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file with the text of each of its rows, that of ``fields``, and the line on which each begins, from 1. The text
    of ``broken`` rows is "". ``version`` tells whether the file is still the one that was read."""

    path: Path
    storage: Storage
    version: tuple[int, int]
    fields: tuple[str, ...]
    lines: tuple[int, ...]
    texts: tuple[str, ...]
    broken: tuple[BrokenRow, ...]


def read_texts(path: Path, fields: Sequence[str] = (), progress: Progress = silent) -> TextFile:
    """Read a file whose rows have their text in `fields`, or else in the one that `fields.chosen` tells; a JSON row may
    also be a plain text.

    A file called .json is an array, an object with an array of rows, or has a row in each line.

    Raises:
        UsageError: the file cannot be read, has another extension, or no row with such a text.
        Cancelled: raised by `progress`.
    """
    _, suffix, _ = names(path)
    if suffix.lower() not in (*JSON, *DELIMITERS):
        raise UsageError(
            f"{path} is none of {', '.join((*JSON, *DELIMITERS))}, nor one of these with {', '.join(COMPRESSED)};"
            " convert it, or use the extension of its format"
        )
    with readable(path):
        version = _version(path)
    storage = stored(path, is_utf8=suffix.lower() in JSON)
    with _rows(path, storage, fields or USUAL, progress) as (layout, rows):
        sample = list(islice(rows, _SAMPLE))
        values = [row.value for row in sample if not row.problem]
        fields = tuple(fields) or chosen(path, values)
        if twice := next((name for name in fields if layout.columns.count(name) > 1), None):
            raise UsageError(f"{path} has two columns {in_short(twice)!r}; rename one of them")
        lines, texts, broken = _gathered(chain(sample, rows), fields)
    if texts and len(broken) == len(texts):
        first = broken[0]
        about = f"no row of {path} can be used; line {first.line}: {first.reason}"
        raise UsageError(f"{about}; {advice(path, values)}" if values else about)
    return TextFile(path, storage, version, fields, lines, texts, broken)


@contextmanager
def _rows(
    path: Path, storage: Storage, wanted: Sequence[str], progress: Progress
) -> Iterator[tuple[Layout, Iterator[Row]]]:
    """The layout of a file and its rows; `wanted` are names of columns that tell what separates them.

    Raises:
        UsageError: the file cannot be read, also as its rows are.
    """
    with ExitStack() as opened:
        with readable(path):
            file = opened.enter_context(storage.opened(path, "r"))
            layout, rows = _unread(path, storage, file, wanted)
        yield layout, _told(path, rows, progress)


def _unread(path: Path, storage: Storage, file: TextIO, wanted: Sequence[str]) -> tuple[Layout, Iterator[Row]]:
    suffix = names(path)[1].lower()
    if suffix in DELIMITERS:
        return csv_rows(path, file, DELIMITERS[suffix], wanted)
    if suffix == ".json":
        with storage.opened(path, "r") as whole:
            row = single_row(whole, wanted)
        if row is not None:
            return Layout(), iter([row])
        with storage.opened(path, "r") as start:
            has_lines = is_json_lines(start)
        if not has_lines:
            array = JsonArray(path, file)
            return array.layout, array.rows()
    return Layout(), json_lines(file)


def _told(path: Path, rows: Iterable[Row], progress: Progress) -> Iterator[Row]:
    """The rows, as they are read."""
    with readable(path):
        for number, row in enumerate(rows):
            if number % _TOLD == 0:
                progress(Step("extract", number, None, path.name))
            yield row


def _gathered(
    rows: Iterable[Row], fields: Sequence[str]
) -> tuple[tuple[int, ...], tuple[str, ...], tuple[BrokenRow, ...]]:
    """The lines of the rows, their texts, and those that have none."""
    lines, texts, broken = [], [], []
    for number, row in enumerate(rows, 1):
        text, problem = ("", row.problem) if row.problem else text_of(row.value, fields)
        lines.append(row.line)
        texts.append(text)
        if problem:
            broken.append(BrokenRow(number, row.line, problem))
    return tuple(lines), tuple(texts), tuple(broken)


def write_all_without(
    dropped: Sequence[tuple[TextFile, Collection[int]]], progress: Progress = silent
) -> tuple[Path, ...]:
    """Write the rows of files that are not dropped to a new file beside each, such as texts.clean.jsonl.gz for
    texts.jsonl.gz: to all of these, or to none.

    Returns their paths.

    Raises:
        UsageError: one cannot be written, or its original has changed since it was read.
        Cancelled: raised by `progress`.
    """
    written: list[Path] = []
    try:
        for file, rows in dropped:
            written.append(write_without(file, rows, progress))
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise
    return tuple(written)


def write_without(file: TextFile, dropped: Collection[int], progress: Progress = silent) -> Path:
    """As `write_all_without`, of one file."""
    try:
        name = _free_name(file.path)
        with replacing(name) as new, file.storage.opened(new, "w") as target:
            with _rows(file.path, file.storage, file.fields or USUAL, progress) as (layout, rows):
                target.write(layout.header)
                _copy((row for number, row in enumerate(rows) if number not in dropped), target)
                target.write(layout.footer)
            if _version(file.path) != file.version:
                raise UsageError(f"{file.path} has changed since it was read; nothing was written, run it again")
        shutil.copymode(file.path, name)
    except OSError as error:
        raise UsageError(f"nothing can be written beside {file.path}: {reason(error)}") from error
    return name


def _copy(rows: Iterable[Row], target: TextIO) -> None:
    """Write rows, with a line break between lines where one is missing: the last row of a file often has none."""
    last = ""
    for row in rows:
        if last:
            target.write(row.gap or ("" if last.endswith("\n") else "\n"))
        for last in row.written:
            target.write(last)


def is_cleaned_copy(path: Path, other: Path) -> bool:
    """Whether a file has a name that `write_without` gives to a copy of the other."""
    stem, suffix, compression = map(re.escape, names(other))
    return path.parent == other.parent and bool(re.fullmatch(rf"{stem}\.clean(-\d+)?{suffix}{compression}", path.name))


def _free_name(path: Path) -> Path:
    stem, suffix, compression = names(path)
    number = 1
    while (name := path.with_name(f"{stem}.clean{'' if number == 1 else f'-{number}'}{suffix}{compression}")).exists():
        number += 1
    return name


def _version(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_size, found.st_mtime_ns
