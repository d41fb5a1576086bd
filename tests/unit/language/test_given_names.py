import pytest

from semsearch.language.given_names import other_names


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("Саши", "александр"),
        ("Александру", "саша"),
        ("Сашина", "саша"),
        ("Олины", "ольга"),
        ("Женькиной", "женя"),
        ("Пашенька", "павел"),
        ("мамины", "мама"),
        ("Лёше", "алексей"),
        ("Bob", "robert"),
        ("William", "bill"),
    ],
)
def test_somebody_is_called_otherwise_too(word: str, name: str) -> None:
    assert name in other_names(word)


@pytest.mark.parametrize(
    "word", ["машина", "Машина", "причина", "света", "кости", "Алина", "Лейпциг", "куриный", "bill", ""]
)
def test_what_is_no_name_is_called_nothing_else(word: str) -> None:
    assert not other_names(word)
