"""Snippets: the passage of a text that a result shows, and the matching words in it."""

import re
from collections.abc import Collection

from semsearch.language.words import Word, words
from semsearch.records import Span

SNIPPET_CHARACTERS = 280
"""Approximate length of a snippet."""

LEAD = 80
"""Characters shown at most before the first match, unless the text ends: a row of results may cut off what follows."""

_BETWEEN_SENTENCES = re.compile(r"[.!?…]\W*\s|\n")


def snippet(text: str, passage: Span | None, stems: Collection[str]) -> tuple[str, tuple[Span, ...]]:
    """The part of `text` with the most distinct `stems`, as one line, and the spans of its words that match.

    Of several such parts it is the first, from the beginning of a sentence or a few words before the first match on. It
    lies within `passage`, the chunk that was found, if that is given. An ellipsis marks omitted text.
    """
    start, end = (passage.start, passage.end) if passage else (0, len(text))
    found = list(words(text[start:end]))
    first, last = _window(found, stems)
    if found:
        first, last = _led_in(text[start:end], found, stems, first, last)
    left, right = (start + found[first].start, start + found[last].end) if found else (start, end)
    left = start if first == 0 else left
    right = end if last >= len(found) - 1 else right
    right = min(right, left + 2 * SNIPPET_CHARACTERS)  # a single "word" can be arbitrarily long
    line = " ".join(text[left:right].split())
    line = ("… " if text[:left].strip() else "") + line + (" …" if text[right:].strip() else "")
    return line, marks(line, stems)


def marks(text: str, stems: Collection[str]) -> tuple[Span, ...]:
    """The spans of words in `text` whose stem is one of `stems`."""
    return tuple(Span(word.start, word.end) for word in words(text) if word.stem in stems) if stems else ()


def _window(found: list[Word], stems: Collection[str]) -> tuple[int, int]:
    """Indices of the first and last word of the window with the most distinct matching stems."""
    best, best_score, right = (0, 0), -1, 0
    inside: dict[str, int] = {}
    for left, word in enumerate(found):
        while right < len(found) and found[right].end - word.start <= SNIPPET_CHARACTERS:
            if found[right].stem in stems:
                inside[found[right].stem] = inside.get(found[right].stem, 0) + 1
            right += 1
        if len(inside) > best_score:
            best, best_score = (left, max(left, right - 1)), len(inside)
        if word.stem in inside:
            inside[word.stem] -= 1
            if not inside[word.stem]:
                del inside[word.stem]
        right = max(right, left + 1)
    return best


def _led_in(text: str, found: list[Word], stems: Collection[str], first: int, last: int) -> tuple[int, int]:
    """The window of words moved on to begin shortly before its first match, with as much behind as has room."""
    match = next((at for at in range(first, last + 1) if found[at].stem in stems), first)
    near = [at for at in range(first, match + 1) if found[match].start - found[at].start <= LEAD]
    begins = (
        at for at in reversed(near) if not at or _BETWEEN_SENTENCES.search(text, found[at - 1].end, found[at].start)
    )
    begin = next(begins, near[0])
    while last + 1 < len(found) and found[last + 1].end - found[begin].start <= SNIPPET_CHARACTERS:
        last += 1
    while last + 1 == len(found) and begin > first and found[last].end - found[begin - 1].start <= SNIPPET_CHARACTERS:
        begin -= 1
    return begin, last
