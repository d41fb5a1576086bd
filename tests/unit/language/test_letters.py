import pytest

from semsearch.language.letters import is_cyrillic


@pytest.mark.parametrize(
    ("text", "expected"),
    [("привет", True), ("Hello", False), ("", False), ("12345", False), ("ok, спасибо большое", True), ("Ёж", True)],
)
def test_a_texts_alphabet_is_that_of_most_of_its_letters(text: str, expected: bool) -> None:
    assert is_cyrillic(text) is expected
