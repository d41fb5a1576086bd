"""Splits a text into sentences."""

import re

from semsearch.records import Span

LONGEST = 400
"""Maximum length of a sentence in characters. Longer ones, such as tables, are cut between words."""

# The end of a sentence, with closing quotes and brackets, before white space; a blank line; or the start of a list
# item.
_END = re.compile(
    r"(?<=[^\W\d_]{2})[.!?…]+[\"'»”’)\]]*(?=\s)|[!?…][\"'»”’)\]]*(?=\s)|[。！？]|\n[^\S\n]*\n|\n(?=\s*[-*•]\s)"
)


def sentence_spans(text: str, within: Span | None = None) -> list[Span]:
    """The sentences of `text`, or of the part `within` it, in order. Together they cover every word; they neither start
    nor end with white space."""
    start, stop = (min(place, len(text)) for place in ((within.start, within.end) if within else (0, len(text))))
    spans: list[Span] = []
    for match in _END.finditer(text, start, stop):
        spans += _trimmed(text, start, match.end())
        start = match.end()
    return spans + _trimmed(text, start, stop)


def _trimmed(text: str, start: int, stop: int) -> list[Span]:
    """A range of the text without white space at its ends, as one span or, if it is too long, several; none if
    blank."""
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
