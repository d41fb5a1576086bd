"""What is asked, in which order it is answered, and what is taken along; without a window."""

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from semsearch.records import FacetValue, Hit
from semsearch_ui.presentation import exporting, facet_names
from semsearch_ui.presentation.arranging import arranged, near
from semsearch_ui.presentation.narrowing import finished, last_word, narrowed, narrowings, widened, with_last_word
from semsearch_ui.presentation.trail import Example, Question, Trail, copies_of, example_of

NOW = datetime(2024, 3, 14, 12, 0, tzinfo=UTC)


def test_typed_words_are_one_question_and_an_example_is_another(make_hit: Callable[..., Hit]) -> None:
    one, two = example_of(make_hit(1)), example_of(make_hit(2))
    trail = Trail()
    for query in ("l", "lu", "lunch"):
        trail.ask(Question(query))
    assert not trail.can_go_back
    trail.ask(Question(more=(one,)))
    trail.ask(trail.current.with_more(two))
    assert trail.current.more == (one, two)
    assert trail.back().more == (one,)
    assert trail.back() == Question("lunch")
    assert not trail.can_go_back
    assert trail.back() == Question("lunch")


def test_a_settled_question_can_be_gone_back_to() -> None:
    trail = Trail()
    for query in ("lunch", "dinner", "dinner out"):
        trail.ask(Question(query))
        if query == "lunch":
            trail.settle()
    assert [one.words for one in trail.earlier] == ["lunch"]
    trail.settle()
    trail.ask(Question(more=(Example("document", "1", "One"), Example("document", "2", "Two"))))
    assert [one.words for one in trail.earlier] == ["dinner out", "lunch"]
    assert trail.current.words == "Similar to One, Two"
    assert trail.back(2) == Question("lunch")
    assert not trail.can_go_back


def test_of_what_is_probably_unrelated_the_nearest_few_are_listed(make_hit: Callable[..., Hit]) -> None:
    weak = [make_hit(at, relevance=0.0) for at in range(1, 9)]
    strong = make_hit(9)
    assert near([*weak[:2], strong, *weak[2:]]) == [strong, *weak[:3]]


def test_one_goes_forward_again_until_something_else_is_asked() -> None:
    trail = Trail()
    for query in ("lunch", "dinner", "breakfast"):
        trail.ask(Question(query))
        trail.settle()
    trail.back(2)
    assert [trail.forward().query, trail.forward().query, trail.forward().query] == ["dinner", "breakfast", "breakfast"]
    trail.back()
    trail.ask(Question("supper"))
    assert trail.forward() == Question("supper")


def test_a_set_of_examples_is_edited() -> None:
    one, two = Example("document", "1", "One"), Example("document", "2", "Two")
    both = Question(more=(one, two))
    assert both.with_less(two) == Question(more=(one,), less=(two,))
    assert both.with_less(two).with_more(two) == both
    assert both.without(one) == Question(more=(two,))
    assert Question(more=(one,)).without(one).is_empty
    assert Question("lunch").with_less(one) == Question("lunch")
    text = Example("text", "some words", "some words")
    assert both.with_more(text) == Question(more=(text,))
    assert example_of("  ").target == ""
    assert example_of(Path("/srv/mail/1.eml")) == Example("file", "/srv/mail/1.eml", "1.eml")


def test_operators_are_added_and_taken_away_as_chips() -> None:
    query = narrowed("lunch with anna", 'from:"Anna Berg"')
    assert query == 'lunch with anna from:"Anna Berg"'
    assert narrowed(query, 'from:"Anna Berg"') == query
    [one] = narrowings(query)
    assert (one.name, one.value) == ("from", "Anna Berg")
    assert facet_names.narrowing_in_words(one) == "From Anna Berg"
    assert widened(query, one.written) == "lunch with anna"
    types = narrowings("type:email тип:письмо type:Mail type:.pdf")
    assert list(map(facet_names.narrowing_in_words, types)) == ["E-mail", "E-mail", "E-mail", "PDF"]
    assert narrowings("see http://x and note:this") == []
    assert [one.value for one in narrowings("from:“Анна Иванова” договор in:„Sent Mail“")] == [
        "Анна Иванова", "Sent Mail",
    ]  # fmt: skip


