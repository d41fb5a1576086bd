"""Language detection: CLD2, corrected for short texts and for languages close to Russian."""

import re

import pycld2

_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]+")
# Addresses and links are in no language.
_ADDRESS = re.compile(r"[^\s<>@]{1,100}@[^\s<>@]{1,100}|(?:https?://|www\.)[^\s<>]{1,500}")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]+")
_ENGLISH = re.compile(
    r"\b(?:the|and|you|your|is|are|was|were|of|to|for|with|this|that|it|not|have|has|will|what|how|where|please|from|"
    r"about|by|on|an|i'm|don't|hello|thanks)\b",
    re.IGNORECASE,
)

# Languages that CLD2 confuses with Russian, and letters that Russian does not have.
_LETTERS = {
    "kk": re.compile(r"[әғқңөұүһ]", re.IGNORECASE),  # before those whose letters Kazakh has as well
    "uk": re.compile(r"[іїєґ]", re.IGNORECASE),
    "be": re.compile(r"[ў]", re.IGNORECASE),
    "sr": re.compile(r"[ђћџљњј]", re.IGNORECASE),
}

_TODAY = {"iw": "he", "jw": "jv", "un": "", "xx": ""}
"""Codes of CLD2 that are not, or no longer, those of ISO 639-1; the last two are no language."""

_ENOUGH = 60
"""Letters from which the answer of CLD2 is reliable."""

_SAMPLE = 20_000
"""Characters of a text that are examined; more would hardly change the answer."""


def detect(text: str) -> str:
    """The ISO 639-1 code of the main language of `text`, "" if unsure."""
    sample = _ADDRESS.sub(" ", _UNSAFE.sub(" ", text[:_SAMPLE]))
    cyrillic, latin = (sum(map(len, letters.findall(sample))) for letters in (_CYRILLIC, _LATIN))
    guess = _cld2(sample)
    if cyrillic > latin:
        plausible = guess and cyrillic >= _ENOUGH and (guess not in _LETTERS or _LETTERS[guess].search(sample))
        return guess if plausible else _by_letters(sample)
    if cyrillic + latin >= _ENOUGH or not latin:
        return guess
    return "en" if len(_ENGLISH.findall(sample)) >= max(1, len(sample.split()) // 6) else ""


def _cld2(sample: str) -> str:
    try:
        reliable, _, details = pycld2.detect(sample, isPlainText=True)
    except pycld2.error:  # it rejects some valid UTF-8
        return ""
    code = details[0][1].partition("-")[0]
    return _TODAY.get(code, code) if reliable and len(code) == 2 else ""


def _by_letters(sample: str) -> str:
    for code, letters in _LETTERS.items():
        if letters.search(sample):
            return code
    return "ru"
