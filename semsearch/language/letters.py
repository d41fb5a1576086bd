"""Alphabets of texts and languages."""

import re

CYRILLIC = frozenset({"ru", "uk", "be", "bg", "sr", "mk", "kk"})
"""ISO 639-1 codes of languages that are written in Cyrillic."""

_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)


def has_cyrillic(text: str) -> bool:
    """Whether a text contains a Russian letter."""
    return _CYRILLIC.search(text) is not None


def is_cyrillic(text: str) -> bool:
    """Whether most of a text's letters are Cyrillic."""
    return len(_CYRILLIC.findall(text)) > len(_LATIN.findall(text))
