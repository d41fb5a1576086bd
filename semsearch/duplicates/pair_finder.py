"""Documents that have not been compared yet -> pairs in the catalogue.

Runs when duplicates are asked for, over what is new since, and commits as it goes: one that is cut off goes on where it
was. The first run over an archive costs seconds to minutes, a new mail a few milliseconds.
"""

import threading
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from semsearch.clean.normal import base_subject
from semsearch.duplicates.adapter import ADAPTED_FLOOR, Adapter, learned
from semsearch.duplicates.meaning import MEANING_FLOOR, SIGNATURE, Compared, may_agree, says_the_same, signature
from semsearch.duplicates.near import NEAR, Spelling, Worded, bands, core, near_similarities
from semsearch.duplicates.similarity import BLOCK, SLACK, Chunked, Directions, Scale, candidate_cosine, mean_vector
from semsearch.duplicates.wording import wording
from semsearch.progress import Progress, Step
from semsearch.records import Tier, Vectors
from semsearch.store import generations, pairs
from semsearch.store.database import Connection, Database
from semsearch.store.generations import Generation
from semsearch.store.pairs import Pair
from semsearch.store.vectors import text_vectors

READ_BATCH = 500
_REMEMBERED = 20_000


@dataclass(slots=True)
class _Means:
    """The mean vectors compared so far, as an adapter sketches them."""

    directions: Directions
    generation: int = 0
    last: int = 0
    contents: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, dtype=np.int64))


