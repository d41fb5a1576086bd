"""Texts and subjects in the form in which they are compared."""

import re
import unicodedata

from semsearch.clean import phrases
from semsearch.clean.phrases import any_of

_COUNT = r"\s*(?:\[\d{1,4}\]|\(\d{1,4}\)|\^\d{1,4})?\s*[:：]"
_FORWARD = re.compile(rf"\s*{any_of(phrases.FORWARD_PREFIXES)}{_COUNT}", re.IGNORECASE)
_PREFIX = re.compile(rf"\s*{any_of(phrases.REPLY_PREFIXES, phrases.FORWARD_PREFIXES)}{_COUNT}", re.IGNORECASE)
_TRAILER = re.compile(r"(?:\s*\((?:fwd?|пересл\w*)\))+\s*$", re.IGNORECASE)
_BRACKETED = re.compile(rf"\s*\[\s*{any_of(phrases.FORWARD_PREFIXES)}\s*:(.*)\]\s*$", re.IGNORECASE)
_LIST_TAG = re.compile(r"\s*\[[^\[\]]{1,60}\](?=\s*\S)")


def normalise(text: str) -> str:
    """What two texts must share to be exact duplicates: composed characters (NFC), white space squeezed.

    Case, punctuation and the shapes of quotation marks and dashes count.
    """
    return " ".join(unicodedata.normalize("NFC", text).split())


def base_subject(subject: str) -> str:
    """A subject without what mail programs and lists put around it: "Re:", "Fwd:", "Отв:", "Re[2]:",
    "[list]", "[Fwd: ...]", "(fwd)".

    After RFC 5256, section 2.1, with the prefixes of other languages. White space is squeezed; a subject that is
    nothing but prefixes has an empty base.
    """
    while True:
        subject, start = _TRAILER.sub("", subject), 0
        while match := _PREFIX.match(subject, start) or _LIST_TAG.match(subject, start):
            start = match.end()
        subject = subject[start:]
        bracketed = _BRACKETED.match(subject)
        if not bracketed:
            return " ".join(subject.split())
        subject = bracketed[1]


def is_forward(subject: str) -> bool:
    """Whether a subject says that the mail was forwarded ("Fwd:", "WG:", "Пересл:", "[Fwd: ...]", "(fwd)")."""
    begins = _FORWARD.match(subject) or _BRACKETED.match(subject)
    return bool(begins or (_TRAILER.search(subject) and not _PREFIX.match(subject)))
