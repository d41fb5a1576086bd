"""The URI by which SQLite opens the catalogue of a home."""

import os
from urllib.parse import quote

from semsearch.settings import Home


def is_writable(home: Home) -> bool:
    """Whether the catalogue, and the folder for its write-ahead log, can be written to."""
    return os.access(home.path, os.W_OK) and os.access(home.database, os.W_OK)


def address(home: Home) -> str:
    """The URI of the catalogue. One that is read-only and has no write-ahead log is opened as immutable, as SQLite
    cannot create the files it would need to notice changes (https://www.sqlite.org/wal.html#readonly)."""
    address = f"file:{quote(os.fsencode(home.database.absolute()))}"
    if is_writable(home):
        return f"{address}?mode=rw"  # it is not to come back, empty, where it was removed
    changing = home.log.exists() and home.log.stat().st_size > 0
    return f"{address}?mode=ro" if changing else f"{address}?mode=ro&immutable=1"
