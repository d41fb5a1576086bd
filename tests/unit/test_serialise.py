"""Records as JSON."""

from datetime import datetime, timedelta, timezone

import pytest

from semsearch.records import Hit, SearchResult, SkippedFile, SkipReason, Span
from semsearch.serialise import similar_to_json, to_json

MOMENT = datetime(2024, 3, 1, 9, tzinfo=timezone(timedelta(hours=3)))
HIT = Hit(1, 7, 0.5, 0.25, "email", "/a", None, "t", "s", MOMENT, "sn", "m", "th", (Span(0, 2),))


def test_times_carry_their_offset_and_nothing_is_null() -> None:
    record = to_json(HIT)
    assert isinstance(record, dict)
    assert record["date"] == "2024-03-01T09:00:00+03:00"
    assert record["part"] is None
    assert record["explain"] is None
    assert record["marks"] == [{"start": 0, "end": 2}]


def test_enums_are_their_values() -> None:
    assert to_json({"skipped": [SkippedFile("/a", None, SkipReason.TOO_LARGE, "d")]}) == {
        "skipped": [{"path": "/a", "part": None, "reason": "too_large", "detail": "d"}]
    }


def test_similar_results_have_a_target_instead_of_a_query() -> None:
    record = similar_to_json(SearchResult("x", "semantic", 1.0, (HIT,)), "mid:a@b")
    assert list(record)[:2] == ["target", "mode"]
    assert record["target"] == "mid:a@b"
    assert "query" not in record


def test_other_types_are_a_type_error() -> None:
    with pytest.raises(TypeError, match="set"):
        to_json({1, 2})
