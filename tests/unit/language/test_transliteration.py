"""Transliteration between Latin and Cyrillic."""

import pytest

from semsearch.language import words
from semsearch.language.transliteration import SHORTEST, transliterations


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("luther", "лютер"),
        ("ivanov", "иванов"),
        ("sberbank", "сбербанк"),
        ("jacksonville", "джэксонвилле"),
        ("newton", "ньютон"),
        ("anna", "анна"),
        ("doctor", "доктор"),
    ],
)
def test_names_and_international_words_are_transliterated(latin: str, cyrillic: str) -> None:
    assert cyrillic in transliterations(latin)
    assert latin in transliterations(cyrillic) or latin == "jacksonville"


def test_the_most_usual_spelling_comes_first() -> None:
    assert transliterations("ivanov")[0] == "иванов"
    assert transliterations("иванов")[0] == "ivanov"


@pytest.mark.parametrize("word", ["кот", "err_1042", "2024", "", "covid19"])
def test_short_words_and_codes_are_not_transliterated(word: str) -> None:
    assert not word.isalpha() or len(word) < SHORTEST
    assert transliterations(word) == ()


@pytest.mark.parametrize("word", ["w" * 300, "щ" * 300, "東京特許許可局", "straße"])
def test_very_long_and_odd_words_are_handled(word: str) -> None:
    assert isinstance(transliterations(word), tuple)


def test_transliterated_stems_use_the_dictionary_form() -> None:
    assert words.stem("Лютер") in words.transliterated_stems("Luther")
    assert words.stem("doctors") in words.transliterated_stems("докторами")


@pytest.mark.parametrize(
    ("russian", "latin"),
    [("Достоевского", "Dostoevsky"), ("Юрию", "Yuri"), ("Дмитрий", "Dmitry"), ("Навальный", "Navalny")],
)
def test_a_russian_ending_of_names_is_one_letter_in_latin(russian: str, latin: str) -> None:
    assert words.stem(latin) in words.transliterated_stems(russian)
