"""A sample of an index's own vectors: what a cosine is worth in it.

Cosines of E5 crowd between 0.7 and 1.0, more or less so from question to question and from language to language: only
against what unrelated texts of the same index get does one mean something.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, func, select

from semsearch.records import Vectors
from semsearch.store.generations import Generation, unpacked, within
from semsearch.store.schema import among, chunks, documents, vectors

SAMPLE = 1000
"""Vectors drawn, evenly over an index."""

CYRILLIC = frozenset({"ru", "uk", "be", "bg", "sr", "mk", "kk"})
"""Languages by their code that are written in Cyrillic letters."""


@dataclass(frozen=True, slots=True)
class Background:
    """Vectors of shape (n, dim), and which of them are of texts in Cyrillic letters, shape (n,). ``texts`` is how many
    vectors they stand for, about."""

    vectors: Vectors
    cyrillic: NDArray[np.bool_]
    texts: int


def draw(connection: Connection, generation: Generation) -> Background:
    """A sample of the vectors of a generation; the same index gives the same sample."""
    first = connection.scalar(select(func.min(vectors.c.id)).where(within(generation.id)))
    last = newest(connection, generation)
    if first is None:
        return Background(np.zeros((0, generation.dim), dtype=np.float32), np.zeros(0, dtype=np.bool_), 0)
    wanted = sorted({int(place) for place in np.linspace(first, last, SAMPLE)})
    rows: Sequence[Any] = connection.execute(
        select(vectors.c.vector, func.min(documents.c.language).label("language"))
        .join(chunks, chunks.c.text_id == vectors.c.text_id)
        .join(documents, documents.c.id == chunks.c.document_id)
        .where(vectors.c.id.in_(among(wanted)), within(generation.id), chunks.c.field == 1)
        .group_by(vectors.c.id)
    ).all()
    cyrillic = np.asarray([row.language in CYRILLIC for row in rows], dtype=np.bool_)
    return Background(unpacked((row.vector for row in rows), generation.dim), cyrillic, last - first + 1)


def newest(connection: Connection, generation: Generation) -> int:
    """The id of a generation's newest vector, 0 where it has none."""
    statement = select(func.max(vectors.c.id)).where(within(generation.id))
    return connection.scalar(statement) or 0
