"""A sample of the vectors of an index, to tell how far a cosine stands out in it.

The cosines of E5 crowd between 0.7 and 1.0, to a degree that varies between queries and languages: one says something
only in comparison with those of unrelated texts in the same index.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, func, select

from semsearch.language.letters import CYRILLIC
from semsearch.records import Vectors
from semsearch.store.generations import Generation, unpacked, within
from semsearch.store.schema import among, chunks, documents, vectors

SAMPLE = 1000
"""Vectors drawn, spread evenly over an index."""


class Style(IntEnum):
    """Properties that make texts similar whatever they say: the alphabet, and being a title with the opening of a text.
    These are short, and the vectors of short texts are close to each other."""

    LATIN = 0
    CYRILLIC = 1
    LATIN_OPENING = 2
    CYRILLIC_OPENING = 3

    @classmethod
    def of(cls, *, cyrillic: bool, opening: bool = False) -> "Style":
        return cls(2 * opening + cyrillic)


@dataclass(frozen=True, slots=True)
class Background:
    """Vectors of shape (n, dim), and the `Style` of the text of each, shape (n,). They are a sample of about ``texts``
    vectors."""

    vectors: Vectors
    styles: NDArray[np.int64]
    texts: int

    @property
    def bodies(self) -> Vectors:
        """The vectors of texts other than openings."""
        return self.vectors[self.styles < Style.LATIN_OPENING]


def draw(connection: Connection, generation: Generation) -> Background:
    """A sample of the vectors of a generation, always the same for the same index."""
    first = connection.scalar(select(func.min(vectors.c.id)).where(within(generation.id)))
    last = newest(connection, generation)
    if first is None:
        return Background(np.zeros((0, generation.dim), dtype=np.float32), np.zeros(0, dtype=np.int64), 0)
    wanted = sorted({int(place) for place in np.linspace(first, last, SAMPLE)})
    rows: Sequence[Any] = connection.execute(
        select(vectors.c.vector, chunks.c.field, documents.c.language)
        .join(chunks, chunks.c.text_id == vectors.c.text_id)
        .join(documents, documents.c.id == chunks.c.document_id)
        .where(vectors.c.id.in_(among(wanted)), within(generation.id))
        .group_by(vectors.c.id)
    ).all()
    styles = np.asarray([style(row.field, row.language) for row in rows], dtype=np.int64)
    return Background(unpacked((row.vector for row in rows), generation.dim), styles, last - first + 1)


def style(field: int, language: str) -> Style:
    """The style of a chunk in `field` 0 (title and opening) or 1 (text) of a document in a language."""
    return Style.of(cyrillic=language in CYRILLIC, opening=not field)


def newest(connection: Connection, generation: Generation) -> int:
    """The id of the newest vector of a generation, 0 if it has none."""
    statement = select(func.max(vectors.c.id)).where(within(generation.id))
    return connection.scalar(statement) or 0
