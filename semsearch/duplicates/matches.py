"""The compared documents of one tier in memory: groups for any threshold and rules within milliseconds. Pure."""

import time
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

from semsearch.duplicates.crowd import CrowdPairs
from semsearch.duplicates.grouping import Star, stars, suggested_threshold
from semsearch.duplicates.keep_rules import Preference, preference
from semsearch.duplicates.meaning import MEANING_FLOOR, SAME_MEANING
from semsearch.duplicates.near import NEAR, NEAR_FLOOR
from semsearch.duplicates.similarity import MayPair
from semsearch.progress import Progress, silent
from semsearch.records import ContentPairs, DuplicateCandidate, DuplicateGroup, DuplicateMember, DuplicateReport, Tier

Similarities = NDArray[np.float64]

DEFAULTS: Mapping[Tier, float] = {"exact": 1.0, "near": NEAR, "semantic": SAME_MEANING}
"""The lowest default threshold of each tier; see `Matches.default`."""

FLOORS: Mapping[Tier, float] = {"exact": 1.0, "near": NEAR_FLOOR, "semantic": MEANING_FLOOR}
"""The threshold of each tier below which no pairs are stored."""


@dataclass(frozen=True, slots=True)
class Similar:
    """The similar contents of a tier: the ``listed`` pairs, and those of a ``crowd``, which has the numbers that its
    contents have in the list."""

    listed: ContentPairs
    crowd: CrowdPairs | None = None

    def distribution(self) -> tuple[Similarities, NDArray[np.float64]]:
        """The similarities, and how many pairs each stands for."""
        similarities, weights = self.listed.similarity, np.ones(len(self.listed.similarity))
        if self.crowd is None:
            return similarities, weights
        more, more_weights = self.crowd.distribution()
        return np.concatenate([similarities, more]), np.concatenate([weights, more_weights])

    def where(self, may_pair: MayPair) -> "Similar":
        """Without the pairs that may not be."""
        listed = self.listed
        rows = may_pair(listed.one, listed.other)
        allowed = ContentPairs(listed.contents, listed.one[rows], listed.other[rows], listed.similarity[rows])
        return Similar(allowed, self.crowd and self.crowd.where(may_pair))

    def stars(
        self, least: float, ranking: Sequence[int], pinned: Collection[int] = (), progress: Progress = silent
    ) -> list[Star[int]]:
        """Groups of those contents that `ranking` lists, by number, in which every member is at least so similar to the
        one that is kept; see `grouping.stars`."""
        pairs, crowd = self.listed, self.crowd
        rows = pairs.similarity >= least
        return stars(
            len(pairs.contents),
            pairs.one[rows],
            pairs.other[rows],
            pairs.similarity[rows],
            ranking,
            pinned,
            None if crowd is None else lambda content, free: crowd.similar(content, free, least),
            progress,
        )


