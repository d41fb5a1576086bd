"""The second reading of scans and pictures, after everything else can be found: by text recognition, once it is on."""

from collections.abc import Callable
from functools import partial

from semsearch.extract.pool import ExtractionPool
from semsearch.extract.recognition import PHRASE, SECONDS, missing, remedy, remember
from semsearch.index.ingesting import Ingestion, Pending, Tally
from semsearch.index.reading import Reading, read
from semsearch.progress import Progress
from semsearch.records import Recognition
from semsearch.settings import Home
from semsearch.sources.mailbox import MessageSlice
from semsearch.store import retries
from semsearch.store.database import Database
from semsearch.store.meta import get_meta, set_meta

_KEY = "ocr"
_ATTACHED = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".pdf")
"""Names of what may be a picture or a scan."""


def recognition(database: Database) -> Recognition:
    """Whether recognition is on, and what it lacks."""
    with database.transaction() as connection:
        return Recognition(bool(get_meta(connection, _KEY)), missing())


def switch(database: Database, on: bool) -> None:
    """Have the next runs recognise text, or not; what was recognised stays. What is attached to mails waits for it only
    while it is on: nobody misses the text of photos and logos."""
    with database.writing() as connection:
        set_meta(connection, _KEY, "yes" if on else "")
        retries.drop_waiting(connection, PHRASE)
        if on:
            retries.add_waiting(connection, _ATTACHED, f"attached; {remedy()}")


def reader(on: bool) -> Callable[[bytes, str], Reading]:
    """How files are read at first, if text is recognised later (`on`) or never."""
    return partial(read, pictures=on)


def recognise(home: Home, database: Database, progress: Progress) -> Tally:
    """Read again what waits for its text to be recognised, if that is on and can be done.

    What has been recognised once is kept by the content of its picture, so that no run does it twice.
    """
    state = recognition(database)
    if not state.on or state.missing:
        return Tally()
    with database.transaction() as connection:
        files = [Pending(file_id, path, None) for file_id, path in retries.waiting_files(connection, PHRASE)]
        messages = [
            (Pending(file_id, path, None), MessageSlice(offset, length))
            for file_id, path, offset, length in retries.waiting_messages(connection, PHRASE)
        ]

    def keep(reading: Reading) -> None:
        remember(home.recognised, dict(reading.recognised))

    with ExtractionPool(partial(read, recognition=str(home.recognised)), timeout=SECONDS) as pool:
        ingestion = Ingestion(database, pool, progress, keep)
        ingestion.read_messages(messages)
        return ingestion.run(files)


def is_waiting(database: Database) -> bool:
    """Whether something would be recognised if only that could be done."""
    if not recognition(database).on:
        return False
    with database.transaction() as connection:
        return bool(retries.waiting_files(connection, PHRASE) or retries.waiting_messages(connection, PHRASE))
