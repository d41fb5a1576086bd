"""The duplicates of one home: compared, grouped, and what a person decides about them."""

from collections.abc import Iterable, Sequence

from semsearch.duplicates.alike import Alike
from semsearch.duplicates.comparing import Comparing
from semsearch.errors import NotIndexedError, UsageError
from semsearch.progress import Progress, silent
from semsearch.records import DuplicateCandidate, Tier
from semsearch.store import decisions, pairs
from semsearch.store.database import Connection, Database


class Duplicates:
    """Safe to share between threads."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._comparing = Comparing(database)

    def alike(self, tier: Tier, progress: Progress = silent) -> Alike:
        """Compare what is new, and read what is alike in the sense of a tier.

        Raises:
            Cancelled: from the progress; what was compared stays.
        """
        self._comparing.run(tier, progress)
        with self._database.transaction() as connection:
            return _alike(connection, tier)

    def set_apart(self, ids: Sequence[int]) -> list[int]:
        """No two of these documents are duplicates of each other, from now on and at any threshold. Returns the
        numbers of the decisions that were not made before, for `take_back`.

        Raises:
            UsageError: they are less than two, or copies of one content.
            NotIndexedError: one is not indexed.
        """
        if len(set(ids)) < 2:
            raise UsageError("name two documents or more that are not duplicates of each other")
        with self._database.writing() as connection:
            contents = _contents(connection, ids)
            if len(set(contents)) == 1:
                raise UsageError("these have the same content, letter by letter; to keep both, pin them")
            return decisions.put_distinct(connection, contents)

    def pin(self, ids: Sequence[int]) -> list[int]:
        """Keep these documents whatever the rules say. Returns the numbers of the decisions that were not made before,
        for `take_back`.

        Raises:
            NotIndexedError: one is not indexed.
        """
        with self._database.writing() as connection:
            found = pairs.candidates(connection, ids)
            _check_all(ids, found)
            return decisions.put_kept(connection, found)

    def take_back(self, made: Sequence[int]) -> None:
        """Undo decisions by their numbers; what was decided before stands."""
        with self._database.writing() as connection:
            decisions.take_back(connection, made)

    def forget_decisions(self, ids: Sequence[int]) -> int:
        """Take back what was decided about these documents. Returns how many decisions that were."""
        with self._database.writing() as connection:
            return decisions.forget(connection, _contents(connection, ids))


def _alike(connection: Connection, tier: Tier) -> Alike:
    found = pairs.repeated(connection) if tier == "exact" else pairs.paired(connection, tier)
    return Alike(
        tier=tier,
        candidates=tuple(found),
        pairs=pairs.all_pairs(connection, tier),
        near=pairs.all_pairs(connection, "near") if tier == "semantic" else None,
        attached=pairs.attached(connection) if tier == "exact" else {},
        distinct=decisions.distinct(connection),
        pinned=decisions.kept(connection, found),
    )


def _contents(connection: Connection, ids: Sequence[int]) -> list[bytes]:
    found = pairs.candidates(connection, ids)
    _check_all(ids, found)
    return [candidate.content for candidate in found]


def _check_all(ids: Sequence[int], found: Iterable[DuplicateCandidate]) -> None:
    missing = set(ids) - {candidate.id for candidate in found}
    if missing:
        raise NotIndexedError(f"there is no document {min(missing)} with text in the index; see `semsearch duplicates`")
