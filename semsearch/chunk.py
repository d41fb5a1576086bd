"""Splits a document into the texts to encode, each short enough for the encoder to read in full: its title with the
opening of its text, and overlapping chunks."""

import re
from collections.abc import Sequence
from itertools import islice

from semsearch.records import Span

CHUNK_WORDS = 100
"""Words in a chunk, about 160 tokens of mail: the size that the encoders were measured with."""

CHUNK_OVERLAP = 25
"""Words shared by two consecutive chunks, so that no sentence is only found in halves."""

OPENING_WORDS = 40
"""Words of a text that are encoded with its title: mostly they say what it is about."""

# The encoder's limit is in tokens, not words. So that a chunk stays within it, every 32 characters of a long word (a
# URL, base64) and every two ideographs count as one word.
_WIDE = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_WORD = re.compile(rf"[{_WIDE}]{{1,2}}|[^\s{_WIDE}]{{1,32}}")
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'»”’)\]]{0,3}\Z")
_PARAGRAPH_GAP = re.compile(r"\s*?\n[^\S\n]*\n")


def chunk_spans(text: str, words: int = CHUNK_WORDS, overlap: int = CHUNK_OVERLAP) -> list[Span]:
    """The spans of chunks of about `words` words, each overlapping the one before it by about `overlap` words.

    A chunk ends early if a paragraph, or else a sentence, ends in its last fifth. If fewer than `overlap` words would
    remain after a chunk, they are added to it. Spans neither start nor end with white space, together cover every word,
    and are in ascending order; a blank text has none.
    """
    found = [match.span() for match in _WORD.finditer(text)]
    spans: list[Span] = []
    start = 0
    while start < len(found):
        end = start + words
        end = len(found) if len(found) - end < overlap else _best_end(text, found, end - words // 5, end)
        spans.append(Span(found[start][0], found[end - 1][1]))
        if end == len(found):
            break
        start = max(start + 1, end - overlap)
    return spans


def opening(text: str) -> Span:
    """The span of the first words of a text, as many as are encoded with its title; an empty one of a blank text."""
    found = list(islice(_WORD.finditer(text), OPENING_WORDS))
    return Span(found[0].start(), found[-1].end()) if found else Span(0, 0)


def encoded(field: int, span: Span, title: str, text: str) -> str:
    """The text that is encoded of a chunk: in ``field`` 0 a span of the title with the opening of the text below it, in
    1 a span of the text."""
    if field:
        return text[span.start : span.end]
    first = opening(text)
    return f"{title[span.start : span.end]}\n{text[first.start : first.end]}".rstrip()


def _best_end(text: str, found: Sequence[tuple[int, int]], low: int, high: int) -> int:
    """The best number of words to end a chunk after, in (low, high]: at the last paragraph's end, else the last
    sentence's, else `high`."""
    sentence = 0
    for count in range(high, low, -1):
        stop = found[count - 1][1]
        if _PARAGRAPH_GAP.match(text, stop, stop + 80):
            return count
        ends = _SENTENCE_END.search(text, max(stop - 4, 0), stop)
        if not sentence and ends and text[stop : stop + 1].isspace():
            sentence = count
    return sentence or high
