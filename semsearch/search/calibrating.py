"""Measures what the best answers of an index to questions that it does not answer look like.

How far those stand out depends on the index (its size, how alike its texts are) and on the model: by as much as parts
answers from the rest. So each index is asked questions about this and that, most of which hardly any answers.
"""

from contextlib import suppress

import numpy as np

from semsearch.errors import DamagedError, ModelError
from semsearch.progress import Progress, Step
from semsearch.search.ordering import ordered
from semsearch.search.probing import Asked, Backgrounds, EncoderOf, probes_of_queries
from semsearch.search.query import parse
from semsearch.settings import resources
from semsearch.store import generations, lookup, null_distribution
from semsearch.store.database import Database
from semsearch.store.null_distribution import NullDistribution
from semsearch.store.vectors import VectorIndex

QUESTIONS = "unanswered.txt"
"""One to a line, half of them Russian; what most archives do not answer."""

FEWEST = 500
"""Chunks in an index below which measuring is not worth the second that it takes: `rank.QUESTION` does for those."""

GROWTH = 1.5
"""By this factor an index has to have grown or shrunk to be measured again."""


def calibrate(
    database: Database, index: VectorIndex, encoder_of: EncoderOf, backgrounds: Backgrounds, progress: Progress
) -> None:
    """Measure the index anew if it has changed much, and keep the result; not where it is damaged.

    Raises:
        Cancelled: raised by `progress`; nothing is kept.
    """
    with database.transaction() as connection:
        generation = generations.serving(connection)
        _, chunks = lookup.totals(connection)
        if generation is None or chunks < FEWEST:
            return
        known = null_distribution.load(connection, generation)
    if known is not None and known.chunks / GROWTH < chunks < known.chunks * GROWTH:
        return
    with suppress(DamagedError, ModelError):
        low, median, high = np.percentile(_best(database, index, encoder_of, backgrounds, progress), [10, 50, 90])
        measured = NullDistribution(generation.id, chunks, float(median), float(high - low))
        with database.writing() as connection:
            null_distribution.save(connection, measured)


def _best(
    database: Database, index: VectorIndex, encoder_of: EncoderOf, backgrounds: Backgrounds, progress: Progress
) -> list[float]:
    """The evidence for the best answer to each question."""
    questions = (resources() / QUESTIONS).read_text(encoding="utf-8").splitlines()
    best = []
    with database.transaction() as connection:
        asked = list(map(parse, questions))
        for done, probe in enumerate(probes_of_queries(connection, asked, encoder_of, backgrounds, Asked("hybrid"))):
            progress(Step("index", done, len(questions)))
            found = ordered(connection, index, probe, "hybrid", 1, None).ranked
            best.append(max((each.dense_part + each.keyword_part for each in found), default=0.0))
    return best
