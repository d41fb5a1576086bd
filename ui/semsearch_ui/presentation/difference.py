"""Two texts side by side, with the words marked that only one of them has."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from semsearch.records import Span

LONGEST = 3000
"""Words that are compared; difflib needs time with the square of them, and nobody reads further side by side."""

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts and, for each, the spans that the other does not have. ``cut`` says that one was too long to be
    compared whole."""

    left: str
    right: str
    only_left: tuple[Span, ...]
    only_right: tuple[Span, ...]
    cut: bool


def compare(left: str, right: str) -> Comparison:
    """Compare two texts word by word; white space does not count (difflib's Ratcliff-Obershelp matching)."""
    left, right = left.strip(), right.strip()
    left_words, left_text = _words(left)
    right_words, right_text = _words(right)
    matcher = SequenceMatcher(
        None,
        [left_text[w.start : w.end] for w in left_words],
        [right_text[w.start : w.end] for w in right_words],
        False,
    )
    only_left: list[Span] = []
    only_right: list[Span] = []
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind != "equal":
            only_left += _covering(left_words[i1:i2])
            only_right += _covering(right_words[j1:j2])
    cut = len(left_text) < len(left) or len(right_text) < len(right)
    return Comparison(left_text, right_text, tuple(only_left), tuple(only_right), cut)


def _words(text: str) -> tuple[list[Span], str]:
    spans = [Span(*found.span()) for found in _WORD.finditer(text)][:LONGEST]
    return spans, text[: spans[-1].end] if spans else ""


def _covering(words: list[Span]) -> list[Span]:
    return [Span(words[0].start, words[-1].end)] if words else []
