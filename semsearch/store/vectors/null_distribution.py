"""The null distributions of an index: what evidence its best answers get where it has none."""

import json
import math
from dataclasses import asdict, dataclass

from sqlalchemy import Connection

from semsearch.store.meta import get_meta, set_meta
from semsearch.store.vectors.generations import Generation

_KEY = "null distributions"


@dataclass(frozen=True, slots=True)
class NullDistribution:
    """The ``median`` of evidence and its ``spread``, from the 10th to the 90th percentile."""

    median: float
    spread: float

    def __post_init__(self) -> None:
        if not (math.isfinite(self.median) and 0 < self.spread < math.inf):
            raise ValueError(self)


@dataclass(frozen=True, slots=True)
class NullDistributions:
    """Those of ``questions`` that are not answered and of ``examples`` that nothing is similar to, as they were when a
    ``generation`` had so many ``chunks``. ``evidence`` is the version of the evidence (`versions.EVIDENCE`)."""

    generation: int
    chunks: int
    questions: NullDistribution
    examples: NullDistribution
    evidence: int


def load(connection: Connection, generation: Generation) -> NullDistributions | None:
    """Those of a generation; None if they were not measured or are damaged."""
    try:
        found = json.loads(get_meta(connection, _KEY, "null"))
        if found["generation"] != generation.id:
            return None
        questions, examples = (NullDistribution(**found[kind]) for kind in ("questions", "examples"))
        chunks, evidence = int(found["chunks"]), int(found["evidence"])
        return NullDistributions(generation.id, chunks, questions, examples, evidence)
    except (KeyError, TypeError, ValueError):
        return None


def save(connection: Connection, measured: NullDistributions) -> None:
    """Keep these instead of those before."""
    set_meta(connection, _KEY, json.dumps(asdict(measured)))
