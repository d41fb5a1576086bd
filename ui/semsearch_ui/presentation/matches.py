"""Where the words that were found stand in a text, and which place to show first."""

import re
from collections.abc import Iterable

from semsearch.records import Span


def best(spans: list[Span], passages: Iterable[Span]) -> int:
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