class PairFinder:
    """Brings the pairs of one home up to date. Safe to share between threads, and with other processes."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._means = _Means(Directions(1.0))
        self._spelling = Spelling()
        self._words: dict[int, Worded] = {}
        self._signatures: dict[int, bytes] = {}

    def run(self, tier: Tier, progress: Progress) -> None:
        """Compare what is new, in the sense of a tier. "exact" needs no comparing, and a home that cannot be
        written to keeps what it has.

        Raises:
            Cancelled: from the progress; what was compared stays.
        """
        if tier == "exact" or not self._database.writable:
            return
        with self._lock:
            with self._database.transaction() as connection:
                enrol = pairs.needs_enrolment(connection)
            if enrol:
                with self._database.writing() as connection:
                    pairs.enrol(connection)
            self._read(progress)
            if tier == "semantic":
                self._weigh(progress)

    # -- by words --

    def _read(self, progress: Progress) -> None:
        with self._database.transaction() as connection:
            waiting = pairs.unread(connection)
        for start in range(0, len(waiting), READ_BATCH):
            progress(Step("compare", start, len(waiting)))
            batch = waiting[start : start + READ_BATCH]
            with self._database.transaction() as connection:
                worded = self._worded(connection, batch)
                own = {content: bands(words.body) for content, words in worded.items()}
                met = self._met(connection, own)
                found = self._near(connection, met)
            with self._database.writing() as connection:
                pairs.put_read(connection, own | {content: [] for content in batch if content not in own}, found)
        if waiting:
            progress(Step("compare", len(waiting), len(waiting)))

    def _met(self, connection: Connection, own: dict[int, list[int]]) -> dict[int, list[int]]:
        """For each content of the batch those before it that have a band in common with it."""
        holders: dict[int, list[int]] = defaultdict(list)
        for key, known in pairs.meeting(connection, {key for keys in own.values() for key in keys}):
            holders[key].append(known)
        met = {}
        for content, keys in own.items():
            met[content] = sorted(set().union(*(holders[key] for key in keys)) - {content})
            for key in keys:
                holders[key].append(content)
        return met

    def _near(self, connection: Connection, met: dict[int, list[int]]) -> list[Pair]:
        worded = self._worded(connection, {*met, *chain.from_iterable(met.values())})
        found = []
        for content, others in met.items():
            known = [other for other in others if other in worded]
            similarities = near_similarities(worded[content], [worded[other] for other in known])
            found += [
                Pair(content, other, "near", similarity)
                for other, similarity in zip(known, similarities, strict=True)
                if similarity > 0
            ]
        return found

    def _worded(self, connection: Connection, contents: Iterable[int]) -> dict[int, Worded]:
        wanted = list(contents)
        if self._spelling.full:
            self._spelling, self._words = Spelling(), {}
        missing = [content for content in wanted if content not in self._words]
        if len(self._words) + len(missing) > _REMEMBERED:
            self._words = {content: self._words[content] for content in wanted if content in self._words}
        for content, read in pairs.texts(connection, missing).items():
            body = wording(core(read.title, read.text, read.quoted))
            about = wording(base_subject(read.title) if read.kind == "email" else "")
            self._words[content] = self._spelling.worded(body, about)
        return {content: self._words[content] for content in wanted if content in self._words}

    # -- by vectors --

    def _weigh(self, progress: Progress) -> None:
        with self._database.transaction() as connection:
            generation = generations.serving(connection)
            waiting = pairs.unweighed(connection, generation) if generation else []
        if generation is None or not waiting:
            return
        with self._database.writing() as connection:
            pairs.forget_meanings(connection, generation)
        for start in range(0, len(waiting), BLOCK):
            progress(Step("compare", start, len(waiting)))
            batch = waiting[start : start + BLOCK]
            with self._database.transaction() as connection:
                self._recall(connection, generation)
                chunks = _chunk_vectors(connection, generation, batch)
                means = {content: mean_vector(rows) for content, rows in chunks.items()}
                found = self._same(connection, generation, means, chunks) if means else []
            with self._database.writing() as connection:
                pairs.put_weighed(connection, generation, means, found)
        progress(Step("compare", len(waiting), len(waiting)))

    def _recall(self, connection: Connection, generation: Generation) -> None:
        """Bring the matrix of means up to date with what was stored, here or by another process."""
        if self._means.generation != generation.id:
            self._means = _Means(Directions(_floor(generation) - SLACK), generation.id)
        ids, contents, rows = pairs.means_after(connection, generation, self._means.last)
        if len(ids):
            adapter = _adapter_for(generation)
            self._means.directions.extend(adapter.sketch(rows) if adapter else rows)
            self._means.contents = np.concatenate([self._means.contents, contents])
            self._means.last = int(ids[-1])

    def _same(
        self, connection: Connection, generation: Generation, means: dict[int, Vectors], chunks: dict[int, Vectors]
    ) -> list[Pair]:
        """The pairs of new contents with all known ones and with each other that say the same."""
        adapter = _adapter_for(generation)
        contents = np.concatenate([self._means.contents, np.fromiter(means, dtype=np.int64)])
        block = np.stack(list(means.values()))
        if adapter is not None:
            block = adapter.sketch(block)
        known = len(self._means.contents)
        met: list[tuple[int, int]] = []
        for rows, columns, _ in self._means.directions.pairs(block):
            left, right = contents[rows + known], contents[columns]
            agree = may_agree(self._signed(connection, left), self._signed(connection, right)) & (left != right)
            met += zip(left[agree].tolist(), right[agree].tolist(), strict=True)
        near = pairs.near_pairs_of(connection, means)
        met = [pair for pair in met if near.get((min(pair), max(pair)), 0.0) < NEAR]
        found = []
        for chunk in _chunked(met):
            found += self._judged(connection, generation, chunk, chunks)
        return found

    def _signed(self, connection: Connection, contents: NDArray[np.int64]) -> NDArray[np.uint64]:
        """The signatures of the quantities that contents name, shape (n, words of `SIGNATURE` bytes)."""
        distinct, places = np.unique(contents, return_inverse=True)
        wanted = distinct.tolist()
        missing = [content for content in wanted if content not in self._signatures]
        for start in range(0, len(missing), READ_BATCH):
            worded = self._worded(connection, missing[start : start + READ_BATCH])
            self._signatures |= {content: signature(words.body) for content, words in worded.items()}
        blank = bytes(SIGNATURE)
        joined = b"".join([self._signatures.get(content, blank) for content in wanted])
        return np.frombuffer(joined, dtype=np.uint64).reshape(len(wanted), -1)[places]

    def _judged(
        self,
        connection: Connection,
        generation: Generation,
        met: Sequence[tuple[int, int]],
        chunks: dict[int, Vectors],
    ) -> list[Pair]:
        """Of pairs of contents those that say the same."""
        adapter, scale, floor = _adapter_for(generation), Scale(*generation.passage_scale), _floor(generation)
        ids = {content for pair in met for content in pair}
        known = {content: chunks[content] for content in ids & chunks.keys()}
        vectors = Chunked.of(known | _chunk_vectors(connection, generation, ids - chunks.keys()))
        ready = [pair for pair in met if pair[0] in vectors and pair[1] in vectors]
        told = vectors
        if adapter is not None:  # a third of what is to be computed leaves hardly any of them
            rough = vectors.within(adapter.sketch).coverages(ready)
            ready = [pair for pair, cosine in zip(ready, rough, strict=True) if cosine >= floor - SLACK]
            told = vectors.only({content for pair in ready for content in pair}).within(adapter)
        cosines = told.coverages(ready)
        near = [(*pair, cosine) for pair, cosine in zip(ready, cosines, strict=True) if cosine >= floor]
        worded = self._worded(connection, {content for pair in near for content in pair[:2]})
        near = [pair for pair in near if pair[0] in worded and pair[1] in worded]
        plain = vectors.coverages([(one, other) for one, other, _ in near])
        scores = says_the_same(
            [
                Compared(worded[one].body, worded[other].body, scale.relevance(cosine), adapted if adapter else None)
                for (one, other, adapted), cosine in zip(near, plain, strict=True)
            ]
        )
        return [
            Pair(one, other, "semantic", score)
            for (one, other, _), score in zip(near, scores, strict=True)
            if score >= MEANING_FLOOR
        ]


def _chunk_vectors(connection: Connection, generation: Generation, contents: Iterable[int]) -> dict[int, Vectors]:
    """For each content the vectors of its text's chunks, shape (chunks, dim)."""
    texts = pairs.chunk_texts(connection, contents)
    stored = text_vectors(connection, generation, list({text for own in texts.values() for text in own}))
    return {
        content: np.stack([stored[text] for text in own]) for content, own in texts.items() if set(own) <= stored.keys()
    }


def _adapter_for(generation: Generation) -> Adapter | None:
    """The space that was learned for the model of these vectors; None where none was."""
    adapter = learned()
    return adapter if adapter.fingerprint == generation.fingerprint else None


def _floor(generation: Generation) -> float:
    """The least cosine of two texts that may say the same."""
    return ADAPTED_FLOOR if _adapter_for(generation) else candidate_cosine(Scale(*generation.passage_scale))


def _chunked(met: Sequence[tuple[int, int]], size: int = 20_000) -> Iterable[Sequence[tuple[int, int]]]:
    for start in range(0, len(met), size):
        yield met[start : start + size]
