"""Evidence becomes an order, and a relevance."""

import itertools

import pytest

from semsearch.search.rank import DOUBT, ELSEWHERE, EXAMPLE, QUESTION, SAID, Ranked, fuse

NEAR = {1: (4.0, 10), 2: (4.0, 20), 3: (4.0, 30)}


def ranked(found: list[Ranked]) -> dict[int, Ranked]:
    return {each.evidence.document_id: each for each in found}


def test_the_parts_add_up_to_the_score() -> None:
    for each in fuse(NEAR, {1: 0.5, 2: 0.02}, "hybrid", elsewhere=frozenset({3}), times={1: 0.1}):
        assert each.score == pytest.approx(each.dense_part + each.keyword_part + each.time_part)


def test_what_answers_in_other_words_counts_as_what_is_in_another_language() -> None:
    found = ranked(fuse(NEAR, {1: 0.5}, "hybrid", elsewhere=frozenset({3})))
    assert found[2].score == found[3].score == pytest.approx(ELSEWHERE * 4.0)
    assert found[1].score == pytest.approx(4.0 + QUESTION.words * 0.5)


def test_one_more_word_never_makes_a_document_jump() -> None:
    scores = [fuse({1: (4.0, 10)}, {1: share / 1000, 2: 0.5}, "hybrid") for share in range(500)]
    steps = [ranked(found)[1].score for found in scores]
    assert max(abs(one - other) for one, other in itertools.pairwise(steps)) < 0.05


def test_beside_an_example_a_document_needs_its_words() -> None:
    found = ranked(fuse(NEAR, {1: 0.05}, "hybrid", EXAMPLE))
    assert found[2].score == 4.0 < found[1].score


def test_what_no_word_confirms_is_less_sure_but_not_lower() -> None:
    found = ranked(fuse({1: (3.0, 10), 2: (3.0, 20)}, {1: 0.3}, "hybrid"))
    words = (ELSEWHERE - 1) * 3.0 / QUESTION.words
    same = ranked(fuse({1: (3.0, 10)}, {1: words, 2: 0.1}, "hybrid"))[1]
    assert found[2].score == pytest.approx(same.score)
    assert found[2].relevance < same.relevance
    assert found[2].relevance == pytest.approx(QUESTION.relevance(ELSEWHERE * 3.0 - DOUBT))


def test_modes_take_one_side() -> None:
    assert [each.evidence.document_id for each in fuse({1: (1.0, 10), 2: (2.0, 20)}, {1: 0.9}, "semantic")] == [2, 1]
    assert [each.evidence.document_id for each in fuse({1: (1.0, 10), 2: (2.0, 20)}, {1: 0.9}, "keyword")] == [1, 2]


def test_words_that_stand_in_a_text_are_more_sure_than_as_much_of_both_sides() -> None:
    alone = ranked(fuse({}, {1: 0.4}, "keyword"))[1]
    assert alone.relevance == pytest.approx(QUESTION.relevance(alone.score + SAID))
    assert alone.relevance == ranked(fuse({}, {1: 0.4}, "hybrid"))[1].relevance
