"""Rules for the member to keep."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from semsearch.duplicates.keep_rules import preference
from semsearch.errors import UsageError
from semsearch.records import DuplicateCandidate

Maker = Callable[..., DuplicateCandidate]


def kept(rules: str, *documents: DuplicateCandidate) -> int:
    return min(documents, key=preference(rules)).id


def test_the_first_rule_that_decides_wins(candidate: Maker) -> None:
    day = datetime(2024, 3, 1, tzinfo=UTC)
    one, other = candidate(1, date=day, length=10), candidate(2, date=day, length=20)
    assert kept("newest", one, other) == 1
    assert kept("newest,longest", one, other) == 2


def test_each_rule(candidate: Maker) -> None:
    old = candidate(1, date=datetime(2023, 1, 1, tzinfo=UTC), title="Fwd: Lunch", attachments=("a.pdf",))
    new = candidate(2, date=datetime(2024, 1, 1, tzinfo=UTC), title="Lunch", path="/archive/2024/x.eml")
    assert kept("newest", old, new) == 2
    assert kept("oldest", old, new) == 1
    assert kept("attachments", old, new) == 1
    assert kept("original", old, new) == 2
    assert kept("folder:/archive", old, new) == 2
    assert kept("folder:/arch,oldest", old, new) == 1


def test_documents_without_a_date_are_neither_newest_nor_oldest(candidate: Maker) -> None:
    undated, dated = candidate(1, date=None), candidate(2)
    assert kept("newest", undated, dated) == kept("oldest", undated, dated) == 2


def test_ties_do_not_depend_on_ids(candidate: Maker) -> None:
    assert kept("longest", candidate(1, path="/b"), candidate(2, path="/a")) == 2


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(UsageError, match="no rule 'best'"):
        preference("newest,best")