@dataclass(frozen=True)
class Matches:
    """The candidates of a tier, and the similarities of their contents.

    Documents with the same content and the same attachments are exact duplicates. Only one of several with the same
    content takes part in the other tiers, and only one of several near duplicates in the semantic tier. ``similar`` are
    the contents that are so in this tier, none for "exact"; ``near``, for "semantic", those of the near tier.
    ``attached`` are the digests of attachments by the mail's `DuplicateCandidate.place`. ``distinct`` pairs of contents
    and ``pinned`` documents are the user's decisions.
    """

    tier: Tier
    candidates: tuple[DuplicateCandidate, ...]
    similar: Similar
    near: Similar | None
    attached: Mapping[tuple[int, int | None], Sequence[bytes]]
    distinct: Collection[tuple[bytes, bytes]]
    pinned: Collection[int]

    def report(
        self, threshold: float | None = None, keep: str = "newest", progress: Progress = silent
    ) -> DuplicateReport:
        """The groups of duplicates: those with the most similar members first, then the largest.

        `threshold` None means `default`; `keep` is a list of rules (see `keep_rules`).

        Raises:
            UsageError: `keep` names an unknown rule.
            Cancelled: raised by `progress`.
        """
        started = time.perf_counter()
        rules = preference(keep)
        limit = self.default if threshold is None else threshold
        exact = self.tier == "exact"
        found = (
            self._exact(self._pinned_first(rules)) if exact else self._compare(keep, progress).stars(limit, progress)
        )
        found = [star for star in found if star.others]
        ordered = sorted(found, key=lambda star: (-star.others[0][1], -len(star.others), rules(star.keep)))
        groups = tuple(self._group(number, star) for number, star in enumerate(ordered, 1))
        took = 1000 * (time.perf_counter() - started)
        return DuplicateReport(self.tier, limit, took, groups, self.suggested)

    def preferred(self, groups: Iterable[DuplicateGroup], keep: str) -> dict[int, int]:
        """The groups in which the rules `keep` would keep another member: group id to member id.

        Groups with a pinned member never change.

        Raises:
            UsageError: `keep` names an unknown rule.
        """
        rules = preference(keep)
        known = {candidate.id: candidate for candidate in self.candidates}
        chosen: dict[int, int] = {}
        for group in groups:
            members = [known[member.id] for member in group.members if member.id in known]
            if members and not any(member.pinned for member in group.members):
                best = min(members, key=rules).id
                if best != group.keep:
                    chosen[group.id] = best
        return chosen

    def with_pinned(self, ids: Collection[int]) -> Self:
        """The same matches with these documents pinned as well."""
        return replace(self, pinned=frozenset(self.pinned) | frozenset(ids))

    @property
    def default(self) -> float:
        """The default threshold. For near duplicates it is the suggested one if that is above `NEAR`, so that archives
        full of automatic mails, which are all rather similar, show the surest duplicates first."""
        if self.tier == "near":
            return max(NEAR, self.suggested or NEAR)
        return DEFAULTS[self.tier]

    @property
    def floor(self) -> float:
        """The threshold below which nothing more is found."""
        return FLOORS[self.tier]

    @cached_property
    def suggested(self) -> float | None:
        """The threshold suggested by the distribution of similarities; see `suggested_threshold`."""
        return suggested_threshold(*self.similar.distribution())

    def _exact(self, key: Preference) -> list[Star[DuplicateCandidate]]:
        copies: dict[tuple[object, ...], list[DuplicateCandidate]] = defaultdict(list)
        for candidate in self.candidates:
            files = self.attached.get(candidate.place, ()) if candidate.kind == "email" else ()
            names = candidate.attachments if candidate.kind == "email" else ()
            copies[(candidate.content, names, tuple(files))].append(candidate)
        found = []
        for group in copies.values():
            keep, *others = sorted(group, key=key)
            free = [other for other in others if other.id not in self.pinned]
            if free and (keep.content, keep.content) not in self.distinct:
                found.append(Star(keep, tuple((other, 1.0) for other in free)))
        return found

    @cached_property
    def _compared(self) -> "dict[str, _Comparison]":
        """`_comparison` by the last rules: a person who looks for a threshold tries many."""
        return {}

    def _compare(self, keep: str, progress: Progress) -> "_Comparison":
        if (known := self._compared.get(keep)) is not None:
            return known
        key = self._pinned_first(preference(keep))
        best = self._representatives(key)
        if self.near is not None:
            for star in self._comparison(self.near, best, key).stars(NEAR, progress):
                for other, _ in star.others:
                    best.pop(other.content, None)
        self._compared.clear()
        return self._compared.setdefault(keep, self._comparison(self.similar, best, key))

    def _pinned_first(self, rules: Preference) -> Preference:
        return lambda candidate: (candidate.id not in self.pinned, *rules(candidate))

    def _comparison(self, similar: Similar, best: Mapping[bytes, DuplicateCandidate], key: Preference) -> "_Comparison":
        """Of similar contents; `best` is the document that stands for each content."""
        contents = similar.listed.contents
        documents = [best.get(content) for content in contents]
        known = {at: document for at, document in enumerate(documents) if document is not None}
        keys = {at: key(document) for at, document in known.items()}
        return _Comparison(
            similar=similar.where(self._may_pair(contents, documents, across_threads=similar is self.similar)),
            documents=known,
            ranking=sorted(known, key=keys.__getitem__),
            pinned=[at for at, document in known.items() if document.id in self.pinned],
        )

    def _representatives(self, key: Preference) -> dict[bytes, DuplicateCandidate]:
        """For each content the most preferred of its documents."""
        best: dict[bytes, DuplicateCandidate] = {}
        for candidate in self.candidates:
            known = best.get(candidate.content)
            if known is None or key(candidate) < key(known):
                best[candidate.content] = candidate
        return best

    def _may_pair(
        self, contents: Sequence[bytes], documents: Sequence[DuplicateCandidate | None], *, across_threads: bool
    ) -> MayPair:
        """Which pairs of contents may be in one group, given the document of each content.

        With `across_threads`, those of one thread may not for "semantic": replies resemble the mails they answer.
        """
        places = _numbered([document and document.place for document in documents])
        threads = _numbered([document and document.thread_id for document in documents])
        number = {content: at for at, content in enumerate(contents)}
        apart = [(number[a], number[b]) for a, b in self.distinct if a in number and b in number]
        both = [len(documents) * min(pair) + max(pair) for pair in apart]

        def may_pair(one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.bool_]:
            allowed = places[one] != places[other]  # not a mail and its own attachment
            if self.tier == "semantic" and across_threads:
                allowed &= threads[one] != threads[other]
            if both:
                allowed &= ~np.isin(len(documents) * np.minimum(one, other) + np.maximum(one, other), both)
            return np.asarray(allowed)

        return may_pair

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


@dataclass(frozen=True)
class _Comparison:
    """What groups are made of, whatever the threshold.

    ``similar`` are the contents that may be in one group; ``documents`` stand for them, by their numbers, and
    ``ranking`` are these numbers, the most preferred first.
    """

    similar: Similar
    documents: Mapping[int, DuplicateCandidate]
    ranking: Sequence[int]
    pinned: Sequence[int]

    def stars(self, least: float, progress: Progress = silent) -> list[Star[DuplicateCandidate]]:
        """Groups in which every member is at least so similar to the one that is kept."""
        documents = self.documents
        return [
            Star(documents[star.keep], tuple((documents[other], similarity) for other, similarity in star.others))
            for star in self.similar.stars(least, self.ranking, self.pinned, progress)
        ]


def _numbered(values: Sequence[Hashable]) -> NDArray[np.int64]:
    """Equal numbers for equal values, and a number of its own for each empty value."""
    first: dict[Hashable, int] = {}
    return np.array([first.setdefault(value, at) if value else at for at, value in enumerate(values)], dtype=np.int64)
