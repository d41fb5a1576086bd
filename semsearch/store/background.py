"""A sample of an index's own vectors: what a cosine is worth in it.

Cosines of E5 crowd between 0.7 and 1.0, more or less so from question to question and from language to language: only
against what unrelated texts of the same index get does one mean something.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, func, select

from semsearch.language.letters import CYRILLIC, is_cyrillic
from semsearch.records import Vectors
from semsearch.store.generations import Generation, unpacked, within
from semsearch.store.schema import among, chunks, documents, vectors

SAMPLE = 1000
"""Vectors drawn, evenly over an index."""


class Style(IntEnum):
    """What tells how near texts are whatever they say: their letters, and whether it is a title or a text. Titles are
    short, and short texts are near each other."""

    LATIN = 0
    CYRILLIC = 1
    LATIN_TITLE = 2
    CYRILLIC_TITLE = 3

    @classmethod
    def of(cls, *, cyrillic: bool, title: bool) -> "Style":
        return cls(2 * title + cyrillic)


@dataclass(frozen=True, slots=True)
class Background:
    """Vectors of shape (n, dim), and the `Style` of the text of each, shape (n,). ``texts`` is how many vectors they
    stand for, about."""

    vectors: Vectors
    styles: NDArray[np.int64]
    texts: int

    @property
    def bodies(self) -> Vectors:
        """The vectors of what is no title."""
        return self.vectors[self.styles < Style.LATIN_TITLE]


def draw(connection: Connection, generation: Generation) -> Background:
    """A sample of the vectors of a generation; the same index gives the same sample."""
    first = connection.scalar(select(func.min(vectors.c.id)).where(within(generation.id)))
    last = newest(connection, generation)
    if first is None:
        return Background(np.zeros((0, generation.dim), dtype=np.float32), np.zeros(0, dtype=np.int64), 0)
    wanted = sorted({int(place) for place in np.linspace(first, last, SAMPLE)})
    rows: Sequence[Any] = connection.execute(
        select(vectors.c.vector, chunks.c.field, documents.c.language, documents.c.title)
        .join(chunks, chunks.c.text_id == vectors.c.text_id)
        .join(documents, documents.c.id == chunks.c.document_id)
        .where(vectors.c.id.in_(among(wanted)), within(generation.id))
        .group_by(vectors.c.id)
    ).all()
    styles = np.asarray([style(row.field, row.language, row.title) for row in rows], dtype=np.int64)
    return Background(unpacked((row.vector for row in rows), generation.dim), styles, last - first + 1)


def style(field: int, language: str, title: str) -> Style:
    """That of a chunk in a field of a document. The title of a Russian text may be in Latin letters, as the name of its
    file mostly is."""
    return Style.of(cyrillic=language in CYRILLIC if field else is_cyrillic(title), title=not field)


def newest(connection: Connection, generation: Generation) -> int:
    """The id of a generation's newest vector, 0 where it has none."""
    statement = select(func.max(vectors.c.id)).where(within(generation.id))
    return connection.scalar(statement) or 0
