"""A sample of the vectors of an index, to tell how far a cosine stands out in it.

The cosines of E5 crowd between 0.7 and 1.0, to a degree that varies between queries and languages: one says something
only in comparison with those of unrelated texts in the same index.
"""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, func, select

from semsearch.language.letters import CYRILLIC
from semsearch.records import Vectors
from semsearch.store.schema import among, chunks, documents, vectors
from semsearch.store.vectors.generations import Generation
from semsearch.store.vectors.stored_vectors import unpacked, within

SAMPLE = 1000
"""Vectors drawn, spread evenly over an index."""

SURVEYED, ENOUGH = 5 * SAMPLE, 150
"""Of a style that fewer of the sample have, more are drawn from among so many others: the Russian mails of an English
archive are measured against Russian texts, and ten of these would say little."""


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
    vectors, but for the last ``added``, which are of rare styles."""

    vectors: Vectors
    styles: NDArray[np.int64]
    texts: int
    added: int = 0

    @property
    def bodies(self) -> NDArray[np.int64]:
        """The rows of texts other than openings, in the even sample."""
        return np.flatnonzero(self._even < Style.LATIN_OPENING)

    def share(self, style: Style) -> float:
        """About what share of the texts of the index has a style."""
        return float((self._even == style).mean()) if len(self._even) else 0.0

    @property
    def _even(self) -> NDArray[np.int64]:
        """The styles of the even sample."""
        return self.styles[: len(self.styles) - self.added]


def draw(connection: Connection, generation: Generation) -> Background:
    """A sample of the vectors of a generation, always the same for the same index."""
    first = connection.scalar(select(func.min(vectors.c.id)).where(within(generation.id)))
    last = newest(connection, generation)
    if first is None:
        return Background(np.zeros((0, generation.dim), dtype=np.float32), np.zeros(0, dtype=np.int64), 0)
    even = {int(place) for place in np.linspace(first, last, SAMPLE)}
    surveyed = even.union(int(place) for place in np.linspace(first, last, SURVEYED))
    rows = connection.execute(
        select(vectors.c.id, chunks.c.field, documents.c.language)
        .join(chunks, chunks.c.text_id == vectors.c.text_id)
        .join(documents, documents.c.id == chunks.c.document_id)
        .where(vectors.c.id.in_(among(surveyed)), within(generation.id))
        .group_by(vectors.c.id)
    ).all()
    styles = {row.id: style(row.field, row.language) for row in rows}
    chosen = [each for each in styles if each in even]
    added: list[int] = []
    for kind in Style:
        missing = ENOUGH - sum(styles[each] == kind for each in chosen)
        others = [each for each, its in styles.items() if its == kind and each not in even]
        if missing > 0:
            added += others[:: max(1, len(others) // missing)][:missing]
    ids = chosen + added
    found = connection.execute(select(vectors.c.id, vectors.c.vector).where(vectors.c.id.in_(among(ids)))).all()
    stored = {row.id: row.vector for row in found}
    drawn = unpacked((stored[each] for each in ids), generation.dim)
    return Background(drawn, np.asarray([styles[each] for each in ids], dtype=np.int64), last - first + 1, len(added))


def style(field: int, language: str) -> Style:
    """The style of a chunk in `field` 0 (title and opening) or 1 (text) of a document in a language."""
    return Style.of(cyrillic=language in CYRILLIC, opening=not field)


def newest(connection: Connection, generation: Generation) -> int:
    """The id of the newest vector of a generation, 0 if it has none."""
    statement = select(func.max(vectors.c.id)).where(within(generation.id))
    return connection.scalar(statement) or 0
