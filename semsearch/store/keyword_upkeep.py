"""Keeps the keyword index small and of the current version."""

from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from semsearch.store import fulltext
from semsearch.store.meta import get_count, get_meta, set_meta
from semsearch.store.schema import documents
from semsearch.versions import WORDS

CHANGED_SHARE = 0.2
"""The keyword index is compacted when the added and removed documents are more than this share of it."""

_FORGOTTEN, _COMPACTED = "keywords_forgotten", "keywords_compacted"


def compact_keywords(connection: Connection) -> None:
    """Merge the segments of the keyword index if much has changed: FTS5 looks every word up in each of about ten, and
    keeps deleted entries until then. Searches afterwards take two thirds of the time."""
    forgotten, compacted = (get_count(connection, key) for key in (_FORGOTTEN, _COMPACTED))
    total = connection.scalar(select(func.count()).select_from(documents)) or 0
    if forgotten + max(0, total - compacted) > CHANGED_SHARE * total:
        fulltext.optimize(connection)
        set_meta(connection, _FORGOTTEN, "0")
        set_meta(connection, _COMPACTED, str(total))


def refresh_keywords(connection: Connection) -> None:
    """Rebuild the keyword index if it was made with another version of the stemming."""
    version = str(WORDS)
    known = get_meta(connection, "words")
    if known != version:
        if known:
            fulltext.rebuild(connection)
        set_meta(connection, "words", version)


def forget_keywords(connection: Connection, ids: Sequence[int]) -> None:
    """Remove documents from the keyword index. FTS5 has to be given their words, so the index is brought to the current
    version of the stemming first."""
    if ids:
        refresh_keywords(connection)
        fulltext.forget_documents(connection, ids)
        set_meta(connection, _FORGOTTEN, str(get_count(connection, _FORGOTTEN) + len(ids)))
