"""The null distribution of an index: what evidence the best answers get to questions that it does not answer."""

import json
import math
from dataclasses import asdict, dataclass

from sqlalchemy import Connection

from semsearch.store.generations import Generation
from semsearch.store.meta import get_meta, set_meta

_KEY = "null distribution"


@dataclass(frozen=True, slots=True)
class NullDistribution:
    """``median`` and ``spread``, from the 10th to the 90th percentile, of that evidence, as it was measured when a
    generation had so many ``chunks``."""

    generation: int
    chunks: int
    median: float
    spread: float


def load(connection: Connection, generation: Generation) -> NullDistribution | None:
    """The one of a generation; None if it was not measured or is damaged."""
    try:
        found = NullDistribution(**json.loads(get_meta(connection, _KEY, "null")))
        sound = found.generation == generation.id and math.isfinite(found.median) and 0 < found.spread < math.inf
    except (TypeError, ValueError):
        return None
    return found if sound else None


def save(connection: Connection, measured: NullDistribution) -> None:
    """Keep one instead of the one before."""
    set_meta(connection, _KEY, json.dumps(asdict(measured)))
