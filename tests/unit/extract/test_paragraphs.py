"""Lines of printed pages as the paragraphs that they are."""

import pytest

from semsearch.extract.printed.paragraphs import in_paragraphs

ENGLISH = """
While incubation status is not necessarily a reflection of the
completeness or stability of the code, it does indicate that the
project has yet to be fully endorsed by the
ASF.
Latest News
""".strip()
RUSSIAN = """
Алиса и Боб играют в игру. Сначала Алиса получает не\xad
которое нечётное число и печатает его, а потом говорит
Бобу, что он должен делать с этим числом дальше и кто-
то из них выиграет.
""".strip()


def test_lines_of_a_paragraph_are_joined() -> None:
    assert in_paragraphs(ENGLISH) == ENGLISH.replace("\n", " ", 2)


def test_broken_words_are_joined() -> None:
    assert in_paragraphs(RUSSIAN) == RUSSIAN.replace("\xad\n", "\xad").replace("-\n", "-").replace("\n", " ")


def test_columns_may_be_narrow() -> None:
    column = "a narrow column in which four\nwords stand beside each other\non every line"

    assert in_paragraphs(column) == column.replace("\n", " ")


@pytest.mark.parametrize(
    "page",
    [
        "Josip Rodin\nOsamu Aoki",
        "1.1 What is this FAQ? . . . . . . . . . 1\n1.2 What is Debian? . . . . . . . . . . . 1",
        "Anna Petrova, Moscow, accounting 12\nBoris Ivanov, Kazan, accounting 44",
        "int reverse(int count, int values[]);\nint main()\nreturn reverse(count, values);",
        "• one thing that is on a long list of things\n• other things that are on this same list",
        "Respiratory, thoracic and mediastinal disorders\nEpistaxis Uncommon Common Common",
        "It ends with this sentence, which is a long one.\nAnother paragraph begins below, as a title does",
        "",
        "\n\n",
    ],
)
def test_what_is_no_paragraph_stays_apart(page: str) -> None:
    assert in_paragraphs(page) == page
