"""Which stretches of a text are the words that were asked for, and which of them to show first."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from html import escape

from semsearch.records import Span

_OF_TWO_UNITS = re.compile("[\U00010000-\U0010ffff]")
"""Letters that UTF-16 writes as two units."""


def one_line(text: str, spans: Iterable[Span]) -> tuple[str, tuple[Span, ...]]:
    """`text` with every run of white space as one blank, and `spans` moved along with the letters they cover."""

    def moved(offset: int) -> int:
        before = text[:offset]
        length = len(" ".join(before.split()))
        blank = length and before[-1].isspace() and text[offset:].strip()
        return length + 1 if blank else length

    found = (Span(moved(span.start), moved(span.end)) for span in _inside(spans, len(text)))
    return " ".join(text.split()), tuple(span for span in found if span.start < span.end)


def beginning_near(text: str, spans: tuple[Span, ...], before: int = 48) -> tuple[str, tuple[Span, ...]]:
    """`text` from about `before` characters ahead of its first span on, with an ellipsis for what was cut off.

    So that the first marked word is among what two lines can show; a text whose first span comes early stays whole.
    """
    if not spans or spans[0].start <= 2 * before:
        return text, spans
    blank = text.find(" ", spans[0].start - before, spans[0].start)
    start = blank + 1 if blank >= 0 else spans[0].start
    return "… " + text[start:], tuple(Span(span.start - start + 2, span.end - start + 2) for span in spans)


def shortened(text: str, spans: tuple[Span, ...], longest: int) -> tuple[str, tuple[Span, ...]]:
    """`text` from near its first span on, with at most `longest` characters and an ellipsis for what was cut off."""
    text, spans = beginning_near(text, spans) if len(text) > longest else (text, spans)
    if len(text) <= longest:
        return text, spans
    kept = text[:longest].rpartition(" ")[0] or text[:longest]
    return f"{kept}…", tuple(span for span in spans if span.end <= len(kept))


def marked_words(text: str, spans: Iterable[Span]) -> frozenset[str]:
    """The words that `spans` cover in `text`, in folded case."""
    return frozenset(
        word.casefold()
        for span in _inside(spans, len(text))
        for word in re.findall(r"\w+", text[span.start : span.end])
    )


def occurrences(text: str, words: frozenset[str]) -> list[Span]:
    """Where whole words of `text` are among `words`, whatever their case."""
    if not words:
        return []
    return [Span(*found.span()) for found in re.finditer(r"\w+", text) if found.group().casefold() in words]


def utf16(text: str, spans: Iterable[Span]) -> list[Span]:
    """`spans` of characters as spans of the UTF-16 units that Qt counts in."""
    wide = [letter.start() for letter in _OF_TWO_UNITS.finditer(text)]
    return [Span(span.start + bisect_left(wide, span.start), span.end + bisect_left(wide, span.end)) for span in spans]


def marked_html(text: str, spans: Iterable[Span]) -> str:
    """`text` as HTML with the spans in ``<span class="mark">``; spans are in order and do not overlap."""
    pieces: list[str] = []
    cursor = 0
    for span in _inside(spans, len(text)):
        pieces += [
            escape(text[cursor : span.start]),
            '<span class="mark">',
            escape(text[span.start : span.end]),
            "</span>",
        ]
        cursor = span.end
    return "".join([*pieces, escape(text[cursor:])])


def _inside(spans: Iterable[Span], length: int) -> Iterable[Span]:
    return (span for span in spans if 0 <= span.start < span.end <= length)


def first_to_show(spans: list[Span], passages: Iterable[Span]) -> int:
    """Which of the sorted `spans` to begin with: the first inside the best passage, else the first one; -1 without any.

    `passages` come with the best one first.
    """
    for passage in passages:
        for at, span in enumerate(spans):
            if passage.start <= span.start < passage.end:
                return at
    return 0 if spans else -1


def find_passage(text: str, sentence: str) -> Span | None:
    """Where a sentence stands in `text`, whatever its white space; None where it does not."""
    words = map(re.escape, sentence.split())
    found = re.search(r"\s*".join(words), text) if sentence.strip() else None
    return Span(*found.span()) if found else None
