"""Compares documents that have not been compared yet, and stores the similar pairs in the catalogue.

This runs when duplicates are requested, and commits batch by batch, so that an interrupted run continues where it
ended. The first run over an archive takes seconds to minutes, a new mail a few milliseconds.
"""

import threading
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from semsearch.clean.normal import base_subject
from semsearch.duplicates.adapter import ADAPTED_FLOOR, Adapter, load_adapter
from semsearch.duplicates.meaning import MEANING_FLOOR, SIGNATURE, TextPair, may_agree, same_meaning, signature
from semsearch.duplicates.near import NEAR, CodedText, StemCodes, bands, compared_text, near_similarities
from semsearch.duplicates.similarity import (
    BLOCK,
    CANDIDATE_RELEVANCE,
    SLACK,
    ChunkVectors,
    Scale,
    SimilarityJoin,
    mean_vector,
)
from semsearch.duplicates.wording import wording
from semsearch.progress import Progress, Step
from semsearch.records import Tier, Vectors
from semsearch.store import generations, pairs
from semsearch.store.database import Connection, Database
from semsearch.store.generations import Generation
from semsearch.store.pairs import Pair
from semsearch.store.vectors import text_vectors

READ_BATCH = 500
"""Documents whose words are compared in one transaction."""

_CACHED_TEXTS = 20_000
_JUDGED_PAIRS = 20_000
"""Candidate pairs judged at once: a bound on the memory for their chunks."""


@dataclass(slots=True)
class _Means:
    """The mean vectors of the contents compared so far, in the space of `Adapter.sketch` if there is an adapter."""

    join: SimilarityJoin
    generation: int = 0
    last: int = 0  # the id of the last stored mean that is in `join`
    contents: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, dtype=np.int64))


