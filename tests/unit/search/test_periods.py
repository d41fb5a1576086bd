"""Times in words, as a person means them in the middle of a query."""

from datetime import date

import pytest

from semsearch.search.periods import find_period
from semsearch.search.query import parse

TODAY = date(2024, 11, 20)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "words", "first", "last"),
    [
        ("письма от хозяйки прошлым летом", "прошлым летом", date(2024, 6, 1), date(2024, 8, 31)),
        ("budget last winter", "last winter", date(2023, 12, 1), date(2024, 2, 29)),
        ("last march, the budget", "last march", date(2024, 3, 1), date(2024, 3, 31)),
        ("last december", "last december", date(2023, 12, 1), date(2023, 12, 31)),
        ("отчёт в марте 2023 года", "в марте 2023 года", date(2023, 3, 1), date(2023, 3, 31)),
        ("счета на прошлой неделе", "на прошлой неделе", date(2024, 11, 11), date(2024, 11, 17)),
        ("this month", "this month", date(2024, 11, 1), date(2024, 11, 30)),
        ("в прошлом году", "в прошлом году", date(2023, 1, 1), date(2023, 12, 31)),
        ("что было вчера", "вчера", date(2024, 11, 19), date(2024, 11, 19)),
        ("three days ago", "three days ago", date(2024, 11, 17), date(2024, 11, 17)),
        ("2 недели назад", "2 недели назад", date(2024, 11, 4), date(2024, 11, 10)),
        ("встреча 12 марта 2023", "12 марта 2023", date(2023, 3, 12), date(2023, 3, 12)),
    ],
)
def test_a_time_in_words(text: str, words: str, first: date, last: date) -> None:
    found = find_period(text, TODAY)
    assert found is not None
    assert (found.words, found.first, found.last) == (words, first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "who may march",
        "in 2021",
        "the summer of love",
        "yesterday or last week",
        "subject:yesterday",
        "май",
        "march",
    ],
)
def test_what_is_not_clear_is_text(text: str) -> None:
    assert find_period(text, TODAY) is None


def test_a_time_becomes_a_filter_with_a_notice() -> None:
    query = parse("письма прошлым летом о квартире", TODAY)
    assert query.text == "письма о квартире"
    assert query.filters == parse("date:2024-06..2024-08").filters
    assert "прошлым летом" in query.notices[0]


@pytest.mark.parametrize("text", ['the song "yesterday"', "yesterday before:2020", "from:today"])
def test_in_quotes_or_beside_a_date_it_is_text(text: str) -> None:
    assert parse(text, TODAY) == parse(text)
