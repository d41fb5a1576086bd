"""Statements of SQLite that take long: they report how far they are, and can be cancelled."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from semsearch.progress import Progress, Step

_INSTRUCTIONS = 10_000
"""Of SQLite's virtual machine between two reports, or pages that are checked: some hundredths of a second."""


@contextmanager
def reported(connection: sqlite3.Connection, progress: Progress, step: Callable[[], Step]) -> Iterator[None]:
    """A context in which statements of this connection report each `step` as they go.

    Raises:
        Cancelled: raised by `progress`, as is whatever else it raises. What the statement changed is undone.
    """
    raised: list[BaseException] = []

    def report() -> bool:
        try:
            progress(step())
        except BaseException as error:  # noqa: BLE001 - SQLite would drop it; a second Ctrl-C may come here, too
            raised.append(error)
        return bool(raised)

    connection.set_progress_handler(report, _INSTRUCTIONS)
    try:
        yield
    except sqlite3.OperationalError:
        if raised:
            raise raised[0] from None
        raise
    finally:
        connection.set_progress_handler(None, 0)
