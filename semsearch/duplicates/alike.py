"""What is alike in one sense, held in memory: groups for any threshold and any rules in milliseconds. Pure."""

import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

from semsearch.duplicates.keeping import KeepRules
from semsearch.duplicates.meaning import SAME_MEANING
from semsearch.duplicates.near import NEAR
from semsearch.grouping import Star, stars, suggested_threshold
from semsearch.records import DuplicateCandidate, DuplicateGroup, DuplicateMember, DuplicateReport, Tier

DEFAULTS: Mapping[Tier, float] = {"exact": 1.0, "near": NEAR, "semantic": SAME_MEANING}
"""The threshold of each tier, unless one is given."""

Pairs = Sequence[tuple[bytes, bytes, float]]


@dataclass(frozen=True, slots=True)
class Alike:
    """The documents that may be duplicates in the sense of `tier`, and how similar their contents are.

    Copies, documents of one content and with the same attachments, are exact duplicates; of these only one takes part
    in the other tiers, and of near duplicates only one in the semantic tier. ``near`` are the near pairs, ``pairs``
    those of the tier itself. What a person decided: ``distinct`` contents, and the documents that are ``pinned``.
    """

    tier: Tier
    candidates: tuple[DuplicateCandidate, ...]
    pairs: Pairs
    near: Pairs
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

    @property
    def suggested(self) -> float | None:
        """The threshold that the similarities themselves suggest."""
        return suggested_threshold(similarity for _, _, similarity in self.pairs)

    def doubtful(self, threshold: float | None = None, count: int = 20) -> list[tuple[int, int, float]]:
        """Pairs of documents above the threshold, the least similar first: what a person looks at to choose one."""
        limit = self.default if threshold is None else threshold
        first = {candidate.content: candidate.id for candidate in reversed(self.candidates)}
        above = sorted((pair for pair in self.pairs if pair[2] >= limit), key=lambda pair: (pair[2], pair[:2]))
        known = [pair for pair in above if pair[0] in first and pair[1] in first]
        return [(first[one], first[other], similarity) for one, other, similarity in known[:count]]

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
        key = self._preference(rules)

        def grouped(pairs: Iterable[tuple[bytes, bytes, float]], least: float) -> list[Star[bytes]]:
            above = (pair for pair in pairs if pair[2] >= least and self._may_pair(pair, best))
            pinned = {content for content, candidate in best.items() if candidate.id in self.pinned}
            return stars(above, lambda content: key(best[content]), pinned)

        pairs = self.pairs
        if self.tier == "semantic":
            dropped = {other for star in grouped(self.near, NEAR) for other, _ in star.others}
            pairs = [pair for pair in pairs if pair[0] not in dropped and pair[1] not in dropped]
        return [
            Star(best[star.keep], tuple((best[other], similarity) for other, similarity in star.others))
            for star in grouped(pairs, threshold)
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

    def _may_pair(self, pair: tuple[bytes, bytes, float], best: Mapping[bytes, DuplicateCandidate]) -> bool:
        one, other = best.get(pair[0]), best.get(pair[1])
        if one is None or other is None or (min(pair[:2]), max(pair[:2])) in self.distinct:
            return False
        if one.place == other.place:  # a mail and what is attached to it
            return False
        # An answer is near to its question, and no duplicate of it.
        return self.tier != "semantic" or not one.thread_id or one.thread_id != other.thread_id

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
