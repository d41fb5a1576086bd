"""Which code page makes bytes read like a language: by how sure CLD2 is of it, and by how letters stand in words.

It takes a sentence; of languages with an alphabet of their own, a few words are enough for `alphabets`."""

import re
from itertools import islice, pairwise

import pycld2

from semsearch.extract.charsets import alphabets

_WEST = frozenset("de fr es pt it nl sv da no nn fi is en ca gl eu ga cy lb et af id ms br oc fo".split())
_CENTRE = frozenset("pl cs sk hu ro hr sl sr bs sq de".split())
# Of equals the first counts.
_LANGUAGES = {
    "cp1252": _WEST, "iso8859-2": _CENTRE, "cp1250": _CENTRE, "cp1254": frozenset(("tr", "az")),
    "cp1257": frozenset(("lt", "lv", "et")), "mac-roman": _WEST, "cp850": _WEST, "cp852": _CENTRE,
    "mac-latin2": _CENTRE, "cp1258": frozenset(("vi",)), "cp874": frozenset(("th",)), "cp037": _WEST,
}  # fmt: skip
OF_WINDOWS = frozenset(("iso8859-2", "cp1250", "cp1254", "cp1257"))
"""Those that are taken for Windows-1252, and declared to be it."""

_OTHERS, _SENTENCE = frozenset(("cp874", "cp037")), 50
"""Those in which any few bytes look like something: of Thailand, and of mainframes."""

_SAMPLE_LINES, _SAMPLE_BYTES, _BEFORE = 100, 4096, 256
"""Of what is told apart: the lines and bytes, and the bytes of a line before the first beyond ASCII."""

_BEYOND = re.compile(rb"[\x80-\xff]")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffd]+")
_BEFORE_WORDS = frozenset("¿¡€£¢¥©®ªº") | alphabets.TYPOGRAPHY
_AFTER_WORDS = alphabets.TYPOGRAPHY - frozenset("§№±") | frozenset("€£²³ªº")
_WITHIN_WORDS = frozenset("’·—–…\xad")
_UNKNOWN = 50
"""What no language counts, so that the places of letters decide."""

_COMMON = {"cp1252": 1.05, "mac-roman": 0.4, "cp850": 0.4, "cp852": 0.4, "mac-latin2": 0.4}
"""How much more or less likely than others: most of all text is in Windows-1252, little in those of DOS and of old
Macintoshes, in which many a word of others is one of some language."""


def likeliest(content: bytes) -> str:
    """The code page in which the lines beyond ASCII of `content` are most like text."""
    found = ((line, _BEYOND.search(line)) for line in content.splitlines())
    lines = (line[max(0, first.start() - _BEFORE) :] for line, first in found if first)
    sample = b"\n".join(islice(lines, _SAMPLE_LINES))[:_SAMPLE_BYTES]
    return max(_LANGUAGES, key=lambda page: _likeness(sample, page) * _COMMON.get(page, 1))


def _likeness(sample: bytes, page: str) -> float:
    if page in _OTHERS and len(sample) < _SENTENCE:
        return 0.0
    if page in alphabets.PAGES and not alphabets.might_be(sample, page):
        return 0.0  # CLD2 takes letters of Thailand for Thai, however they stand
    text = sample.decode(page, "replace")
    unknown = 0 if page in _OTHERS else _UNKNOWN
    return (_certainty(text, _LANGUAGES[page]) + unknown) * _well_placed(text) ** 3


def _certainty(text: str, languages: frozenset[str]) -> float:
    """What CLD2 scores for the likeliest of some languages: about 1,000 where a text is in it."""
    try:
        is_sure, _, found = pycld2.detect(_UNSEEN.sub(" ", text), isPlainText=True, bestEffort=True)
    except pycld2.error:  # it rejects some valid UTF-8
        return 0.0
    _, code, percent, score = found[0]
    return score * percent / (100 if is_sure else 200) if code in languages else 0.0


def _well_placed(text: str) -> float:
    """The share of the characters beyond ASCII that are not signs that touch no words, nor capitals after a small
    letter."""
    beyond = wrong = 0
    for (before, character), (_, after) in pairwise(pairwise(f" {text} ")):
        if character.isascii():
            continue
        beyond += 1
        if character == "\ufffd":
            wrong += 1
        elif character.isalpha():
            wrong += character.isupper() and before.islower()
        elif before.isalpha():
            wrong += character not in (_WITHIN_WORDS if after.isalpha() else _AFTER_WORDS)
        elif after.isalpha():
            wrong += character not in _BEFORE_WORDS
    return 1 - wrong / (beyond + 1)
