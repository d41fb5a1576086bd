"""Words as the other language says them."""

import pytest

from semsearch.language import lexicon, words


@pytest.mark.parametrize(
    ("english", "russian"), [("boilers", "котёл"), ("neighbour", "соседа"), ("hedge", "изгородь"), ("spam", "спам")]
)
def test_a_word_has_its_translations_in_both_directions(english: str, russian: str) -> None:
    assert words.stem(russian) in lexicon.translations(words.stem(english))
    assert words.stem(english) in lexicon.translations(words.stem(russian))


@pytest.mark.parametrize(("word", "first"), [("account", "счёт"), ("счёт", "account"), ("двигатель", "engine")])
def test_the_most_usual_translation_comes_first(word: str, first: str) -> None:
    assert lexicon.translations(words.stem(word))[0] == words.stem(first)


@pytest.mark.parametrize("word", ["", "err_1042", "2024", "спамм", "acc", "\t", "\n", "account\t"])
def test_what_is_no_word_of_it_has_none(word: str) -> None:
    assert lexicon.translations(word) == []


def test_a_stem_is_translated_into_the_other_alphabet_only() -> None:
    lines = [line.decode().split("\t") for line in lexicon._lexicon()]

    assert len(lines) > 40_000
    assert lexicon._lexicon() == sorted(lexicon._lexicon())  # as it is searched by halves
    assert all(word.isascii() != other.isascii() for word, listed in lines for other in listed.split())


@pytest.mark.parametrize(
    ("word", "other", "contradicted"),
    [
        ("диск", "desk", True),
        ("диск", "disk", False),
        ("hood", "год", True),
        ("Лютер", "Luther", False),
    ],
)
def test_a_spelling_may_be_another_word(word: str, other: str, contradicted: bool) -> None:
    assert lexicon.contradicts(words.stem(word), words.stem(other)) is contradicted
