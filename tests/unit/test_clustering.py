import numpy as np
import pytest

from semsearch.clustering import SMALLEST, clusters
from semsearch.records import Vectors

DIM = 32


def around(centres: Vectors, sizes: list[int], spread: float = 0.3) -> Vectors:
    """Normalised rows near each centre, in this order, all pushed into one cone, as those of e5 are."""
    random = np.random.default_rng(0)
    rows = np.repeat(centres, sizes, axis=0) + spread * random.standard_normal((sum(sizes), DIM)) / np.sqrt(DIM)
    rows = rows + 2.0
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


CENTRES = np.eye(4, DIM, dtype=np.float32)


def test_what_is_near_comes_together_the_largest_first() -> None:
    found = clusters(around(CENTRES, [9, 14, 11, 6]))
    assert [set(rows) for rows in found.members] == [
        set(range(9, 23)),
        set(range(23, 34)),
        set(range(9)),
        set(range(34, 40)),
    ]


def test_the_most_typical_comes_first() -> None:
    found = clusters(around(CENTRES, [9, 14, 11, 6]))
    for rows in found.members:
        nearness = found.nearness[list(rows)]
        assert (np.diff(nearness) <= 0).all()
        assert (nearness > 0).all()


def test_order_does_not_matter() -> None:
    vectors = around(CENTRES, [9, 14, 11, 6])
    shuffled = np.random.default_rng(1).permutation(len(vectors))
    found, again = clusters(vectors), clusters(vectors[shuffled])
    assert {frozenset(rows) for rows in found.members} == {
        frozenset(int(shuffled[row]) for row in rows) for rows in again.members
    }


@pytest.mark.parametrize("count", range(6))
def test_few_rows(count: int) -> None:
    vectors = around(CENTRES[:1], [count])
    found = clusters(vectors)
    assert len(found.nearness) == count
    assert all(len(rows) >= SMALLEST for rows in found.members)


def test_equal_rows_are_one_cluster_or_none() -> None:
    vectors = np.repeat(around(CENTRES[:1], [1]), 20, axis=0)
    found = clusters(vectors)
    assert len(found.members) <= 1
    assert np.isfinite(found.nearness).all()
