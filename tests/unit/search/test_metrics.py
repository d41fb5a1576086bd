"""Measures of rankings."""

import math

import pytest

from semsearch.search.metrics import grouped_mean, judge


def test_reciprocal_rank_ends_at_the_tenth_place() -> None:
    assert judge([5, 7, 9], {9, 7}).reciprocal_rank == 1 / 2
    assert judge(range(20), {10}).reciprocal_rank == 0


def test_the_gain_of_a_right_answer_falls_with_the_logarithm_of_its_place() -> None:
    ideal = 1 + 1 / math.log2(3)
    assert judge([5, 7, 9], {9, 7}).ndcg == pytest.approx((1 / math.log2(3) + 1 / 2) / ideal)
    assert judge([7, 9, 5], {9, 7}).ndcg == pytest.approx(1)
    assert judge(range(10), set(range(30))).ndcg == pytest.approx(1)


def test_recall_counts_all_right_answers() -> None:
    assert judge([5, 7, 9], {9, 7, 1, 2}).recall == 1 / 2
    assert judge([5], {9}).recall == 0


def test_an_interval_holds_its_mean() -> None:
    found = grouped_mean([0.0, 1.0, 1.0, 0.5], ["a", "a", "b", "c"])
    assert found.low <= found.value == 0.625 <= found.high


def test_queries_of_one_group_are_resampled_together() -> None:
    values = [0.0, 1.0] * 50
    alone = grouped_mean(values, list(range(100)))
    pairs = grouped_mean(values, [number // 2 for number in range(100)])
    assert pairs.low == pairs.high == 0.5
    assert alone.low < 0.5 < alone.high
