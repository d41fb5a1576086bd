import numpy as np
import pytest

from semsearch.records import Vectors
from semsearch.topics.clustering import SMALLEST, assign, centred, clusters, matched, split
from semsearch.unit_vectors import mean_direction

DIM = 32


def around(centres: Vectors, sizes: list[int], spread: float = 0.3) -> Vectors:
    """Directions from the mean of rows near each centre, in this order, in one cone, as vectors of e5 are."""
    random = np.random.default_rng(0)
    rows = np.repeat(centres, sizes, axis=0) + spread * random.standard_normal((sum(sizes), DIM)) / np.sqrt(DIM)
    rows = rows + 2.0
    vectors = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return centred(vectors, vectors.mean(axis=0))


CENTRES = np.eye(4, DIM, dtype=np.float32)


def test_near_rows_form_clusters_the_largest_first() -> None:
    found = clusters(around(CENTRES, [9, 14, 11, 6]))
    assert [set(rows) for rows in found] == [set(range(9, 23)), set(range(23, 34)), set(range(9)), set(range(34, 40))]


def test_order_does_not_matter() -> None:
    vectors = around(CENTRES, [9, 14, 11, 6])
    shuffled = np.random.default_rng(1).permutation(len(vectors))
    found, again = clusters(vectors), clusters(vectors[shuffled])
    assert {frozenset(rows) for rows in found} == {frozenset(int(shuffled[row]) for row in rows) for rows in again}


@pytest.mark.parametrize("count", range(8))
def test_every_row_is_in_one_cluster(count: int) -> None:
    found = clusters(np.random.default_rng(0).standard_normal((count, DIM)).astype(np.float32))
    assert sorted(row for rows in found for row in rows) == list(range(count))
    assert all(len(rows) >= min(count, SMALLEST) for rows in found)


def test_equal_rows_are_one_cluster() -> None:
    vectors = np.repeat(np.full((1, DIM), 1 / np.sqrt(DIM), dtype=np.float32), 20, axis=0)
    found = clusters(centred(vectors, vectors.mean(axis=0)))
    assert sorted(row for rows in found for row in rows) == list(range(20))


def test_a_cluster_is_split_into_few() -> None:
    found = split(around(CENTRES[:2], [30, 20]))
    assert [set(rows) for rows in found] == [set(range(30)), set(range(30, 50))]


def test_equal_rows_cannot_be_split() -> None:
    assert len(split(np.zeros((5, DIM), dtype=np.float32))) == 1


def test_many_rows_are_centred_and_assigned_as_each_alone() -> None:
    vectors = np.random.default_rng(0).standard_normal((20_000, DIM)).astype(np.float32)
    mean = vectors.mean(axis=0)
    every = assign(centred(vectors, mean), CENTRES)
    for row in (0, 8_191, 8_192, 19_999):
        alone = assign(centred(vectors[row : row + 1], mean), CENTRES)
        assert alone.centres[0] == every.centres[row]
        assert alone.cosines[0] == pytest.approx(every.cosines[row], abs=1e-5)
        assert alone.confidences[0] == pytest.approx(every.confidences[row], abs=1e-5)


def test_confidence_is_even_halfway_and_high_at_a_centre() -> None:
    halfway = mean_direction(CENTRES[:2])
    found = assign(np.stack([CENTRES[0], halfway, CENTRES[1]]), CENTRES[:2])
    assert found.centres[0] == 0
    assert found.centres[2] == 1
    assert found.confidences[1] == pytest.approx(0.5)
    assert min(found.confidences[0], found.confidences[2]) > 0.9
    assert assign(halfway[None, :], CENTRES[:1]).confidences[0] == 1
    assert assign(CENTRES[:1], CENTRES[:2], np.array([1])).confidences[0] < 0.1


def test_sets_continue_as_those_with_most_of_their_members() -> None:
    old = [frozenset(range(10)), frozenset(range(10, 16)), frozenset({99})]
    new = [frozenset({*range(10, 16), 3}), frozenset({*range(9), 50}), frozenset({70, 71})]
    assert matched(old, new) == {0: 1, 1: 0}
    assert matched([], new) == {}
    assert matched(old, []) == {}
