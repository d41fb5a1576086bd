"""Evidence of meaning and of words -> the order of documents, and how related they are. Pure."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import MappingProxyType

from semsearch.records import Mode
from semsearch.store.null_distribution import NullDistribution

FLOOR = 0.25
"""Relevance below which a document is probably unrelated. Seven in ten questions that an index has no answer to find
nothing above it; of the right first answers one in six is below, where all are in other words, else one in 25."""

ANSWERED, LOWER_FLOOR = 0.5, 0.15
"""The relevance of the best from which on there is an answer, and the floor then: what an archive has an answer to, it
mostly has more about."""

RETOLD = 1.6
"""What meaning alone counts where words do not speak: the text says it in other words, or words were not asked. As
much as words add, on average, to what is as near."""

ELSEWHERE = 1.5
"""The same in a text in letters of another kind, for the words that cannot stand there."""

RESPELLED = 0.9
"""What a word counts in a text in letters of another kind: as it is spelled or translated there, it may also be another
word."""

DOUBT = 0.5
"""Taken off the evidence of meaning where no word can confirm it."""

SAID = 1.0
"""Added to the evidence of words alone: they do stand there."""

EXACT = 100.0
"""What having an identifier of the query counts: more than any vagueness."""


LATELY, LATELY_DAYS = 0.2, 365.0
"""The bonus of a document written just now, and the days in which it falls to a third: it decides between equals."""

BESIDE, BESIDE_DAYS = 1.0, 7.0
"""The same for one written when an example was: what is about one matter is mostly written within days."""

MIDDLE, WIDTH = 0.72, 0.43
"""How far above the median of a null distribution, in its spreads, evidence makes an answer as likely right as not, and
how fast that changes: so the relevance of the first answer is how often it is right, of questions of which four in five
have one."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How evidence is added up. `words` is what the share of the words counts against standard deviations of meaning;
    `middle` is the evidence at which a document is as likely related as not, `width` how fast that changes; `silent` is
    the share of the words below which a document is taken to say what it says in other words."""

    words: float
    middle: float
    width: float
    silent: float = 0.0

    def silence(self, share: float) -> float:
        """How little the words of a document tell, 0..1: 1 where it has none of those asked for, 0 from `silent` on."""
        return max(0.0, 1 - share / self.silent) if self.silent else 0.0

    def relevance(self, evidence: float) -> float:
        """0..1: next to nothing for what unrelated texts get."""
        return 1 / (1 + math.exp(min(50.0, (self.middle - evidence) / self.width)))

    def calibrated(self, null: NullDistribution) -> "Weights":
        """The same for an index with this null distribution."""
        return replace(self, middle=null.median + MIDDLE * null.spread, width=WIDTH * null.spread)

    def of_meaning(self, near: float) -> float:
        """What meaning alone makes of it, which no word confirms."""
        return self.relevance(_alone(near, 1.0))


QUESTION = Weights(words=8.0, middle=5.8, width=0.75, silent=0.2)
EXAMPLE = Weights(words=28.0, middle=4.5, width=0.8)
"""docs/decisions/0008-ranking.md says how these were found."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a document. ``dense`` is how far its best chunk stands out among unrelated texts, in standard
    deviations; ``keyword`` the share of the words that it has, 0..1; each None where that side found nothing or did not
    run. ``text_id`` is the text of the chunk that decided."""

    document_id: int
    dense: float | None = None
    keyword: float | None = None
    text_id: int | None = None


@dataclass(frozen=True, slots=True)
class Ranked:
    """A document in its place. ``score`` ranks and is the sum of its parts; ``relevance`` in 0..1 is for people.
    ``sure`` is what meaning alone would make of it; ``unrelated`` whether it probably is."""

    evidence: Evidence
    score: float
    relevance: float
    dense_part: float
    keyword_part: float
    time_part: float = 0.0
    sure: float = 0.0
    unrelated: bool = False


def unscored(document_id: int) -> Ranked:
    """A document that is listed because it passes the filters, where nothing is asked of its text."""
    return Ranked(Evidence(document_id), 1.0, 1.0, 0.0, 0.0)


def best_chunks(chunk_scores: Iterable[tuple[int, int, float]]) -> dict[int, tuple[float, int]]:
    """(document, text, score) of chunks -> for each document the score of its best chunk and that chunk's text."""
    best: dict[int, tuple[float, int]] = {}
    for document_id, text_id, score in chunk_scores:
        if document_id not in best or score > best[document_id][0]:
            best[document_id] = (score, text_id)
    return best