def test_a_question_that_failed_is_not_on_the_way() -> None:
    trail = Trail()
    lunch, gone, picture = Question("lunch"), Question(more=(example_of(Path("/gone")),)), Question("picture")
    trail.ask(lunch)
    trail.settle()
    trail.ask(gone)
    trail.fail()
    trail.ask(picture)
    assert trail.back() == lunch
    assert trail.forward() == picture
    trail.ask(gone)
    trail.fail()
    assert trail.back() == picture
    assert not trail.can_go_forward


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("lunch from:", "lunch"), ("lunch IN:", "lunch"), ('lunch in:"', "lunch"), ("from:", ""),
        ("in:work", "in:work"), ("note:", "note:"), ("lunch from: anna", "lunch from: anna"), ("lunch", "lunch"),
    ],
)  # fmt: skip
def test_an_operator_without_a_value_is_not_asked_for_yet(typed: str, asked: str) -> None:
    assert finished(typed) == asked


def test_the_last_word_is_completed() -> None:
    assert last_word("lunch fr") == "fr"
    assert with_last_word("lunch fr", "from:") == "lunch from:"
    assert last_word("lunch ") == ""


def test_hits_are_arranged(make_hit: Callable[..., Hit]) -> None:
    day = timedelta(days=1)
    hits = (
        make_hit(1, date=NOW, thread_id="a"),
        make_hit(2, date=NOW - day, thread_id="b"),
        make_hit(3, date=NOW + day, thread_id="a"),
        make_hit(4, date=None, thread_id=""),
        make_hit(5, relevance=0.0, date=NOW + 2 * day),
    )
    assert [row.hit.id for row in arranged(hits)] == [1, 2, 3, 4, 5]
    assert [row.hit.id for row in arranged(hits, "newest")] == [3, 1, 2, 4, 5]
    assert [row.hit.id for row in arranged(hits, "oldest")] == [2, 1, 3, 4, 5]
    together = arranged(hits, threads=True)
    assert [(row.hit.id, row.inside, row.more) for row in together][:3] == [(1, False, 1), (3, True, 0), (2, False, 0)]
    assert [row.first_weak for row in together] == [False] * 4 + [True]


def test_an_export_is_safe_for_spreadsheets(make_hit: Callable[..., Hit]) -> None:
    hits = [make_hit(1, title="=1+1"), make_hit(2, title="Счёт, март", date=None)]
    table = list(csv.DictReader(io.StringIO(exporting.as_csv(hits).removeprefix("\ufeff"))))
    assert [line["title"] for line in table] == ["'=1+1", "Счёт, март"]
    assert [one["title"] for one in json.loads(exporting.as_json("x", hits))["hits"]] == ["=1+1", "Счёт, март"]


def test_operators_alone_ask_for_nothing_in_words() -> None:
    assert Question("type:pdf from:anna").only_narrows
    assert not Question("type:pdf rent").only_narrows
    assert not Question(more=(Example("text", "rent", "rent"),)).only_narrows


def test_two_of_one_name_are_told_apart_by_their_address() -> None:
    names = ("Ann <ann@one.org>", "Ann <ann@two.org>", "Boris <b@one.org>")
    values = [FacetValue(name, 1, f"from:{name}") for name in names]
    assert facet_names.values_in_words("senders", values) == [*names[:2], "Boris"]


def test_copies_are_asked_for_alone(make_hit: Callable[..., Hit]) -> None:
    question = Question(more=(copies_of(make_hit(3, copies=(7, 9))),))
    assert question.more[0].target == "3 7 9"
    assert question.words == "Copies of Lunch on Friday 3"
    assert question.only_narrows
    assert question.with_more(example_of(make_hit(1))) == Question(more=(example_of(make_hit(1)),))
    assert question.with_less(example_of(make_hit(1))) == question
