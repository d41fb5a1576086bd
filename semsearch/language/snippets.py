"""The passage of a text that a result shows, and the words in it that match. Pure."""

from collections.abc import Collection

from semsearch.language.words import Word, words
from semsearch.records import Span

SNIPPET_CHARACTERS = 280


def snippet(text: str, passage: Span | None, stems: Collection[str]) -> tuple[str, tuple[Span, ...]]:
    """The most telling stretch of `text` on one line, and the spans of it whose words have one of the `stems`.

    It lies within `passage`, where that is given (the chunk that was found), and holds as many different matching
    words as possible, the earliest such stretch; an ellipsis stands where text was cut off.
    """
    start, end = (passage.start, passage.end) if passage else (0, len(text))
    found = list(words(text[start:end]))
    first, last = _window(found, stems)
    left, right = (start + found[first].start, start + found[last].end) if found else (start, end)
    left = start if first == 0 else left
    right = end if last >= len(found) - 1 else right
    right = min(right, left + 2 * SNIPPET_CHARACTERS)  # a "word" may be endless
    line = " ".join(text[left:right].split())
    line = ("… " if text[:left].strip() else "") + line + (" …" if text[right:].strip() else "")
    return line, marks(line, stems)


def marks(text: str, stems: Collection[str]) -> tuple[Span, ...]:
    """The spans of words in `text` whose stem is one of `stems`."""
    return tuple(Span(word.start, word.end) for word in words(text) if word.stem in stems) if stems else ()


def _window(found: list[Word], stems: Collection[str]) -> tuple[int, int]:
    """Indices of the first and the last word of the stretch with the most different matching stems."""
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
