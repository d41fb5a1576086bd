"""Compares the vectors of contents that have not been compared yet, and stores the pairs with the same meaning."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from semsearch.duplicates.adapter import ADAPTED_FLOOR, Adapter, load_adapter
from semsearch.duplicates.coded_texts import CodedTexts, near_to
from semsearch.duplicates.meaning import (
    MEANING_FLOOR,
    SIGNATURE,
    TextPair,
    false_friends,
    may_agree,
    same_meaning,
    same_meaning_at_most,
    signature,
)
from semsearch.duplicates.near import NEAR
from semsearch.duplicates.similarity import (
    BLOCK,
    CANDIDATE_RELEVANCE,
    SLACK,
    ChunkVectors,
    Rows,
    SimilarityJoin,
    paired_products,
    with_rows,
)
from semsearch.duplicates.stem_codes import CodedText
from semsearch.progress import Progress, Step
from semsearch.records import Vectors
from semsearch.store.database import Connection, Database
from semsearch.store.duplicates import pairs
from semsearch.store.duplicates.pairs import SimilarContents
from semsearch.store.vectors import generations
from semsearch.store.vectors.generations import Generation
from semsearch.store.vectors.stored_vectors import STORED, text_vectors
from semsearch.unit_vectors import mean_direction

TITLE, TEXT = 0, 1  # fields of chunks

_READ = 500
"""Texts read at once."""

_JUDGED_PAIRS = 20_000
"""Candidate pairs judged at once: a bound on the memory for their chunks."""

_ROUNDING = 1e-3

Pair = tuple[int, int]
Cosines = tuple[float, float | None]
"""The relevance of a pair of texts and its cosine in the adapted space, as in `meaning.TextPair`."""


@dataclass(slots=True)
class _Means:
    """The mean vectors of the contents compared so far, as they are stored, ``plain``, and in the space of
    `Adapter.sketch` if there is an adapter, ``join``."""

    join: SimilarityJoin
    expected: int = 0
    generation: int = 0
    last: int = 0  # the id of the last stored mean that is in `join`
    contents: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    plain: NDArray[np.float16] = field(default_factory=lambda: np.empty((0, 0), dtype=np.float16))

    def rows(self, columns: Rows, block: Vectors) -> Vectors:
        """The vectors of these columns, of which those from the number of contents on are in `block`."""
        known = columns < len(self.contents)
        found = np.empty((len(columns), block.shape[1]), dtype=np.float32)
        if known.any():
            found[known] = self.plain[columns[known]]
        found[~known] = block[columns[~known] - len(self.contents)]
        return found


@dataclass(slots=True)
class _Tiles:
    """Tells how much of the square of pairs is compared: each tile takes as long, each further content longer."""

    progress: Progress
    total: int
    done: int = 0

    def advance(self) -> None:
        self.done = min(self.total, self.done + 1)  # another process may have added some
        self.tell()

    def tell(self) -> None:
        self.progress(Step("meaning", self.done, self.total))


_TRAITS = np.dtype([("signature", "<u8", SIGNATURE // 8), ("words", "<u2"), ("cyrillic", "?"), ("read", "?")])
"""What is known of a content without its text: its `signature`, how many words with a meaning it has, or 0 where its
vectors are more than one, and whether it is in Cyrillic."""


class SemanticFinder:
    """Brings the stored semantic pairs of one home up to date. Not safe to share between threads."""

    def __init__(self, database: Database, texts: CodedTexts) -> None:
        self._database = database
        self._texts = texts
        self._means = _Means(SimilarityJoin(1.0))
        self._traits = np.zeros(0, dtype=_TRAITS)  # by content

    def run(self, progress: Progress) -> None:
        """Compare the contents whose words are compared and whose chunks are encoded.

        Raises:
            Cancelled: raised by `progress`; comparisons already made are kept.
        """
        with self._database.transaction() as connection:
            generation = generations.serving(connection)
            waiting = pairs.uncompared_meanings(connection, generation) if generation else []
        if generation is None or not waiting:
            return
        with self._database.writing() as connection:
            pairs.forget_meanings(connection, generation)
        with self._database.transaction() as connection:
            self._load_means(connection, generation, len(waiting))
        starts = range(0, len(waiting), BLOCK)
        tiles = _Tiles(progress, sum(1 + -(-(len(self._means.join) + start) // BLOCK) for start in starts))
        tiles.tell()
        for start in starts:
            batch = waiting[start : start + BLOCK]
            with self._database.transaction() as connection:
                self._load_means(connection, generation)
                chunks = _chunk_vectors(connection, generation, batch)
                means = {content: mean_direction(rows) for content, rows in chunks.items()}
                found = self._semantic_pairs(connection, generation, means, chunks, tiles) if means else []
            with self._database.writing() as connection:
                pairs.put_meanings(connection, generation, means, found)
        progress(Step("meaning", tiles.total, tiles.total))

    def _load_means(self, connection: Connection, generation: Generation, waiting: int = 0) -> None:
        """Add the means that were stored since the last call, by this or another process; more are `waiting`."""
        if self._means.generation != generation.id:
            expected = pairs.means_count(connection, generation) + waiting
            self._means = _Means(SimilarityJoin(_floor(generation) - SLACK, expected), expected, generation.id)
        adapter = _adapter_for(generation)
        for ids, contents, rows in pairs.means_after(connection, generation, self._means.last):
            self._means.join.extend(adapter.sketch(rows) if adapter else rows)
            half = rows.astype(np.float16)
            self._means.plain = with_rows(self._means.plain, len(self._means.contents), half, self._means.expected)
            self._means.contents = np.concatenate([self._means.contents, contents])
            self._means.last = int(ids[-1])

    def _semantic_pairs(
        self,
        connection: Connection,
        generation: Generation,
        means: dict[int, Vectors],
        chunks: dict[int, Vectors],
        tiles: "_Tiles",
    ) -> list[SimilarContents]:
        """Which contents, of all known and new ones, have the same meaning as each new one."""
        candidates, cosines = self._candidates(connection, generation, means, tiles)
        candidates = self._not_near(connection, candidates)
        found: defaultdict[int, dict[int, float]] = defaultdict(dict)
        for start in range(0, len(candidates), _JUDGED_PAIRS):
            tiles.tell()
            judged = candidates[start : start + _JUDGED_PAIRS]
            told = {pair: cosines[pair] for pair in judged if pair in cosines}
            rest = [pair for pair in judged if pair not in told]
            told |= self._cosines(connection, generation, rest, chunks) if rest else {}
            for (one, other), score in self._judged(connection, told):
                found[one][other] = score
        return [
            SimilarContents(one, np.array(list(these), dtype=np.int64), np.array(list(these.values())))
            for one, these in found.items()
        ]

    def _candidates(
        self, connection: Connection, generation: Generation, means: dict[int, Vectors], tiles: "_Tiles"
    ) -> tuple[list[Pair], dict[Pair, Cosines]]:
        """The pairs that may have the same meaning, as far as their mean vectors tell, and the cosines of those that
        have one chunk each."""
        adapter = _adapter_for(generation)
        contents = np.concatenate([self._means.contents, np.fromiter(means, dtype=np.int64)])
        plain = np.stack(list(means.values())).astype(STORED).astype(np.float32)  # as others will find them stored
        known = len(self._means.contents)
        is_form = np.zeros(contents.max() + 1, dtype=np.bool_)
        forms = pairs.forms(connection)
        is_form[forms[forms < len(is_form)]] = True
        candidates: list[Pair] = []
        cosines: dict[Pair, Cosines] = {}

        def agree(rows: NDArray[np.int64], columns: NDArray[np.int64]) -> NDArray[np.bool_]:
            tiles.advance()
            left, right = contents[rows + known], contents[columns]
            may = (left != right) & ~(is_form[left] & is_form[right])
            ours, theirs = (self._traits_of(connection, each[may]) for each in (left, right))
            is_foreign = ours["cyrillic"] != theirs["cyrillic"]
            may[may] = is_foreign | may_agree(ours["signature"], theirs["signature"])
            return np.asarray(may)

        rest = adapter.rest(plain) if adapter else plain
        for rows, columns, sketched in self._means.join.pairs(adapter.sketch(plain) if adapter else plain, agree):
            ones, others = contents[rows + known], contents[columns]
            left, right = self._traits_of(connection, ones), self._traits_of(connection, others)
            is_single = (left["words"] > 0) & (right["words"] > 0)
            candidates += zip(ones[~is_single].tolist(), others[~is_single].tolist(), strict=True)
            single = np.flatnonzero(is_single)
            partners, at = np.unique(columns[single], return_inverse=True)
            theirs = self._means.rows(partners, plain)
            relevance = generation.passage_scale.relevance(paired_products(plain, rows[single], theirs, at))
            cosine, adapted = sketched[single], None
            if adapter is not None:
                products = paired_products(rest, rows[single], adapter.rest(theirs), at)
                cosine = adapted = adapter.cosines(cosine, products)
            likely = _may_mean_the_same(left[single], right[single], relevance, adapted) & (
                cosine >= _floor(generation)
            )
            found = list(zip(ones[single][likely].tolist(), others[single][likely].tolist(), strict=True))
            candidates += found
            told = [None] * len(found) if adapted is None else adapted[likely].tolist()
            cosines |= zip(found, zip(relevance[likely].tolist(), told, strict=True), strict=True)
        return candidates, cosines

    def _not_near(self, connection: Connection, candidates: Sequence[Pair]) -> list[Pair]:
        """Those of the pairs that are not near duplicates.

        They are compared again, all partners of a text at once, as not all near pairs are stored.
        """
        partners = defaultdict(list)
        for one, other in candidates:
            partners[one].append(other)
        apart: list[Pair] = []
        for one, others in partners.items():
            compared = near_to(one, others, self._texts.read(connection, [one, *others]))
            apart += ((one, other) for other in compared.others[compared.similarities < NEAR].tolist())
        return apart

    def _traits_of(self, connection: Connection, contents: NDArray[np.int64]) -> NDArray[Any]:
        """The traits of each content, shape (n,) of `_TRAITS`."""
        if (more := int(contents.max(initial=0)) + 1 - len(self._traits)) > 0:
            grown = more + len(self._traits) // 4
            self._traits = np.concatenate([self._traits, np.zeros(grown, dtype=_TRAITS)])
        missing = np.unique(contents[~self._traits["read"].take(contents)])
        for start in range(0, len(missing), _READ):
            batch = missing[start : start + _READ].tolist()
            chunks = pairs.chunk_texts(connection, batch, TEXT)
            for content, text in self._texts.read(connection, batch).items():
                alone = len(chunks.get(content, ())) == 1 and not text.subject.words
                words = max(1, len(text.body.content)) if alone else 0
                bits = np.frombuffer(signature(text.body), dtype=np.uint64)
                self._traits[content] = bits, min(words, 0xFFFF), text.body.is_cyrillic, True
        self._traits["read"][missing] = True
        return self._traits.take(contents)

    def _cosines(
        self, connection: Connection, generation: Generation, candidates: Sequence[Pair], chunks: dict[int, Vectors]
    ) -> dict[Pair, Cosines]:
        """The cosines of the candidates whose texts may have the same meaning, chunk by chunk, with their titles."""
        adapter = _adapter_for(generation)
        ids = {content for pair in candidates for content in pair}
        known = {content: chunks[content] for content in ids & chunks.keys()}
        vectors = ChunkVectors.of(known | _chunk_vectors(connection, generation, ids - chunks.keys()))
        likely = _alike(candidates, vectors, adapter, _floor(generation))
        texts = self._texts.read(connection, {content for pair in likely for content in pair})
        likely = [(one, other) for one, other in likely if one in texts and other in texts]
        titled = [(one, other) for one, other in likely if not _same_subject(texts[one], texts[other])]
        openings = ChunkVectors.of(
            _chunk_vectors(connection, generation, {content for pair in titled for content in pair}, TITLE)
        )
        vectors = vectors.only({content for pair in likely for content in pair})
        plain = _with_titles(likely, vectors, titled, openings)
        adapted: Sequence[float | None] = [None] * len(likely)
        if adapter is not None:
            adapted = _with_titles(likely, vectors.within(adapter), titled, openings.within(adapter))
        relevance = map(generation.passage_scale.relevance, plain)
        return dict(zip(likely, zip(relevance, adapted, strict=True), strict=True))

    def _judged(self, connection: Connection, cosines: Mapping[Pair, Cosines]) -> Iterator[tuple[Pair, float]]:
        """The pairs whose probability of having the same meaning is at least `MEANING_FLOOR`, with it."""
        texts = self._texts.read(connection, {content for pair in cosines for content in pair})
        there = [(one, other) for one, other in cosines if one in texts and other in texts]
        bodies = {content: texts[content].body for pair in there for content in pair}
        scores = same_meaning([TextPair(bodies[one], bodies[other], *cosines[one, other]) for one, other in there])
        for (one, other), score in zip(there, scores, strict=True):
            if score >= MEANING_FLOOR and not _contradict(texts[one], texts[other]):
                yield (one, other), score


def _may_mean_the_same(
    one: NDArray[Any], other: NDArray[Any], relevance: Vectors, adapted: Vectors | None
) -> NDArray[np.bool_]:
    """Which pairs of texts of one chunk each are worth a look at their words, given their traits, shape (pairs,), and
    what their vectors say: those that may reach the probability from which pairs are stored."""
    chances = same_meaning_at_most(
        relevance,
        adapted,
        np.minimum(one["words"], other["words"]),
        one["cyrillic"] & other["cyrillic"],
        one["cyrillic"] != other["cyrillic"],
    )
    return chances >= MEANING_FLOOR - _ROUNDING


def _alike(pairs: Sequence[Pair], vectors: ChunkVectors, adapter: Adapter | None, floor: float) -> list[Pair]:
    """The pairs that are encoded and have a cosine of at least `floor`, in the adapted space if there is an adapter."""
    encoded = [pair for pair in pairs if pair[0] in vectors and pair[1] in vectors]
    if adapter is not None:  # the sketch costs a third of the adapted space, and rules out nearly all pairs
        rough = vectors.within(adapter.sketch).coverages(encoded)
        encoded = [pair for pair, cosine in zip(encoded, rough, strict=True) if cosine >= floor - SLACK]
        vectors = vectors.only({content for pair in encoded for content in pair}).within(adapter)
    return [pair for pair, cosine in zip(encoded, vectors.coverages(encoded), strict=True) if cosine >= floor]


def _with_titles(
    pairs: Sequence[Pair], texts: ChunkVectors, titled: Collection[Pair], openings: ChunkVectors
) -> list[float]:
    """The cosines of pairs: for the titled ones the mean of what their texts and their titles with openings have."""
    titled = [pair for pair in titled if pair[0] in openings and pair[1] in openings]
    above = dict(zip(titled, openings.coverages(titled), strict=True))
    return [
        (cosine + above[pair]) / 2 if pair in above else cosine
        for pair, cosine in zip(pairs, texts.coverages(pairs), strict=True)
    ]


def _same_subject(one: CodedText, other: CodedText) -> bool:
    return one.subject.stems == other.subject.stems


def _contradict(one: CodedText, other: CodedText) -> bool:
    """Whether two texts are false friends together with their subjects."""
    return not _same_subject(one, other) and false_friends(
        *(text.subject.followed_by(text.body) for text in (one, other))
    )


def _chunk_vectors(
    connection: Connection, generation: Generation, contents: Iterable[int], field: int = TEXT
) -> dict[int, Vectors]:
    """The chunk vectors of each content in a field, shape (chunks, dim); contents that are not fully encoded are
    missing."""
    texts = pairs.chunk_texts(connection, contents, field)
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
    return ADAPTED_FLOOR if _adapter_for(generation) else generation.passage_scale.cosine(CANDIDATE_RELEVANCE)
