"""Words typed in the wrong keyboard layout: "ghbdtn" for «привет», «вщпщмщк» for "dogovor". Pure."""

from semsearch.language.letters import is_cyrillic

_LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбю"
_TO_RUSSIAN = str.maketrans(_LATIN, _RUSSIAN)
_TO_LATIN = str.maketrans(_RUSSIAN, _LATIN)


def other_layout(word: str) -> str:
    """What the same keys type in the other layout, in lower case; "" unless that is letters alone. What follows a word,
    as a question mark does, is left out."""
    lowered = word.lower()
    table = _TO_LATIN if is_cyrillic(lowered) else _TO_RUSSIAN
    for keys in (lowered, lowered.rstrip(",.?!")):
        if (typed := keys.translate(table)).isalpha() and is_cyrillic(typed) != is_cyrillic(keys):
            return typed
    return ""
