"""The lines of a printed page, joined into the paragraphs that they were broken from, as far as that can be told.

A paragraph goes on in the next line where the first word of that would not have fitted, and both read as one text.
Where that is in doubt, as in tables, lists, listings and verse, lines stay apart.
"""

import re

_NEAR = 2
"""Lines above and below that tell how wide the text is there."""

_NARROWEST, _FEWEST_WORDS = 25, 3
_FULL, _NEARLY_FULL = 0.9, 0.75
"""The share of the width from which on a line is full; letters of proportional fonts differ in theirs. The second holds
for one whose sentence visibly goes on."""

_MOST_SIGNS = 0.15
_SIGN = re.compile(r"[^\w\s.,;:()«»“”„’'\"?!–—\xad-]|_|\d")
_BEGINNING = re.compile(r"[\w(«“„\"'\[]")
_ITEM = re.compile(r"\(?\w{1,3}[.)]\s|\d+(?:\.\d+)*\.?\s+[^\W\d_]")
_LEADERS = re.compile(r"(?:[.…]\s?){4}")
_PAUSE = re.compile(r"[:;{}]$")
_END = re.compile(r"[.?!…\d][\"'»”’)]*$")  # of a sentence or of a row
_BROKEN_WORD = re.compile(r"\xad$|[^\W\d_]-$")  # in its middle, or a compound at its hyphen
_WORD = re.compile(r"[^\W\d_]+")


def in_paragraphs(text: str) -> str:
    """A page with a line for each paragraph, as far as that can be told. A soft hyphen (U+00AD) marks a word that was
    broken with its line."""
    lines = [line.strip() for line in text.split("\n")]
    out = lines[:1]
    for at, line in enumerate(lines[1:], 1):
        above = lines[at - 1]
        width = max(map(len, lines[max(at - 1 - _NEAR, 0) : at + 1 + _NEAR]))
        if above.endswith("\xad") or _goes_on(above, line, width):
            out.append("" if _BROKEN_WORD.search(above) else " ")
        else:
            out.append("\n")
        out.append(line)
    return "".join(out)


def _goes_on(line: str, following: str, width: int) -> bool:
    """Whether a paragraph goes on from a line to the `following` one, in a text of this width."""
    if width < _NARROWEST or not (_is_prose(line) and _is_prose(following)) or _PAUSE.search(line):
        return False
    if not _BEGINNING.match(following) or _ITEM.match(following):
        return False
    filled = len(line) + 1 + len(following.split(" ", 1)[0])
    if following[0].islower():
        return filled >= _NEARLY_FULL * width and len(_WORD.findall(line)) >= _FEWEST_WORDS
    return filled >= _FULL * width and not _END.search(line) and _is_running(line) and _is_running(following)


def _is_prose(line: str) -> bool:
    return bool(line) and _LEADERS.search(line) is None and len(_SIGN.findall(line)) <= _MOST_SIGNS * len(line)


def _is_running(line: str) -> bool:
    """Whether most words are written as within a sentence."""
    words: list[str] = _WORD.findall(line)
    return 2 * sum(word[0].islower() for word in words) > len(words)
