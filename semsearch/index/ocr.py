"""Text recognition in scans and pictures: these are read a second time, after everything else is indexed."""

from collections.abc import Callable
from functools import partial

from semsearch.extract.process.pool import ExtractionPool
from semsearch.extract.recognition import SECONDS, missing, remember, unrecognised
from semsearch.index.ingesting import Ingestion, Tally
from semsearch.index.reading import PreparedFile, read
from semsearch.progress import Progress
from semsearch.records import Recognition, SkipReason
from semsearch.settings import Home
from semsearch.store import retries
from semsearch.store.database import Database
from semsearch.store.meta import get_meta, set_meta

_KEY = "ocr"
_ATTACHED = (
    ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".pdf", ".docx", ".pptx", ".xlsx", ".odt", ".odp"
)  # fmt: skip
"""Suffixes of attachments that may be pictures or scans, or hold nothing else."""


def recognition(database: Database) -> Recognition:
    """Whether recognition is on, and what has to be installed for it."""
    with database.transaction() as connection:
        return Recognition(bool(get_meta(connection, _KEY)), missing())


def switch(database: Database, on: bool) -> None:
    """Switch recognition on or off for the next runs; recognised texts stay. Attached pictures are only listed as
    waiting while it is on, as nobody misses the texts of photos and logos."""
    with database.writing() as connection:
        set_meta(connection, _KEY, "yes" if on else "")
        retries.drop_waiting(connection)
        if on:
            retries.add_waiting(connection, _ATTACHED, unrecognised(SkipReason.UNSUPPORTED, "attached").skip())


def reader(on: bool) -> Callable[[bytes, str], PreparedFile]:
    """The function that reads files in the first pass; with `on`, pictures are left for the second."""
    return partial(read, pictures=on)


def recognise(home: Home, database: Database, tally: Tally, progress: Progress) -> None:
    """Read everything that is waiting for recognition, if that is on and possible, and count it in `tally`.

    Recognised texts are cached by the content of the picture, so that nothing is recognised twice.
    """
    state = recognition(database)
    if not state.on or state.missing:
        return
    with database.transaction() as connection:
        waiting = retries.waiting(connection)

    def keep(reading: PreparedFile) -> None:
        remember(home.recognised, dict(reading.recognised))

    with ExtractionPool(partial(read, recognition=str(home.recognised)), timeout=SECONDS) as pool:
        ingestion = Ingestion(database, pool, tally, progress, keep)
        ingestion.read_messages([(pending, place) for pending, place in waiting if place.offset is not None])
        ingestion.run([pending for pending, place in waiting if place.offset is None])


def is_waiting(database: Database) -> bool:
    """Whether recognition is on and something is waiting for it, for example because it is not installed."""
    with database.transaction() as connection:
        return bool(get_meta(connection, _KEY) and retries.waiting(connection))
