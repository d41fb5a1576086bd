"""Measures what the best answers of an index look like where it has none.

How far those stand out depends on the index, its size and how alike its texts are, and on the model, by as much as
parts answers from the rest. So each index is asked questions about this and that which hardly any answers, and shown
texts that hardly any has the like of.
"""

from collections.abc import Sequence
from contextlib import suppress

import numpy as np

from semsearch.errors import DamagedError, ModelError
from semsearch.progress import Progress, Step
from semsearch.search.ordering import ordered
from semsearch.search.probing import Asked, Example, Probe, Prober
from semsearch.search.query import parse
from semsearch.settings import resources
from semsearch.store import generations, lookup, null_distribution
from semsearch.store.database import Connection, Database
from semsearch.store.null_distribution import NullDistribution, NullDistributions
from semsearch.store.vectors import VectorIndex
from semsearch.versions import EVIDENCE

FEWEST = 500
"""Encoded chunks in an index below which measuring is not worth the seconds that it takes: `rank.QUESTION` and
`rank.EXAMPLE` do for those."""

GROWTH = 1.1
"""By this factor an index has to have grown or shrunk to be measured again."""

LEAST = 0.5
"""The least spread that is believed."""

_HYBRID = Asked("hybrid")


def unrelated(kind: str) -> list[str]:
    """The "questions" or "texts", half of them Russian, that most archives have nothing to say about."""
    return (resources() / "unrelated" / f"{kind}.txt").read_text(encoding="utf-8").splitlines()


def calibrate(database: Database, index: VectorIndex, prober: Prober, progress: Progress) -> None:
    """Measure the index anew if it, or what ranks, has changed much, and keep the result; not where it is damaged.

    Raises:
        Cancelled: raised by `progress`; nothing is kept.
    """
    with database.transaction() as connection:
        generation = generations.serving(connection)
        _, chunks = lookup.totals(connection)
        chunks = round(chunks * generations.coverage(connection))
        if generation is None or chunks < FEWEST:
            return
        known = null_distribution.load(connection, generation)
    if known is not None and known.evidence == EVIDENCE and known.chunks / GROWTH < chunks < known.chunks * GROWTH:
        return
    with suppress(DamagedError, ModelError):
        with database.transaction() as connection:
            queries = list(map(parse, unrelated("questions")))
            asked = prober.of_queries(connection, queries, _HYBRID)
            texts = unrelated("texts")
            vectors = prober.encoder_of(generation).encode(texts, "passage")
            examples = [
                Example("", text, [text], vectors=row[None, :]) for text, row in zip(texts, vectors, strict=True)
            ]
            shown = [prober.of_examples(connection, [each], (), _HYBRID) for each in examples]
            best = []
            for done, probe in enumerate([*asked, *shown]):
                progress(Step("index", done, len(asked) + len(shown)))
                best.append(_best(connection, index, probe))
        of_questions, of_texts = _distribution(best[: len(asked)]), _distribution(best[len(asked) :])
        measured = NullDistributions(generation.id, chunks, of_questions, of_texts, EVIDENCE)
        with database.writing() as connection:
            null_distribution.save(connection, measured)


def _best(connection: Connection, index: VectorIndex, probe: Probe) -> float:
    """The evidence for the best answer."""
    found = ordered(connection, index, probe, "hybrid", 1, None).ranked
    return max((each.dense_part + each.keyword_part for each in found), default=0.0)


def _distribution(evidence: Sequence[float]) -> NullDistribution:
    low, median, high = np.percentile(evidence, [10, 50, 90])
    return NullDistribution(float(median), max(LEAST, float(high - low)))
