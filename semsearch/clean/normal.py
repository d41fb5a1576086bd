"""Texts and subjects in the form in which they are compared."""

import re
import unicodedata

_REPLY = re.compile(
    r"\s*(?:re|fwd?|fw|aw|wg|sv|vs|vb|vl|antw|doorst|odp|pd|tr|rv|res|enc|r|i|ynt|[iİ]lt|отв|ответ|пересл|на|ha)\s*"
    r"(?:\[\d{1,4}\]|\(\d{1,4}\)|\^\d{1,4})?\s*:",
    re.IGNORECASE,
)
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
    while match := _REPLY.match(subject, start) or _LIST_TAG.match(subject, start):
        start = match.end()
    return " ".join(subject[start:].split())
