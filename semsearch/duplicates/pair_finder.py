"""Compares documents that have not been compared yet, and stores the similar pairs in the catalogue.

This runs when duplicates are requested, and commits batch by batch, so that an interrupted run continues where it
ended. The first run over an archive takes seconds to minutes, a new mail a few milliseconds.
"""

import threading
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from semsearch.clean.normal import base_subject
from semsearch.duplicates.adapter import ADAPTED_FLOOR, Adapter, load_adapter
from semsearch.duplicates.crowd import CrowdPairs
from semsearch.duplicates.meaning import MEANING_FLOOR, SIGNATURE, TextPair, may_agree, same_meaning, signature
from semsearch.duplicates.near import FEWEST, NEAR, CodedText, StemCodes, bands, compared_text, near_similarities
from semsearch.duplicates.similarity import (
    BLOCK,
    CANDIDATE_RELEVANCE,
    SLACK,
    ChunkVectors,
    Scale,
    SimilarityJoin,
    mean_vector,
)
from semsearch.duplicates.wording import Wording, wording
from semsearch.progress import Progress, Step
from semsearch.records import Tier, Vectors
from semsearch.store import generations, pairs
from semsearch.store.buckets import Buckets, buckets, crowded_contents, put_bands
from semsearch.store.database import Connection, Database
from semsearch.store.generations import Generation
from semsearch.store.pairs import ComparedText, SimilarContents
from semsearch.store.vectors import text_vectors

READ_BATCH = 500
"""Documents whose words are compared in one transaction."""

