"""Days that a text names, and the ways to write them."""

import re

import pytest

from semsearch.language import dates

WAYS = [
    ["2019", "05", "14"],
    ["14", "05", "2019"],
    ["14", "мая", "2019"],
    ["14", "may", "2019"],
    ["may", "14", "2019"],
    ["05", "14", "2019"],
]


@pytest.mark.parametrize(
    "text",
    ["2019-05-14", "от 14.05.2019 г.", "14 мая 2019 года", "the 14th May 2019", "May 14, 2019", "5/14/2019"],
)
def test_a_day_in_other_ways(text: str) -> None:
    (ways,) = dates.days(text)
    assert all(way in ways for way in WAYS)
    assert set(ways[0]) <= set(re.findall(r"\w+", text.lower()))


@pytest.mark.parametrize("text", ["31.02.2019", "192.168.1.2020", "v1.2.2020-5", "14 may come in 2019", "14.05.20"])
def test_what_is_no_day(text: str) -> None:
    assert not list(dates.days(text))
