"""Lines from stdin, one line of JSON on stdout for each, in order, in one process.

Another program may converse with this one: nothing is read while a line that has come is still without its answer.
"""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from io import BufferedReader
from typing import cast

import click

from semsearch.cli.serialise import to_json
from semsearch.errors import SemsearchError

_READ = 1 << 16  # bytes at once, at most


def answer_lines(answer: Callable[[str], object]) -> int:
    """Answer one line after another. One that cannot be answered gets `{"error": why}` in its place.

    Returns the exit status: 1 if there was such a line.
    """
    status = 0
    for lines in _arriving():
        for line in lines:
            try:
                _print(answer(_decoded(line)))
            except SemsearchError as error:
                _print({"error": str(error)})
                status = 1
    return status


def answer_together(answers: Callable[[Sequence[str]], Sequence[object]]) -> int:
    """Like `answer_lines`, for what is done faster to many lines: `answers` gets all that have come."""
    status = 0
    for lines in _arriving():
        texts: list[str] = []
        errors: dict[int, str] = {}
        for at, line in enumerate(lines):
            try:
                texts.append(_decoded(line))
            except SemsearchError as error:
                errors[at] = str(error)
                status = 1
        answered = iter(answers(texts))
        for at in range(len(lines)):
            _print({"error": errors[at]} if at in errors else next(answered))
    return status


class _NotTextError(SemsearchError):
    """A line that is no UTF-8."""


def _arriving() -> Iterator[list[bytes]]:
    """The lines that have come, without their ends, as soon as there is one."""
    stdin = cast("BufferedReader", sys.stdin.buffer)
    parts: list[bytes] = []
    while chunk := stdin.read1(_READ):
        parts.append(chunk)
        if b"\n" in chunk:
            *lines, rest = b"".join(parts).split(b"\n")
            parts = [rest]
            yield lines
    if last := b"".join(parts):
        yield [last]


def _decoded(line: bytes) -> str:
    try:
        return line.decode("utf-8-sig").rstrip("\r")
    except UnicodeDecodeError as error:
        raise _NotTextError("this line is not UTF-8; convert the input, with iconv for example") from error


def _print(answered: object) -> None:
    click.echo(json.dumps(to_json(answered), ensure_ascii=False))
