"""Dense and keyword evidence -> the order of documents, and how relevant they are. Pure."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from semsearch.records import Mode
from semsearch.store.vectors.null_distribution import NullDistribution

FLOOR = 0.25
"""Relevance below which a document is probably unrelated. Of the questions that an index has no answer to, six to eight
in ten find nothing above it. Of the right first answers one in six is below it if all are worded differently, else one
in 20."""

ANSWERED, LOWER_FLOOR = 0.5, 0.15
"""If the best document is at least this relevant, the query is answered, and the floor is lower: an archive that has
one answer mostly has more on the subject."""

DENSE_ALONE = 1.6
"""Weight of the dense evidence of a document that has none of the query's words, or if no words were asked for. It
makes up for what keywords add, on average, to a document that is as near."""

DENSE_OTHER_SCRIPT = 1.5
"""The same for a document in the other script, for the words that cannot occur in it."""

UNCONFIRMED = 0.5
"""Subtracted from dense evidence that no word confirms."""

KEYWORD_ALONE = 1.0
"""Added to keyword evidence if there is no dense evidence: the words do occur."""

IDENTIFIER = 100.0
"""Score of a document with all identifiers of the query, more than any other evidence adds up to."""

RECENCY, RECENCY_DAYS = 0.2, 365.0
"""Bonus for a document written just now, and the days in which it falls to 1/e: it decides between equals."""

SAME_TIME, SAME_TIME_DAYS = 1.0, 7.0
"""The same for a document written at the time of an example: one matter is mostly written about within days."""

CHANCE = 3.0
"""Evidence that unrelated documents have by chance, over the square of the number of words asked for: with one of two
words a document has half of them, with one of six next to nothing."""

AFFINITY = 0.5
"""Weight of `Meaning.affinity`: a part of what all texts have in common with a query is what it is about."""

MIDDLE, WIDTH = 0.72, 0.43
"""Location and scale of the logistic curve of relevance: how far above the median of the null distribution, in its
spreads, an answer is as likely right as not, and how far the odds change by a factor of e. With these the relevance of
a first answer is the probability that it is right, if four in five questions have an answer."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How the evidence for a query adds up to a score and a relevance.

    ``keyword`` is the weight of the keyword score beside the dense one. ``middle`` and ``width`` are the location and
    scale of the logistic curve that makes a relevance of the sum. A document with a keyword score below ``few_words``
    is taken to say what it says in other words. ``words`` is the number of the query's words, 0 for an example;
    ``cross_script`` is the share of them that can occur in documents in the other script, and ``copied`` the share that
    are parts of identifiers, which nothing says otherwise. ``affinity`` is that of the query's `Meaning`.
    """

    keyword: float
    middle: float
    width: float
    few_words: float = 0.0
    words: int = 0
    cross_script: float = 0.0
    copied: float = 0.0
    affinity: float = 0.0

    def unmatched(self, found: "Evidence") -> float:
        """The share of the query's words for which dense evidence stands in, since they cannot occur in a document, or
        since it uses others: all if it has none of them, none from ``few_words`` on."""
        if found.other_script:
            share = 1 - self.cross_script
        else:
            share = max(0.0, 1 - (found.keyword or 0.0) / self.few_words) if self.few_words else 0.0
        return min(share, 1 - self.copied)

    @property
    def prior(self) -> float:
        """What counts for or against each document alike, so that the evidence for queries can be compared."""
        chance = CHANCE / max(2, self.words) ** 2 if self.words else 0.0
        return AFFINITY * self.affinity - chance

    def relevance(self, evidence: float) -> float:
        """The relevance in 0..1, close to 0 for the evidence of unrelated texts."""
        return 1 / (1 + math.exp(min(50.0, (self.middle - self.prior - evidence) / self.width)))

    def calibrated(self, null: NullDistribution) -> "Weights":
        """The same with the curve of an index with this null distribution."""
        return replace(self, middle=null.median + MIDDLE * null.spread, width=WIDTH * null.spread)

    def dense_relevance(self, dense: float) -> float:
        """The relevance by dense evidence alone."""
        return self.relevance(_standing_in(dense, 1.0, DENSE_ALONE))


QUESTION = Weights(keyword=8.0, middle=5.7, width=0.75, few_words=0.2)
EXAMPLE = Weights(keyword=28.0, middle=4.5, width=0.8)
"""How these were found is in docs/decisions/0008-ranking.md."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The evidence for a document: ``dense``, the z-score of its best chunk among unrelated texts, and ``keyword``, its
    keyword score in 0..1; each None if that retriever did not find it or did not run. ``text_id`` is the text of the
    best chunk; ``identifiers`` is the share of the query's identifiers that the document has, ``time`` the `time_bonus`
    of its date, and ``other_script`` whether it is in another script than the query."""

    document_id: int
    dense: float | None = None
    keyword: float | None = None
    text_id: int | None = None
    identifiers: float = 0.0
    time: float = 0.0
    other_script: bool = False

    @property
    def supported(self) -> bool:
        """Whether anything but its date speaks for the document."""
        return self.dense is not None or self.keyword is not None or self.identifiers > 0


@dataclass(frozen=True, slots=True)
class Ranked:
    """A ranked document. ``score`` orders the results: the sum of the parts, the time bonus, and `IDENTIFIER` times the
    share of identifiers. ``relevance``, in 0..1, is shown; ``unrelated`` is whether it is below the floor."""

    evidence: Evidence
    score: float
    relevance: float
    dense_part: float
    keyword_part: float
    unrelated: bool = False


def unscored(document_id: int) -> Ranked:
    """A document that only has to pass the filters, because the query has no words."""
    return Ranked(Evidence(document_id), 1.0, 1.0, 0.0, 0.0)


def time_bonus(written: datetime | None, near_to: Sequence[datetime]) -> float:
    """The bonus for a document written lately, or if dates of examples are given, at about the time of one."""
    if written is None:
        return 0.0
    if near_to:
        days = min(abs((written - moment).total_seconds()) for moment in near_to) / 86400
        return SAME_TIME * math.exp(-days / SAME_TIME_DAYS)
    days = max(0.0, (datetime.now(UTC) - written).total_seconds() / 86400)
    # It depends on the moment, and must not decide between equals by the last digit of a sum.
    return round(RECENCY * math.exp(-days / RECENCY_DAYS), 9)


def fuse(evidence: Collection[Evidence], mode: Mode, weights: Weights) -> list[Ranked]:
    """Documents by decreasing sum of their evidence, the unrelated ones last.

    Dense evidence is a z-score and keyword evidence a share of the highest possible score, so neither is rescaled to
    the best hit of this query: a poor best hit stays poor.
    """
    parts = [_parts(found, mode, weights) for found in evidence]
    relevance = [
        max(weights.relevance(sum(both)), found.identifiers) for found, both in zip(evidence, parts, strict=True)
    ]
    floor = LOWER_FLOOR if max(relevance, default=0.0) >= ANSWERED else FLOOR
    ranked = [
        Ranked(found, sum(both) + found.time + IDENTIFIER * found.identifiers, related, *both, related < floor)
        for found, both, related in zip(evidence, parts, relevance, strict=True)
    ]
    return sorted(ranked, key=lambda each: (each.unrelated, -each.score, each.evidence.document_id))


def _parts(found: Evidence, mode: Mode, weights: Weights) -> tuple[float, float]:
    """What dense and keyword evidence add to the score."""
    share = found.keyword or 0.0
    words = weights.keyword * share
    if mode == "keyword" or found.dense is None:
        return 0.0, (0.0 if mode == "semantic" else DENSE_ALONE * words + KEYWORD_ALONE)
    if mode == "semantic":
        return _standing_in(found.dense, 1.0, DENSE_ALONE), 0.0
    weight = DENSE_OTHER_SCRIPT if found.other_script else DENSE_ALONE
    # What has the words is hardly less found for being farther than unrelated texts, as mail from somebody by the name.
    dense = max(found.dense, found.dense * (1 - share))
    return _standing_in(dense, weights.unmatched(found), weight), words


def _standing_in(dense: float, unmatched: float, weight: float) -> float:
    """Dense evidence that stands in for the `unmatched` share of the words: weighted higher, less what it lacks in
    confirmation."""
    return dense + unmatched * ((weight - 1) * dense - UNCONFIRMED)
