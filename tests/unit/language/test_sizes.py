import pytest

from semsearch.language.sizes import parse_size


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("0", 0),
        ("500k", 500 << 10),
        ("1.5M", 3 << 19),
        ("1,5mb", 3 << 19),
        (" 2 GiB ", 2 << 30),
        ("999999999999999999G", (1 << 63) - 1),
        *((wrong, None) for wrong in ("", "M", "1.M", "-1", "1 T", "1e3", "٣")),
    ],
)
def test_a_size_is_read_as_people_write_it(text: str, size: int | None) -> None:
    assert parse_size(text) == size
