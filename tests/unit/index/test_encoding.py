"""How many texts are encoded between two commits."""

import pytest

from semsearch.index.encoding import LEAST, MOST, next_batch


@pytest.mark.parametrize(
    ("texts", "seconds", "expected"),
    [
        (256, 2.0, 256),
        (256, 4.0, 128),
        (256, 1.0, 512),
        (256, 0.01, 1024),  # at most four times more: the first batch says little
        (8192, 0.1, MOST),
        (64, 60.0, LEAST),
        (3, 0.0, LEAST),
    ],
)
def test_a_batch_is_two_seconds_of_work(texts: int, seconds: float, expected: int) -> None:
    assert next_batch(texts, seconds) == expected
