"""The second reading of scans and pictures, after everything else can be found: by text recognition, once it is on."""

from functools import partial

from semsearch.extract.pool import ExtractionPool
from semsearch.extract.recognition import PHRASE, SECONDS, missing, remember
from semsearch.ingesting import Ingestion, Pending, Tally
from semsearch.progress import Progress
from semsearch.reading import Reading, read
from semsearch.records import Recognition
from semsearch.settings import Home
from semsearch.store import retries
from semsearch.store.database import Database
from semsearch.store.meta import get_meta, set_meta

_KEY = "ocr"


def recognition(database: Database) -> Recognition:
    """Whether recognition is on, and what it lacks."""
    with database.transaction() as connection:
        return Recognition(bool(get_meta(connection, _KEY)), missing())


def switch(database: Database, on: bool) -> None:
    """Have the next runs recognise text, or not; what was recognised stays."""
    with database.writing() as connection:
        set_meta(connection, _KEY, "yes" if on else "")


def recognise(home: Home, database: Database, progress: Progress) -> Tally:
    """Read again what waits for its text to be recognised, if that is on and can be done.

    What has been recognised once is kept by the content of its picture, so that no run does it twice.
    """
    state = recognition(database)
    if not state.on or state.missing:
        return Tally()
    waiting = [Pending(file_id, path, None) for file_id, path in _waiting(database)]

    def keep(reading: Reading) -> None:
        remember(home.recognised, dict(reading.recognised))

    with ExtractionPool(partial(read, recognition=str(home.recognised)), timeout=SECONDS) as pool:
        return Ingestion(database, pool, progress, keep).run(waiting)


def is_waiting(database: Database) -> bool:
    """Whether something would be recognised if only that could be done."""
    return recognition(database).on and bool(_waiting(database))


def _waiting(database: Database) -> list[tuple[int, str]]:
    with database.transaction() as connection:
        return retries.waiting_for(connection, PHRASE)
