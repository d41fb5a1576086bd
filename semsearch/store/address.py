"""Where SQLite finds a home's catalogue, and whether it may write to it."""

import os
from urllib.parse import quote

from semsearch.settings import Home


def is_writable(home: Home) -> bool:
    return os.access(home.path, os.W_OK) and os.access(home.database, os.W_OK)


def address(home: Home) -> str:
    """The catalogue as a URI. What cannot be written to, and has no write-ahead log, does not change while it is read:
    SQLite could not even make the files by which it would notice (https://www.sqlite.org/wal.html#readonly)."""
    address = f"file:{quote(os.fsencode(home.database.absolute()))}"
    if is_writable(home):
        return address
    log = home.database.with_name(home.database.name + "-wal")
    changing = log.exists() and log.stat().st_size > 0
    return f"{address}?mode=ro" if changing else f"{address}?mode=ro&immutable=1"
