"""A text as sentences. Pure."""

import re

from semsearch.records import Span

LONGEST = 400
"""Characters of a sentence; what goes on without an end, a list or a table, is cut between words."""

# An end of a sentence, with the quotes and brackets that close after it, before white space; or a blank line; or the
# start of an item of a list.
_END = re.compile(
    r"(?<=[^\W\d_]{2})[.!?…]+[\"'»”’)\]]*(?=\s)|[!?…][\"'»”’)\]]*(?=\s)|[。！？]|\n[^\S\n]*\n|\n(?=\s*[-*•]\s)"
)


def sentence_spans(text: str, within: Span | None = None) -> list[Span]:
    """The sentences of `text`, or of the part of it that lies `within`, in order, without white space at their ends.

    Together they hold every word.
    """
    start, stop = (min(place, len(text)) for place in ((within.start, within.end) if within else (0, len(text))))
    spans: list[Span] = []
    for match in _END.finditer(text, start, stop):
        spans += _trimmed(text, start, match.end())
        start = match.end()
    return spans + _trimmed(text, start, stop)


def _trimmed(text: str, start: int, stop: int) -> list[Span]:
    """The words of a stretch as one span, or as several where it is too long; none where it is blank."""
    found: list[Span] = []
    while start < stop and text[start].isspace():
        start += 1
    while stop - start > LONGEST:
        cut = text.rfind(" ", start + 1, start + LONGEST)
        cut = cut if cut > start else start + LONGEST
        found.append(Span(start, start + len(text[start:cut].rstrip())))
        start = cut
        while start < stop and text[start].isspace():
            start += 1
    end = start + len(text[start:stop].rstrip())
    return [*found, Span(start, end)] if end > start else found
