"""Lines of printed pages as the paragraphs that they are."""

import pytest

from semsearch.extract.paragraphs import in_paragraphs


@pytest.mark.parametrize(
    ("page", "paragraphs"),
    [
        (
            "While incubation status is not necessarily a reflection of the\n"
            "completeness or stability of the code, it does indicate that the\n"
            "project has yet to be fully endorsed by the\n"
            "ASF.\n"
            "Latest News",
            "While incubation status is not necessarily a reflection of the completeness or stability of the code, it "
            "does indicate that the project has yet to be fully endorsed by the\nASF.\nLatest News",
        ),
        (
            "Алиса и Боб играют в игру. Сначала Алиса получает не\xad\n"
            "которое нечётное число и печатает его, а потом говорит\n"
            "Бобу, что он должен делать с этим числом дальше и кто-\n"
            "то из них выиграет.",
            "Алиса и Боб играют в игру. Сначала Алиса получает не\xadкоторое нечётное число и печатает его, а потом "
            "говорит Бобу, что он должен делать с этим числом дальше и кто-то из них выиграет.",
        ),
        ("a narrow column in which four\nwords stand beside each other\non every line", None),
    ],
)
def test_lines_of_a_paragraph_are_joined(page: str, paragraphs: str | None) -> None:
    assert in_paragraphs(page) == (paragraphs or page.replace("\n", " "))


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
