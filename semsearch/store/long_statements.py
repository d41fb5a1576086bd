"""Statements of SQLite that take long: they report how far they are, and can be cancelled."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from semsearch.errors import Cancelled
from semsearch.progress import Progress, Step

_INSTRUCTIONS = 10_000
"""Of SQLite's virtual machine between two reports, or pages that are checked: some hundredths of a second."""


@contextmanager
def reported(connection: sqlite3.Connection, progress: Progress, step: Callable[[], Step]) -> Iterator[None]:
    """A context in which statements of this connection report each `step` as they go.

    Raises:
        Cancelled: raised by `progress`. What the statement changed is undone.
    """
    cancelled: list[Cancelled] = []

    def report() -> bool:
        try:
            progress(step())
        except Cancelled as error:  # SQLite would drop it
            cancelled.append(error)
        return bool(cancelled)

    connection.set_progress_handler(report, _INSTRUCTIONS)
    try:
        yield
    except sqlite3.OperationalError:
        if cancelled:
            raise cancelled[0] from None
        raise
    finally:
        connection.set_progress_handler(None, 0)
