"""Words in the form that a dictionary lists them in, Russian and English."""

from functools import lru_cache
from typing import Any

from semsearch.language.words import CYRILLIC, dictionary

_CALLED = {"Name", "Patr", "Surn"}  # given names, patronymics and surnames
_DESCRIBES = {"ADJF", "PRTF"}  # adjectives and participles, in OpenCorpora's tags


@lru_cache(maxsize=20_000)
def lemma(word: str) -> str:
    """A word in its dictionary form, in lower case: that of its most likely reading."""
    lowered = word.casefold()
    if CYRILLIC.search(lowered):
        return str(dictionary().parse(lowered)[0].normal_form)
    # Of English only what ends in s is put back: without its sentence, "meeting" may as well be a noun.
    if lowered.isascii() and lowered.endswith("s"):
        return _english(lowered)
    return lowered


def phrase(first: str, second: str) -> str:
    """Two words that stand together, as one would list them; "" for Russian ones that make no name.

    A Russian noun comes in the nominative, what describes it agrees with it, and what it is of stays as it is written:
    "железной дороге" -> "железная дорога", "отделом кадров" -> "отдел кадров".
    """
    first, second = first.casefold(), second.casefold()
    if not (CYRILLIC.search(first) and CYRILLIC.search(second)):
        return f"{first} {lemma(second)}"
    noun = _reading(second, {"NOUN"})
    description = _reading(first, _DESCRIBES)
    if noun is not None and description is not None:
        nominative = noun.inflect({"nomn"}) or noun
        number = {"plur"} if noun.tag.number == "plur" else {"sing", noun.tag.gender} - {None}
        return f"{(description.inflect({'nomn'} | number) or description).word} {nominative.word}"
    owned = _reading(first, {"NOUN"})
    if noun is not None and owned is not None and noun.tag.case == "gent":
        return f"{(owned.inflect({'nomn'}) or owned).word} {second}"
    return ""


def is_name_giving(word: str) -> bool:
    """Whether a word can name what a text is about: a noun or what describes one, as far as can be told, and not what
    somebody is called."""
    if not CYRILLIC.search(word):
        return True
    tag = dictionary().parse(word.casefold())[0].tag
    return tag.POS in {"NOUN", "ADJF", None} and not _CALLED & set(tag.grammemes)


def is_known(word: str) -> bool:
    """Whether a dictionary has a word, in any of its forms, in Russian or, if it is in Latin letters, in English."""
    lowered = word.casefold()
    if CYRILLIC.search(lowered):
        return bool(dictionary().word_is_known(lowered))
    import simplemma

    return bool(simplemma.is_known(lowered, lang="en"))


def _reading(word: str, parts_of_speech: set[str]) -> Any:  # noqa: ANN401
    """The most likely reading of a Russian word, None unless it is one of these parts of speech."""
    best = dictionary().parse(word)[0]
    return best if best.tag.POS in parts_of_speech else None


def _english(word: str) -> str:
    import simplemma

    return str(simplemma.lemmatize(word, lang="en")).casefold()
