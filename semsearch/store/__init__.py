"""What is kept: the catalogue in SQLite, and the keyword and vector indexes derived from it."""

from sqlalchemy import Connection

from semsearch.store.database import Database
from semsearch.store.lock import write_lock

__all__ = ["Connection", "Database", "write_lock"]
