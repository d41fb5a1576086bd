import numpy as np
import pytest

from semsearch.records import Vectors
from semsearch.topics.neighbours import neighbours


def around_centres(count: int, centres: int = 40, dim: int = 24) -> Vectors:
    random = np.random.default_rng(0)
    middles = random.standard_normal((centres, dim))
    rows = middles[random.integers(0, centres, count)] + 0.5 * random.standard_normal((count, dim))
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def test_exact_search_never_finds_the_row_itself() -> None:
    rows = around_centres(300)
    found = neighbours(rows, 5)
    cosines = rows @ rows.T
    np.fill_diagonal(cosines, -2)
    assert np.allclose(found.cosines, -np.sort(-cosines, axis=1)[:, :5], atol=1e-5)
    assert (found.rows != np.arange(300)[:, None]).all()


def test_search_by_cells_misses_few_and_finds_nothing_twice() -> None:
    rows = around_centres(4_000)
    exact, by_cells = neighbours(rows, 10), neighbours(rows, 10, exact_limit=100)
    common = [len(set(one) & set(other)) for one, other in zip(exact.rows, by_cells.rows, strict=True)]
    assert np.mean(common) > 9.5
    assert all(len(set(row)) == 10 for row in by_cells.rows.tolist())
    assert (np.diff(by_cells.cosines, axis=1) <= 0).all()
    assert (neighbours(rows, 10, exact_limit=100).rows == by_cells.rows).all()


@pytest.mark.parametrize("count", [0, 1, 2, 4])
def test_fewer_rows_than_neighbours(count: int) -> None:
    assert neighbours(around_centres(count), 10).rows.shape == (count, max(0, min(10, count - 1)))


def test_equal_rows() -> None:
    rows = np.repeat(around_centres(1), 3_000, axis=0)
    found = neighbours(rows, 10, exact_limit=100)
    assert (found.cosines > 0.999).all()
    assert (found.rows != np.arange(3_000)[:, None]).all()