MOST_LISTED = 32
"""Contents with a band in common up to which their pairs are listed."""

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
        self._signatures = np.zeros((0, SIGNATURE // 8), dtype=np.uint64)  # by content
        self._signed = np.zeros(0, dtype=np.bool_)  # the contents whose signature is there

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

    def crowd(self, connection: Connection, contents: Sequence[bytes]) -> CrowdPairs | None:
        """The pairs of near duplicates that are not listed, by the numbers of these contents; None if there are
        none."""
        crowded = crowded_contents(connection)
        numbers = {content: number for number, content in enumerate(contents)}
        with self._lock:
            texts = self._coded(connection, crowded)
        if not texts:
            return None
        return CrowdPairs(list(texts.values()), [numbers[crowded[each]] for each in texts], len(contents))

    # -- near --

    def _compare_words(self, progress: Progress) -> None:
        with self._database.transaction() as connection:
            waiting = pairs.uncompared_words(connection)
        for start in range(0, len(waiting), READ_BATCH):
            progress(Step("compare", start, len(waiting)))
            batch = waiting[start : start + READ_BATCH]
            with self._database.transaction() as connection:
                texts = self._coded(connection, batch)
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
        texts = self._coded(connection, {*candidates}.union(*candidates.values()))
        near = (_near_to(content, others, texts) for content, others in candidates.items())
        return [each.of(each.similarities > 0) for each in near]

    def _coded(self, connection: Connection, contents: Iterable[int]) -> dict[int, CodedText]:
        """The texts of these contents as far as they are still indexed, from a cache."""
        wanted = list(contents)
        if self._codes.exhausted:
            self._codes, self._texts = StemCodes(), {}
        missing = [content for content in wanted if content not in self._texts]
        if len(self._texts) + len(missing) > _CACHED_TEXTS:
            self._texts = {content: self._texts[content] for content in wanted if content in self._texts}
        for content, read in pairs.texts(connection, missing).items():
            self._texts[content] = self._codes.coded(*_wordings(read))
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
    ) -> list[SimilarContents]:
        """Which contents, of all known and new ones, have the same meaning as each new one."""
        adapter = _adapter_for(generation)
        contents = np.concatenate([self._means.contents, np.fromiter(means, dtype=np.int64)])
        block = np.stack(list(means.values()))
        if adapter is not None:
            block = adapter.sketch(block)
        known = len(self._means.contents)
        is_form = np.zeros(contents.max() + 1, dtype=np.bool_)
        forms = pairs.forms(connection)
        is_form[forms[forms < len(is_form)]] = True
        candidates: list[tuple[int, int]] = []

        def agree(rows: NDArray[np.int64], columns: NDArray[np.int64]) -> NDArray[np.bool_]:
            left, right = contents[rows + known], contents[columns]
            may = (left != right) & ~(is_form[left] & is_form[right])
            may[may] = may_agree(*(self._signatures_of(connection, each[may]) for each in (left, right)))
            return np.asarray(may)

        for rows, columns, _ in self._means.join.pairs(block, agree):
            candidates += zip(contents[rows + known].tolist(), contents[columns].tolist(), strict=True)
        candidates = self._not_near(connection, candidates)
        found: defaultdict[int, dict[int, float]] = defaultdict(dict)
        for start in range(0, len(candidates), _JUDGED_PAIRS):
            judged = candidates[start : start + _JUDGED_PAIRS]
            for one, other, score in self._judged(connection, generation, judged, chunks):
                found[one][other] = score
        return [
            SimilarContents(one, np.array(list(these), dtype=np.int64), np.array(list(these.values())))
            for one, these in found.items()
        ]

    def _not_near(self, connection: Connection, candidates: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """Those of the pairs that are not near duplicates.

        They are compared again, all partners of a text at once, as not all near pairs are stored.
        """
        partners = defaultdict(list)
        for one, other in candidates:
            partners[one].append(other)
        apart: list[tuple[int, int]] = []
        for one, others in partners.items():
            compared = _near_to(one, others, self._coded(connection, [one, *others]))
            apart += ((one, other) for other in compared.others[compared.similarities < NEAR].tolist())
        return apart

    def _signatures_of(self, connection: Connection, contents: NDArray[np.int64]) -> NDArray[np.uint64]:
        """The `signature` of each content, shape (n, SIGNATURE / 8)."""
        if (more := int(contents.max(initial=0)) + 1 - len(self._signatures)) > 0:
            grown = more + len(self._signatures) // 4
            self._signatures = np.concatenate([self._signatures, np.zeros((grown, SIGNATURE // 8), dtype=np.uint64)])
            self._signed = np.concatenate([self._signed, np.zeros(grown, dtype=np.bool_)])
        missing = np.unique(contents[~self._signed.take(contents)])
        for start in range(0, len(missing), READ_BATCH):
            batch = missing[start : start + READ_BATCH]
            for content, text in self._coded(connection, batch.tolist()).items():
                self._signatures[content] = np.frombuffer(signature(text.body), dtype=np.uint64)
        self._signed[missing] = True
        return self._signatures.take(contents, axis=0)

    def _judged(
        self,
        connection: Connection,
        generation: Generation,
        candidates: Sequence[tuple[int, int]],
        chunks: dict[int, Vectors],
    ) -> list[tuple[int, int, float]]:
        """The candidates whose probability of having the same meaning is at least `MEANING_FLOOR`, with it."""
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
            (one, other, score) for (one, other, _), score in zip(near, scores, strict=True) if score >= MEANING_FLOOR
        ]


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


def _near_to(content: int, others: Iterable[int], texts: Mapping[int, CodedText]) -> SimilarContents:
    """How similar the words of others are to those of a content, as far as they have a text."""
    known = [other for other in others if other in texts] if content in texts else []
    similarities = near_similarities(texts[content], [texts[other] for other in known]) if known else np.empty(0)
    return SimilarContents(content, np.array(known, dtype=np.int64), similarities)


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
    return adapter if adapter.fits(generation.model, generation.dim) else None


def _floor(generation: Generation) -> float:
    """The minimum cosine of two texts that may have the same meaning."""
    return ADAPTED_FLOOR if _adapter_for(generation) else Scale(*generation.passage_scale).cosine(CANDIDATE_RELEVANCE)


def _wordings(text: ComparedText) -> tuple[Wording, Wording]:
    """The words that are compared, and those of the subject."""
    subject = base_subject(text.title) if text.kind == "email" else ""
    return wording(compared_text(text.title, text.text, text.quoted)), wording(subject)
