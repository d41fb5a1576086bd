"""A text as overlapping windows, each small enough for the encoder to read whole."""

import re
from collections.abc import Sequence

from semsearch.records import Span
from semsearch.settings import CHUNK_OVERLAP, CHUNK_WORDS

# A word of more than 32 characters (a URL, base64) counts as several, and two ideographs count as one word: the
# encoder sees pieces, not words, and a chunk must not outgrow its window.
_WIDE = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_WORD = re.compile(rf"[{_WIDE}]{{1,2}}|[^\s{_WIDE}]{{1,32}}")
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'»”’)\]]{0,3}\Z")
_PARAGRAPH_GAP = re.compile(r"\s*?\n[^\S\n]*\n")


def chunk_spans(text: str, words: int = CHUNK_WORDS, overlap: int = CHUNK_OVERLAP) -> list[Span]:
    """Windows of about `words` words, each sharing about `overlap` with the one before it.

    A window ends early, at the end of a paragraph or else of a sentence, where one lies in its last fifth. Fewer than
    `overlap` words left over at the end join the last window. Spans have no white space at their ends, together
    contain every word, and start in increasing order; a blank text has none.
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


def _best_end(text: str, found: Sequence[tuple[int, int]], low: int, high: int) -> int:
    """How many words to take, between `low` (not included) and `high`: up to the end of a paragraph, of a
    sentence, or all."""
    sentence = 0
    for count in range(high, low, -1):
        stop = found[count - 1][1]
        if _PARAGRAPH_GAP.match(text, stop, stop + 80):
            return count
        ends = _SENTENCE_END.search(text, max(stop - 4, 0), stop)
        if not sentence and ends and text[stop : stop + 1].isspace():
            sentence = count
    return sentence or high
