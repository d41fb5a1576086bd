"""Chunks stored documents anew where another version of semsearch chunked them otherwise, and tells which are not
chunked as they should be."""

from collections.abc import Sequence

from semsearch.index.reading import chunks_of
from semsearch.progress import Progress, Step
from semsearch.store import contents, lookup
from semsearch.store.database import Connection, Database
from semsearch.store.meta import get_meta, set_meta
from semsearch.versions import CHUNKS

_KEY = "chunks"
_BATCH = 500


def rechunk(database: Database, progress: Progress) -> None:
    """Chunk all documents anew if the last run that did so was of another version. What stays as it was keeps its
    vector; until the rest is encoded, documents are found by what they keep, and by keyword.

    Raises:
        Cancelled: raised by `progress`; the next run does the rest.
    """
    with database.transaction() as connection:
        if _is_rechunked(connection):
            return
        ids = sorted(lookup.all_ids(connection))
    for start in range(0, len(ids), _BATCH):
        progress(Step("extract", start, len(ids)))
        with database.writing() as connection:
            rows = contents.chunked(connection, ids[start : start + _BATCH])
            now = {row.id: chunks_of(row.kind, row.title, row.text) for row in rows}
            contents.store_chunks(connection, {row.id: now[row.id] for row in rows if now[row.id] != row.chunks})
    with database.writing() as connection:
        set_meta(connection, _KEY, str(CHUNKS))


def wrongly_chunked(connection: Connection, ids: Sequence[int]) -> list[int]:
    """Those of these documents whose texts to encode are not the ones that follow from what is stored of them. None
    before `rechunk` has been done."""
    if not _is_rechunked(connection):
        return []
    wrong: list[int] = []
    for start in range(0, len(ids), _BATCH):
        rows = contents.chunked(connection, ids[start : start + _BATCH])
        wrong += [row.id for row in rows if chunks_of(row.kind, row.title, row.text) != row.chunks]
    return wrong


def _is_rechunked(connection: Connection) -> bool:
    return get_meta(connection, _KEY) == str(CHUNKS)
