"""The duplicates of one home: finding them, and remembering what the user decided about them."""

import time
from collections.abc import Sequence
from dataclasses import replace

from semsearch.duplicates.matches import Matches, Similar
from semsearch.duplicates.pair_finder import PairFinder
from semsearch.errors import NotIndexedError, UsageError
from semsearch.progress import Progress, Step, silent
from semsearch.records import DuplicateCandidate, DuplicateReport, Tier
from semsearch.store.database import Connection, Database
from semsearch.store.duplicates import candidates, decisions, pairs

_FETCHED = 500
"""Contents whose documents are looked up at once."""


class Duplicates:
    """Finds the duplicates of one home. Safe to share between threads."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._finder = PairFinder(database)

    def report(
        self,
        tier: Tier = "exact",
        threshold: float | None = None,
        keep: str = "newest",
        progress: Progress = silent,
    ) -> DuplicateReport:
        """Groups of duplicates of one tier: those with the most similar members first, then the largest.

        `threshold` is the minimum similarity in 0..1: the share of words in common for "near", the probability of
        having the same meaning for "semantic"; None means the tier's default. `keep` is a comma-separated list of
        rules that choose the member to keep; the first rule that decides wins (see `keep_rules`).

        Raises:
            UsageError: `keep` names an unknown rule.
            Cancelled: raised by `progress`; comparisons already made are kept.
        """
        started = time.perf_counter()
        report = self.matches(tier, progress).report(threshold, keep, progress)
        return replace(report, took_ms=1000 * (time.perf_counter() - started))

    def matches(self, tier: Tier, progress: Progress = silent) -> Matches:
        """Compare the documents added since the last call, then load all matches of a tier.

        What is hidden from search is dealt with, and in none of them.

        Raises:
            Cancelled: raised by `progress`; comparisons already made are kept.
        """
        similar = self.similar(tier, progress)
        near = self.similar("near", progress) if tier == "semantic" else None
        with self._database.transaction() as connection:
            hidden = decisions.hidden_ids(connection)
            known = (
                candidates.repeated(connection)
                if tier == "exact"
                else _candidates(connection, similar.listed.contents, progress)
            )
            found = [candidate for candidate in known if candidate.id not in hidden]
            return Matches(
                tier=tier,
                candidates=tuple(found),
                similar=similar,
                near=near,
                attached=candidates.attached(connection) if tier == "exact" else {},
                distinct=decisions.distinct(connection),
                pinned=decisions.pinned(connection, found),
            )

    def similar(self, tier: Tier, progress: Progress = silent) -> Similar:
        """Compare the documents added since the last call, then load what is similar: nothing for "exact".

        Raises:
            Cancelled: raised by `progress`; comparisons already made are kept.
        """
        self._finder.run(tier, progress)
        with self._database.transaction() as connection:
            listed = pairs.all_pairs(connection, tier)
            crowd = self._finder.crowd(connection, listed.contents, progress) if tier == "near" else None
        return Similar(listed, crowd)

    def set_apart(self, ids: Sequence[int]) -> list[int]:
        """Record that no two of these documents are duplicates, whatever the threshold.

        Returns the ids of the newly made decisions, for `take_back`.

        Raises:
            UsageError: fewer than two documents are given, or all have the same content.
            NotIndexedError: one is not indexed.
        """
        if len(set(ids)) < 2:
            raise UsageError("name two documents or more that are not duplicates of each other")
        with self._database.writing() as connection:
            contents = _contents(connection, ids)
            if len(set(contents)) == 1:
                raise UsageError("these have exactly the same content; to keep both, pin them")
            return decisions.put_distinct(connection, contents)

    def pin(self, ids: Sequence[int]) -> list[int]:
        """Always keep these documents, whatever the rules say.

        Returns the ids of the newly made decisions, for `take_back`.

        Raises:
            NotIndexedError: one is not indexed.
        """
        with self._database.writing() as connection:
            return decisions.put_pinned(connection, indexed(connection, ids))

    def take_back(self, made: Sequence[int]) -> None:
        """Undo decisions by their ids; earlier decisions about the same documents stand."""
        with self._database.writing() as connection:
            decisions.take_back(connection, made)

    def forget_decisions(self, ids: Sequence[int]) -> int:
        """Delete all decisions about these documents. Returns how many there were.

        Raises:
            NotIndexedError: one is not indexed.
        """
        with self._database.writing() as connection:
            return decisions.forget(connection, _contents(connection, ids))


def _candidates(connection: Connection, contents: Sequence[bytes], progress: Progress) -> list[DuplicateCandidate]:
    """The documents with these contents, in the order of their ids."""
    found: list[DuplicateCandidate] = []
    for start in range(0, len(contents), _FETCHED):
        progress(Step("group", 0))
        found += candidates.with_contents(connection, contents[start : start + _FETCHED])
    return sorted(found, key=lambda candidate: candidate.id)


def _contents(connection: Connection, ids: Sequence[int]) -> list[bytes]:
    return [candidate.content for candidate in indexed(connection, ids)]


def indexed(connection: Connection, ids: Sequence[int]) -> list[DuplicateCandidate]:
    """The documents with these ids.

    Raises:
        NotIndexedError: one is not indexed.
    """
    found = candidates.with_ids(connection, ids)
    missing = set(ids) - {candidate.id for candidate in found}
    if missing:
        raise NotIndexedError(f"there is no document {min(missing)} with text in the index; see `semsearch duplicates`")
    return found
