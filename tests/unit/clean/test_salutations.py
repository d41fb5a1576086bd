"""The line in which a letter greets its reader is no part of what it says."""

import pytest

from semsearch.clean.normal import without_salutation


@pytest.mark.parametrize(
    "line",
    [
        "Hi,", "Hi Anna,", "Hello all!", "Dear Mr. O'Neill,", "Dear Sir or Madam,", "Good morning, Dr Weiss",
        "hey there", "Здравствуйте!", "Здравствуйте, Анна Петровна!", "Добрый день, коллеги.", "Уважаемые господа,",
        "Liebe Anna,", "Sehr geehrte Damen und Herren,", "Привет", "\n  Dear Jean-Luc :",
    ],
)  # fmt: skip
def test_a_line_that_greets_is_left_out(line: str) -> None:
    assert without_salutation(f"{line}\n\nthe lift is broken again").strip() == "the lift is broken again"


@pytest.mark.parametrize(
    "text",
    [
        "Hi Anna, the lift is broken again\nPlease call", "Dear me, what a day\nAgain",
        "Hi Anna,", "Hiking on Sunday?\nYes", "Здравствуйте, лифт опять сломан\nПозвоните", "The lift\nis broken",
        "Hello world is printed\ntwice",
    ],
)  # fmt: skip
def test_other_lines_stay(text: str) -> None:
    assert without_salutation(text) == text


def test_blanks_after_the_greeting_take_no_time() -> None:
    text = f"Hi{' ' * 1_000_000}x\ny"
    assert without_salutation(text) == text
