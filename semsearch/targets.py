"""What to find similar documents to: a document of the index, the content of any readable file, or a text."""

import os

from semsearch.errors import NotIndexedError
from semsearch.records import Document, Extracted, Prepared
from semsearch.search.probing import Example, example_of_text
from semsearch.settings import expanded
from semsearch.store import lookup
from semsearch.store.database import Database


def resolve(database: Database, target: str) -> Document | Example:
    """The indexed document that a target names, else the content of the file with that path.

    Raises:
        NotIndexedError: the target is neither indexed nor a readable file.
    """
    with database.transaction() as connection:
        document = lookup.find(connection, target)
    return document if document is not None else example_of_text(_read_file(target))


def example(text: str) -> Example:
    """A text to compare with; quoted replies and signatures in it are set apart as in a mail."""
    from semsearch.index.reading import prepare

    valid = text.encode(errors="replace").decode()  # an argument of a command may be anything
    return example_of_text(prepare(Extracted(kind="email", title="", text=valid)))


def _read_file(target: str) -> Prepared:
    """The main document of a file, read in a separate process: a malformed file may crash its reader."""
    # Imported here, as a search needs no readers of files.
    from semsearch.extract.process.pool import read_apart
    from semsearch.extract.process.worker import Task
    from semsearch.index.reading import read

    path = expanded(target)
    if target.startswith("mid:") or not os.path.isfile(path):  # noqa: PTH113 - False of a text too long for a path, too
        raise NotIndexedError(
            f"{target} is neither in the index nor a readable file; `semsearch search` finds ids and paths"
        )
    outcome = read_apart(read, Task(str(path)))
    if outcome.value is None or not outcome.value.documents:
        skips = outcome.value.skips if outcome.value else (outcome.skip,)
        detail = "; ".join(skip.detail or skip.reason for skip in skips if skip)
        raise NotIndexedError(f"{target} cannot be read ({detail})")
    return outcome.value.documents[0]
