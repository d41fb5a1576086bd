import pytest

from semsearch.language import numbers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("+7 (912) 345-67-89", ["79123456789"]),
        ("call 912.345.67.89 at 6", ["9123456789"]),
        ("1 500 000 roubles", ["1500000"]),
        ("1 500,00", ["150000"]),
        ("1500.00", []),
        ("12 cats, 2019", []),
        ("INV-2013/044", []),
    ],
)
def test_a_number_in_groups_in_one_piece(text: str, expected: list[str]) -> None:
    assert ["".join(parts) for parts in numbers.groups(text)] == expected


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
    ],
)
def test_the_groups_that_a_number_may_be_written_in(word: str, way: list[str]) -> None:
    assert way in numbers.grouped(word)


@pytest.mark.parametrize("word", ["f1", "1C", "214", "err_1042", "40817810938000123456", "word"])
def test_what_is_written_in_one_way_only(word: str) -> None:
    assert numbers.grouped(word) == []
