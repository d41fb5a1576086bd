import pytest

from semsearch.language import numbers


@pytest.mark.parametrize(
    ("text", "groups", "way"),
    [
        ("+7 (912) 345-67-89", "7 912 345 67 89", "79123456789"),
        ("call 912.345.67.89 at 6", "912 345 67 89", "9123456789"),
        ("1 500 000 roubles", "1 500 000", "1500000"),
        ("1 500,00", "1 500 00", "1500 00"),
        ("1500.00", "1500 00", "1 500 00"),
        ("за 1,500.00 рублей", "1 500 00", "1500"),
        ("1500,50", "1500 50", "1 500 50"),
        ("DE89 3704 0044 0532 0130 00", "de89 3704 0044 0532 0130 00", "de89370400440532013000"),
        ("4111-1111-1111-1111", "4111 1111 1111 1111", "4111111111111111"),
        ("машина А 123 ВС 77", "а 123 вс 77", "а123вс77"),
        ("А123ВС 77", "а123вс 77", "а 123 вс 77"),
    ],
)
def test_a_number_in_groups_and_another_way_to_write_it(text: str, groups: str, way: str) -> None:
    ((asked, *others),) = numbers.in_groups(text)
    assert asked == groups.split()
    assert way.split() in others
    assert asked not in others


@pytest.mark.parametrize(
    "text",
    [
        "12 cats, 2019",
        "INV-2013/044",
        "3.14",
        "192.168.1.100",
        "version 2.10",
        "1500",
        "в 1970-х",
        "the 2001 ABC",
        "in 2024 we 12",
    ],
)
def test_what_is_in_no_groups(text: str) -> None:
    assert not list(numbers.in_groups(text))


def test_cents_are_left_out_only_if_there_are_none() -> None:
    assert list(numbers.in_groups("1500,50")) == [[["1500", "50"], ["1", "500", "50"]]]


@pytest.mark.parametrize(
    ("word", "way"),
    [
        ("84951234567", ["495", "123", "45", "67"]),
        ("4951234567", ["495", "123", "4567"]),
        ("5553535", ["555", "35", "35"]),
        ("1500000", ["1", "500", "000"]),
        ("3400", ["3", "400"]),
        ("SU026", ["su", "026"]),
        ("inv2024", ["inv", "2024"]),
        ("а123вс77", ["а", "123", "вс", "77"]),
        ("а123вс77", ["а123вс", "77"]),
        ("DE89370400440532013000", ["de89", "3704", "0044", "0532", "0130", "00"]),
        ("4111111111111111", ["4111", "1111", "1111", "1111"]),
    ],
)
def test_the_groups_that_a_number_may_be_written_in(word: str, way: list[str]) -> None:
    assert way in numbers.grouped(word)


@pytest.mark.parametrize("word", ["f1", "1C", "214", "mp3", "err_1042", "word"])
def test_what_is_written_in_one_way_only(word: str) -> None:
    assert numbers.grouped(word) == []


def test_round_numbers() -> None:
    assert all(map(numbers.is_round, ("10000", "101000", "1250000")))
    assert not any(map(numbers.is_round, ("12345", "12500", "1234000", "88001002000", "ab000")))
