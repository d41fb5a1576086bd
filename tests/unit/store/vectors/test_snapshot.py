import numpy as np
import pytest

from semsearch.records import Vectors
from semsearch.store.vectors.snapshot import COMPONENTS, Axes
from semsearch.unit_vectors import normalised


def distances(axes: Axes, rows: Vectors, query: Vectors) -> Vectors:
    """Squared distances as the graph knows them."""
    compared: Vectors = np.square(axes.of_vectors(rows) - axes.of_query(query)).sum(axis=1)
    return compared


def test_of_short_vectors_the_graph_knows_the_true_distances() -> None:
    rows = normalised(np.random.default_rng(1).standard_normal((50, COMPONENTS - 7)).astype(np.float32))

    compared = distances(Axes.of(rows), rows[1:], rows[0])

    assert compared == pytest.approx(np.square(rows[1:] - rows[0]).sum(axis=1), abs=1e-4)


def test_candidates_for_questions_that_are_unlike_the_archive_are_the_nearest() -> None:
    luck = np.random.default_rng(1)
    dim = 2 * COMPONENTS
    usual = np.linspace(2, 0.1, dim)  # along each axis
    # Some texts are on other things than most, as are the questions.
    rows = normalised(
        (luck.standard_normal((3000, dim)) * np.where(luck.random((3000, 1)) < 0.2, 1, usual)).astype(np.float32)
    )
    questions = normalised(luck.standard_normal((20, dim)).astype(np.float32))
    axes = Axes.of(rows)

    found = 0
    for question in questions:
        nearest = set(np.argsort(-(rows @ question))[:100].tolist())
        found += len(nearest & set(np.argsort(distances(axes, rows, question))[:400].tolist()))

    assert found > 0.8 * 20 * 100
