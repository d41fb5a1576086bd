"""Forwarded mails: removes what the forwarding program put around the text."""

import re

from semsearch.clean import phrases
from semsearch.clean.phrases import any_of

_MARKER = re.compile(
    rf"^[ \t>]{{0,40}}[^\w\n]{{0,40}}(?:{any_of(phrases.FORWARDED)}|{any_of(phrases.BEGINS_FORWARD)})[^\w\n]*$",
    re.IGNORECASE | re.MULTILINE,
)
_END = re.compile(
    rf"^[ \t>]{{0,40}}[^\w\n]{{0,40}}{any_of(phrases.ENDS_FORWARD)}[^\w\n]*$", re.IGNORECASE | re.MULTILINE
)
_HEADER = re.compile(r"[\s>*]*[^\W\d_][\w -]{0,24}\*?:")
_QUOTE = re.compile(r"^(?:>[ \t]?)+", re.MULTILINE)


def split_forward(text: str) -> str:
    """The forwarded text alone: without the line that announces it, the copied headers, and marks of quoting.

    A text without such a line only loses its marks of quoting, and only if every line has one.
    """
    marker = _MARKER.search(text)
    if marker is not None:
        text = text[marker.end() :]
        end = _END.search(text)
        text = text[: end.start()] if end else text
    lines = text.strip("\n").split("\n")
    if all(line.startswith(">") for line in lines if line.strip()):
        lines = [_QUOTE.sub("", line) for line in lines]
    if marker is not None:
        while lines and (_HEADER.match(lines[0]) or not lines[0].strip()):
            if not lines.pop(0).strip() and lines and not _HEADER.match(lines[0]):
                break
    return "\n".join(lines)
