"""What a target names: a document of the index, or any readable file."""

from pathlib import Path

from semsearch.errors import NotIndexedError
from semsearch.records import Document, Prepared
from semsearch.search.probing import Example, example_of_text
from semsearch.store import lookup
from semsearch.store.database import Database


def given(database: Database, target: str) -> Document | Example:
    """The document that a target names, or what a file outside the index says.

    Raises:
        NotIndexedError: it is neither indexed nor a readable file.
    """
    with database.transaction() as connection:
        document = lookup.find(connection, target)
    return document if document is not None else example_of_text(_read_outside(target))


def _read_outside(target: str) -> Prepared:
    """The main document of any readable file, read where a bad file can do no harm."""
    # Imported here: a search, which is about something indexed or typed, has no use for all that reads files.
    from semsearch.extract.pool import ExtractionPool, Task
    from semsearch.index.reading import read

    path = Path(target).expanduser()
    if target.startswith("mid:") or not path.is_file():
        raise NotIndexedError(
            f"{target} is neither in the index nor a readable file; `semsearch search` finds ids and paths"
        )
    with ExtractionPool(read, workers=1) as pool:
        outcome = next(pool.map([Task(0, str(path))]))
    if outcome.value is None or not outcome.value.documents:
        skips = outcome.value.skips if outcome.value else (outcome.skip,)
        detail = "; ".join(f"{skip.reason}: {skip.detail}" for skip in skips if skip)
        raise NotIndexedError(f"{target} cannot be read ({detail})")
    return outcome.value.documents[0]