def timeliness(written: datetime | None, near_to: Sequence[datetime]) -> float:
    """A small bonus for when a document was written: lately, or, beside examples, at about their time."""
    if written is None:
        return 0.0
    if near_to:
        days = min(abs((written - moment).total_seconds()) for moment in near_to) / 86400
        return BESIDE * math.exp(-days / BESIDE_DAYS)
    days = max(0.0, (datetime.now(UTC) - written).total_seconds() / 86400)
    return LATELY * math.exp(-days / LATELY_DAYS)


def fuse(
    dense: Mapping[int, tuple[float, int]],
    keyword: Mapping[int, float],
    mode: Mode,
    weights: Weights = QUESTION,
    *,
    elsewhere: frozenset[int] = frozenset(),
    common: float = 0.0,
    exact: Mapping[int, float] = MappingProxyType({}),
    times: Mapping[int, float] = MappingProxyType({}),
) -> list[Ranked]:
    """Documents, best first, by the sum of their evidence; those that are probably unrelated after all others, whenever
    they were written.

    Both sides are measured against unrelated texts, not stretched to the best hit of this query: a poor best hit stays
    poor. In documents `elsewhere`, written in letters of another kind, only the share `common` of the words can stand:
    for the others meaning counts, as it does where a document answers in other words. `exact` is the share of the
    query's identifiers that a document has, `times` a small bonus for when it was written.
    """
    ranked = []
    for document_id in dense.keys() | keyword.keys() | exact.keys():
        near, text_id = dense.get(document_id, (None, None))
        share = keyword.get(document_id)
        unheard = 1.0 if not keyword else 1 - common if document_id in elsewhere else weights.silence(share or 0.0)
        one, other = _parts(near, share, mode, weights, unheard, document_id in elsewhere)
        copied = exact.get(document_id, 0.0)
        bonus = times.get(document_id, 0.0)
        evidence = Evidence(document_id, near, share, text_id)
        sure = weights.of_meaning(near) if near is not None else 0.0
        relevance = max(weights.relevance(one + other), copied)
        score = one + other + bonus + EXACT * copied
        ranked.append(Ranked(evidence, score, relevance, one, other, bonus, sure))
    answered = max((each.relevance for each in ranked), default=0.0) >= ANSWERED
    floor = LOWER_FLOOR if answered else FLOOR
    ranked = [replace(each, unrelated=True) if each.relevance < floor else each for each in ranked]
    return sorted(ranked, key=lambda each: (each.unrelated, -each.score, each.evidence.document_id))


def _parts(
    near: float | None, share: float | None, mode: Mode, weights: Weights, unheard: float, elsewhere: bool
) -> tuple[float, float]:
    """What meaning and words add. `unheard` is the share of the words that cannot stand in a document, or of which it
    has next to none: for these meaning counts."""
    words = weights.words * (share or 0.0)
    if mode == "keyword" or near is None:
        # Where meaning is not known yet, a translation may be of another sense of the word.
        told = RESPELLED if elsewhere and mode == "hybrid" else RETOLD
        return 0.0, (0.0 if mode == "semantic" else told * words + SAID)
    if mode == "semantic":
        return _alone(near, 1.0), 0.0
    meaning = _alone(near, unheard, ELSEWHERE if elsewhere else RETOLD)
    if elsewhere:
        return meaning, RESPELLED * words
    return (meaning, 0.0) if meaning > near + words else (near, words)


def _alone(near: float, unheard: float, alone: float = RETOLD) -> float:
    """What meaning counts where words are `unheard` to this share: more than beside words, but for a doubt."""
    return near + unheard * ((alone - 1) * near - DOUBT)
