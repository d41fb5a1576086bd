"""Dictionary forms (lemmas) of Russian and English words, and what the dictionary says of words."""

import sys
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from semsearch.language.letters import has_cyrillic
from semsearch.language.words import dictionary, fold

if TYPE_CHECKING:
    from pymorphy3.analyzer import Parse
    from pymorphy3.tagset import OpencorporaTag

# Tags of OpenCorpora, as pymorphy3 gives them.
_PERSON_NAMES = {"Name", "Patr", "Surn"}  # given names, patronymics, surnames
_MODIFIERS = {"ADJF", "PRTF"}  # adjectives, participles
_POINTING = {"Apro", "Anum"}  # adjectives that say which one and the how manieth: "that", "some", "second"


@lru_cache(maxsize=20_000)
def lemma(word: str) -> str:
    """The dictionary form of a word in lower case, by its most likely reading."""
    lowered = word.casefold()
    if has_cyrillic(lowered):
        return dictionary().parse(lowered)[0].normal_form
    # Only -s is removed from English words: out of context, "meeting" may well be a noun.
    if lowered.isascii() and lowered.endswith("s"):
        return _english(lowered)
    return lowered


def phrase(first: str, second: str) -> str:
    """The dictionary form of a phrase of two words; "" for a Russian one that is not a noun phrase, and beside another
    language for a Russian word that is no noun, «вышел Ruby».

    The Russian head noun becomes nominative, a modifier agrees with it, and a genitive attribute stays as it is:
    "железной дороге" -> "железная дорога", "отделом кадров" -> "отдел кадров".
    """
    first, second = first.casefold(), second.casefold()
    if not (has_cyrillic(first) and has_cyrillic(second)):
        named = all(is_name_giving(word) for word in (first, second) if has_cyrillic(word))
        return f"{first} {lemma(second)}" if named else ""
    noun = _reading(second, {"NOUN"})
    modifier = _reading(first, _MODIFIERS)
    if noun is not None and modifier is not None:
        nominative = noun.inflect({"nomn"}) or noun
        number = {"plur"} if noun.tag.number == "plur" else {"sing", noun.tag.gender} - {None}
        return f"{_form(modifier, {'nomn'} | number)} {nominative.word}"
    head = _reading(first, {"NOUN"})
    if noun is not None and head is not None and noun.tag.case == "gent":
        return f"{(head.inflect({'nomn'}) or head).word} {second}"
    return ""


def is_name_giving(word: str) -> bool:
    """Whether a word can name a topic. Russian words must be nouns or adjectives, or unknown, and not names of people;
    of other words all can but English past forms of verbs ("supplied")."""
    if not has_cyrillic(word):
        return not word.endswith("ed") or _english(word) == word
    tag = dictionary().parse(word.casefold())[0].tag
    return tag.POS in {"NOUN", "ADJF", None} and not _PERSON_NAMES & set(tag.grammemes)


def is_pointing(word: str) -> bool:
    """Whether a Russian word in any of its forms only says which one is meant, as a pronoun or an ordinal does."""
    return has_cyrillic(word) and not _POINTING.isdisjoint(dictionary().parse(word.casefold())[0].tag.grammemes)


def is_person(word: str) -> bool:
    """Whether a Russian word is a name of a person: by its most likely reading, or with a capital letter by any."""
    return any(_names_of(word))


def is_of_person(word: str) -> bool:
    """Whether such a word is in the genitive, «Анны» rather than «Анне»."""
    return any(tag.case == "gent" and "Fixd" not in tag for tag in _names_of(word))


def _names_of(word: str) -> Iterator["OpencorporaTag"]:
    """The tags of the readings by which a Russian word is a name of a person."""
    if has_cyrillic(word):
        readings = dictionary().parse(word.casefold())
        for reading in readings if word[0].isupper() else readings[:1]:
            if _is_name(reading.tag):
                yield reading.tag


def _is_name(tag: "OpencorporaTag") -> bool:
    return not _PERSON_NAMES.isdisjoint(tag.grammemes)


def names(word: str) -> set[str]:
    """The dictionary forms, folded, of a Russian word that is a name of a person, as `is_person` tells, or unknown."""
    readings = dictionary().parse(word.casefold())
    if dictionary().word_is_known(word.casefold()):
        readings = [each for each in readings if _is_name(each.tag)] if is_person(word) else []
    return {fold(each.normal_form) for each in readings}


def may_be_possessive(word: str) -> bool:
    """Whether a Russian word may be an adjective made of a name or of a noun for somebody, «Сашин» or «мамин», and is
    no other noun, nor itself a name, «Алина»."""
    lowered = word.casefold()
    readings = dictionary().parse(lowered)
    if not dictionary().word_is_known(lowered):
        return True
    return not any(
        each.normal_form == lowered if _is_name(each.tag) else each.tag.POS == "NOUN" and "Geox" not in each.tag
        for each in readings
    )


def is_animate(word: str) -> bool:
    """Whether a Russian word is in the dictionary as a noun for somebody, in this form."""
    return dictionary().word_is_known(word) and any(
        {"NOUN", "anim"} <= set(each.tag.grammemes) and each.normal_form == word for each in dictionary().parse(word)
    )


def is_known(word: str) -> bool:
    """Whether the Russian dictionary, or for Latin letters the English one, contains a word in any of its forms. Half
    of something in the dictionary, «полставки», counts as in it."""
    lowered = word.casefold()
    if has_cyrillic(lowered):
        return dictionary().word_is_known(lowered) or _is_half(lowered)
    import simplemma

    return simplemma.is_known(lowered, lang="en")


def is_at_hand(word: str) -> bool:
    """Whether the dictionary that `is_known` asks of a word is loaded, which takes longer than a search."""
    return dictionary.cache_info().currsize > 0 if has_cyrillic(word) else "simplemma" in sys.modules


def _is_half(word: str) -> bool:
    whole = word.removeprefix("пол")
    if whole == word or len(whole) < 5 or not dictionary().word_is_known(whole):
        return False
    return any({"NOUN", "sing", "gent"} <= set(each.tag.grammemes) for each in dictionary().parse(whole))


def _reading(word: str, parts_of_speech: set[str]) -> "Parse | None":
    """The most likely reading of a Russian word if it is one of these parts of speech, else None."""
    best = dictionary().parse(word)[0]
    return best if best.tag.POS in parts_of_speech else None


def _form(adjective: "Parse", grammemes: set[str]) -> str:
    """The form of an adjective with these grammemes, of several, as «высшая» and «высочайшая», that which begins most
    like it."""
    from rapidfuzz.distance import Prefix

    forms = [form.word for form in adjective.lexeme if grammemes <= set(form.tag.grammemes)]
    return max(forms, key=lambda form: Prefix.similarity(form, adjective.word), default=adjective.word)


def _english(word: str) -> str:
    import simplemma

    return simplemma.lemmatize(word, lang="en").casefold()
