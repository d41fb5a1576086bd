"""Calibrates relevance for an index, by the best hits for queries that it has no answer to.

How good these look depends on the model, on the size of the index and on how similar its texts are to each other, and
differs between indexes as much as right answers differ from wrong ones. So each index is searched for general questions
that hardly any archive answers, and for texts that hardly any archive has something similar to.
"""

from collections.abc import Sequence
from contextlib import suppress

import numpy as np

from semsearch.errors import DamagedError, ModelError
from semsearch.progress import Progress, Step
from semsearch.search.ordering import ordered
from semsearch.search.probe import Probe
from semsearch.search.probing import Asked, Example, Prober
from semsearch.search.query import parse
from semsearch.settings import resources
from semsearch.store import lookup
from semsearch.store.database import Connection, Database
from semsearch.store.vectors import generations, null_distribution
from semsearch.store.vectors.null_distribution import NullDistribution, NullDistributions
from semsearch.store.vectors.vector_index import VectorIndex
from semsearch.versions import EVIDENCE

FEWEST = 500
"""Number of encoded chunks below which an index is not calibrated, as that takes seconds: it uses `rank.QUESTION` and
`rank.EXAMPLE` as they are."""

GROWTH = 1.1
"""Factor by which an index has to grow or shrink to be calibrated again."""

LEAST = 0.5
"""Minimum spread; a smaller one is taken for an artefact."""

_HYBRID = Asked("hybrid")


def unrelated(kind: str) -> list[str]:
    """The "questions" or "texts", half of them Russian, to which most archives contain nothing related."""
    return (resources() / "unrelated" / f"{kind}.txt").read_text(encoding="utf-8").splitlines()


def calibrate(database: Database, index: VectorIndex, prober: Prober, progress: Progress) -> None:
    """Calibrate the index if it or the ranking has changed much since the last time, and store the result. A damaged
    index is left as it is.

    Raises:
        Cancelled: raised by `progress`; nothing is stored.
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
    """The evidence for the best hit, with what counts for any."""
    found = ordered(connection, index, probe, 1, None).ranked
    return max((each.dense_part + each.keyword_part for each in found), default=0.0) + probe.weights.prior


def _distribution(evidence: Sequence[float]) -> NullDistribution:
    low, median, high = np.percentile(evidence, [10, 50, 90])
    return NullDistribution(float(median), max(LEAST, float(high - low)))
