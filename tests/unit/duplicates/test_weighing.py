"""Vectors to pairs: all of them, each once."""

import numpy as np

from semsearch.duplicates.weighing import Chunked, against, mean_vector, pairs_above


def rows(count: int, seed: int = 3) -> np.ndarray:
    made = np.random.default_rng(seed).normal(size=(count, 8)).astype(np.float32)
    return made / np.linalg.norm(made, axis=1, keepdims=True)


def test_every_pair_above_the_threshold_is_found_once() -> None:
    vectors = rows(60)
    known, block = vectors[:40], vectors[40:]
    found = [pair for left, right in against(block, known, 0.3) for pair in zip(left + 40, right, strict=True)]
    wanted = {(one, other) for one in range(40, 60) for other in range(one) if vectors[one] @ vectors[other] >= 0.3}
    assert len(found) == len(wanted)
    assert set(found) == wanted


def test_nothing_is_found_among_nothing() -> None:
    assert list(pairs_above(rows(3), np.empty((0, 8), dtype=np.float32), 0.0)) == []


def test_a_long_text_is_no_duplicate_of_the_one_it_quotes() -> None:
    chunks = np.eye(8, dtype=np.float32)
    texts = Chunked.of({1: chunks[:1], 2: chunks[:1], 3: chunks[:4], 4: rows(3), 5: rows(3)})
    assert texts.coverages([(1, 2), (1, 3), (4, 5), (3, 1)]) == [1.0, 0.25, 1.0, 0.25]
    assert 6 not in texts
    assert Chunked.of({}).coverages([]) == []
    doubled = texts.within(lambda every: np.hstack([every, every]) / np.float32(2**0.5))
    assert np.allclose(doubled.coverages([(1, 3), (4, 3)]), texts.coverages([(1, 3), (4, 3)]))
    assert np.linalg.norm(mean_vector(chunks[:4])) == np.float32(1.0)
