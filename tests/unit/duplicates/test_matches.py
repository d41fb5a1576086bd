"""Groups from pairs, rules and decisions by the user."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import permutations
from typing import Any

import numpy as np
import pytest

from semsearch.duplicates.matches import Matches, Similar
from semsearch.records import ContentPairs, DuplicateCandidate, Tier

Maker = Callable[..., DuplicateCandidate]


def content(number: int) -> bytes:
    return bytes([number]) * 16


def matches(
    candidates: Sequence[DuplicateCandidate],
    pairs: Sequence[tuple[int, int, float]],
    tier: Tier = "near",
    **more: object,
) -> Matches:
    values: dict[str, Any] = {
        "near": None,
        "attached": {},
        "distinct": frozenset(),
        "pinned": frozenset(),
    }
    values |= more
    return Matches(tier, tuple(candidates), named(pairs), **values)


def named(pairs: Sequence[tuple[int, int, float]]) -> Similar:
    numbers = sorted({number for one, other, _ in pairs for number in (one, other)})
    one = np.array([numbers.index(pair[0]) for pair in pairs], dtype=np.int64)
    other = np.array([numbers.index(pair[1]) for pair in pairs], dtype=np.int64)
    similarity = np.array([pair[2] for pair in pairs], dtype=np.float64)
    return Similar(ContentPairs(tuple(content(number) for number in numbers), one, other, similarity))


def members(found: Matches, threshold: float = 0.8, keep: str = "oldest") -> list[list[int]]:
    return [[member.id for member in group.members] for group in found.report(threshold, keep).groups]


def test_a_group_is_a_star_not_a_chain(candidate: Maker) -> None:
    chain = matches([candidate(n) for n in (1, 2, 3, 4)], [(1, 2, 0.9), (2, 3, 0.9), (3, 4, 0.9)])
    assert members(chain) == [[1, 2], [3, 4]]


def test_the_threshold_regroups(candidate: Maker) -> None:
    found = matches([candidate(n) for n in (1, 2, 3)], [(1, 2, 0.95), (1, 3, 0.85)])
    assert members(found, 0.8) == [[1, 2, 3]]
    assert members(found, 0.9) == [[1, 2]]
    assert members(found, 0.96) == []


@pytest.mark.parametrize("tier", ["near", "semantic"])
def test_groups_do_not_depend_on_which_were_asked_for_before(candidate: Maker, tier: Tier) -> None:
    documents = [candidate(n, length=n) for n in range(1, 7)]
    pairs = [(1, 2, 0.95), (1, 3, 0.85), (3, 4, 0.9), (5, 6, 0.99), (2, 6, 0.81)]
    near = named([(5, 6, 0.99)]) if tier == "semantic" else None
    asked = [(threshold, keep) for keep in ("oldest", "longest", "oldest") for threshold in (0.8, 0.96, 0.86, 0.8)]
    kept = matches(documents, pairs, tier, near=near)
    for threshold, keep in asked:
        anew = matches(documents, pairs, tier, near=near)
        assert members(kept, threshold, keep) == members(anew, threshold, keep)
    pinned = kept.with_pinned([4])
    assert members(pinned) == members(matches(documents, pairs, tier, near=near, pinned=frozenset([4])))


def test_the_default_threshold_of_near_duplicates_follows_the_suggested_one(candidate: Maker) -> None:
    documents = [candidate(n) for n in range(1, 241)]
    robots = [(one, one + 1, 0.84) for one in range(1, 121, 2)]
    copies = [(one, one + 1, 0.99) for one in range(121, 241, 2)]
    assert 0.84 < matches(documents, robots + copies).default < 0.99
    assert matches(documents, robots[:12] + copies[:12]).default == 0.8, "heaps of a dozen are chance"
    assert (
        matches(documents, [(one, other, similarity - 0.2) for one, other, similarity in robots + copies]).default
        == 0.8
    )
    assert len(matches(documents, robots + copies).report().groups) == len(copies)


def test_the_order_of_the_input_does_not_matter(candidate: Maker) -> None:
    pairs = [(1, 2, 0.9), (2, 3, 0.95), (3, 4, 0.85)]
    documents = [candidate(n) for n in (1, 2, 3, 4)]
    seen = {
        str(members(matches(order, shuffled))) for order in permutations(documents) for shuffled in permutations(pairs)
    }
    assert len(seen) == 1


def test_documents_set_apart_are_not_grouped(candidate: Maker) -> None:
    apart = frozenset({(content(1), content(2))})
    found = matches([candidate(n) for n in (1, 2, 3)], [(1, 2, 0.99), (1, 3, 0.9)], distinct=apart)
    assert members(found) == [[1, 3]]


def test_pinned_documents_are_never_dropped(candidate: Maker) -> None:
    found = matches(
        [candidate(n) for n in (1, 2, 3)], [(1, 2, 0.99), (1, 3, 0.9), (2, 3, 0.9)], pinned=frozenset({2, 3})
    )
    assert members(found) == [[2, 1]]


def test_rules_for_some_groups_name_the_member_to_keep_instead(candidate: Maker) -> None:
    dated = [candidate(n, date=datetime(2024, 3, n, tzinfo=UTC)) for n in (1, 2, 3, 4, 5, 6)]
    found = matches(dated, [(1, 2, 0.9), (3, 4, 0.9), (5, 6, 0.9)], pinned={6})
    groups = found.report(0.8, "oldest").groups
    newest = found.preferred(groups, "newest")
    assert {group.keep: newest.get(group.id) for group in groups} == {1: 2, 3: 4, 6: None}
    assert found.preferred(groups, "oldest") == {}
    after = found.with_pinned([2]).report(0.8, "oldest").groups
    assert sorted(group.keep for group in after) == [2, 3, 6]


def test_documents_with_the_same_content_are_exact_duplicates(candidate: Maker) -> None:
    copies = [candidate(1), candidate(2, content=content(1)), candidate(3)]
    (group,) = matches(copies, [], "exact").report(keep="oldest").groups
    assert [member.id for member in group.members] == [1, 2]
    assert {member.similarity for member in group.members} == {1.0}


def test_mails_with_different_attachments_are_not_exact_duplicates(candidate: Maker) -> None:
    one = candidate(1, attachments=("report.pdf",))
    other = candidate(2, content=content(1), attachments=("report.pdf",))
    attached = {one.place: [b"march"], other.place: [b"april"]}
    assert members(matches([one, other], [], "exact", attached=attached)) == []
    attached[other.place] = [b"march"]
    assert members(matches([one, other], [], "exact", attached=attached)) == [[1, 2]]


def test_a_reply_is_not_a_semantic_duplicate_of_the_mail_it_answers(candidate: Maker) -> None:
    question, answer = candidate(1), candidate(2, thread_id="m1")
    assert members(matches([question, answer], [(1, 2, 0.9)], "semantic")) == []
    assert members(matches([question, answer], [(1, 2, 0.9)], "near")) == [[1, 2]]


def test_only_one_of_several_near_duplicates_is_in_a_semantic_group(candidate: Maker) -> None:
    near = named([(1, 2, 0.95)])
    found = matches([candidate(n) for n in (1, 2, 3)], [(1, 3, 0.8), (2, 3, 0.9)], "semantic", near=near)
    assert members(found, 0.7) == [[1, 3]]


def test_near_duplicates_are_so_in_one_thread_too(candidate: Maker) -> None:
    notices = [candidate(1), candidate(2, thread_id="m1"), candidate(3)]
    found = matches(notices, [(1, 3, 0.8), (2, 3, 0.9)], "semantic", near=named([(1, 2, 0.95)]))
    assert members(found, 0.7) == [[1, 3]]


def test_the_suggested_threshold_separates_two_clusters_of_similarities(candidate: Maker) -> None:
    low = [(1, 2, 0.6 + n / 1000) for n in range(60)]
    high = [(1, 2, 0.94 + n / 1000) for n in range(60)]
    suggested = matches([candidate(n) for n in (1, 2)], low + high).suggested
    assert suggested == pytest.approx(0.78, abs=0.03)
    assert matches([candidate(n) for n in (1, 2)], low[:3]).suggested is None
    assert matches([candidate(n) for n in (1, 2)], [(1, 2, 0.9)] * 140).suggested is None


def test_the_suggested_threshold_lies_in_the_gap_however_few_are_above_it(candidate: Maker) -> None:
    low, high = [(1, 2, 0.6)] * 130, [(1, 2, degree) for degree in (0.9, 1.0)]
    assert matches([candidate(n) for n in (1, 2)], low + high).suggested == 0.75
