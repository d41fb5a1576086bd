"""The line in which a letter greets whom it is for."""

import re

from semsearch.clean import phrases
from semsearch.clean.phrases import any_of

_WHOM = any_of(phrases.WHOM)
_SALUTATION = re.compile(
    rf"\s*(?i:{any_of(phrases.SALUTATIONS)})\b"
    rf"(?:,?[ \t]+(?:(?i:{_WHOM})\b|[^\W\d_a-zа-яё][\w.'’-]*)){{0,4}}[ \t]*(?:[,.!:…)]+[ \t]*)?\n(?=\s*\S)"
)


def without_salutation(text: str) -> str:
    """A text without the line that greets its reader ("Hi Anna,", "Уважаемые коллеги!"), if it begins with one."""
    greeting = _SALUTATION.match(text)
    return text[greeting.end() :] if greeting else text
