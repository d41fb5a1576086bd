"""The similarity join finds all pairs once; coverage of texts by each other."""

from collections.abc import Iterator

import numpy as np
import pytest

from semsearch.duplicates.adapter import load_adapter
from semsearch.duplicates.similarity import ChunkVectors, SimilarityJoin
from semsearch.records import Vectors
from semsearch.unit_vectors import mean_direction

FEWEST_TURNED = 2048


def rows(count: int, seed: int = 3, dim: int = 8) -> np.ndarray:
    made = np.random.default_rng(seed).normal(size=(count, dim)).astype(np.float32)
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True))


def told_apart_by_few(count: int, dim: int = 256) -> np.ndarray:
    """Vectors that a few coordinates tell apart, and some almost twice."""
    random = np.random.default_rng(5)
    made = random.normal(size=(count, dim)) * np.exp(-np.arange(dim) / 10)
    made[1::7] = made[::7][: len(made[1::7])] + 0.02 * random.normal(size=(len(made[1::7]), dim))
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), dtype=np.float32)


def pairs(vectors: Vectors, blocks: list[int], threshold: float) -> Iterator[tuple[int, int, float]]:
    join = SimilarityJoin(threshold)
    for start, stop in zip([0, *blocks], [*blocks, len(vectors)], strict=True):
        for left, right, cosines in join.pairs(vectors[start:stop]):
            yield from zip((left + start).tolist(), right.tolist(), cosines.tolist(), strict=True)
        join.extend(vectors[start:stop])
    assert len(join) == len(vectors)


@pytest.mark.parametrize("blocks", [[40], [1, 2, 59], []])
def test_every_pair_above_the_threshold_is_found_once(blocks: list[int]) -> None:
    vectors = rows(60)
    found = [pair[:2] for pair in pairs(vectors, blocks, 0.3)]
    wanted = {(one, other) for one in range(60) for other in range(one) if vectors[one] @ vectors[other] >= 0.3}
    assert len(found) == len(wanted)
    assert set(found) == wanted


@pytest.mark.parametrize("threshold", [0.9, 0.97])
def test_no_pair_is_missed_with_a_projection(threshold: float) -> None:
    vectors = told_apart_by_few(FEWEST_TURNED + 500)
    blocks = [*range(100, FEWEST_TURNED, 300), FEWEST_TURNED + 100]
    found = list(pairs(vectors, blocks, threshold))
    products = np.tril(vectors.astype(np.float64) @ vectors.T.astype(np.float64), -1)
    sure = set(zip(*(axis.tolist() for axis in np.nonzero(products >= threshold + 1e-6)), strict=True))
    assert len(found) == len({pair[:2] for pair in found})
    assert sure <= {pair[:2] for pair in found}
    assert all(abs(products[one, other] - cosine) < 1e-6 for one, other, cosine in found)


def test_the_order_of_addition_does_not_matter() -> None:
    vectors = told_apart_by_few(FEWEST_TURNED + 200)
    order = np.random.default_rng(7).permutation(len(vectors))
    once = {(frozenset(pair[:2]), pair[2]) for pair in pairs(vectors, [500], 0.95)}
    again = {(frozenset(order[list(pair[:2])].tolist()), pair[2]) for pair in pairs(vectors[order], [9], 0.95)}
    assert once == again


def test_no_vectors_have_no_pairs() -> None:
    assert list(SimilarityJoin(0.5).pairs(rows(1))) == []


def test_a_long_text_is_not_similar_to_one_that_it_contains() -> None:
    chunks = np.eye(8, dtype=np.float32)
    texts = ChunkVectors.of({1: chunks[:1], 2: chunks[:1], 3: chunks[:4], 4: rows(3), 5: rows(3)})
    assert texts.coverages([(1, 2), (1, 3), (4, 5), (3, 1)]) == [1.0, 0.25, 1.0, 0.25]
    assert 6 not in texts
    assert ChunkVectors.of({}).coverages([]) == []
    doubled = texts.within(lambda every: np.hstack([every, every]) / np.float32(2**0.5))
    assert np.allclose(doubled.coverages([(1, 3), (4, 3)]), texts.coverages([(1, 3), (4, 3)]))
    assert np.linalg.norm(mean_direction(chunks[:4])) == np.float32(1.0)


def test_texts_of_several_chunks_are_as_similar_as_the_less_covered_one() -> None:
    chunks = np.eye(8, dtype=np.float32)
    texts = ChunkVectors.of({1: chunks[:2], 2: chunks[:4], 3: chunks[1:3], 4: chunks[6:]})
    wanted = {(1, 2): 0.5, (2, 1): 0.5, (1, 3): 0.5, (1, 4): 0.0, (2, 3): 0.5, (1, 1): 1.0}
    assert texts.coverages(list(wanted)) == list(wanted.values())
    some = texts.only({1, 3})
    assert [text in some for text in (1, 2, 3, 4)] == [True, False, True, False]
    assert some.coverages([(1, 3)]) == [0.5]


def test_a_sketch_and_its_rest_are_the_adapted_space() -> None:
    adapter = load_adapter()
    some = rows(5, dim=len(adapter.mean))
    sketched, rest, adapted = (space(some) @ space(some).T for space in (adapter.sketch, adapter.rest, adapter))
    assert np.allclose(adapter.cosines(sketched, rest), adapted, atol=1e-5)
