import numpy as np
import pytest

from semsearch.records import Vectors
from semsearch.topics.layout import between, layout
from semsearch.topics.neighbours import neighbours


def three_crowds(size: int = 40, dim: int = 16) -> Vectors:
    random = np.random.default_rng(0)
    rows = np.repeat(np.eye(3, dim), size, axis=0) + 0.15 * random.standard_normal((3 * size, dim))
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def test_neighbours_are_close_together() -> None:
    rows = three_crowds()
    points = layout(rows, neighbours(rows, 10))
    middles = points.reshape(3, -1, 2).mean(axis=1)
    nearest = np.linalg.norm(points[:, None] - middles[None], axis=2).argmin(axis=1)
    assert (nearest == np.repeat(range(3), 40)).mean() > 0.95
    assert np.abs(points).max() == pytest.approx(1)


def test_equal_input_gives_an_equal_map() -> None:
    rows = three_crowds()
    assert (layout(rows, neighbours(rows, 10)) == layout(rows, neighbours(rows, 10))).all()


@pytest.mark.parametrize("count", range(5))
def test_few_points(count: int) -> None:
    points = layout(three_crowds()[:count], neighbours(three_crowds()[:count], 10))
    assert points.shape == (count, 2)
    assert np.isfinite(points).all()


def test_equal_rows_have_positions() -> None:
    rows = np.zeros((30, 8), dtype=np.float32)
    assert np.isfinite(layout(rows, neighbours(rows, 10))).all()


def test_a_new_point_is_placed_among_its_nearest() -> None:
    rows = three_crowds()
    points = layout(rows, neighbours(rows, 10))
    (place,) = between(rows[:1] @ rows[1:].T, points[1:])
    assert np.linalg.norm(place - points[1:40].mean(axis=0)) < np.linalg.norm(place - points[40:].mean(axis=0))
