"""What the page of topics says and draws, without a window."""

from typing import Any

import numpy as np
import pytest

from semsearch.records import ArchiveMap, Topic
from semsearch_ui.colours import DARK, LIGHT, Colours
from semsearch_ui.presentation import timeline
from semsearch_ui.presentation.colouring import CATEGORIES, OTHERS, STEPS, by_month, by_sender, by_topic, middles
from semsearch_ui.presentation.spreading import spread


def topic(number: int, months: dict[str, int] | None = None) -> Topic:
    return Topic(number, f"Topic {number}", False, ("word",), 3, 1, (1, 2, 3), (0.9, 0.8, 0.7), months or {})


def archive(count: int, **columns: tuple[object, ...]) -> ArchiveMap:
    filled: dict[str, Any] = {
        "ids": tuple(range(count)), "xs": (0.0,) * count, "ys": (0.0,) * count, "topics": (1,) * count,
        "titles": ("",) * count, "senders": ("",) * count, "months": ("",) * count,
    }  # fmt: skip
    filled |= columns
    return ArchiveMap(**filled)


def test_a_wrong_clock_does_not_squeeze_the_axis() -> None:
    topics = (topic(1, {"1970-01": 1, "2002-03": 200}), topic(2, {"2002-10": 99, "2038-01": 1}))
    assert timeline.span(topics) == (12 * 2002 + 2, 12 * 2002 + 9)
    assert timeline.span((topic(1),)) == (0, 0)


def test_bars_share_an_axis() -> None:
    axis = (12 * 2024, 12 * 2024 + 11)
    assert timeline.heights({"2024-01": 2, "2024-12": 4, "1970-01": 50}, axis, 4) == (0.5, 0, 0, 1)
    assert timeline.heights({}, (0, 0), 3) == (0, 0, 0)


def test_months_in_words() -> None:
    assert timeline.in_words({"2024-01": 2, "2024-12": 4}) == "Jan 2024 to Dec 2024"
    assert timeline.in_words({"2024-01": 2}) == "Jan 2024"
    assert timeline.in_words({}) == ""


def test_topics_keep_their_colour() -> None:
    found = by_topic(archive(3, topics=(4, 14, 0)), (topic(14), topic(4)))
    assert found.numbers == (4, 4, OTHERS)


def test_the_most_frequent_senders_have_colours() -> None:
    senders = tuple(f"Name {at} <{at}@example.org>" for at in range(20)) + ("Anna <anna@example.org>",) * 3 + ("",)
    found = by_sender(archive(len(senders), senders=senders))
    assert found.legend[0] == "Anna"
    assert len(found.legend) == CATEGORIES
    assert found.numbers[20:23] == (0, 0, 0)
    assert found.numbers[-1] == OTHERS


def test_time_is_in_steps_of_like_size_from_old_to_new() -> None:
    months = (*(f"20{year:02}-01" for year in range(12)), "")
    found = by_month(archive(13, months=months))
    assert found.numbers == (0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, OTHERS)
    assert (len(found.legend), found.legend[0], found.ordered) == (STEPS, "Jan 2000 to Jan 2001", True)
    assert by_month(archive(2)).legend == ()


def test_the_middle_of_a_topic_is_where_most_of_it_is() -> None:
    assert middles(archive(3, xs=(0.0, 0.1, 9.0), ys=(1.0, 1.0, 1.0))) == {1: (0.1, 1.0)}


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_charts_have_as_many_colours_as_they_need(colours: Colours) -> None:
    assert (len(colours.categories), len(colours.steps)) == (CATEGORIES, STEPS)


def test_a_point_far_off_leaves_the_others_their_room() -> None:
    shown = spread(archive(201, xs=(*np.linspace(0, 1, 200), 50.0), ys=(*np.linspace(1, 0, 200), -50.0)))
    for places in (shown.xs, shown.ys):
        assert 0.8 < np.ptp(places[:200]) < np.ptp(places) <= 1


def test_where_most_documents_are_there_is_more_map() -> None:
    crowd, rest = np.linspace(0.5, 0.6, 900), np.linspace(0, 1, 100)
    places = tuple(np.concatenate([crowd, rest]))
    shown = spread(archive(1000, xs=places, ys=places))
    assert np.ptp(shown.xs[:900]) > 0.4
    assert np.argsort(shown.xs, kind="stable").tolist() == np.argsort(places, kind="stable").tolist()


@pytest.mark.parametrize("places", [(), (0.5,), (0.5, 0.5, 0.5)])
def test_few_documents_have_their_places_too(places: tuple[float, ...]) -> None:
    shown = spread(archive(len(places), xs=places, ys=places))
    assert len(set(shown.xs)) <= 1
    assert all(0 <= x <= 1 for x in shown.xs)
