"""Compares documents that have not been compared yet, and stores the similar pairs in the catalogue.

This runs when duplicates are requested, and commits batch by batch, so that an interrupted run continues where it
ended. The first run over an archive takes seconds to minutes, a new mail a few milliseconds.
"""

import threading
from collections.abc import Sequence
from typing import TypeGuard

import numpy as np
from numpy.typing import NDArray

from semsearch.duplicates.band_index import BandIndex
from semsearch.duplicates.coded_texts import CodedTexts, near_to
from semsearch.duplicates.crowd import CrowdPairs
from semsearch.duplicates.near import BANDS, FEWEST, bands
from semsearch.duplicates.semantic_finder import SemanticFinder
from semsearch.duplicates.stem_codes import CodedText
from semsearch.progress import Progress, Step
from semsearch.records import Tier
from semsearch.store.database import Connection, Database
from semsearch.store.duplicates import pairs
from semsearch.store.duplicates.pairs import SimilarContents, crowded_contents

READ_BATCH = 500
"""Documents whose words are compared in one transaction."""


class PairFinder:
    """Brings the stored pairs of one home up to date. Safe to share between threads; other processes may do the
    same."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._texts = CodedTexts()
        self._index = BandIndex()
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

    def crowd(self, connection: Connection, contents: Sequence[bytes], progress: Progress) -> CrowdPairs | None:
        """The pairs of near duplicates that are not listed, by the numbers of these contents; None if there are none.

        Raises:
            Cancelled: raised by `progress`.
        """
        crowded = crowded_contents(connection)
        numbers = {content: number for number, content in enumerate(contents)}
        with self._lock:
            texts = self._texts.read(connection, crowded, lambda: progress(Step("group", 0)))
        if not texts:
            return None
        return CrowdPairs(list(texts.values()), [numbers[crowded[each]] for each in texts], len(contents))

    def _compare_words(self, progress: Progress) -> None:
        with self._database.transaction() as connection:
            waiting = pairs.uncompared_words(connection)
            # Together: what another process compares meanwhile is waiting here as well.
            if waiting and self._index.last != pairs.last_banded(connection):
                self._index = BandIndex.of(*pairs.banded(connection))
        for start in range(0, len(waiting), READ_BATCH):
            progress(Step("compare", start, len(waiting)))
            batch = waiting[start : start + READ_BATCH]
            with self._database.transaction() as connection:
                texts = self._texts.read(connection, batch)
                contents = np.array([each for each in batch if _has_bands(texts.get(each))], dtype=np.int64)
                keys = np.array([bands(texts[each].body) for each in contents.tolist()], dtype=np.uint32)
                index = self._index.extended(contents, keys.reshape(-1, BANDS))
                found = self._near(connection, *index.candidates(contents, keys))
            with self._database.writing() as connection:
                pairs.put_bands(connection, contents, keys, index.newly_crowded(self._index))
                counts = {each: len(texts[each].stems) if each in texts else 0 for each in batch}
                pairs.put_words(connection, counts, found)
            self._index = index
        if waiting:
            progress(Step("compare", len(waiting), len(waiting)))

    def _near(
        self, connection: Connection, ones: NDArray[np.int64], others: NDArray[np.int64]
    ) -> list[SimilarContents]:
        """What is near to each content among its candidates."""
        texts = self._texts.read(connection, {*ones.tolist(), *others.tolist()})
        contents, starts = np.unique(ones, return_index=True)
        candidates = zip(contents.tolist(), np.split(others, starts[1:]), strict=False)
        near = (near_to(content, each.tolist(), texts) for content, each in candidates)
        return [each.of(each.similarities > 0) for each in near]


def _has_bands(text: CodedText | None) -> TypeGuard[CodedText]:
    return text is not None and len(text.stems) >= FEWEST
