"""What the library says, in the language of the window.

The library speaks English, with paths and numbers in its sentences; `library_sentences` has each of them.
"""

import re
from functools import lru_cache

from PySide6.QtCore import QCoreApplication

from semsearch_ui.presentation import counts
from semsearch_ui.presentation.library_sentences import IN_THE_WINDOW, SENTENCES

_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+")
"""A number as the library writes large ones."""


def asks_for_repair(notice: str) -> bool:
    """Whether a notice beside results says that part of the index is damaged: then it names what mends it."""
    return "semsearch doctor --repair" in notice


def as_sentence(said: str) -> str:
    """`in_words`, with a capital letter."""
    words = in_words(said)
    return words[:1].upper() + words[1:]


def in_words(said: str) -> str:
    """A sentence of the library in the language of the window; as it is where nobody knows it."""
    sentence, filled_in = _known(said)
    words = str(QCoreApplication.translate("Library", sentence)) if sentence else said
    words = IN_THE_WINDOW.get(words, words)
    for at, filled in enumerate(filled_in, 1):
        many = _GROUPED.fullmatch(filled)
        words = words.replace(f"%{at}", counts.number(int(filled.replace(",", ""))) if many else in_words(filled))
    return words


@lru_cache(maxsize=1024)
def _known(said: str) -> tuple[str, tuple[str, ...]]:
    """The sentence that was said, and what is filled in; "" where nobody knows it. A list asks for each of its rows
    whenever it is painted."""
    for sentence, fixed in _sentences():
        # Few are compiled: all of them take the window 60 milliseconds.
        if all(part in said for part in fixed):
            found = re.fullmatch("(.+?)".join(map(re.escape, fixed)), said, re.DOTALL)
            if found:
                return sentence, found.groups()
    return "", ()


@lru_cache(maxsize=1)
def _sentences() -> list[tuple[str, list[str]]]:
    """Each with what is fixed of it, around what is filled in; those with the most words of their own come first."""
    sentences = [(sentence, re.split(r"%\d", sentence)) for sentence in map(str, SENTENCES)]
    return sorted(sentences, key=lambda each: sum(map(len, each[1])), reverse=True)
