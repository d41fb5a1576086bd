"""Evidence becomes an order, and a relevance."""

import itertools

import pytest

from semsearch.search.rank import (
    DENSE_ALONE,
    DENSE_OTHER_SCRIPT,
    EXAMPLE,
    FLOOR,
    KEYWORD_ALONE,
    KEYWORD_OTHER_SCRIPT,
    QUESTION,
    UNCONFIRMED,
    Ranked,
    fuse,
)

NEAR = {1: (4.0, 10), 2: (4.0, 20), 3: (4.0, 30)}


def ranked(found: list[Ranked]) -> dict[int, Ranked]:
    return {each.evidence.document_id: each for each in found}


def test_the_parts_add_up_to_the_score() -> None:
    for each in fuse(NEAR, {1: 0.5, 2: 0.02}, "hybrid", other_script=frozenset({3}), time_bonuses={1: 0.1}):
        assert each.score == pytest.approx(each.dense_part + each.keyword_part + each.time_part)


def test_what_answers_in_other_words_counts_a_little_more_than_what_is_in_another_language() -> None:
    found = ranked(fuse(NEAR, {1: 0.5}, "hybrid", other_script=frozenset({3})))
    assert found[2].score == pytest.approx(DENSE_ALONE * 4.0 - UNCONFIRMED)
    assert found[3].score == pytest.approx(DENSE_OTHER_SCRIPT * 4.0 - UNCONFIRMED)
    assert found[1].score == pytest.approx(4.0 + QUESTION.keyword * 0.5)


def test_one_more_word_never_makes_a_document_jump() -> None:
    scores = [fuse({1: (4.0, 10)}, {1: share / 1000, 2: 0.5}, "hybrid") for share in range(500)]
    steps = [ranked(found)[1].score for found in scores]
    assert max(abs(one - other) for one, other in itertools.pairwise(steps)) < 0.05


def test_beside_an_example_a_document_needs_its_words() -> None:
    found = ranked(fuse(NEAR, {1: 0.05}, "hybrid", EXAMPLE))
    assert found[2].score == 4.0 < found[1].score


def test_what_ranks_higher_is_no_less_related() -> None:
    near = {each: (each % 7 - 1.0, each) for each in range(60)}
    keyword = {each: each / 80 for each in range(10, 80)}
    found = fuse(near, keyword, "hybrid", other_script=frozenset(range(0, 80, 3)), cross_script=0.5)
    assert [each.relevance for each in found] == sorted((each.relevance for each in found), reverse=True)
    assert len(found) == 80


def test_what_is_unrelated_stands_below_what_is_related_whenever_it_was_written() -> None:
    near = {1: (2.0, 10), 2: (2.4, 20), 3: (5.0, 30)}
    found = fuse(near, {}, "semantic", EXAMPLE, time_bonuses={1: 1.0})
    assert [each.evidence.document_id for each in found] == [3, 2, 1]
    assert found[2].score > found[1].score
    assert [each.unrelated for each in found] == [False, False, True]


def test_less_is_enough_beside_an_answer() -> None:
    alone = fuse({1: (3.3, 10)}, {}, "semantic")
    beside = fuse({1: (3.3, 10), 2: (5.0, 20)}, {}, "semantic")
    assert ranked(beside)[1].relevance == ranked(alone)[1].relevance < FLOOR
    assert ranked(alone)[1].unrelated
    assert not ranked(beside)[1].unrelated


def test_what_no_word_confirms_is_doubted() -> None:
    found = ranked(fuse(NEAR, {1: 0.3}, "hybrid"))[2]
    assert found.relevance == pytest.approx(QUESTION.relevance(DENSE_ALONE * 4.0 - UNCONFIRMED))
    assert QUESTION.dense_relevance(4.0) == found.relevance


def test_modes_take_one_side() -> None:
    assert [each.evidence.document_id for each in fuse({1: (1.0, 10), 2: (2.0, 20)}, {1: 0.9}, "semantic")] == [2, 1]
    assert [each.evidence.document_id for each in fuse({1: (1.0, 10), 2: (2.0, 20)}, {1: 0.9}, "keyword")] == [1, 2]


def test_words_that_stand_in_a_text_are_more_sure_than_as_much_of_both_sides() -> None:
    alone = ranked(fuse({}, {1: 0.4}, "keyword"))[1]
    assert alone.score == pytest.approx(DENSE_ALONE * QUESTION.keyword * 0.4 + KEYWORD_ALONE)
    assert alone == ranked(fuse({}, {1: 0.4}, "hybrid"))[1]


def test_translated_words_alone_are_less_sure_than_words_as_they_were_asked_for() -> None:
    told = ranked(fuse({}, {1: 0.4, 2: 0.4}, "hybrid", other_script=frozenset({2})))
    assert told[2].score == pytest.approx(KEYWORD_OTHER_SCRIPT * QUESTION.keyword * 0.4 + KEYWORD_ALONE)
    assert told[2].score < told[1].score


def test_an_identifier_is_said_in_no_other_words() -> None:
    none, half, all_of_it = (fuse(NEAR, {}, "hybrid", copied=share)[0] for share in (0.0, 0.5, 1.0))
    assert none.relevance > half.relevance > all_of_it.relevance
    assert all_of_it.score == pytest.approx(4.0)