class PairFinder:
    """Brings the stored pairs of one home up to date. Safe to share between threads; other processes may do the
    same."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._means = _Means(SimilarityJoin(1.0))
        self._codes = StemCodes()
        self._texts: dict[int, CodedText] = {}
        self._signatures: dict[int, bytes] = {}

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
                self._compare_meanings(progress)

    # -- near --

    def _compare_words(self, progress: Progress) -> None:
        with self._database.transaction() as connection:
            waiting = pairs.uncompared_words(connection)
        for start in range(0, len(waiting), READ_BATCH):
            progress(Step("compare", start, len(waiting)))
            batch = waiting[start : start + READ_BATCH]
            with self._database.transaction() as connection:
                texts = self._coded(connection, batch)
                own = {content: bands(text.body) for content, text in texts.items()}
                found = self._near_pairs(connection, self._sharing_bands(connection, own))
            with self._database.writing() as connection:
                pairs.put_words(connection, own | {content: [] for content in batch if content not in own}, found)
        if waiting:
            progress(Step("compare", len(waiting), len(waiting)))

    def _sharing_bands(self, connection: Connection, own: dict[int, list[int]]) -> dict[int, list[int]]:
        """For each content of the batch the earlier contents with a band in common."""
        holders: dict[int, list[int]] = defaultdict(list)
        for key, known in pairs.sharing_bands(connection, {key for keys in own.values() for key in keys}):
            holders[key].append(known)
        sharing = {}
        for content, keys in own.items():
            sharing[content] = sorted(set().union(*(holders[key] for key in keys)) - {content})
            for key in keys:
                holders[key].append(content)
        return sharing

    def _near_pairs(self, connection: Connection, candidates: dict[int, list[int]]) -> list[Pair]:
        texts = self._coded(connection, {*candidates, *chain.from_iterable(candidates.values())})
        found = []
        for content, others in candidates.items():
            known = [other for other in others if other in texts]
            similarities = near_similarities(texts[content], [texts[other] for other in known])
            found += [
                Pair(content, other, "near", similarity)
                for other, similarity in zip(known, similarities, strict=True)
                if similarity > 0
            ]
        return found

    def _coded(self, connection: Connection, contents: Iterable[int]) -> dict[int, CodedText]:
        """The texts of these contents as far as they are still indexed, from a cache."""
        wanted = list(contents)
        if self._codes.exhausted:
            self._codes, self._texts = StemCodes(), {}
        missing = [content for content in wanted if content not in self._texts]
        if len(self._texts) + len(missing) > _CACHED_TEXTS:
            self._texts = {content: self._texts[content] for content in wanted if content in self._texts}
        for content, read in pairs.texts(connection, missing).items():
            body = wording(compared_text(read.title, read.text, read.quoted))
            subject = wording(base_subject(read.title) if read.kind == "email" else "")
            self._texts[content] = self._codes.coded(body, subject)
        return {content: self._texts[content] for content in wanted if content in self._texts}

    # -- semantic --

    def _compare_meanings(self, progress: Progress) -> None:
        with self._database.transaction() as connection:
            generation = generations.serving(connection)
            waiting = pairs.uncompared_meanings(connection, generation) if generation else []
        if generation is None or not waiting:
            return
        with self._database.writing() as connection:
            pairs.forget_meanings(connection, generation)
        for start in range(0, len(waiting), BLOCK):
            progress(Step("compare", start, len(waiting)))
            batch = waiting[start : start + BLOCK]
            with self._database.transaction() as connection:
                self._load_means(connection, generation)
                chunks = _chunk_vectors(connection, generation, batch)
                means = {content: mean_vector(rows) for content, rows in chunks.items()}
                found = self._semantic_pairs(connection, generation, means, chunks) if means else []
            with self._database.writing() as connection:
                pairs.put_meanings(connection, generation, means, found)
        progress(Step("compare", len(waiting), len(waiting)))

    def _load_means(self, connection: Connection, generation: Generation) -> None:
        """Add the means that were stored since the last call, by this or another process."""
        if self._means.generation != generation.id:
            self._means = _Means(SimilarityJoin(_floor(generation) - SLACK), generation.id)
        ids, contents, rows = pairs.means_after(connection, generation, self._means.last)
        if len(ids):
            adapter = _adapter_for(generation)
            self._means.join.extend(adapter.sketch(rows) if adapter else rows)
            self._means.contents = np.concatenate([self._means.contents, contents])
            self._means.last = int(ids[-1])

    def _semantic_pairs(
        self, connection: Connection, generation: Generation, means: dict[int, Vectors], chunks: dict[int, Vectors]
    ) -> list[Pair]:
        """The pairs of new contents, with all known ones and with each other, that have the same meaning."""
        adapter = _adapter_for(generation)
        contents = np.concatenate([self._means.contents, np.fromiter(means, dtype=np.int64)])
        block = np.stack(list(means.values()))
        if adapter is not None:
            block = adapter.sketch(block)
        known = len(self._means.contents)
        candidates: list[tuple[int, int]] = []
        for rows, columns, _ in self._means.join.pairs(block):
            left, right = contents[rows + known], contents[columns]
            agree = may_agree(self._signatures_of(connection, left), self._signatures_of(connection, right))
            agree &= left != right
            candidates += zip(left[agree].tolist(), right[agree].tolist(), strict=True)
        near = pairs.near_pairs_of(connection, means)
        candidates = [pair for pair in candidates if near.get((min(pair), max(pair)), 0.0) < NEAR]
        found = []
        for start in range(0, len(candidates), _JUDGED_PAIRS):
            found += self._judged(connection, generation, candidates[start : start + _JUDGED_PAIRS], chunks)
        return found

    def _signatures_of(self, connection: Connection, contents: NDArray[np.int64]) -> NDArray[np.uint64]:
        """The `signature` of each content, shape (n, SIGNATURE / 8)."""
        distinct, inverse = np.unique(contents, return_inverse=True)
        wanted = distinct.tolist()
        missing = [content for content in wanted if content not in self._signatures]
        for start in range(0, len(missing), READ_BATCH):
            texts = self._coded(connection, missing[start : start + READ_BATCH])
            self._signatures |= {content: signature(text.body) for content, text in texts.items()}
        blank = bytes(SIGNATURE)
        joined = b"".join([self._signatures.get(content, blank) for content in wanted])
        return np.frombuffer(joined, dtype=np.uint64).reshape(len(wanted), -1)[inverse]

    def _judged(
        self,
        connection: Connection,
        generation: Generation,
        candidates: Sequence[tuple[int, int]],
        chunks: dict[int, Vectors],
    ) -> list[Pair]:
        """The candidates whose probability of having the same meaning is at least `MEANING_FLOOR`."""
        adapter, scale, floor = _adapter_for(generation), Scale(*generation.passage_scale), _floor(generation)
        ids = {content for pair in candidates for content in pair}
        known = {content: chunks[content] for content in ids & chunks.keys()}
        vectors = ChunkVectors.of(known | _chunk_vectors(connection, generation, ids - chunks.keys()))
        encoded = [pair for pair in candidates if pair[0] in vectors and pair[1] in vectors]
        adapted_vectors = vectors
        if adapter is not None:  # the sketch costs a third of the adapted space, and rules out nearly all pairs
            rough = vectors.within(adapter.sketch).coverages(encoded)
            encoded = [pair for pair, cosine in zip(encoded, rough, strict=True) if cosine >= floor - SLACK]
            adapted_vectors = vectors.only({content for pair in encoded for content in pair}).within(adapter)
        cosines = adapted_vectors.coverages(encoded)
        near = [(*pair, cosine) for pair, cosine in zip(encoded, cosines, strict=True) if cosine >= floor]
        texts = self._coded(connection, {content for pair in near for content in pair[:2]})
        near = [pair for pair in near if pair[0] in texts and pair[1] in texts]
        plain = vectors.coverages([(one, other) for one, other, _ in near])
        scores = same_meaning(
            [
                TextPair(texts[one].body, texts[other].body, scale.relevance(cosine), adapted if adapter else None)
                for (one, other, adapted), cosine in zip(near, plain, strict=True)
            ]
        )
        return [
            Pair(one, other, "semantic", score)
            for (one, other, _), score in zip(near, scores, strict=True)
            if score >= MEANING_FLOOR
        ]


def _chunk_vectors(connection: Connection, generation: Generation, contents: Iterable[int]) -> dict[int, Vectors]:
    """The chunk vectors of each content, shape (chunks, dim); contents that are not fully encoded are missing."""
    texts = pairs.chunk_texts(connection, contents)
    stored = text_vectors(connection, generation, list({text for own in texts.values() for text in own}))
    return {
        content: np.stack([stored[text] for text in own]) for content, own in texts.items() if set(own) <= stored.keys()
    }


def _adapter_for(generation: Generation) -> Adapter | None:
    """The adapter for the model of these vectors, if there is one."""
    adapter = load_adapter()
    return adapter if adapter.fingerprint == generation.fingerprint else None


def _floor(generation: Generation) -> float:
    """The minimum cosine of two texts that may have the same meaning."""
    return ADAPTED_FLOOR if _adapter_for(generation) else Scale(*generation.passage_scale).cosine(CANDIDATE_RELEVANCE)
