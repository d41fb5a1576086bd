"""Answers each line of stdin with a line of JSON on stdout, in order, in one process.

Another program can hold a dialogue with this one: each line is answered before the next read from stdin.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
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

    def one_by_one(lines: Sequence[str]) -> Iterator[object]:
        for line in lines:
            try:
                yield answer(line)
            except SemsearchError as error:
                yield error

    return answer_together(one_by_one)


def answer_together(answers: Callable[[Sequence[str]], Iterable[object]]) -> int:
    """Like `answer_lines`, for work that is faster in batches: `answers` gets all lines that have arrived."""
    status = 0
    for lines in _arriving():
        given = [_decoded(line) for line in lines]
        answered = iter(answers([line for line in given if isinstance(line, str)]))
        for line in given:
            answer = next(answered) if isinstance(line, str) else line
            if isinstance(answer, SemsearchError):
                answer, status = {"error": str(answer)}, 1
            write(dumped(answer))
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


def _decoded(line: bytes) -> str | SemsearchError:
    try:
        return line.decode("utf-8-sig").rstrip("\r")
    except UnicodeDecodeError:
        return SemsearchError("this line is not UTF-8; convert the input, with iconv for example")
