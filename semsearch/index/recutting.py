"""Cuts stored documents into texts to encode anew, where another version of semsearch cut them otherwise."""

from semsearch.index.reading import pieces
from semsearch.progress import Progress, Step
from semsearch.store import contents, lookup
from semsearch.store.database import Database
from semsearch.store.meta import get_meta, set_meta
from semsearch.versions import CHUNKS

_KEY = "chunks"
_BATCH = 500


def recut(database: Database, progress: Progress) -> None:
    """Cut all documents anew if the last run that did so was of another version. What stays as it was keeps its vector;
    until the rest is encoded, documents are found by what they keep, and by keyword.

    Raises:
        Cancelled: raised by `progress`; the next run cuts the rest.
    """
    with database.transaction() as connection:
        if get_meta(connection, _KEY) == str(CHUNKS):
            return
        ids = sorted(lookup.all_ids(connection))
    for start in range(0, len(ids), _BATCH):
        progress(Step("extract", start, len(ids)))
        with database.writing() as connection:
            for row in contents.cut(connection, ids[start : start + _BATCH]):
                now = pieces(row.kind, row.title, row.text)
                if now != row.pieces:
                    contents.store_pieces(connection, row.id, now)
    with database.writing() as connection:
        set_meta(connection, _KEY, str(CHUNKS))
