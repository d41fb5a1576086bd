"""Text for a terminal, or for a file: safe, and no wider than the terminal."""

import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime

_WIDEST = 100  # characters of a cell that its column is widened for
# Characters that terminals interpret: C0 and C1 controls and bidirectional overrides; and the two private characters
# that stand for the start and the end of a mark while a snippet is wrapped.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ue000\ue001]")


def safe(text: str) -> str:
    """A text from a document without the characters that a terminal would interpret."""
    return _UNSAFE.sub("", text)


def one_line(text: str) -> str:
    """A text with its white space collapsed."""
    return safe(" ".join(text.split()))


def joined(*parts: str) -> str:
    """The parts that are not empty, separated by dots."""
    return " · ".join(one_line(part) for part in parts if part)


def shortened(text: str, width: int) -> str:
    """A text on one line, truncated to `width` characters."""
    line = one_line(text)
    return line if len(line) <= width else line[: max(width - 1, 0)] + "…"


def counted(count: int, noun: str) -> str:
    """A number with its noun: "1 file", "2 files"."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def place(path: str, part: str | None) -> str:
    """The location of a document: its file, and its part of the file if it has one."""
    return one_line(f"{path} ({part})" if part else path)


def date(date: datetime | None) -> str:
    """A time in the zone of this computer."""
    if date is None:
        return ""
    with suppress(OSError):  # Windows knows no local time before 1970
        date = date.astimezone()
    return f"{date:%Y-%m-%d %H:%M}"


def size(count: int) -> str:
    """A number of bytes, in units of 1024 as in queries."""
    value, units = float(count), ["B", "kB", "MB", "GB"]
    while value >= 1024 and len(units) > 1:
        value, units = value / 1024, units[1:]
    return f"{value:.0f} {units[0]}" if units[0] == "B" else f"{value:.1f} {units[0]}"


def columns(rows: Sequence[Sequence[str]]) -> str:
    """Rows with aligned columns. Cells longer than `_WIDEST` do not widen their column."""
    cells = [[one_line(cell) for cell in row] for row in rows]
    widths = [
        max((len(cell) for cell in column if len(cell) <= _WIDEST), default=0) for column in zip(*cells, strict=True)
    ]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells
    )


def folded(text: str) -> str:
    """A text whose lines are broken between words where the terminal is narrower."""
    width = terminal_width()
    lines = (wrapped(line.split(" "), width) if len(line) > width else [line] for line in safe(text).split("\n"))
    return "\n".join(part for line in lines for part in line)


def wrapped(words: Iterable[str], width: int) -> Iterator[str]:
    """The words in lines of up to `width` visible characters; marks, which are not visible, do not count."""
    line = ""
    for word in words:
        longer = f"{line} {word}" if line else word
        if line and len(safe(longer)) > width:
            yield line
            longer = word
        line = longer
    if line:
        yield line


def terminal_width() -> int:
    """The columns of the terminal; without one there is no limit."""
    return os.get_terminal_size().columns or 80 if sys.stdout.isatty() else sys.maxsize
