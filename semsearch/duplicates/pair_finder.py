"""Compares documents that have not been compared yet, and stores the similar pairs in the catalogue.

This runs when duplicates are requested, and commits batch by batch, so that an interrupted run continues where it
ended. The first run over an archive takes seconds to minutes, a new mail a few milliseconds.
"""

import threading
from collections.abc import Collection, Mapping, Sequence
from itertools import chain

from semsearch.duplicates.coded_texts import CodedTexts, near_to
from semsearch.duplicates.crowd import CrowdPairs
from semsearch.duplicates.near import FEWEST, bands
from semsearch.duplicates.semantic_finder import SemanticFinder
from semsearch.progress import Progress, Step
from semsearch.records import Tier
from semsearch.store.database import Connection, Database
from semsearch.store.duplicates import pairs
from semsearch.store.duplicates.pairs import Buckets, SimilarContents, buckets, crowded_contents, put_bands

READ_BATCH = 500
"""Documents whose words are compared in one transaction."""

MOST_LISTED = 32
"""Contents with a band in common up to which their pairs are listed."""


class PairFinder:
    """Brings the stored pairs of one home up to date. Safe to share between threads; other processes may do the
    same."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._texts = CodedTexts()
        self._semantic = SemanticFinder(database, self._texts)

    def run(self, tier: Tier, progress: Progress) -> None:
        """Compare new documents as far as `tier` requires: not at all for "exact", nor in a read-only home.

        Raises:
            Cancelled: raised by `progress`; comparisons already made are kept.
        """
        if tier == "exact" or not self._database.writable:
            return
        with self._lock:
            with self._database.transaction() as connection:
                enrol = pairs.has_unregistered(connection)
            if enrol:
                with self._database.writing() as connection:
                    pairs.register_contents(connection)
            self._compare_words(progress)
            if tier == "semantic":
                self._semantic.run(progress)

    def crowd(self, connection: Connection, contents: Sequence[bytes]) -> CrowdPairs | None:
        """The pairs of near duplicates that are not listed, by the numbers of these contents; None if there are
        none."""
        crowded = crowded_contents(connection)
        numbers = {content: number for number, content in enumerate(contents)}
        with self._lock:
            texts = self._texts.read(connection, crowded)
        if not texts:
            return None
        return CrowdPairs(list(texts.values()), [numbers[crowded[each]] for each in texts], len(contents))

    def _compare_words(self, progress: Progress) -> None:
        with self._database.transaction() as connection:
            waiting = pairs.uncompared_words(connection)
        for start in range(0, len(waiting), READ_BATCH):
            progress(Step("compare", start, len(waiting)))
            batch = waiting[start : start + READ_BATCH]
            with self._database.transaction() as connection:
                texts = self._texts.read(connection, batch)
                keys = {each: bands(text.body) for each, text in texts.items() if len(text.stems) >= FEWEST}
                known = buckets(connection, chain.from_iterable(keys.values()))
                found = self._near(connection, _candidates(keys, known))
            with self._database.writing() as connection:
                put_bands(connection, keys, known.crowded_bands)
                counts = {each: len(texts[each].stems) if each in texts else 0 for each in batch}
                pairs.put_words(connection, counts, found)
        if waiting:
            progress(Step("compare", len(waiting), len(waiting)))

    def _near(self, connection: Connection, candidates: Mapping[int, Collection[int]]) -> list[SimilarContents]:
        """What is near to each content among its candidates."""
        texts = self._texts.read(connection, {*candidates}.union(*candidates.values()))
        near = (near_to(content, others, texts) for content, others in candidates.items())
        return [each.of(each.similarities > 0) for each in near]


def _candidates(bands: Mapping[int, Sequence[int]], known: Buckets) -> dict[int, set[int]]:
    """The contents known before, and those of the new ones, given with their bands, that come before it, which share a
    band with each new one. No two of them are crowded. The new ones are added to the known."""
    found = {}
    for content, own in bands.items():
        listed = [band for band in own if band not in known.crowded_bands]
        if len(listed) < len(own):
            known.crowded.add(content)
        others = {other for band in listed for other in known.members.get(band, ())} - {content}
        found[content] = others - known.crowded if content in known.crowded else others
        for band in listed:
            members = known.members.setdefault(band, [])
            members.append(content)
            if len(members) > MOST_LISTED:
                known.crowded_bands.add(band)
                known.crowded.update(members)
    return found
