"""Answers each line of stdin with a line of JSON on stdout, in order, in one process.

Another program can hold a dialogue with this one: each line is answered before the next read from stdin.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from io import BufferedReader
from typing import cast

from semsearch.cli.session import write
from semsearch.errors import SemsearchError
from semsearch.serialise import dumped

_READ = 1 << 16  # maximum bytes per read


def answer_lines(answer: Callable[[str], object]) -> int:
    """Answer the lines one by one, those that cause an error with `{"error": why}`.

    Returns the exit status: 1 if there was an error.
    """
    status = 0
    for lines in _arriving():
        for line in lines:
            try:
                write(dumped(answer(_decoded(line))))
            except SemsearchError as error:
                write(dumped({"error": str(error)}))
                status = 1
    return status


def answer_together(answers: Callable[[Sequence[str]], Sequence[object]]) -> int:
    """Like `answer_lines`, for work that is faster in batches: `answers` gets all lines that have arrived."""
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
            write(dumped({"error": errors[at]} if at in errors else next(answered)))
    return status


def _arriving() -> Iterator[list[bytes]]:
    """Batches of the lines that have arrived, without line breaks, each as soon as there is one."""
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
        raise SemsearchError("this line is not UTF-8; convert the input, with iconv for example") from error
