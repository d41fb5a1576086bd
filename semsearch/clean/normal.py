"""Texts and subjects in the form in which they are compared."""

import re
import unicodedata

from semsearch.clean import phrases
from semsearch.clean.phrases import any_of

_COUNT = r"\s*(?:\[\d{1,4}\]|\(\d{1,4}\)|\^\d{1,4})?\s*[:：]"
_FORWARD = re.compile(rf"\s*{any_of(phrases.FORWARD_PREFIXES)}{_COUNT}", re.IGNORECASE)
_PREFIX = re.compile(rf"\s*{any_of(phrases.REPLY_PREFIXES, phrases.FORWARD_PREFIXES)}{_COUNT}", re.IGNORECASE)
_LIST_TAG = re.compile(r"\s*\[[^\[\]]{1,60}\](?=\s*\S)")


def normalise(text: str) -> str:
    """What two texts must share to be exact duplicates: composed characters (NFC), white space squeezed.

    Case, punctuation and the shapes of quotation marks and dashes count.
    """
    return " ".join(unicodedata.normalize("NFC", text).split())


def base_subject(subject: str) -> str:
    """A subject without what mail programs and lists put before it: "Re:", "Fwd:", "Отв:", "Re[2]:", "[list]".

    After RFC 5256, section 2.1, with the prefixes of other languages. White space is squeezed; a subject that is
    nothing but prefixes has an empty base.
    """
    start = 0
    while match := _PREFIX.match(subject, start) or _LIST_TAG.match(subject, start):
        start = match.end()
    return " ".join(subject[start:].split())


def is_forward(subject: str) -> bool:
    """Whether a subject says that the mail was forwarded ("Fwd:", "WG:", "Пересл:")."""
    return _FORWARD.match(subject) is not None
