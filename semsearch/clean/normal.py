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
_FORWARDED = re.compile(
    rf"^[ \t>]{{0,40}}[^\w\n]{{0,40}}(?:{any_of(phrases.FORWARDED)}|{any_of(phrases.BEGINS_FORWARD)})[^\w\n]*$",
    re.IGNORECASE | re.MULTILINE,
)
_FORWARD_END = re.compile(
    rf"^[ \t>]{{0,40}}[^\w\n]{{0,40}}{any_of(phrases.ENDS_FORWARD)}[^\w\n]*$", re.IGNORECASE | re.MULTILINE
)
_COPIED_HEADER = re.compile(r"[\s>*]*[^\W\d_][\w -]{0,24}\*?:")
_QUOTE = re.compile(r"^(?:>[ \t]?)+", re.MULTILINE)
_WHOM = any_of(phrases.WHOM)
_SALUTATION = re.compile(
    rf"\s*(?i:{any_of(phrases.SALUTATIONS)})\b"
    rf"(?:,?[ \t]+(?:(?i:{_WHOM})\b|[^\W\d_a-zа-яё][\w.'’-]*)){{0,4}}[ \t]*(?:[,.!:…)]+[ \t]*)?\n(?=\s*\S)"
)


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


def split_forward(text: str) -> str:
    """The forwarded text alone: without the line that announces it, the copied headers, and marks of quoting.

    A text without such a line only loses its marks of quoting, and only if every line has one.
    """
    marker = _FORWARDED.search(text)
    if marker is not None:
        text = text[marker.end() :]
        end = _FORWARD_END.search(text)
        text = text[: end.start()] if end else text
    lines = text.strip("\n").split("\n")
    if all(line.startswith(">") for line in lines if line.strip()):
        lines = [_QUOTE.sub("", line) for line in lines]
    if marker is not None:
        while lines and (_COPIED_HEADER.match(lines[0]) or not lines[0].strip()):
            if not lines.pop(0).strip() and lines and not _COPIED_HEADER.match(lines[0]):
                break
    return "\n".join(lines)


def without_salutation(text: str) -> str:
    """A text without the line that greets its reader ("Hi Anna,", "Уважаемые коллеги!"), if it begins with one."""
    greeting = _SALUTATION.match(text)
    return text[greeting.end() :] if greeting else text
