"""What a query says before the index is asked."""

import pytest

from semsearch.search.probing import _copied
from semsearch.search.query import parse


@pytest.mark.parametrize(
    ("query", "copied"),
    [
        ("the letter on CVE-2013-9999", {"cve", "2013", "9999"}),
        ("заказ 4815162342", {"4815162342"}),
        ("+7 495 123-45-67", {"7", "495", "123", "45", "67"}),
        ("a roof for 10 000", set()),
        ("the budget of 2024", set()),
    ],
)
def test_what_is_copied_rather_than_said(query: str, copied: set[str]) -> None:
    assert _copied(parse(query)) == copied
