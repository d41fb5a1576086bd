"""Reads and filters files with a text in each row, also compressed ones. Rows are copied byte for byte."""

import re
import shutil
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from semsearch.datasets.fields import USUAL, advice, chosen, text_of
from semsearch.datasets.formats import DELIMITERS, JSON, Layout, Row, csv_rows, json_rows
from semsearch.datasets.storage import COMPRESSED, Storage, names, readable, stored
from semsearch.errors import UsageError, reason
from semsearch.records import BrokenRow
from semsearch.temporary import replacing

_SAMPLE = 100
"""The rows by which the field with the text is chosen."""


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file with its rows as written, ``raw``, the line on which each begins, from 1, and the text of each, that of
    ``fields``. The text of ``broken`` rows is ""."""

    path: Path
    storage: Storage
    layout: Layout
    fields: tuple[str, ...]
    raw: tuple[str, ...]
    lines: tuple[int, ...]
    texts: tuple[str, ...]
    broken: tuple[BrokenRow, ...]


def read_texts(path: Path, fields: Sequence[str] = ()) -> TextFile:
    """Read a file whose rows have their text in `fields`, or else in the one that `fields.chosen` tells; a JSON row may
    also be a plain text.

    A file of JSON with a bracket at its beginning is an array, and any other has a row in each line, whatever its name:
    both are called .json.

    Raises:
        UsageError: the file cannot be read, has another extension, or no row with such a text.
    """
    _, suffix, _ = names(path)
    if suffix.lower() not in (*JSON, *DELIMITERS):
        raise UsageError(
            f"{path} is none of {', '.join((*JSON, *DELIMITERS))}, nor one of these with {', '.join(COMPRESSED)};"
            " convert it, or use the extension of its format"
        )
    storage = stored(path, is_utf8=suffix.lower() in JSON)
    with readable(path), storage.opened(path, "r") as file:
        if suffix.lower() in JSON:
            layout, every = json_rows(path, file, maybe_array=suffix.lower() == ".json")
        else:
            layout, every = csv_rows(path, file, DELIMITERS[suffix.lower()], fields or USUAL)
        rows = iter(every)
        sample = list(islice(rows, _SAMPLE))
        values = [row.value for row in sample if not row.problem]
        fields = tuple(fields) or chosen(path, values)
        if twice := next((name for name in fields if layout.columns.count(name) > 1), None):
            raise UsageError(f"{path} has two columns {twice!r}; rename one of them")
        raw, lines, texts, broken = _gathered(chain(sample, rows), fields)
    if raw and len(broken) == len(raw):
        first = broken[0]
        about = f"no row of {path} can be used; line {first.line}: {first.reason}"
        raise UsageError(f"{about}; {advice(values)}" if values else about)
    return TextFile(path, storage, layout, fields, raw, lines, texts, broken)


def _gathered(
    rows: Iterable[Row], fields: Sequence[str]
) -> tuple[tuple[str, ...], tuple[int, ...], tuple[str, ...], tuple[BrokenRow, ...]]:
    """The rows as written, their lines, their texts, and those that have none."""
    raw, lines, texts, broken = [], [], [], []
    for number, row in enumerate(rows, 1):
        text, problem = ("", row.problem) if row.problem else text_of(row.value, fields)
        raw.append(row.written)
        lines.append(row.line)
        texts.append(text)
        if problem:
            broken.append(BrokenRow(number, row.line, problem))
    return tuple(raw), tuple(lines), tuple(texts), tuple(broken)


def write_without(file: TextFile, dropped: Collection[int]) -> Path:
    """Write the rows that are not dropped to a new file beside the original, such as texts.clean.jsonl.gz for
    texts.jsonl.gz.

    Returns its path.

    Raises:
        UsageError: it cannot be written.
    """
    kept = [row for number, row in enumerate(file.raw) if number not in dropped]
    layout, name = file.layout, _free_name(file.path)
    try:
        with replacing(name) as new, file.storage.opened(new, "w") as target:
            if layout.footer:
                target.writelines((layout.header, layout.comma.join(kept), layout.footer))
            else:
                target.writelines(_ended((layout.header, *kept) if layout.header else kept))
        shutil.copymode(file.path, name)
    except OSError as error:
        raise UsageError(f"nothing can be written beside {file.path}: {reason(error)}") from error
    return name


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


def _ended(rows: Iterable[str]) -> Iterator[str]:
    """The rows, with a line break added to each but the last if it has none: the last row of a file often has none."""
    last = ""
    for row in rows:
        if last:
            yield last if last.endswith("\n") else last + "\n"
        last = row
    yield last
