"""Lines from stdin, one line of JSON on stdout for each, in order, in one process."""

import json
import sys
from collections.abc import Callable

import click

from semsearch.cli.serialise import to_json
from semsearch.errors import SemsearchError, UsageError


def answer_lines(answer: Callable[[str], object]) -> int:
    """Answer each line before the next is read, so that another program may converse with this one.

    A line that cannot be answered gets `{"error": why}` in its place. Returns the exit status: 1 if there was one.
    """
    status = 0
    for raw in sys.stdin.buffer:
        try:
            answered = answer(_decoded(raw))
        except SemsearchError as error:
            answered, status = {"error": str(error)}, 1
        click.echo(json.dumps(to_json(answered), ensure_ascii=False))
    return status


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise UsageError("this line is not UTF-8; convert the input with iconv") from error
