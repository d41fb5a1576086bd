"""Evidence becomes an order, and a relevance."""

import itertools
from collections.abc import Sequence
from dataclasses import replace

import pytest

from semsearch.search.rank import (
    DENSE_ALONE,
    DENSE_OTHER_SCRIPT,
    EXAMPLE,
    FLOOR,
    KEYWORD_ALONE,
    QUESTION,
    UNCONFIRMED,
    Evidence,
    Ranked,
    fuse,
)

NEAR = [Evidence(1, 4.0), Evidence(2, 4.0), Evidence(3, 4.0)]
IN_ANOTHER_LANGUAGE = Evidence(3, 4.0, other_script=True)


def by_id(found: Sequence[Ranked]) -> dict[int, Ranked]:
    return {each.evidence.document_id: each for each in found}


def order(found: Sequence[Ranked]) -> list[int]:
    return [each.evidence.document_id for each in found]


def test_the_parts_add_up_to_the_score() -> None:
    evidence = [Evidence(1, 4.0, 0.5, time=0.1), Evidence(2, 4.0, 0.02), IN_ANOTHER_LANGUAGE]
    for each in fuse(evidence, "hybrid", QUESTION):
        assert each.score == pytest.approx(each.dense_part + each.keyword_part + each.evidence.time)


def test_what_answers_in_other_words_counts_a_little_more_than_what_is_in_another_language() -> None:
    found = by_id(fuse([Evidence(1, 4.0, 0.5), Evidence(2, 4.0), IN_ANOTHER_LANGUAGE], "hybrid", QUESTION))
    assert found[2].score == pytest.approx(DENSE_ALONE * 4.0 - UNCONFIRMED)
    assert found[3].score == pytest.approx(DENSE_OTHER_SCRIPT * 4.0 - UNCONFIRMED)
    assert found[1].score == pytest.approx(4.0 + QUESTION.keyword * 0.5)


def test_one_more_word_never_makes_a_document_jump() -> None:
    beside = Evidence(2, None, 0.5)
    found = [fuse([Evidence(1, 4.0, share / 1000), beside], "hybrid", QUESTION) for share in range(500)]
    steps = [by_id(each)[1].score for each in found]
    assert max(abs(one - other) for one, other in itertools.pairwise(steps)) < 0.05


def test_beside_an_example_a_document_needs_its_words() -> None:
    found = by_id(fuse([Evidence(1, 4.0, 0.05), Evidence(2, 4.0)], "hybrid", EXAMPLE))
    assert found[2].score == 4.0 < found[1].score


def test_what_ranks_higher_is_no_less_related() -> None:
    evidence = [
        Evidence(
            each, each % 7 - 1.0 if each < 60 else None, each / 80 if each >= 10 else None, other_script=not each % 3
        )
        for each in range(80)
    ]
    found = fuse(evidence, "hybrid", replace(QUESTION, cross_script=0.5))
    assert [each.relevance for each in found] == sorted((each.relevance for each in found), reverse=True)
    assert len(found) == 80


def test_what_is_unrelated_stands_below_what_is_related_whenever_it_was_written() -> None:
    found = fuse([Evidence(1, 2.0, time=1.0), Evidence(2, 2.4), Evidence(3, 5.0)], "semantic", EXAMPLE)
    assert order(found) == [3, 2, 1]
    assert found[2].score > found[1].score
    assert [each.unrelated for each in found] == [False, False, True]


def test_less_is_enough_beside_an_answer() -> None:
    (alone,) = fuse([Evidence(1, 3.3)], "semantic", QUESTION)
    beside = by_id(fuse([Evidence(1, 3.3), Evidence(2, 5.0)], "semantic", QUESTION))[1]
    assert beside.relevance == alone.relevance < FLOOR
    assert alone.unrelated
    assert not beside.unrelated


def test_what_no_word_confirms_is_doubted() -> None:
    found = by_id(fuse([Evidence(1, 4.0, 0.3), Evidence(2, 4.0)], "hybrid", QUESTION))[2]
    assert found.relevance == pytest.approx(QUESTION.relevance(DENSE_ALONE * 4.0 - UNCONFIRMED))
    assert QUESTION.dense_relevance(4.0) == found.relevance


def test_modes_take_one_side() -> None:
    evidence = [Evidence(1, 1.0, 0.9), Evidence(2, 2.0)]
    assert order(fuse(evidence, "semantic", QUESTION)) == [2, 1]
    assert order(fuse(evidence, "keyword", QUESTION)) == [1, 2]


def test_words_that_stand_in_a_text_are_more_sure_than_as_much_of_both_sides() -> None:
    evidence = [Evidence(1, None, 0.4)]
    (alone,) = fuse(evidence, "keyword", QUESTION)
    assert alone.score == pytest.approx(DENSE_ALONE * QUESTION.keyword * 0.4 + KEYWORD_ALONE)
    assert [alone] == fuse(evidence, "hybrid", QUESTION)


def test_what_has_the_words_is_hardly_less_found_for_being_far_in_meaning() -> None:
    far = fuse([Evidence(1, -2.0, 0.9)], "hybrid", QUESTION)[0]
    assert far.score > QUESTION.keyword * 0.9 - 0.25
    assert fuse([Evidence(1, -2.0, 0.01)], "hybrid", QUESTION)[0].score < -1.0


def test_an_identifier_is_said_in_no_other_words() -> None:
    shares = (0.0, 0.5, 1.0)
    none, half, all_of_it = (fuse(NEAR, "hybrid", replace(QUESTION, copied=share))[0] for share in shares)
    assert none.relevance > half.relevance > all_of_it.relevance
    assert all_of_it.score == pytest.approx(4.0)


def test_half_of_two_words_says_less_than_half_of_six() -> None:
    evidence = [Evidence(1, 3.5, 0.5)]
    short, long = (fuse(evidence, "hybrid", replace(QUESTION, words=words))[0] for words in (2, 6))
    assert short.score == long.score
    assert short.relevance < long.relevance - 0.1


def test_a_single_word_that_is_there_is_an_answer() -> None:
    assert fuse([Evidence(1, 3.0, 1.0)], "hybrid", replace(QUESTION, words=1))[0].relevance > 0.9


def test_affinity_with_all_texts_changes_no_order() -> None:
    evidence = [Evidence(1, 4.0, 0.5), Evidence(2, 4.5), Evidence(3, 3.5, 0.3)]
    plain, near = (fuse(evidence, "hybrid", replace(QUESTION, affinity=affinity)) for affinity in (0.0, 1.0))
    assert order(plain) == order(near)
    assert [each.score for each in plain] == [each.score for each in near]
    assert all(one.relevance < other.relevance for one, other in zip(plain, near, strict=True))
