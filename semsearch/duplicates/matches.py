"""What is alike in one sense, held in memory: groups for any threshold and any rules in milliseconds. Pure."""

import time
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

from semsearch.duplicates.grouping import Star, stars, suggested_threshold
from semsearch.duplicates.keep_rules import KeepRules
from semsearch.duplicates.meaning import SAME_MEANING
from semsearch.duplicates.near import NEAR
from semsearch.records import ContentPairs, DuplicateCandidate, DuplicateGroup, DuplicateMember, DuplicateReport, Tier

DEFAULTS: Mapping[Tier, float] = {"exact": 1.0, "near": NEAR, "semantic": SAME_MEANING}
"""The threshold of each tier, unless one is given."""


@dataclass(frozen=True)
class Matches:
    """The documents that may be duplicates in the sense of `tier`, and how similar their contents are.

    Copies, documents of one content and with the same attachments, are exact duplicates; of these only one takes part
    in the other tiers, and of near duplicates only one in the semantic tier. ``pairs`` are those of the tier itself,
    none of the exact one; ``near`` those of the near tier, for the semantic. What a person decided: ``distinct``
    contents, and the documents that are ``pinned``.
    """

    tier: Tier
    candidates: tuple[DuplicateCandidate, ...]
    pairs: ContentPairs
    near: ContentPairs | None
    attached: Mapping[tuple[int, int | None], Sequence[bytes]]
    distinct: Collection[tuple[bytes, bytes]]
    pinned: Collection[int]

    def report(self, threshold: float | None = None, keep: str | KeepRules = "newest") -> DuplicateReport:
        """The groups, the most similar first, then the largest. `keep` are rules, or a list of their names.

        Raises:
            UsageError: there is no such rule for the member to keep.
        """
        started = time.perf_counter()
        rules = KeepRules.parse(keep) if isinstance(keep, str) else keep
        limit = self.default if threshold is None else threshold
        found = self._exact(rules) if self.tier == "exact" else self._similar(rules, limit)
        found = [star for star in found if star.others]
        ordered = sorted(found, key=lambda star: (-star.others[0][1], -len(star.others), rules.key(star.keep)))
        groups = tuple(self._group(number, star) for number, star in enumerate(ordered, 1))
        took = 1000 * (time.perf_counter() - started)
        return DuplicateReport(self.tier, limit, took, groups, self.suggested)

    def preferred(self, groups: Iterable[DuplicateGroup], keep: str) -> dict[int, int]:
        """By the id of each of these groups the member that rules would keep, if that is another one than it keeps; a
        group in which a person has pinned one is left as it is.

        Raises:
            UsageError: there is no such rule.
        """
        rules = KeepRules.parse(keep)
        known = {candidate.id: candidate for candidate in self.candidates}
        chosen: dict[int, int] = {}
        for group in groups:
            members = [known[member.id] for member in group.members if member.id in known]
            if members and not any(member.pinned for member in group.members):
                best = min(members, key=rules.key).id
                if best != group.keep:
                    chosen[group.id] = best
        return chosen

    def with_pinned(self, ids: Collection[int]) -> Self:
        """The same, as if a person had also pinned these documents."""
        return replace(self, pinned=frozenset(self.pinned) | frozenset(ids))

    @property
    def default(self) -> float:
        """The threshold unless one is given: of near duplicates what their own similarities suggest, if that is more
        than `NEAR`. Where an archive has many of a kind, such as what a robot sends, the surer ones come first."""
        if self.tier == "near":
            return max(NEAR, self.suggested or NEAR)
        return DEFAULTS[self.tier]

    @cached_property
    def suggested(self) -> float | None:
        """The threshold that the similarities themselves suggest."""
        return suggested_threshold(self.pairs.similarity)

    def doubtful(self, threshold: float | None = None, count: int = 20) -> list[tuple[int, int, float]]:
        """Pairs of documents above the threshold, the least similar first: what a person looks at to choose one."""
        limit = self.default if threshold is None else threshold
        first = {candidate.content: candidate.id for candidate in reversed(self.candidates)}
        contents, pairs = self.pairs.contents, self.pairs
        known = np.array([content in first for content in contents], dtype=np.bool_)
        rows = np.flatnonzero((pairs.similarity >= limit) & known[pairs.one] & known[pairs.other])
        if len(rows) > count:
            rows = rows[pairs.similarity[rows] <= np.partition(pairs.similarity[rows], count)[count]]
        above = sorted(
            (float(pairs.similarity[row]), contents[pairs.one[row]], contents[pairs.other[row]]) for row in rows
        )
        return [(first[one], first[other], similarity) for similarity, one, other in above[:count]]

    def _exact(self, rules: KeepRules) -> list[Star[DuplicateCandidate]]:
        copies: dict[tuple[object, ...], list[DuplicateCandidate]] = defaultdict(list)
        for candidate in self.candidates:
            files = self.attached.get(candidate.place, ()) if candidate.kind == "email" else ()
            names = candidate.attachments if candidate.kind == "email" else ()
            copies[(candidate.content, names, tuple(files))].append(candidate)
        found = []
        for group in copies.values():
            keep, *others = sorted(group, key=self._preference(rules))
            free = [other for other in others if other.id not in self.pinned]
            if free and (keep.content, keep.content) not in self.distinct:
                found.append(Star(keep, tuple((other, 1.0) for other in free)))
        return found

    def _similar(self, rules: KeepRules, threshold: float) -> list[Star[DuplicateCandidate]]:
        best = self._representatives(rules)
        if self.near is not None:
            for star in self._stars(self.near, NEAR, best, rules):
                for other, _ in star.others:
                    best.pop(other.content, None)
        return self._stars(self.pairs, threshold, best, rules)

    def _stars(
        self, pairs: ContentPairs, least: float, best: Mapping[bytes, DuplicateCandidate], rules: KeepRules
    ) -> list[Star[DuplicateCandidate]]:
        """Groups of the `best` documents of contents."""
        key = self._preference(rules)
        documents = [best.get(content) for content in pairs.contents]
        rows = np.flatnonzero((pairs.similarity >= least) & self._may_pair(pairs, documents))
        known = {at: document for at, document in enumerate(documents) if document is not None}
        ranking = sorted(known, key=lambda at: key(known[at])) + [at for at in range(len(documents)) if at not in known]
        pinned = [at for at, document in known.items() if document.id in self.pinned]
        return [
            Star(known[star.keep], tuple((known[other], similarity) for other, similarity in star.others))
            for star in stars(pairs.one[rows], pairs.other[rows], pairs.similarity[rows], ranking, pinned)
        ]

    def _representatives(self, rules: KeepRules) -> dict[bytes, DuplicateCandidate]:
        """Of the copies of each content the one that is kept."""
        key = self._preference(rules)
        best: dict[bytes, DuplicateCandidate] = {}
        for candidate in self.candidates:
            known = best.get(candidate.content)
            if known is None or key(candidate) < key(known):
                best[candidate.content] = candidate
        return best

    def _may_pair(self, pairs: ContentPairs, documents: Sequence[DuplicateCandidate | None]) -> NDArray[np.bool_]:
        """Of pairs of contents, given the document of each, those that may be in one group."""
        one, other = pairs.one, pairs.other
        there = np.array([document is not None for document in documents], dtype=np.bool_)
        places = _numbered([document and document.place for document in documents])
        allowed = there[one] & there[other] & (places[one] != places[other])  # a mail and what is attached to it
        if self.tier == "semantic":  # an answer is near to its question, and no duplicate of it
            threads = _numbered([document and document.thread_id for document in documents])
            allowed &= threads[one] != threads[other]
        number = {content: at for at, content in enumerate(pairs.contents)}
        apart = [(number[a], number[b]) for a, b in self.distinct if a in number and b in number]
        both = [len(documents) * min(pair) + max(pair) for pair in apart]
        allowed &= ~np.isin(len(documents) * np.minimum(one, other) + np.maximum(one, other), both)
        return np.asarray(allowed)

    def _preference(self, rules: KeepRules) -> Callable[[DuplicateCandidate], tuple[object, ...]]:
        return lambda candidate: (candidate.id not in self.pinned, *rules.key(candidate))

    def _group(self, number: int, star: Star[DuplicateCandidate]) -> DuplicateGroup:
        members = [(star.keep, 1.0), *star.others]
        return DuplicateGroup(
            number,
            self.tier,
            star.keep.id,
            tuple(self._member(candidate, similarity) for candidate, similarity in members),
        )

    def _member(self, candidate: DuplicateCandidate, similarity: float) -> DuplicateMember:
        return DuplicateMember(
            id=candidate.id,
            path=candidate.path,
            part=candidate.part,
            message_id=candidate.message_id,
            similarity=similarity,
            size=candidate.size,
            date=candidate.date,
            title=candidate.title,
            sender=candidate.sender,
            pinned=candidate.id in self.pinned,
        )


def _numbered(values: Sequence[Hashable]) -> NDArray[np.int64]:
    """The same number for the same values, and one of its own for each that is empty."""
    first: dict[Hashable, int] = {}
    return np.array([first.setdefault(value, at) if value else at for at, value in enumerate(values)], dtype=np.int64)
